package dev.bowline.gateway.sim;

import dev.bowline.core.event.Bar;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.gateway.history.BarAggregator;
import dev.bowline.gateway.history.MarketListener;
import dev.bowline.gateway.history.MarketSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A market from a seed: for each contract trends, ranges, storms, jumps and gaps without data, with
 * book, trades, a mark price each second and closed klines (1m and 15m). The same seed, contracts
 * and start give the same records on every machine. Book quantities and taker flow lean the way the
 * price is about to go during short bursts, so that flow strategies find something. One thread.
 */
public final class MarketGenerator implements MarketSource {
    private static final long MINUTE_MS = 60_000;
    private static final long SECOND_MS = 1_000;
    private static final long FUNDING_MS = 8 * 3_600_000L;
    private static final long[] KLINES_MS = {MINUTE_MS, 15 * MINUTE_MS};
    private static final long HISTORY_STEP_MS = 5 * SECOND_MS;
    private static final long TRADE_QUOTE_E8 = 900 * FixedPoint.ONE_E8;
    private static final long DEFAULT_START_E8 = 10 * FixedPoint.ONE_E8;
    private static final long FUNDING_RATE_E8 = 10_000;

    /** Round prices to start from, quote currency × 1e8. */
    private static final Map<String, Long> START_E8 =
            Map.of(
                    "BTC", 9_500_000_000_000L,
                    "ETH", 340_000_000_000L,
                    "SOL", 16_000_000_000L,
                    "BNB", 85_000_000_000L,
                    "XRP", 230_000_000L,
                    "DOGE", 18_000_000L,
                    "1000SHIB", 1_200_000L,
                    "LINK", 1_500_000_000L,
                    "ADA", 70_000_000L);

    private final List<Lane> lanes = new ArrayList<>();
    private final MarketPace pace;
    private final long startMs;
    private final long endMs;
    private long nextMarkMs;
    private long records;

    /** One contract. */
    private static final class Lane {
        final InstrumentSpec spec;
        final SeededRandom random;
        final PriceWalk walk;
        final List<Bar> history = new ArrayList<>();
        final BarAggregator[] bars = new BarAggregator[KLINES_MS.length];
        long lastStepMs;
        long nextStepMs;
        long midE8;
        long lastE8;
        long updateId = 1;
        long tradeId = 1;

        Lane(final InstrumentSpec spec, final long seed) {
            this.spec = spec;
            // A contract's path depends on its symbol, not on its place among the others.
            this.random = new SeededRandom(seed * 31 + spec.symbol().hashCode());
            final long startE8 = START_E8.getOrDefault(spec.baseAsset(), DEFAULT_START_E8);
            final long floorE8 = Math.max(startE8 / 100, spec.tickE8() * 100);
            this.walk = new PriceWalk(random, Math.max(startE8, floorE8), floorE8);
            this.midE8 = startE8;
        }

        long snapE8(final long valueE8) {
            return Math.max(spec.tickE8(), FixedPoint.floorToStepE8(valueE8, spec.tickE8()));
        }

        long qtyE8(final long quoteE8) {
            final long qtyE8 = FixedPoint.divFloorE8(quoteE8, midE8);
            return Math.max(
                    spec.limitStepE8(), FixedPoint.floorToStepE8(qtyE8, spec.limitStepE8()));
        }
    }

    /**
     * A lively market that starts at {@code startMs}.
     *
     * @param specs contracts, ids are handed to the listener
     * @param warmUpMinutes minutes of history before the start, {@code >= 0}
     * @param durationMs length, or 0 for a market without end
     */
    public MarketGenerator(
            final List<InstrumentSpec> specs,
            final long seed,
            final long startMs,
            final int warmUpMinutes,
            final long durationMs) {
        this(specs, seed, startMs, warmUpMinutes, durationMs, MarketPace.LIVELY);
    }

    /** As above, with its own pace. */
    public MarketGenerator(
            final List<InstrumentSpec> specs,
            final long seed,
            final long startMs,
            final int warmUpMinutes,
            final long durationMs,
            final MarketPace pace) {
        this.pace = pace;
        this.startMs = startMs;
        this.endMs = durationMs <= 0 ? END : startMs + durationMs;
        this.nextMarkMs = Math.floorDiv(startMs, pace.markMs()) * pace.markMs() + pace.markMs();
        for (final InstrumentSpec spec : specs) {
            final Lane lane = new Lane(spec, seed);
            warmUp(lane, warmUpMinutes);
            lane.lastStepMs = startMs;
            lane.nextStepMs = startMs;
            lanes.add(lane);
        }
    }

