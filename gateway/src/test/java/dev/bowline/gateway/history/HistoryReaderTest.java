package dev.bowline.gateway.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.gateway.sim.InstrumentCatalog;
import dev.bowline.gateway.sim.SimInstrument;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** SIM-2: what the reader makes of files, and what it says of bad ones. */
class HistoryReaderTest {
    private static final String KLINE_HEADER =
            "open_time,open,high,low,close,volume,close_time,quote_volume,count,"
                    + "taker_buy_volume,taker_buy_quote_volume,ignore\n";
    private static final String KLINE =
            "1700000040000,2,2.03,1.99,2.01,400,1700000099999,800,12,0,0,0\n";
    private static final String TRADE_HEADER = "id,price,qty,quote_qty,time,is_buyer_maker\n";

    private static final String FUNDING_HEADER =
            "calc_time,funding_interval_hours,last_funding_rate\n";

    @TempDir private Path dir;

    private Path file(final String name, final String text) throws IOException {
        return Files.write(dir.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<InstrumentSpec> specs() {
        return InstrumentCatalog.builtIn(List.of("XRPUSDC", "LINKUSDC")).stream()
                .map(SimInstrument::spec)
                .toList();
    }

    private static List<String> lines(final Path... files) {
        final RecordCount count = new RecordCount(true);
        try (HistoryReader reader =
                new HistoryReader(Arrays.asList(files), specs(), HistoryOptions.usual())) {
            while (reader.advance(count)) {
                assertTrue(reader.progressPpm() <= 1_000_000);
            }
            assertFalse(reader.advance(count));
        }
        return count.lines;
    }

    private static void refused(final String expected, final Path... files) {
        final HistoryException e = assertThrows(HistoryException.class, () -> lines(files));
        assertTrue(e.getMessage().contains(expected), e.getMessage());
        final String last = files[files.length - 1].getFileName().toString();
        assertTrue(e.getMessage().contains(last), e.getMessage());
    }

    @Test
    void shouldWalkOpenNearFarCloseWhenOnlyKlinesAreGiven() throws IOException {
        assertEquals(
                List.of(
                        // 1 bp of 2 is 0.0002; the visible quantity is worth 20,000.
                        "40000 BOOK 0 2 10000 2.0002 10000",
                        "40000 SOLD 0 2 100 0.00000001 0.00000001",
                        "40000 MARK 0 2 2 0 17000.064",
                        "55000 BOOK 0 1.99 10050.2 1.9902 10050.2",
                        "55000 SOLD 0 1.99 100 0.00000001 0.00000002",
                        "55000 MARK 0 1.99 1.99 0 17000.064",
                        "70000 BOOK 0 2.0297 9852.2 2.03 9852.2",
                        "70000 BOUGHT 0 2.03 100 0 0.00000003",
                        "70000 MARK 0 2.03 2.03 0 17000.064",
                        "85000 BOOK 0 2.01 9950.2 2.0103 9950.2",
                        "85000 SOLD 0 2.01 100 0.00000001 0.00000004",
                        "85000 MARK 0 2.01 2.01 0 17000.064",
                        "99999 BAR1 0 2 2.03 1.99 2.01"),
                lines(file("XRPUSDT-1m-2023-11.csv", KLINE_HEADER + KLINE)));
    }

    @Test
    void shouldWalkHighFirstWhenHighIsNearer() throws IOException {
        final List<String> lines =
                lines(
                        file(
                                "XRPUSDT-1m.csv",
                                "1700000040000,2,2.01,1.95,2,400,1700000099999,0,0,0,0,0\n"));
        assertTrue(lines.get(3).startsWith("55000 BOOK 0 2.0097"), lines.get(3));
        assertTrue(lines.get(6).startsWith("70000 BOOK 0 1.95 "), lines.get(6));
    }

    @Test
    void shouldTakeStepsOnEveryLegWhenTold() throws IOException {
        final RecordCount count = new RecordCount(true);
        final Path file = file("XRPUSDT-1m.csv", KLINE);
        try (HistoryReader reader =
                new HistoryReader(
                        List.of(file), specs(), new HistoryOptions(5, 0, 100_000_000_000L, 2))) {
            while (reader.advance(count)) {
                assertTrue(count.books <= 7);
            }
        }
        final List<String> trades =
                count.lines.stream().filter(line -> line.matches(".*(SOLD|BOUGHT).*")).toList();
        final List<String> prices = trades.stream().map(line -> word(line, 3)).toList();
        assertEquals(List.of("2", "1.995", "1.99", "2.01", "2.03", "2.02", "2.01"), prices);
        assertEquals("57.4", word(trades.get(6), 4), "the rest of 400 / 7 = 57.1…");
        assertTrue(count.lines.get(0).contains("BOOK 0 2 500 2.0005"), count.lines.get(0));
    }

    private static String word(final String line, final int at) {
        return line.split(" ", -1)[at];
    }

    @Test
    void shouldMergeBooksBeforeTradesAndInOrderOfFiles() throws IOException {
        final Path trades =
                file("XRPUSDC-trades.csv", TRADE_HEADER + "7,2,1,2,1700000000005,true\n");
        final Path books =
                file(
                        "XRPUSDC-bookTicker.csv",
                        "update_id,best_bid_price,best_bid_qty,best_ask_price,best_ask_qty,"
                                + "transaction_time,event_time\n"
                                + "1,2.00006,5,2.00007,6,1700000000005,1700000000006\n"
                                + "2,2.0002,5,2.0003,6,1700000000006,1700000000007\n");
        final Path other =
                file("LINKUSDT-aggTrades.csv", "9,15.00051,1.5,1,1,1700000000005,false\n");
        assertEquals(
                List.of(
                        // Bid down, ask up and a tick apart; trade to the nearest tick.
                        "5 BOOK 0 2 5 2.0001 6",
                        "5 SOLD 0 2 1 0.00000001 0.00000007",
                        "5 MARK 0 2 2 0 17000.064",
                        "5 BOOK 1 14.999 1333.24 15.001 1333.24",
                        "5 BOUGHT 1 15.001 1.5 0 0.00000009",
                        "5 MARK 1 15.001 15.001 0 17000.064",
                        "6 BOOK 0 2.0002 5 2.0003 6"),
                lines(trades, other, books));
    }

    @Test
    void shouldUseFundingFileForTheNextPayment() throws IOException {
        final Path klines = file("XRPUSDT-1m.csv", KLINE);
        final Path funding =
                file(
                        "XRPUSDT-fundingRate.csv",
                        FUNDING_HEADER + "1699999000000,8,0.0002\n1700000060000,8,-0.0003\n");
        final List<String> marks =
                lines(klines, funding).stream().filter(line -> line.contains("MARK")).toList();
        assertEquals("40000 MARK 0 2 2 -0.0003 17000.0006", marks.get(0));
        assertEquals("70000 MARK 0 2.03 2.03 0 17000.064", marks.get(2), "the file has ended");
    }

    @Test
    void shouldReadTheSameFromPlainGzipAndZip() throws IOException {
        final String text = KLINE_HEADER + KLINE;
        final List<String> plain = lines(file("XRPUSDT-1m.csv", text));
        assertEquals(plain, lines(packed("XRPUSDT-1m.csv.gz", text)));
        assertEquals(plain, lines(packed("XRPUSDT-1m.zip", text)));
        assertEquals(plain, lines(file("XRPUSDT-crlf.csv", text.replace("\n", "\r\n"))));
        assertEquals(plain, lines(file("XRPUSDT-end.csv", text.trim())));
    }

    private Path packed(final String name, final String text) throws IOException {
        final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (name.endsWith(".zip")) {
            try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
                zip.putNextEntry(new ZipEntry("XRPUSDT-1m.csv"));
                zip.write(text.getBytes(StandardCharsets.UTF_8));
            }
        } else {
            try (OutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        return Files.write(dir.resolve(name), bytes.toByteArray());
    }

    @Test
    void shouldNameFileWhenItIsMissingEmptyUnknownOrNotTraded() throws IOException {
        refused("is no readable file", dir.resolve("XRPUSDT-none.csv"));
        refused("has no rows", file("XRPUSDT-empty.csv", ""));
        refused("must be one of", file("XRPUSDT-what.csv", "a,b\n1,2\n"));
        refused("traded are [XRPUSDC, LINKUSDC]", file("DOGEUSDT-1m.csv", KLINE));
        refused("cannot be opened", file("XRPUSDT-1m.csv.gz", KLINE));
        refused("is empty or damaged", file("XRPUSDT-1m.zip", KLINE));
        refused(
                "trades and aggTrades at once",
                file("XRPUSDT-trades.csv", "7,2,1,2,1700000000005,true\n"),
                file("XRPUSDT-aggTrades.csv", "9,2,1.5,1,1,1700000000005,false\n"));
        refused("funding rates alone", file("XRPUSDT-fundingRate.csv", "1700000060000,8,0.0001\n"));
    }

    @Test
    void shouldNameFileAndLastLineWhenArchiveIsTruncated() throws IOException {
        final StringBuilder text = new StringBuilder(TRADE_HEADER);
        for (int i = 0; i < 20_000; i++) {
            text.append(i).append(",2.").append(i * 7_919 % 9_999 + 10_000).append(",1,2,");
            text.append(1_700_000_000_000L + i).append(",true\n");
        }
        final byte[] whole = Files.readAllBytes(packed("XRPUSDT-t.csv.gz", text.toString()));
        final Path cut = dir.resolve("XRPUSDT-cut.csv.gz");
        Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
        refused("is truncated: the archive ends after line ", cut);
    }

    @Test
    void shouldNameLineAndValueWhenARowIsMalformed() throws IOException {
        final String good = "1,2,1,2,1700000000005,true\n";
        trades(
                "line 3: time=1700000000004, must be at or after",
                good,
                "2,2,1,2,1700000000004,true");
        trades("line 3: price='abc', must be a decimal", good, "2,abc,1,2,1700000000006,true");
        trades("line 3: price='0', must be > 0", good, "2,0,1,2,1700000000006,true");
        trades("line 3: qty='-1', must be >= 0", good, "2,2,-1,2,1700000000006,true");
        trades("line 3: is_buyer_maker='yes'", good, "2,2,1,2,1700000000006,yes");
        trades("line 3: has 4 columns, TRADES has 6", good, "2,2,1,2");
        trades("line 3: time='', must be a whole number", good, "2,2,1,2,,true");
        trades("must be epoch milliseconds", good, "2,2,1,2,1700000000005000,true");
        trades("is longer than 4096 bytes", good, "2".repeat(5_000));
        klines("must enclose open=2 and close=2.01", KLINE.replace("1.99", "2.005"));
        klines("must be after 1700000040000 of the row before", KLINE);
        klines("close_time=5, must be after open_time", KLINE.replace("1700000099999", "5"));
    }

    private void trades(final String expected, final String... rows) throws IOException {
        refused(expected, file("XRPUSDT-trades.csv", TRADE_HEADER + String.join("", rows)));
    }

    private void klines(final String expected, final String second) throws IOException {
        final String shifted =
                second.equals(KLINE) ? KLINE : second.replace("1700000040000", "1700000100000");
        refused(expected, file("XRPUSDT-1m.csv", KLINE + shifted));
    }

    @Test
    void shouldBuildKlinesFromTradesWhenNoneAreGiven() throws IOException {
        final Path trades =
                file(
                        "XRPUSDC-trades.csv",
                        TRADE_HEADER
                                + "1,2,1,2,1700000041000,true\n2,2.02,1,2,1700000050000,false\n"
                                + "3,1.98,1,2,1700000100000,true\n4,2.01,1,2,1700000101000,true\n"
                                + "5,2.02,1,2,1700000160000,true\n");
        final List<String> bars =
                lines(trades).stream().filter(line -> line.contains("BAR")).toList();
        // The trades begin 1 s into a minute (a whole bar) but in the middle of a quarter.
        assertEquals(
                List.of("100000 BAR1 0 2 2.02 2 2.02", "160000 BAR1 0 1.98 2.01 1.98 2.01"), bars);
    }
}
