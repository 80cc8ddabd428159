package dev.bowline.gateway.binance.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.gateway.json.Frames;
import dev.bowline.gateway.json.Instruments;
import dev.bowline.gateway.json.JsonScanner;
import dev.bowline.gateway.json.RecordingSink;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * MD-8: the way for usual frames gives what the general way gives, or leaves the frame to it. Seed:
 * system property {@code bowline.seed}.
 */
class UsualFramesTest {
    private static final String[] SYMBOLS = {
        "BTCUSDT",
        "XRPUSDC",
        "ETHUSDTX",
        "1000SHIBUSDC",
        "1000000MOGUSDT_P",
        "1000000MOGUSDT_261225"
    };
    private static final String ODD = "\"\\{}[],:.-+eE09 \n\u0000tf";
    private static final int ROUNDS = 60_000;

    private final long seed = Long.getLong("bowline.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final SymbolTable table = new SymbolTable(Instruments.registry(SYMBOLS));
    private final RecordingSink sink = new RecordingSink();
    private final RecordingSink generalSink = new RecordingSink();
    private final MarketDecoder decoder = new MarketDecoder(table, sink, depth -> {});
    private final MarketDecoder general = new MarketDecoder(table, generalSink, depth -> {});
    private final RecordingSink usualSink = new RecordingSink();
    private final UsualFrames usual = new UsualFrames(table, usualSink, new DecodeCounters());
    private final JsonScanner scanner = new JsonScanner();
    private int taken;

    @Test
    void shouldTakeTheUsualWayWhenFrameIsInTheVenuesLayout() {
        for (int i = 0; i < 4; i++) {
            final String json = Frames.MARKET.get(i).replace(".123456789", ".12345678");
            final String bare = json.contains("stream") ? data(json) : json;
            for (final String layout :
                    new String[] {
                        bare,
                        wrapped(bare),
                        bare.replace(",\"st\":1", ""),
                        wrapped(bare.replaceAll(",\"(nq|ps|ap)\":\"[^\"]*\"", ""))
                    }) {
                final byte[] bytes = layout.getBytes(StandardCharsets.UTF_8);
                assertEquals(DecodeResult.EVENTS, usualResult(bytes), layout);
                compare(bytes);
            }
        }
    }

    @Test
    void shouldReadWhatTheGeneralWayReadsWhenFramesAreRandom() {
        for (int i = 0; i < ROUNDS; i++) {
            String json = frame(random.nextInt(4));
            json = random.nextBoolean() ? wrapped(json) : json;
            compare(json.getBytes(StandardCharsets.UTF_8));
        }
        assertTrue(taken > ROUNDS / 5, () -> "seed " + seed + " taken " + taken);
    }

    @Test
    void shouldReadWhatTheGeneralWayReadsWhenFramesAreDamaged() {
        for (int i = 0; i < ROUNDS; i++) {
            String json = frame(random.nextInt(4));
            json = random.nextBoolean() ? wrapped(json) : json;
            if (random.nextInt(40) == 0) {
                json = Frames.reordered(Frames.MARKET.get(random.nextInt(4)), random);
            } else if (random.nextInt(40) == 0) {
                json = Frames.withUnknownFields(Frames.MARKET.get(random.nextInt(4)), random);
            }
            compare(damaged(json));
        }
        assertTrue(taken > ROUNDS / 100, () -> "seed " + seed + " taken " + taken);
    }

    @Test
    void shouldKeepTheFrameWhenRingIsFull() {
        for (int i = 0; i < 4; i++) {
            sink.free(0);
            final UnsafeBuffer buffer = Instruments.bytes(Frames.MARKET.get(i));
            assertEquals(DecodeResult.NO_SLOT, decoder.decode(buffer, 0, buffer.capacity(), 5, 6));
            assertEquals(0, decoder.counters().slots());
        }
    }

    /** Both decoders keep their scanners, so remains of longer frames lie behind the shorter. */
    private void compare(final byte[] bytes) {
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        sink.clear();
        generalSink.clear();
        usualSink.clear();
        final DecodeResult result = decoder.decode(buffer, 0, bytes.length, 5, 6);
        final String about = "seed " + seed + ": " + new String(bytes, StandardCharsets.ISO_8859_1);
        assertEquals(general.decodeGeneral(buffer, 0, bytes.length, 5, 6), result, about);
        assertEquals(generalSink.texts(), sink.texts(), about);
        assertEquals(general.counters().slots(), decoder.counters().slots(), about);
        assertEquals(general.counters().unknownFields(), decoder.counters().unknownFields(), about);
        if (usualResult(bytes) != null) {
            taken++;
            assertEquals(generalSink.texts(), usualSink.texts(), about);
        } else {
            assertEquals(0, usualSink.texts().size(), about);
        }
    }

    private DecodeResult usualResult(final byte[] bytes) {
        usualSink.clear();
        scanner.wrap(new UnsafeBuffer(bytes), 0, bytes.length);
        return usual.decodeOrNull(scanner.bytes(), bytes.length, 5, 6);
    }

    private byte[] damaged(final String json) {
        final byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
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
        return switch (random.nextInt(6)) {
            case 0 -> ",\"s\":\"ETHUSDTX\"";
            case 1 -> ",\"st\":2";
            case 2 -> ",\"zz\":[{}]";
            case 3 -> ",\"p\":\"1\"";
            case 4 -> ",\"E\":7";
            default -> " ";
        };
    }

    private static byte[] utf8(final String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String data(final String json) {
        return json.substring(json.indexOf("\"data\":") + 7, json.length() - 1);
    }

    private static String wrapped(final String json) {
        return "{\"stream\":\"btcusdt@stream\",\"data\":" + json + "}";
    }

    private String frame(final int kind) {
        final String symbol = random.nextInt(20) == 0 ? "NONESUCH" : SYMBOLS[random.nextInt(6)];
        final String st = random.nextBoolean() ? "" : ",\"st\":" + (random.nextInt(9) == 0 ? 2 : 1);
        return switch (kind) {
            case 0 -> aggTrade(symbol) + st + "}";
            case 1 -> bookTicker(symbol) + st + "}";
            case 2 -> markPrice(symbol) + st + "}";
            default -> kline(symbol) + st + "}";
        };
    }

    private String aggTrade(final String symbol) {
        return start("aggTrade", "E")
                + number("a")
                + word("s", symbol)
                + text("p")
                + text("q")
                + optional("nq")
                + number("f")
                + number("l")
                + number("T")
                + flag("m");
    }

    private String bookTicker(final String symbol) {
        return start("bookTicker", "u")
                + word("s", symbol)
                + (random.nextBoolean() ? "" : word("ps", symbol))
                + text("b")
                + text("B")
                + text("a")
                + text("A")
                + number("T")
                + number("E");
    }

    private String markPrice(final String symbol) {
        return start("markPriceUpdate", "E")
                + word("s", symbol)
                + text("p")
                + optional("ap")
                + text("P")
                + text("i")
                + text("r")
                + number("T");
    }

    private String kline(final String symbol) {
        return start("kline", "E")
                + word("s", symbol)
                + ",\"k\":{\"t\":"
                + whole()
                + number("T")
                + word("s", symbol)
                + word("i", "15m")
                + number("f")
                + number("L")
                + text("o")
                + text("c")
                + text("h")
                + text("l")
                + text("v")
                + number("n")
                + flag("x")
                + text("q")
                + text("V")
                + text("Q")
                + word("B", "0")
                + "}";
    }

    private String start(final String type, final String firstName) {
        return "{\"e\":\"" + type + "\"" + number(firstName);
    }

    private String number(final String name) {
        return ",\"" + name + "\":" + whole();
    }

    private String flag(final String name) {
        return ",\"" + name + "\":" + random.nextBoolean();
    }

    private static String word(final String name, final String word) {
        return ",\"" + name + "\":\"" + word + "\"";
    }

    private String optional(final String name) {
        return random.nextBoolean() ? "" : text(name);
    }

    private String text(final String name) {
        return ",\"" + name + "\":\"" + decimal() + "\"";
    }

    /** Mostly plain; sometimes zero, negative, too long, or no number at all. */
    private String decimal() {
        return switch (random.nextInt(60)) {
            case 0 -> "0";
            case 1 -> "-" + digits(3) + "." + digits(8);
            case 2 -> digits(1 + random.nextInt(20)) + "." + digits(random.nextInt(12));
            case 3 -> "." + digits(2);
            case 4 -> "";
            case 5 -> "00" + digits(2) + ".50";
            case 6, 7, 8, 9 -> digits(1 + random.nextInt(10));
            default -> digits(1 + random.nextInt(10)) + "." + digits(1 + random.nextInt(8));
        };
    }

    private String whole() {
        return switch (random.nextInt(40)) {
            case 0 -> "0";
            case 1 -> "0" + digits(3);
            case 2 -> "9" + digits(random.nextInt(22));
            case 3 -> "-5";
            default -> "1" + digits(random.nextInt(16));
        };
    }

    private String digits(final int count) {
        final StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append((char) ('0' + random.nextInt(10)));
        }
        return text.toString();
    }
}
