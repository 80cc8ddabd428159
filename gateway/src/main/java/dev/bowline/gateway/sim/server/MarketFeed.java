package dev.bowline.gateway.sim.server;

import dev.bowline.core.event.Bar;
import dev.bowline.gateway.history.MarketListener;
import dev.bowline.gateway.history.MarketSource;
import dev.bowline.gateway.sim.SimulatedVenue;
import java.util.concurrent.TimeUnit;

/**
 * Moves the market: each record goes to the model, which may fill orders, then to the exchange's
 * memory, then out on the streams. Exchange thread only.
 */
final class MarketFeed implements MarketDrive, MarketListener {
    private static final long MINUTE_MS = 60_000L;
    private static final long THIN_LOTS = 10;

    private final MarketSource source;
    private final SimulatedVenue venue;
    private final MarketTape[] tapes;
    private final MarketFrames frames;
    private final UserStreams users;
    private final FaultPlan faults;
    private long minute = Long.MIN_VALUE;

    MarketFeed(
            final MarketSource source,
            final SimulatedVenue venue,
            final MarketTape[] tapes,
            final MarketFrames frames,
            final UserStreams users,
            final FaultPlan faults) {
        this.source = source;
        this.venue = venue;
        this.tapes = tapes;
        this.frames = frames;
        this.users = users;
        this.faults = faults;
    }

    @Override
    public long nextTimeNs() {
        final long nextMs = source.peekTimeMs();
        return nextMs == MarketSource.END ? Long.MAX_VALUE : TimeUnit.MILLISECONDS.toNanos(nextMs);
    }

    @Override
    public void advanceTo(final long toNs) {
        final long toMs = TimeUnit.NANOSECONDS.toMillis(toNs);
        rollBars(toMs);
        venue.onTime(toMs);
        users.expire();
        while (source.peekTimeMs() <= toMs && source.advance(this)) {
            frames.onMomentDone(toMs);
        }
    }

    // Every interval ends on a full minute.
    private void rollBars(final long nowMs) {
        if (nowMs / MINUTE_MS == minute) {
            return;
        }
        minute = nowMs / MINUTE_MS;
        for (int id = 0; id < tapes.length; id++) {
            for (int i = 0; i < tapes[id].seriesCount(); i++) {
                final KlineSeries series = tapes[id].series(i);
                while (series.isDue(nowMs)) {
                    frames.onClosedBar(id, i, series.roll(), nowMs);
                }
            }
        }
    }

    @Override
    public void onBook(
            final int instrumentId,
            final long bidE8,
            final long bidQtyE8,
            final long askE8,
            final long askQtyE8,
            final long updateId,
            final long timeMs) {
        final long mostE8 = mostQtyE8(instrumentId);
        final long bidsE8 = Math.min(bidQtyE8, mostE8);
        final long asksE8 = Math.min(askQtyE8, mostE8);
        venue.onBook(instrumentId, bidE8, bidsE8, askE8, asksE8, updateId, timeMs);
        frames.onBook(instrumentId, bidE8, bidsE8, askE8, asksE8, updateId, timeMs);
    }

    /** Greatest quantity of a level and of a trade: a fault may make the market thin. */
    private long mostQtyE8(final int instrumentId) {
        if (!faults.has(FaultPhase.CONDITION)) {
            return Long.MAX_VALUE;
        }
        final FaultRule thin =
                faults.conditionOrNull(FaultKind.PARTIAL_FILLS, subject(instrumentId));
        final long usualE8 = THIN_LOTS * tapes[instrumentId].instrument().spec().limitStepE8();
        return thin == null ? Long.MAX_VALUE : thin.qtyE8() == 0 ? usualE8 : thin.qtyE8();
    }

    private FaultSubject subject(final int instrumentId) {
        return new FaultSubject().with("symbol", tapes[instrumentId].instrument().spec().symbol());
    }

    @Override
    public void onTrade(
            final int instrumentId,
            final long priceE8,
            final long qtyE8,
            final boolean buyerIsMaker,
            final long tradeId,
            final long timeMs) {
        final long doneE8 = Math.min(qtyE8, mostQtyE8(instrumentId));
        venue.onTrade(instrumentId, priceE8, doneE8, buyerIsMaker, tradeId, timeMs);
        tapes[instrumentId].onTrade(priceE8, doneE8, buyerIsMaker, tradeId, timeMs);
        final boolean lost =
                faults.has(FaultPhase.TRADE)
                        && faults.takeOrNull(FaultPhase.TRADE, subject(instrumentId)) != null;
        if (!lost) {
            frames.onTrade(instrumentId, priceE8, doneE8, buyerIsMaker, tradeId, timeMs);
        }
    }

    @Override
    public void onMark(
            final int instrumentId,
            final long markE8,
            final long indexE8,
            final long fundingRateE8,
            final long nextFundingMs,
            final long timeMs) {
        venue.onMark(instrumentId, markE8, indexE8, fundingRateE8, nextFundingMs, timeMs);
        tapes[instrumentId].onMark(markE8, fundingRateE8, nextFundingMs);
        frames.onMark(instrumentId, markE8, indexE8, fundingRateE8, nextFundingMs, timeMs);
    }

    @Override
    public void onBar(final int instrumentId, final Bar bar, final long timeMs) {
        venue.onBar(instrumentId, bar, timeMs);
        tapes[instrumentId].onBar(bar);
    }
}
