package dev.bowline.gateway.binance.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bowline.gateway.json.Instruments;
import dev.bowline.gateway.json.RecordingSink;
import dev.bowline.gateway.json.SharedData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every frame of the recordings decodes (MD-8), and the books that follow are the known ones. */
class RecordedFramesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Integer, LocalOrderBook> books = new HashMap<>();
    private final Map<Integer, Integer> applied = new HashMap<>();
    private final Map<String, JsonNode> checkpoints = new HashMap<>();
    private final String[] symbols = {
        "BTCUSDT", "ETHUSDT", "NEXOUSDT", "SUSHIUSDT", "AKROUSDT", "KEEPUSDT", "CTKUSDT"
    };
    private final SymbolTable table = new SymbolTable(Instruments.registry(symbols));
    private final RecordingSink sink = new RecordingSink();
    private final MarketDecoder bookDecoder = new MarketDecoder(table, sink, this::onDepth);

    /** Depth frames that came before the snapshot, as the venue's recipe wants them kept. */
    private final Map<Integer, List<String>> early = new HashMap<>();

    private String current;
    private int checked;
    private long frames;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BTCUSDT-20240718T2357",
                "BTCUSDT-20240719T0000",
                "ETHUSDT-20240718T2357",
                "ETHUSDT-20240719T0000",
                "NEXOUSDT-spot-20240723",
                "NEXOUSDT-spot-20240724",
                "multi-20210722T2225"
            })
    void shouldDecodeEveryFrameWhenRecorded(final String name) {
        final MarketDecoder decoder = new MarketDecoder(table, sink, update -> {});
        read(decoder, "data/market/frames/" + name + ".frames.gz");
        final DecodeCounters counters = decoder.counters();
        final long events = counters.frames(DecodeResult.EVENTS);
        final long depths = counters.frames(DecodeResult.DEPTH);
        assertTrue(events > 0 && depths > 0, "events=" + events + " depths=" + depths);
        assertEquals(frames, events + depths, "frames that made neither events nor depth");
        assertEquals(0, counters.unknownFields());
        assertEquals(0, counters.unknownWords());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"BTCUSDT-20240718T2357", "ETHUSDT-20240718T2357", "multi-20210722T2225"})
    void shouldBuildTheKnownBooksWhenDiffsFollowSnapshot(final String name) throws IOException {
        final JsonNode expected =
                JSON.readTree(
                        SharedData.text(
                                SharedData.require(
                                        "data/fixtures/depth-expected/" + name + ".json.gz")));
        int wanted = 0;
        for (final JsonNode book : expected.get("books")) {
            for (final JsonNode checkpoint : book.get("checkpoints")) {
                checkpoints.put(
                        book.get("symbol").asText() + checkpoint.get("applied_events").asInt(),
                        checkpoint);
                wanted++;
            }
        }
        for (final JsonNode file : expected.get("frames")) {
            read(bookDecoder, "data/market/frames/" + file.asText());
        }
        assertEquals(wanted, checked, "checkpoints reached");
        for (final JsonNode book : expected.get("books")) {
            final int id = decoderId(book.get("symbol").asText());
            assertEquals(book.get("diffs_applied").asInt(), applied.get(id));
            assertTrue(books.get(id).isSynchronised());
        }
    }

    private void read(final MarketDecoder decoder, final String file) {
        final Path path = SharedData.require(file);
        SharedData.lines(
                path,
                line -> {
                    final int space = line.indexOf(' ');
                    final String json = line.substring(space + 1);
                    if (json.startsWith("{\"lastUpdateId\"")) {
                        onSnapshot(decoderId(path.getFileName().toString().split("-", 2)[0]), json);
                    } else if (json.startsWith("{\"rest\"")) {
                        onRest(json);
                    } else {
                        frames++;
                        current = json;
                        sink.clear();
                        final UnsafeBuffer bytes = Instruments.bytes(json);
                        final DecodeResult result =
                                decoder.decode(bytes, 0, bytes.capacity(), 1, 1);
                        assertTrue(
                                result == DecodeResult.EVENTS || result == DecodeResult.DEPTH,
                                () -> result + " for " + json);
                    }
                });
    }

    private void onRest(final String json) {
        final int symbol = json.indexOf("symbol=");
        if (json.startsWith("{\"rest\":\"GET /fapi/v1/depth") && symbol > 0) {
            final String body = json.substring(json.indexOf("\"data\":") + 7, json.length() - 1);
            onSnapshot(decoderId(json.substring(symbol + 7, json.indexOf('&'))), body);
        }
    }

    private int decoderId(final String symbol) {
        return table.idOf(Instruments.bytes(symbol), 0, symbol.length());
    }

    private void onSnapshot(final int id, final String body) {
        final DepthUpdate snapshot = new DepthUpdate();
        final UnsafeBuffer bytes = Instruments.bytes(body);
        assertEquals(
                DecodeResult.DEPTH,
                new DepthSnapshotDecoder().decode(bytes, 0, bytes.capacity(), snapshot));
        books.computeIfAbsent(id, key -> new LocalOrderBook()).snapshot(snapshot);
        for (final String json : early.getOrDefault(id, List.of())) {
            final UnsafeBuffer diff = Instruments.bytes(json);
            bookDecoder.decode(diff, 0, diff.capacity(), 1, 1);
        }
    }

    private void onDepth(final DepthUpdate diff) {
        final LocalOrderBook book = books.get(diff.instrumentId);
        if (book == null) {
            early.computeIfAbsent(diff.instrumentId, key -> new ArrayList<>()).add(current);
            return;
        }
        if (book.apply(diff) == LocalOrderBook.Applied.STALE) {
            return;
        }
        assertTrue(book.isSynchronised(), () -> "chain broken at u=" + diff.lastUpdateId);
        final int count = applied.merge(diff.instrumentId, 1, Integer::sum);
        final JsonNode checkpoint = checkpoints.get(symbols[diff.instrumentId] + count);
        if (checkpoint != null) {
            checked++;
            assertEquals(checkpoint.get("u").asLong(), book.lastUpdateId());
            assertEquals(checkpoint.get("event_time").asLong(), diff.eventTimeMs);
            assertEquals(checkpoint.get("bid_levels").asInt(), book.bidCount());
            assertEquals(checkpoint.get("ask_levels").asInt(), book.askCount());
            final JsonNode bids = checkpoint.get("bids");
            for (int i = 0; i < bids.size(); i++) {
                assertEquals(e8(bids.get(i).get(0)), book.bidPriceE8(i));
                assertEquals(e8(bids.get(i).get(1)), book.bidQtyE8(i));
            }
            final JsonNode asks = checkpoint.get("asks");
            for (int i = 0; i < asks.size(); i++) {
                assertEquals(e8(asks.get(i).get(0)), book.askPriceE8(i));
                assertEquals(e8(asks.get(i).get(1)), book.askQtyE8(i));
            }
        }
    }

    private static long e8(final JsonNode text) {
        return new java.math.BigDecimal(text.asText()).movePointRight(8).longValueExact();
    }
}
