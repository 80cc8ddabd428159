package dev.bowline.gateway.history;

import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.FixedPoint;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Recorded files of the venue's public CSV format (klines, aggTrades, trades, bookTicker,
 * fundingRate; plain, gz or zip) as one market, merged by time. At the same millisecond books come
 * first, then trades, then mark prices, then klines, and within a kind the file that was named
 * first. Reads row by row.
 *
 * <p>The contract follows from the file name: {@code BTCUSDT-…} belongs to the contract BTCUSDT, or
 * to the one with base BTC. What is not recorded is made up: a book around each trade; trades and
 * book by {@link BarWalk} where only klines are given; mark price = last price, at most once a
 * second; funding from the fundingRate file, else 0; 1m and 15m klines from the trades. Klines next
 * to trades are only handed on. One thread.
 */
public final class HistoryReader implements MarketSource {
    private static final String[] QUOTES = {"USDT", "USDC", "FDUSD", "BUSD", "USD"};
    private static final long MINUTE_MS = 60_000;
    private static final long PPM = 1_000_000;

    private final List<HistoryLane> allLanes;
    private final List<HistoryFeed> feeds = new ArrayList<>();
    private final Map<Integer, ContractTape> tapes = new TreeMap<>();
    private long timeMs;
    private long records;

    /**
     * Opens every file and reads its first row.
     *
     * @param files at least one
     * @param specs the contracts traded
     * @throws HistoryException if a file is missing, of no known kind, of no traded contract, or
     *     its first row is malformed
     */
    public HistoryReader(
            final List<Path> files,
            final List<InstrumentSpec> specs,
            final HistoryOptions options) {
        if (files.isEmpty()) {
            throw new HistoryException("history", "no file given, needs at least one", null);
        }
        final List<HistoryLane> lanes = new ArrayList<>();
        for (final Path file : files) {
            lanes.add(new HistoryLane(file, specOf(file, specs)));
        }
        for (final HistoryLane lane : lanes) {
            tapes.computeIfAbsent(
                            lane.spec.id(), id -> new ContractTape(lane.spec, lane.grid, options))
                    .add(lane);
        }
        for (final HistoryLane lane : lanes) {
            if (lane.kind != HistoryKind.FUNDING_RATE) {
                feeds.add(new HistoryFeed(lane, tapes.get(lane.spec.id()), options.legSteps()));
            }
        }
        if (feeds.isEmpty()) {
            throw new HistoryException(
                    files.get(0).toString(), "has funding rates alone, needs prices", null);
        }
        tapes.values().forEach(ContractTape::freeze);
        this.allLanes = lanes;
    }

    private static InstrumentSpec specOf(final Path file, final List<InstrumentSpec> specs) {
        final String name = file.getFileName().toString();
        final int dash = name.indexOf('-');
        final String symbol = dash < 0 ? name : name.substring(0, dash);
        for (final InstrumentSpec spec : specs) {
            if (spec.symbol().equals(symbol)) {
                return spec;
            }
        }
        final String base = baseOf(symbol);
        for (final InstrumentSpec spec : specs) {
            if (spec.baseAsset().equals(base)) {
                return spec;
            }
        }
        throw new HistoryException(
                file.toString(),
                "belongs to '"
                        + symbol
                        + "', traded are "
                        + specs.stream().map(InstrumentSpec::symbol).toList(),
                null);
    }

    /**
     * Base asset of a symbol such as {@code BTCUSDT}; the symbol itself if the quote is unknown.
     */
    public static String baseOf(final String symbol) {
        for (final String quote : QUOTES) {
            if (symbol.endsWith(quote) && symbol.length() > quote.length()) {
                return symbol.substring(0, symbol.length() - quote.length());
            }
        }
        return symbol;
    }

    /** Contracts that have data. */
    public List<Integer> instrumentIds() {
        return List.copyOf(tapes.keySet());
    }

    @Override
    public long peekTimeMs() {
        long firstMs = END;
        for (final HistoryFeed feed : feeds) {
            firstMs = Math.min(firstMs, feed.timeMs());
        }
        return firstMs;
    }

    @Override
    public boolean advance(final MarketListener listener) {
        final long nowMs = peekTimeMs();
        if (nowMs == END) {
            return false;
        }
        if (nowMs / MINUTE_MS != timeMs / MINUTE_MS) {
            for (final ContractTape tape : tapes.values()) {
                records += tape.roll(nowMs, listener);
            }
        }
        timeMs = nowMs;
        for (HistoryFeed feed = firstAt(nowMs); feed != null; feed = firstAt(nowMs)) {
            records += feed.emit(listener);
        }
        return true;
    }

    private HistoryFeed firstAt(final long nowMs) {
        HistoryFeed first = null;
        for (final HistoryFeed feed : feeds) {
            if (feed.timeMs() == nowMs && (first == null || feed.rank() < first.rank())) {
                first = feed;
            }
        }
        return first;
    }

    /** Time of the records emitted last. */
    public long timeMs() {
        return timeMs;
    }

    @Override
    public int progressPpm() {
        long doneBytes = 0;
        long allBytes = 0;
        for (final HistoryLane lane : allLanes) {
            doneBytes += lane.rows().readBytes();
            allBytes += lane.rows().sizeBytes();
        }
        return peekTimeMs() == END
                ? (int) PPM
                : (int) FixedPoint.mulDivFloor(doneBytes, PPM, allBytes);
    }

    @Override
    public long records() {
        return records;
    }

    @Override
    public void close() {
        allLanes.forEach(lane -> lane.rows().close());
    }
}
