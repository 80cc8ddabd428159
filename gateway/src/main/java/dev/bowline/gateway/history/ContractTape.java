package dev.bowline.gateway.history;

import dev.bowline.core.event.Bar;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.FixedPoint;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the files of one contract give together, and what is made up for the rest. */
final class ContractTape {
    private static final long MINUTE_MS = 60_000;
    private static final long QUARTER_MS = 15 * MINUTE_MS;
    private static final long MARK_MS = 1_000;
    private static final long FUNDING_MS = 8 * 3_600_000L;

    private final InstrumentSpec spec;
    private final PriceGrid grid;
    private final HistoryOptions options;
    private final Map<HistoryKind, HistoryLane> lanes = new EnumMap<>(HistoryKind.class);
    private final BarAggregator minutes;
    private final BarAggregator quarters;
    private boolean hasBook;
    private boolean hasTrades;
    private boolean hasMark;
    private boolean hasKlines;
    private final List<HistoryLane> fundings = new ArrayList<>();
    private long madeUpdateId;
    private long madeTradeId;
    private long lastE8;
    private long lastMarkSecond = -1;

    ContractTape(final InstrumentSpec spec, final PriceGrid grid, final HistoryOptions options) {
        this.spec = spec;
        this.grid = grid;
        this.options = options;
        this.minutes = new BarAggregator(spec.id(), MINUTE_MS);
        this.quarters = new BarAggregator(spec.id(), QUARTER_MS);
    }

    void add(final HistoryLane lane) {
        final HistoryLane same = lanes.put(lane.kind, lane);
        final boolean bothTrades =
                lanes.containsKey(HistoryKind.TRADES) && lanes.containsKey(HistoryKind.AGG_TRADES);
        if (bothTrades || (same != null && overlaps(same, lane))) {
            throw new HistoryException(
                    lane.rows().file().toString(),
                    "gives "
                            + spec.symbol()
                            + (bothTrades
                                    ? " trades and aggTrades at once"
                                    : " a second " + lane.kind + " file that starts first")
                            + "; name one file of a kind, or several in the order of time",
                    null);
        }
        hasBook |= lane.kind == HistoryKind.BOOK_TICKER;
        hasTrades |= lane.kind == HistoryKind.TRADES || lane.kind == HistoryKind.AGG_TRADES;
        hasMark |= lane.kind == HistoryKind.MARK_PRICE;
        hasKlines |= lane.kind == HistoryKind.KLINES;
        if (lane.kind == HistoryKind.FUNDING_RATE) {
            fundings.add(lane);
        }
    }

    private static boolean overlaps(final HistoryLane before, final HistoryLane after) {
        return after.timeMs < before.timeMs || before.spec.id() != after.spec.id();
    }

    /** Every file is known now. */
    void freeze() {
        lanes.clear();
    }

    boolean walksKlines() {
        return hasKlines && !hasTrades && !hasBook;
    }

    /** Closes the klines that ended before now. */
    int roll(final long nowMs, final MarketListener listener) {
        return hasKlines ? 0 : minutes.roll(nowMs, listener) + quarters.roll(nowMs, listener);
    }

    int emit(final HistoryLane lane, final MarketListener listener) {
        return switch (lane.kind) {
            case BOOK_TICKER -> book(lane, listener);
            case AGG_TRADES, TRADES -> trade(lane, listener);
            case MARK_PRICE -> {
                listener.onMark(
                        spec.id(),
                        lane.priceE8,
                        lane.indexE8,
                        lane.rateE8,
                        lane.nextFundingMs,
                        lane.timeMs);
                yield 1;
            }
            case KLINES, FUNDING_RATE -> 0;
        };
    }

    private int book(final HistoryLane lane, final MarketListener listener) {
        listener.onBook(
                spec.id(),
                lane.priceE8,
                lane.qtyE8,
                lane.askE8,
                lane.askQtyE8,
                lane.idOrUpdate,
                lane.timeMs);
        if (!hasTrades) {
            lastE8 = grid.nearestE8((lane.priceE8 + lane.askE8) / 2);
        }
        return 1 + mark(lane.timeMs, listener);
    }

