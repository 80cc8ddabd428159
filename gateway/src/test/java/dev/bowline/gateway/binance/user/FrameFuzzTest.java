package dev.bowline.gateway.binance.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.bowline.core.event.Side;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.gateway.binance.market.DecodeCounters;
import dev.bowline.gateway.binance.market.DecodeResult;
import dev.bowline.gateway.binance.market.FrameTwins;
import dev.bowline.gateway.binance.market.MarketDecoder;
import dev.bowline.gateway.binance.market.SymbolTable;
import dev.bowline.gateway.json.Frames;
import dev.bowline.gateway.json.Instruments;
import dev.bowline.gateway.json.RecordingSink;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * MD-8: whatever the bytes are, the decoders do not throw, count every frame, and publish nothing
 * that a slow reader does not read from them, too. Seed: system property {@code bowline.seed}.
 */
class FrameFuzzTest {
    private static final int RUN = 93;
    private static final long KEY = ClientOrderId.key(4711, 3, Side.SELL, OrderLeg.STOP, 2);
    private static final String ID = ClientOrderId.toText('s', RUN, KEY);
    private static final List<String> SYMBOLS = List.of("BTCUSDT", "XRPUSDC", "ETHUSDT");

    private final long seed = Long.getLong("bowline.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final RecordingSink sink = new RecordingSink();
    private final SymbolTable table =
            new SymbolTable(Instruments.registry(SYMBOLS.toArray(new String[0])));
    private final MarketDecoder market = new MarketDecoder(table, sink, depth -> {});
    private final UserEventDecoder user = new UserEventDecoder('s', table, sink);
    private final UserTwin userTwin = new UserTwin(SYMBOLS, RUN, KEY);
    private final List<String> frames = frames();
    private long decoded;

    private static List<String> frames() {
        final List<String> all = new ArrayList<>(Frames.MARKET);
        all.addAll(Frames.user(ID));
        return all;
    }

    private static boolean isMarket(final int frame) {
        return frame < Frames.MARKET.size();
    }

    private DecodeResult decode(final int frame, final byte[] bytes) {
        sink.clear();
        decoded++;
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        return isMarket(frame)
                ? market.decode(buffer, 0, bytes.length, 7, 8)
                : user.decode(buffer, 0, bytes.length, 7, 8);
    }

    private List<String> slots(final int frame, final String json) {
        final DecodeResult result = decode(frame, json.getBytes(StandardCharsets.UTF_8));
        assertEquals(DecodeResult.EVENTS, result, () -> "seed " + seed + ": " + json);
        return List.copyOf(sink.texts());
    }

    private List<String> twin(final int frame, final String json) {
        return isMarket(frame)
                ? List.of(FrameTwins.market(SYMBOLS, json, 7))
                : userTwin.slotsOf(json, 7);
    }

    private void assertAllCounted() {
        long sum = 0;
        for (final DecodeResult result : DecodeResult.values()) {
            sum += market.counters().frames(result) + user.counters().frames(result);
        }
        assertEquals(decoded, sum);
    }

    @Test
    void shouldGiveTheSameSlotsWhenFieldsAreReorderedOrAdded() {
        for (int i = 0; i < frames.size(); i++) {
            final List<String> expected = twin(i, frames.get(i));
            assertEquals(expected, slots(i, frames.get(i)));
            for (int n = 0; n < 300; n++) {
                assertEquals(expected, slots(i, Frames.reordered(frames.get(i), random)));
                final DecodeCounters counters = isMarket(i) ? market.counters() : user.counters();
                final long unknown = counters.unknownFields();
                assertEquals(expected, slots(i, Frames.withUnknownFields(frames.get(i), random)));
                assertTrue(counters.unknownFields() > unknown);
            }
        }
        assertAllCounted();
    }

    @Test
    void shouldPublishNothingWhenAFrameIsCutAnywhere() {
        for (int i = 0; i < frames.size(); i++) {
            final byte[] whole = frames.get(i).getBytes(StandardCharsets.UTF_8);
            for (int length = 0; length < whole.length; length++) {
                final byte[] cut = java.util.Arrays.copyOf(whole, length);
                assertEquals(
                        DecodeResult.MALFORMED,
                        decode(i, cut),
                        new String(cut, StandardCharsets.UTF_8));
                assertEquals(0, sink.texts().size());
            }
        }
        assertAllCounted();
    }

    @Test
    void shouldReadWhatTheSlowReaderReadsWhenValuesAreRandom() {
        for (int n = 0; n < 4_000; n++) {
            final int i = n % frames.size();
            final JsonNode node = Frames.parse(frames.get(i));
            randomise(node);
            final String json = node.toString();
            assertEquals(twin(i, json), slots(i, json), () -> "seed " + seed + ": " + json);
        }
        assertAllCounted();
    }

    @Test
    void shouldNeverPublishAWrongValueWhenBytesFlip() {
        int published = 0;
        for (int n = 0; n < 120_000; n++) {
            final int i = n % frames.size();
            final byte[] bytes = frames.get(i).getBytes(StandardCharsets.UTF_8);
            for (int flips = 1 + random.nextInt(2); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = flipped();
            }
            final DecodeResult result = decode(i, bytes);
            assertNotEquals(DecodeResult.NO_SLOT, result);
            assertEquals(result == DecodeResult.EVENTS, !sink.texts().isEmpty());
            if (result == DecodeResult.EVENTS) {
                published++;
                assertSameAsTwin(i, new String(bytes, StandardCharsets.UTF_8));
            }
        }
        assertTrue(published > 10_000, "only " + published);
        assertAllCounted();
    }

    private byte flipped() {
        final String likely = "0123456789{}[]\",:.-\\ aAbBsStTpPqQ";
        return random.nextInt(4) == 0
                ? (byte) random.nextInt(256)
                : (byte) likely.charAt(random.nextInt(likely.length()));
    }

    /** Fields that the twin needs and the decoder may do without are left out of the comparison. */
    private void assertSameAsTwin(final int frame, final String json) {
        final List<String> actual = List.copyOf(sink.texts());
        final List<String> expected;
        try {
            expected = twin(frame, json);
        } catch (final RuntimeException ignored) { // an optional field is gone; the twin needs all
            return;
        }
        if ((!json.contains(ID) && !isMarket(frame)) || json.indexOf('\uFFFD') >= 0) {
            return; // not our order any more, or bytes that are no UTF-8
        }
        assertEquals(expected, actual, () -> "seed " + seed + ": " + json);
    }

    @Test
    void shouldNeverThrowWhenBytesAreRandom() {
        for (int n = 0; n < 100_000; n++) {
            final byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            for (int k = random.nextInt(20); k > 0 && bytes.length > 0; k--) {
                bytes[random.nextInt(bytes.length)] = flipped();
            }
            if (bytes.length > 0) {
                bytes[0] = (byte) (random.nextBoolean() ? '{' : '[');
            }
            decode(n % frames.size(), bytes);
            assertEquals(0, sink.texts().size());
        }
        assertAllCounted();
    }

    /** Gives every quoted decimal and every id another value that is as valid. */
    private void randomise(final JsonNode node) {
        if (node instanceof ObjectNode) {
            for (final Map.Entry<String, JsonNode> field : node.properties()) {
                final String text = field.getValue().asText();
                final boolean keep = field.getKey().equals("er") || text.isEmpty();
                if (field.getValue().isTextual() && text.matches("-?[0-9]+\\.[0-9]+") && !keep) {
                    field.setValue(TextNode.valueOf(decimal(text.startsWith("-"))));
                }
            }
        }
        if (node.has("h") && node.has("l")) { // a bar's high stays the highest
            ((ObjectNode) node).put("h", "99999.5").put("l", "0.00000001");
        }
        node.forEach(this::randomise);
    }

    private String decimal(final boolean negative) {
        final int scale = 1 + random.nextInt(8);
        final BigDecimal value =
                new BigDecimal(new BigInteger(50, random).add(BigInteger.ONE), scale)
                        .remainder(new BigDecimal(99_999))
                        .add(new BigDecimal(BigInteger.ONE, scale));
        return (negative && random.nextBoolean() ? value.negate() : value).toPlainString();
    }
}
