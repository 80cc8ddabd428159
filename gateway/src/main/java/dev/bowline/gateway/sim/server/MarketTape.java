package dev.bowline.gateway.sim.server;

import dev.bowline.core.event.Bar;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.gateway.sim.SimInstrument;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * What the exchange remembers of one contract's market: latest trades, klines of all intervals,
 * funding rates. Exchange thread only.
 */
final class MarketTape {
    private static final int MAX_TRADES = 1_000;
    private static final int MAX_FUNDINGS = 1_000;
    private static final long DAY_MS = 86_400_000L;

    /** One public trade. */
    record Trade(long id, long priceE8, long qtyE8, long timeMs, boolean buyerIsMaker) {}

    /** One funding rate that was applied. */
    record Funding(long timeMs, long rateE8, long markE8) {}

    /** Rolling statistics of a day. Scale 1e-8. */
    record DayStats(
            long openE8,
            long highE8,
            long lowE8,
            long lastE8,
            long lastQtyE8,
            long volumeE8,
            long quoteE8,
            long openTimeMs,
            long closeTimeMs,
            long firstId,
            long lastId,
            long trades) {
        /** Before the first trade of recorded data: a contract without any. */
        static DayStats none(final long priceE8, final long nowMs) {
            return new DayStats(priceE8, priceE8, priceE8, priceE8, 0, 0, 0, nowMs, nowMs, 0, 0, 0);
        }
    }

    private final SimInstrument instrument;
    private final int priceDigits;
    private final int qtyDigits;
    private final KlineSeries[] series;
    private final Deque<Trade> trades = new ArrayDeque<>(MAX_TRADES + 1);
    private final Deque<Funding> fundings = new ArrayDeque<>();
    private long nextFundingMs;
    private long fundingRateE8;

    MarketTape(final SimInstrument instrument) {
        this.instrument = instrument;
        this.priceDigits = JsonWriter.fractionDigits(instrument.spec().tickE8());
        this.qtyDigits = JsonWriter.fractionDigits(instrument.spec().limitStepE8());
        final KlineInterval[] intervals = KlineInterval.values();
        this.series = new KlineSeries[intervals.length];
        for (int i = 0; i < intervals.length; i++) {
            series[i] = new KlineSeries(intervals[i]);
        }
    }

    SimInstrument instrument() {
        return instrument;
    }

    /** Fraction digits of prices on the wire. */
    int priceDigits() {
        return priceDigits;
    }

    /** Fraction digits of quantities on the wire. */
    int qtyDigits() {
        return qtyDigits;
    }

    int seriesCount() {
        return series.length;
    }

    KlineSeries series(final int index) {
        return series[index];
    }

    KlineSeries series(final KlineInterval interval) {
        for (final KlineSeries each : series) {
            if (each.interval() == interval) {
                return each;
            }
        }
        throw new IllegalStateException("no klines of " + interval);
    }

    void onTrade(
            final long priceE8,
            final long qtyE8,
            final boolean buyerIsMaker,
            final long tradeId,
            final long timeMs) {
        trades.addLast(new Trade(tradeId, priceE8, qtyE8, timeMs, buyerIsMaker));
        if (trades.size() > MAX_TRADES) {
            trades.removeFirst();
        }
        final long quoteE8 = FixedPoint.mulFloorE8(priceE8, qtyE8);
        for (final KlineSeries each : series) {
            each.at(timeMs, priceE8).add(priceE8, qtyE8, quoteE8, buyerIsMaker, tradeId);
        }
    }

    /** A recorded kline that has just ended: it counts more than what was built of its walk. */
    void onBar(final Bar bar) {
        for (final KlineSeries each : series) {
            final KlineRow open = each.openOrNull();
            if (each.interval().lengthMs() == bar.intervalMs
                    && open != null
                    && open.openTimeMs == bar.openTimeMs) {
                open.replace(bar);
            }
        }
    }

    /** Adds one minute of the past, oldest first, before the first trade. */
    void addHistory(final Bar minute) {
        for (final KlineSeries each : series) {
            while (each.isDue(minute.openTimeMs)) {
                each.roll();
            }
            each.at(minute.openTimeMs, minute.openE8).add(minute);
        }
    }

    void onMark(final long markE8, final long rateE8, final long nextMs) {
        if (nextFundingMs != 0 && nextMs > nextFundingMs) {
            fundings.addLast(new Funding(nextFundingMs, fundingRateE8, markE8));
            if (fundings.size() > MAX_FUNDINGS) {
                fundings.removeFirst();
            }
        }
        nextFundingMs = nextMs;
        fundingRateE8 = rateE8;
    }

    /** Oldest first. */
    List<Trade> latestTrades(final int limit) {
        final List<Trade> all = new ArrayList<>(trades);
        return all.subList(Math.max(0, all.size() - limit), all.size());
    }

    List<Funding> fundings() {
        return new ArrayList<>(fundings);
    }

    /** Statistics of the last 24 hours from minute bars, or {@code null} before the first trade. */
    DayStats dayStatsOrNull(final long nowMs) {
        if (trades.isEmpty()) {
            return null;
        }
        final List<KlineRow> minutes =
                series(KlineInterval.M1).rows(nowMs - DAY_MS, nowMs, KlineSeries.MAX_ROWS, false);
        final Trade last = trades.getLast();
        long highE8 = last.priceE8();
        long lowE8 = last.priceE8();
        long volumeE8 = 0;
        long quoteE8 = 0;
        long count = 0;
        long firstId = last.id();
        for (final KlineRow row : minutes) {
            highE8 = Math.max(highE8, row.highE8);
            lowE8 = Math.min(lowE8, row.lowE8);
            volumeE8 = KlineRow.addCapped(volumeE8, row.volumeE8);
            quoteE8 = KlineRow.addCapped(quoteE8, row.quoteE8);
            count += row.trades;
            firstId = row.trades > 0 ? Math.min(firstId, row.firstTradeId) : firstId;
        }
        final long openE8 = minutes.isEmpty() ? last.priceE8() : minutes.get(0).openE8;
        final long openTimeMs = minutes.isEmpty() ? last.timeMs() : minutes.get(0).openTimeMs;
        return new DayStats(
                openE8,
                highE8,
                lowE8,
                last.priceE8(),
                last.qtyE8(),
                volumeE8,
                quoteE8,
                openTimeMs,
                nowMs,
                firstId,
                last.id(),
                count);
    }
}