    private void warmUp(final Lane lane, final int minutes) {
        final long firstMs = Math.floorDiv(startMs, MINUTE_MS) * MINUTE_MS - minutes * MINUTE_MS;
        for (int k = 0; k < KLINES_MS.length; k++) {
            lane.bars[k] = new BarAggregator(lane.spec.id(), KLINES_MS[k]);
        }
        for (int minute = 0; minute < minutes; minute++) {
            final long openMs = firstMs + minute * MINUTE_MS;
            final Bar bar = new Bar();
            bar.historical = true;
            bar.closed = true;
            bar.intervalMs = MINUTE_MS;
            bar.openTimeMs = openMs;
            bar.closeTimeMs = openMs + MINUTE_MS - 1;
            bar.openE8 = lane.snapE8(lane.midE8);
            bar.highE8 = bar.openE8;
            bar.lowE8 = bar.openE8;
            for (long atMs = openMs; atMs < openMs + MINUTE_MS; atMs += HISTORY_STEP_MS) {
                lane.midE8 = lane.walk.step(atMs, HISTORY_STEP_MS);
                final long priceE8 = lane.snapE8(lane.midE8);
                final long trades = 20L * lane.walk.activity();
                final long qtyE8 =
                        lane.qtyE8(TRADE_QUOTE_E8 / 200 * trades * lane.walk.tidePercent());
                bar.highE8 = Math.max(bar.highE8, priceE8);
                bar.lowE8 = Math.min(bar.lowE8, priceE8);
                bar.closeE8 = priceE8;
                bar.volumeE8 += qtyE8;
                bar.quoteVolumeE8 += FixedPoint.mulFloorE8(priceE8, qtyE8);
                bar.tradeCount += trades;
            }
            lane.history.add(bar);
            for (final BarAggregator aggregator : lane.bars) {
                aggregator.roll(openMs, NOBODY);
                aggregator.onBar(bar);
            }
        }
        for (final BarAggregator aggregator : lane.bars) {
            aggregator.roll(startMs, NOBODY);
        }
        lane.lastE8 = lane.snapE8(lane.midE8);
    }

    private static final MarketListener NOBODY =
            new MarketListener() {
                @Override
                public void onBook(
                        final int instrumentId,
                        final long bidE8,
                        final long bidQtyE8,
                        final long askE8,
                        final long askQtyE8,
                        final long updateId,
                        final long timeMs) {}

                @Override
                public void onTrade(
                        final int instrumentId,
                        final long priceE8,
                        final long qtyE8,
                        final boolean buyerIsMaker,
                        final long tradeId,
                        final long timeMs) {}

                @Override
                public void onMark(
                        final int instrumentId,
                        final long markE8,
                        final long indexE8,
                        final long fundingRateE8,
                        final long nextFundingMs,
                        final long timeMs) {}

                @Override
                public void onBar(final int instrumentId, final Bar bar, final long timeMs) {}
            };

    /**
     * Closed klines before the start, oldest first; the last one ends before the start.
     *
     * @param intervalMs a multiple of one minute
     * @param count at most this many; fewer if the warm-up was shorter
     */
    public List<Bar> generateHistory(
            final int instrumentId, final long intervalMs, final int count) {
        if (intervalMs <= 0 || intervalMs % MINUTE_MS != 0) {
            throw new IllegalArgumentException(
                    "intervalMs=" + intervalMs + ", must be a multiple of " + MINUTE_MS);
        }
        final List<Bar> bars = new ArrayList<>();
        Bar running = null;
        for (final Bar minute : lane(instrumentId).history) {
            final long openMs = Math.floorDiv(minute.openTimeMs, intervalMs) * intervalMs;
            if (running == null || running.openTimeMs != openMs) {
                running = new Bar();
                running.historical = true;
                running.closed = true;
                running.intervalMs = intervalMs;
                running.openTimeMs = openMs;
                running.closeTimeMs = openMs + intervalMs - 1;
                running.openE8 = minute.openE8;
                running.highE8 = minute.highE8;
                running.lowE8 = minute.lowE8;
                // A first bar that the warm-up does not cover from its start would be half a bar.
                if (minute.openTimeMs == openMs && running.closeTimeMs < startMs) {
                    bars.add(running);
                }
            }
            running.highE8 = Math.max(running.highE8, minute.highE8);
            running.lowE8 = Math.min(running.lowE8, minute.lowE8);
            running.closeE8 = minute.closeE8;
            running.volumeE8 += minute.volumeE8;
            running.quoteVolumeE8 += minute.quoteVolumeE8;
            running.tradeCount += minute.tradeCount;
        }
        return bars.subList(Math.max(0, bars.size() - count), bars.size());
    }