    private int trade(final HistoryLane lane, final MarketListener listener) {
        int emitted = 1;
        if (!hasBook) {
            madeBook(lane.priceE8, lane.buyerIsMaker, lane.timeMs, listener);
            emitted++;
        }
        listener.onTrade(
                spec.id(),
                lane.priceE8,
                lane.qtyE8,
                lane.buyerIsMaker,
                lane.idOrUpdate,
                lane.timeMs);
        lastE8 = lane.priceE8;
        if (!hasKlines) {
            minutes.onTrade(lane.priceE8, lane.qtyE8, lane.timeMs);
            quarters.onTrade(lane.priceE8, lane.qtyE8, lane.timeMs);
        }
        return emitted + mark(lane.timeMs, listener);
    }

    int emitPoint(final BarWalk walk, final MarketListener listener) {
        final long timeMs = walk.timeMs();
        final boolean sold = walk.buyerIsMaker();
        lastE8 = walk.priceE8();
        madeBook(lastE8, sold, timeMs, listener);
        final long qtyE8 = walk.qtyE8();
        if (qtyE8 != 0) {
            listener.onTrade(spec.id(), lastE8, qtyE8, sold, ++madeTradeId, timeMs);
        }
        return (qtyE8 != 0 ? 2 : 1) + mark(timeMs, listener);
    }

    /** The price is that of the side that was hit, the other side stands a spread away. */
    private void madeBook(
            final long priceE8,
            final boolean sold,
            final long timeMs,
            final MarketListener listener) {
        final long spreadE8 =
                Math.max(
                        options.spreadTicks() * spec.tickE8(),
                        grid.askE8(FixedPoint.mulFloorE8(priceE8, options.spreadShareE8())));
        final long bidE8 = sold ? priceE8 : Math.max(spec.tickE8(), priceE8 - spreadE8);
        final long askE8 = sold ? priceE8 + spreadE8 : Math.max(priceE8, bidE8 + spec.tickE8());
        final long qtyE8 =
                Math.max(
                        spec.limitStepE8(),
                        grid.qtyE8(FixedPoint.divFloorE8(options.bookQuoteE8(), priceE8)));
        listener.onBook(spec.id(), bidE8, qtyE8, askE8, qtyE8, ++madeUpdateId, timeMs);
    }

    private int mark(final long timeMs, final MarketListener listener) {
        final long second = timeMs / MARK_MS;
        if (hasMark || lastE8 == 0 || second == lastMarkSecond) {
            return 0;
        }
        lastMarkSecond = second;
        while (!fundings.isEmpty() && fundings.get(0).timeMs <= timeMs) {
            fundings.get(0).next();
            if (fundings.get(0).ended) {
                fundings.remove(0);
            }
        }
        final boolean known = !fundings.isEmpty();
        final long rateE8 = known ? fundings.get(0).rateE8 : 0;
        final long nextMs = known ? fundings.get(0).timeMs : (timeMs / FUNDING_MS + 1) * FUNDING_MS;
        listener.onMark(spec.id(), lastE8, lastE8, rateE8, nextMs, timeMs);
        return 1;
    }

    /** A closed kline of a file, and the 15m kline that it completes. */
    int emitBar(final Bar bar, final MarketListener listener) {
        listener.onBar(spec.id(), bar, bar.closeTimeMs);
        if (bar.intervalMs >= QUARTER_MS || QUARTER_MS % bar.intervalMs != 0) {
            return 1;
        }
        int emitted = 1;
        if (quarters.running().tradeCount != 0 && bar.openTimeMs > quarters.running().closeTimeMs) {
            emitted += quarters.close(bar.closeTimeMs, listener);
        }
        quarters.onBar(bar);
        if (bar.closeTimeMs == quarters.running().closeTimeMs) {
            emitted += quarters.close(bar.closeTimeMs, listener);
        }
        return emitted;
    }
}
