package dev.bowline.gateway.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.gateway.sim.InstrumentCatalog;
import dev.bowline.gateway.sim.SimInstrument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SIM-2: the recorded tapes and klines are read completely; row counts are those of the README. */
class HistoryReaderRecordedTest {
    private static final String TAPE = "market/tape/";
    private static final String KLINES = "market/klines-1m-ohlcv/";

    private static List<InstrumentSpec> specs(final String... symbols) {
        return InstrumentCatalog.builtIn(List.of(symbols)).stream()
                .map(SimInstrument::spec)
                .toList();
    }

    private static RecordCount read(
            final List<Path> files, final List<InstrumentSpec> specs, final HistoryOptions how) {
        final RecordCount count = new RecordCount(false);
        try (HistoryReader reader = new HistoryReader(files, specs, how)) {
            while (reader.advance(count)) {
                assertTrue(reader.timeMs() >= count.lastMs);
            }
            assertEquals(1_000_000, reader.progressPpm());
            assertEquals(count.books + count.trades + count.marks + count.bars, reader.records());
        }
        return count;
    }

    @Test
    void shouldReadEveryRowWhenTapesOfTwoContractsAreMerged() {
        final List<Path> files = new ArrayList<>();
        for (final String name :
                List.of(
                        "BTCUSDT-trades",
                        "BTCUSDT-bookTicker",
                        "ETHUSDT-trades",
                        "ETHUSDT-bookTicker")) {
            files.add(SharedData.require(TAPE + name + "-20240718T2357.csv.gz"));
        }
        final RecordCount count = read(files, specs("BTCUSDC", "ETHUSDC"), HistoryOptions.usual());
        assertEquals(10_701 + 13_655, count.trades);
        assertEquals(52_260 + 47_328, count.books);
        assertTrue(count.marks > 2 * 400, "marks " + count.marks);
        assertEquals(2 * 7, count.bars, "7 whole minutes each, no whole quarter");
    }

    @Test
    void shouldReadEveryRowWhenFilesAreAggTrades() {
        final RecordCount count =
                read(
                        List.of(
                                SharedData.require(
                                        TAPE + "SUSHIUSDT-aggTrades-20210722T2225.csv.gz"),
                                SharedData.require(
                                        TAPE + "SUSHIUSDT-bookTicker-20210722T2225.csv.gz")),
                        List.of(
                                InstrumentCatalog.invented(0, "SUSHI", "USDC", 100_000, 100_000_000)
                                        .spec()),
                        HistoryOptions.usual());
        assertEquals(40, count.trades);
        assertEquals(305, count.books);
    }

    @Test
    void shouldReadEveryRowWhenTapeIsADayOfSpot() {
        final String tag = "-20240723T1539-spot.csv.gz";
        final RecordCount count =
                read(
                        List.of(
                                SharedData.require(TAPE + "NEXOUSDT-trades" + tag),
                                SharedData.require(TAPE + "NEXOUSDT-bookTicker" + tag)),
                        List.of(
                                InstrumentCatalog.invented(0, "NEXO", "USDC", 10_000, 10_000_000)
                                        .spec()),
                        HistoryOptions.usual());
        assertEquals(12_458, count.trades);
        assertEquals(33_437, count.books);
    }

    @Test
    void shouldReadEveryRowWhenKlinesOfFiveContractsAreMerged() {
        final List<Path> files = new ArrayList<>();
        for (final String base : List.of("BTC", "ETH", "XRP", "ADA", "LINK")) {
            files.add(SharedData.require(KLINES + base + "USDT-1m-2025-05.csv.gz"));
        }
        final RecordCount count =
                read(
                        files,
                        specs("BTCUSDC", "ETHUSDC", "XRPUSDC", "ADAUSDC", "LINKUSDC"),
                        HistoryOptions.usual());
        final long rows = 43_199 + 43_707 + 43_199 + 36_342 + 43_200;
        assertEquals(rows * 4, count.books, "four points each");
        assertTrue(
                count.trades > rows * 39 / 10 && count.trades <= rows * 4,
                "trades " + count.trades);
        // Beside the 1m klines stand the 15m ones, but for the half one at each start and end.
        final long quarters = count.bars - rows;
        assertTrue(quarters <= rows / 15 && quarters >= rows / 15 - 5, "quarters " + quarters);
    }
}