    private Lane lane(final int instrumentId) {
        for (final Lane lane : lanes) {
            if (lane.spec.id() == instrumentId) {
                return lane;
            }
        }
        throw new IllegalArgumentException("instrument id=" + instrumentId + " is not generated");
    }

    @Override
    public long peekTimeMs() {
        long atMs = nextMarkMs;
        for (final Lane lane : lanes) {
            atMs = Math.min(atMs, lane.nextStepMs);
        }
        return atMs >= endMs ? END : atMs;
    }

    @Override
    public boolean advance(final MarketListener listener) {
        final long atMs = peekTimeMs();
        if (atMs == END) {
            return false;
        }
        if (atMs == nextMarkMs) {
            mark(atMs, listener);
            nextMarkMs += pace.markMs();
        }
        for (final Lane lane : lanes) {
            if (lane.nextStepMs == atMs) {
                step(lane, atMs, listener);
            }
        }
        return true;
    }

    private void mark(final long atMs, final MarketListener listener) {
        final long nextFundingMs = (Math.floorDiv(atMs, FUNDING_MS) + 1) * FUNDING_MS;
        for (final Lane lane : lanes) {
            if (atMs % MINUTE_MS == 0) {
                for (final BarAggregator bars : lane.bars) {
                    records += bars.roll(atMs, listener);
                }
            }
            listener.onMark(
                    lane.spec.id(),
                    lane.lastE8,
                    lane.snapE8(lane.midE8),
                    FUNDING_RATE_E8,
                    nextFundingMs,
                    atMs);
            records++;
        }
    }

    private void step(final Lane lane, final long atMs, final MarketListener listener) {
        final SeededRandom random = lane.random;
        final long elapsedMs = Math.max(1, atMs - lane.lastStepMs);
        lane.lastStepMs = atMs;
        lane.midE8 = lane.walk.step(atMs, elapsedMs);
        // Rarely the data stops for 3 to 20 s while the price moves on: a gap.
        lane.nextStepMs =
                atMs
                        + (random.below(12_000) == 0
                                ? random.between(3 * SECOND_MS, 20 * SECOND_MS)
                                : random.between(pace.minStepMs(), pace.maxStepMs()));
        final int burst = lane.walk.burst();
        final int activity = lane.walk.activity();
        final long tickE8 = lane.spec.tickE8();
        // About one basis point at most, and never less than a tick.
        final long spreadE8 = lane.snapE8(lane.midE8 / 20_000 * random.between(1, 2));
        final long bidE8 = lane.snapE8(lane.midE8 - spreadE8 / 2);
        final long askE8 = bidE8 + Math.max(tickE8, lane.snapE8(spreadE8));
        final long bookQuoteE8 = pace.bookQuote() * FixedPoint.ONE_E8;
        final long bidQtyE8 =
                lane.qtyE8(bookQuoteE8 / 100 * random.between(20, 120) * (burst > 0 ? 10 : 1));
        final long askQtyE8 =
                lane.qtyE8(bookQuoteE8 / 100 * random.between(20, 120) * (burst < 0 ? 10 : 1));
        final int id = lane.spec.id();
        listener.onBook(id, bidE8, bidQtyE8, askE8, askQtyE8, lane.updateId++, atMs);
        records++;
        final long trades = random.below(activity + 2L);
        final int buyShare = 500 + 460 * burst;
        for (long i = 0; i < trades; i++) {
            final boolean buys = random.chance(buyShare);
            final long priceE8 = buys ? askE8 : bidE8;
            final long qtyE8 =
                    lane.qtyE8(
                            TRADE_QUOTE_E8
                                    / 10_000
                                    * random.between(5, 200)
                                    * activity
                                    * lane.walk.tidePercent());
            listener.onTrade(id, priceE8, qtyE8, !buys, lane.tradeId++, atMs);
            records++;
            lane.lastE8 = priceE8;
            for (final BarAggregator bars : lane.bars) {
                records += bars.roll(atMs, listener);
                bars.onTrade(priceE8, qtyE8, atMs);
            }
        }
    }

    @Override
    public int progressPpm() {
        if (endMs == END) {
            return -1;
        }
        final long doneMs = Math.min(endMs, peekTimeMs()) - startMs;
        return (int) (doneMs * 1_000_000 / Math.max(1, endMs - startMs));
    }

    @Override
    public long records() {
        return records;
    }
}
