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

    private final MarketSource source;
    private final SimulatedVenue venue;
    private final MarketTape[] tapes;
    private final MarketFrames frames;
    private final UserStreams users;
    private long minute = Long.MIN_VALUE;

    MarketFeed(
            final MarketSource source,
            final SimulatedVenue venue,
            final MarketTape[] tapes,
            final MarketFrames frames,
            final UserStreams users) {
        this.source = source;
        this.venue = venue;
        this.tapes = tapes;
        this.frames = frames;
        this.users = users;
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
        venue.onBook(instrumentId, bidE8, bidQtyE8, askE8, askQtyE8, updateId, timeMs);
        frames.onBook(instrumentId, bidE8, bidQtyE8, askE8, askQtyE8, updateId, timeMs);
    }

    @Override
    public void onTrade(
            final int instrumentId,
            final long priceE8,
            final long qtyE8,
            final boolean buyerIsMaker,
            final long tradeId,
            final long timeMs) {
        venue.onTrade(instrumentId, priceE8, qtyE8, buyerIsMaker, tradeId, timeMs);
        tapes[instrumentId].onTrade(priceE8, qtyE8, buyerIsMaker, tradeId, timeMs);
        frames.onTrade(instrumentId, priceE8, qtyE8, buyerIsMaker, tradeId, timeMs);
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
