package dev.bowline.gateway.binance.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.Side;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.gateway.binance.market.DecodeCounters;
import dev.bowline.gateway.binance.market.DecodeResult;
import dev.bowline.gateway.binance.market.SymbolTable;
import dev.bowline.gateway.json.Frames;
import dev.bowline.gateway.json.Instruments;
import dev.bowline.gateway.json.JsonScanner;
import dev.bowline.gateway.json.RecordingSink;
import dev.bowline.gateway.json.SharedData;
import dev.bowline.gateway.json.TextRange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * MD-8: the way for usual user frames gives what the general way gives, or leaves the frame to it.
 * Seed: system property {@code bowline.seed}.
 */
class UsualUserFramesTest {
    private static final String ODD = "\"\\{}[],:.-+eE09 \n\u0000tfbw";
    private static final int ROUNDS = 60_000;
    private static final int SAMPLE_ROUNDS = 1_500;
    private static final long INGEST_NS = 5;
    private static final long READABLE_NS = 6;

    private final long seed = Long.getLong("bowline.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final UserFrameTexts texts = new UserFrameTexts(random);
    private final SymbolTable table = new SymbolTable(Instruments.registry(UserFrameTexts.SYMBOLS));
    private final RecordingSink sink = new RecordingSink();
    private final RecordingSink generalSink = new RecordingSink();
    private final RecordingSink usualSink = new RecordingSink();
    private final UserEventDecoder decoder = new UserEventDecoder('s', table, sink);
    private final UserEventDecoder general = new UserEventDecoder('s', table, generalSink);
    private final UsualUserFrames usual =
            new UsualUserFrames('s', table, usualSink, new DecodeCounters());
    private final JsonScanner scanner = new JsonScanner();
    private int taken;

    private static List<String> samples() {
        final List<String> all = new ArrayList<>();
        for (final Path file : SharedData.files("binance/samples", "user-")) {
            all.add(SharedData.text(file));
        }
        for (final Path file :
                SharedData.files("data/fixtures/messages-nautilus-rs/user_data_json", "")) {
            all.add(SharedData.text(file));
        }
        return all;
    }

    private static String compact(final String json) {
        return Frames.parse(json).toString();
    }

    private static byte[] utf8(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String wrapped(final String json) {
        return "{\"stream\":\"WsCMN0a4KHUPTQuX6IUnqEZf\",\"data\":" + json + "}";
    }

    @Test
    void shouldTakeTheUsualWayWhenFrameIsInTheVenuesLayout() {
        final List<String> frames = new ArrayList<>();
        for (final String id : new String[] {"bwsS3-2l-3mv-S2", "web_1", "autoclose-1"}) {
            frames.addAll(Frames.user(id));
        }
        frames.add(frames.get(0).replace("\"er\":\"0\"", "\"er\":\"0\",\"M\":\"104\""));
        frames.add(frames.get(0).replace("\"MARKET\"", "\"TAKE_PROFIT_MARKET\""));
        frames.add(frames.get(2).replaceAll(",\"ap\":.*act\":\"MARKET\"", ""));
        frames.add(frames.get(3).replaceAll("\"P\":.*\\],", "\"P\":[],"));
        frames.add(frames.get(3).replaceAll("\"B\":.*\"P\"", "\"B\":[],\"P\""));
        frames.add(frames.get(3).replace(",\"ma\":\"USDC\",\"bep\":\"2.431\"", ""));
        for (final String frame : frames) {
            for (final String layout : new String[] {frame, wrapped(frame)}) {
                assertEquals(DecodeResult.EVENTS, usualResult(utf8(layout)), layout);
                compare(utf8(layout));
            }
        }
    }

    @Test
    void shouldTakeTheUsualWayWhenASampleIsOfTheFourEvents() {
        for (final Path file : SharedData.files("binance/samples", "user-")) {
            final String name = file.getFileName().toString();
            final boolean slots =
                    name.startsWith("user-ORDER_TRADE_UPDATE")
                            || name.startsWith("user-TRADE_LITE")
                            || name.startsWith("user-ALGO_UPDATE")
                            || name.startsWith("user-ACCOUNT_UPDATE")
                            || name.startsWith("user-combined");
            // Left to the general way: a failure in words, a row of the other position mode.
            final boolean rare = name.contains("REJECTED") || name.contains("ACCOUNT_UPDATE-ORDER");
            final DecodeResult expected = slots && !rare ? DecodeResult.EVENTS : null;
            assertEquals(expected, usualResult(utf8(compact(SharedData.text(file)))), name);
        }
    }

    @Test
    void shouldReadWhatTheGeneralWayReadsWhenFramesAreSamples() {
        for (final String sample : samples()) {
            for (final String json : new String[] {sample, compact(sample)}) {
                for (final String layout : new String[] {json, wrapped(json)}) {
                    compare(utf8(layout));
                    final byte[] whole = utf8(layout);
                    for (int length = 0; length < whole.length; length++) {
                        compare(Arrays.copyOf(whole, length));
                    }
                }
            }
            for (int i = 0; i < SAMPLE_ROUNDS; i++) {
                compare(damaged(compact(sample)));
            }
            compare(utf8(Frames.reordered(sample, random)));
            compare(utf8(Frames.withUnknownFields(sample, random)));
        }
        assertTrue(taken > samples().size(), () -> "seed " + seed + " taken " + taken);
    }

    @Test
    void shouldReadWhatTheGeneralWayReadsWhenFramesAreRandom() {
        for (int i = 0; i < ROUNDS; i++) {
            final String json = texts.frame(random.nextInt(4));
            compare(utf8(random.nextBoolean() ? wrapped(json) : json));
        }
        assertTrue(taken > ROUNDS / 3, () -> "seed " + seed + " taken " + taken);
    }

    @Test
    void shouldReadWhatTheGeneralWayReadsWhenFramesAreDamaged() {
        for (int i = 0; i < ROUNDS; i++) {
            String json = texts.frame(random.nextInt(4));
            json = random.nextBoolean() ? wrapped(json) : json;
            if (random.nextInt(40) == 0) {
                json = Frames.reordered(Frames.user("bwsS3-2l-3mv-S2").get(i % 4), random);
            } else if (random.nextInt(40) == 0) {
                json = Frames.withUnknownFields(Frames.user("web_1").get(i % 4), random);
            }
            compare(damaged(json));
        }
        assertTrue(taken > ROUNDS / 50, () -> "seed " + seed + " taken " + taken);
    }

    @Test
    void shouldGoOnAsTheGeneralWayWhenSlotsAreMissing() {
        int missing = 0;
        for (int i = 0; i < ROUNDS / 4; i++) {
            final String json = texts.frame(random.nextBoolean() ? 3 : random.nextInt(4));
            final byte[] bytes = utf8(random.nextInt(8) == 0 ? json + " " : json);
            DecodeResult result = DecodeResult.NO_SLOT;
            while (result == DecodeResult.NO_SLOT) {
                final int free = random.nextInt(4);
                sink.free(free);
                generalSink.free(free);
                result = compareBoth(bytes);
                missing += result == DecodeResult.NO_SLOT ? 1 : 0;
                if (random.nextInt(50) == 0) {
                    decoder.abandon();
                    general.abandon();
                    break;
                }
            }
        }
        assertTrue(missing > ROUNDS / 50, "missing " + missing);
    }

    @Test
    void shouldLeaveTheFrameWhenItHasMoreRowsThanAreKept() {
        final StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            rows.append(i == 0 ? "" : ",")
                    .append("{\"a\":\"C" + i + "\",\"wb\":\"1\",\"cw\":\"1\",\"bc\":\"0\"}");
            final byte[] bytes =
                    utf8(
                            "{\"e\":\"ACCOUNT_UPDATE\",\"T\":1,\"E\":2,\"a\":{\"B\":["
                                    + rows
                                    + "],\"P\":[],\"m\":\"DEPOSIT\"}}");
            assertEquals(i < 32 ? DecodeResult.EVENTS : null, usualResult(bytes));
            compare(bytes);
            assertEquals(i + 1, sink.texts().size());
        }
    }

    @Test
    void shouldReadTheIdAsTheSlowReaderWhenIdsAreRandom() {
        final ClientIds fast = new ClientIds('s');
        final ClientIds slow = new ClientIds('s');
        final TextRange range = new TextRange();
        int own = 0;
        for (int i = 0; i < 400_000; i++) {
            final byte[] id = utf8("x" + texts.clientId() + "9");
            if (random.nextInt(3) == 0) {
                id[1 + random.nextInt(id.length - 1)] = (byte) texts.idByte();
            }
            final UnsafeBuffer buffer = new UnsafeBuffer(id);
            range.set(buffer, 1, id.length - 2);
            slow.read(range);
            fast.read(id, 1, id.length - 1);
            final String about = "seed " + seed + ": " + new String(id, StandardCharsets.US_ASCII);
            assertEquals(slow.origin(), fast.origin(), about);
            assertEquals(slow.runId(), fast.runId(), about);
            assertEquals(slow.orderKey(), fast.orderKey(), about);
            own += slow.orderKey() != 0 ? 1 : 0;
        }
        assertTrue(own > 10_000, "own " + own);
        final long greatest =
                ClientOrderId.key(ClientOrderId.MAX_INTENT_SEQ, 35, Side.BUY, OrderLeg.TARGET, 255);
        final byte[] id = utf8(ClientOrderId.toText('s', Integer.MAX_VALUE, greatest));
        fast.read(id, 0, id.length);
        assertEquals(greatest, fast.orderKey());
        assertEquals(Integer.MAX_VALUE, fast.runId());
    }

    /** The decoders keep their scanners, so remains of longer frames lie behind the shorter. */
    private void compare(final byte[] bytes) {
        compareBoth(bytes);
        final String about = about(bytes);
        final DecodeResult result = usualResult(bytes);
        if (result == null) {
            assertEquals(0, usualSink.texts().size(), about);
        } else {
            taken++;
            assertEquals(DecodeResult.EVENTS, result, about);
            assertEquals(generalSink.texts(), usualSink.texts(), about);
        }
    }

    private DecodeResult compareBoth(final byte[] bytes) {
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final int length = bytes.length;
        sink.clear();
        generalSink.clear();
        final DecodeResult result = decoder.decode(buffer, 0, length, INGEST_NS, READABLE_NS);
        final String about = about(bytes);
        assertEquals(
                general.decodeGeneral(buffer, 0, length, INGEST_NS, READABLE_NS), result, about);
        assertEquals(generalSink.texts(), sink.texts(), about);
        assertEquals(generalSink.last().readableNs, sink.last().readableNs, about);
        final DecodeCounters expected = general.counters();
        final DecodeCounters actual = decoder.counters();
        assertEquals(expected.slots(), actual.slots(), about);
        assertEquals(expected.unknownFields(), actual.unknownFields(), about);
        assertEquals(expected.unknownWords(), actual.unknownWords(), about);
        assertEquals(expected.frames(result), actual.frames(result), about);
        return result;
    }

    private String about(final byte[] bytes) {
        return "seed " + seed + ": " + new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private DecodeResult usualResult(final byte[] bytes) {
        usualSink.clear();
        scanner.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
        return usual.decodeOrNull(scanner.bytes(), bytes.length, 0, INGEST_NS, READABLE_NS);
    }

    private byte[] damaged(final String json) {
        final byte[] bytes = utf8(json);
        final int at = random.nextInt(json.length());
        final char c = ODD.charAt(random.nextInt(ODD.length()));
        return switch (random.nextInt(5)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> {
                bytes[at] ^= (byte) (random.nextBoolean() ? 1 << random.nextInt(8) : bytes[at] ^ c);
                yield bytes;
            }
            case 2 -> utf8(json.substring(0, at) + c + json.substring(at));
            case 3 -> {
                final int to = Math.min(json.length(), at + 1 + random.nextInt(12));
                yield utf8(json.substring(0, at) + json.substring(to));
            }
            default -> {
                final int comma = Math.max(1, json.lastIndexOf(',', at));
                yield utf8(json.substring(0, comma) + inserted() + json.substring(comma));
            }
        };
    }

    private String inserted() {
        return switch (random.nextInt(7)) {
            case 0 -> ",\"s\":\"ETHUSDC\"";
            case 1 -> ",\"st\":1";
            case 2 -> ",\"zz\":[{}]";
            case 3 -> ",\"p\":\"1\"";
            case 4 -> ",\"E\":7";
            case 5 -> ",\"AP\":\"7\",\"cr\":\"5.0\"";
            default -> " ";
        };
    }
}
