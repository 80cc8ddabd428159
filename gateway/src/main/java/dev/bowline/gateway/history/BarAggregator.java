package dev.bowline.gateway.history;

import dev.bowline.core.event.Bar;
import dev.bowline.core.num.FixedPoint;

/**
 * Builds the klines of one instrument and interval from trades or shorter klines. Scale 1e-8. The
 * very first bar is kept to itself if the data began after a sixtieth of it, for it would be half a
 * bar.
 */
public final class BarAggregator {
    private static final long SIXTY = 60;

    private final int instrumentId;
    private final long intervalMs;
    private final Bar bar = new Bar();
    private boolean started;
    private boolean partial;

    /** An interval in milliseconds, from the epoch. */
    public BarAggregator(final int instrumentId, final long intervalMs) {
        this.instrumentId = instrumentId;
        this.intervalMs = intervalMs;
    }

    /**
     * Emits the running bar if it ended before {@code nowMs}; an interval without a trade has none.
     *
     * @return number of bars emitted, 0 or 1
     */
    public int roll(final long nowMs, final MarketListener listener) {
        return bar.tradeCount != 0 && nowMs > bar.closeTimeMs ? close(nowMs, listener) : 0;
    }

    /** Emits the running bar, which must have one, and starts empty; returns 0 or 1. */
    int close(final long nowMs, final MarketListener listener) {
        final boolean emits = !partial;
        if (emits) {
            bar.closed = true;
            listener.onBar(instrumentId, bar, nowMs);
        }
        partial = false;
        bar.clear();
        return emits ? 1 : 0;
    }

    /** Adds one trade, which must belong to the running bar or start a new one. */
    public void onTrade(final long priceE8, final long qtyE8, final long timeMs) {
        open(priceE8, timeMs);
        bar.highE8 = Math.max(bar.highE8, priceE8);
        bar.lowE8 = Math.min(bar.lowE8, priceE8);
        bar.closeE8 = priceE8;
        bar.volumeE8 += qtyE8;
        bar.quoteVolumeE8 += FixedPoint.mulFloorE8(priceE8, qtyE8);
        bar.tradeCount++;
    }

    /** Adds a shorter bar. */
    public void onBar(final Bar part) {
        open(part.openE8, part.openTimeMs);
        bar.highE8 = Math.max(bar.highE8, part.highE8);
        bar.lowE8 = Math.min(bar.lowE8, part.lowE8);
        bar.closeE8 = part.closeE8;
        bar.volumeE8 += part.volumeE8;
        bar.quoteVolumeE8 += part.quoteVolumeE8;
        bar.tradeCount += Math.max(1, part.tradeCount);
    }

    private void open(final long priceE8, final long timeMs) {
        if (bar.tradeCount == 0) {
            bar.clear();
            bar.intervalMs = intervalMs;
            bar.openTimeMs = Math.floorDiv(timeMs, intervalMs) * intervalMs;
            bar.closeTimeMs = bar.openTimeMs + intervalMs - 1;
            partial = !started && timeMs - bar.openTimeMs > intervalMs / SIXTY;
            started = true;
            bar.openE8 = priceE8;
            bar.highE8 = priceE8;
            bar.lowE8 = priceE8;
        }
    }

    /** The running bar, live; {@code tradeCount} is 0 if it has none. */
    public Bar running() {
        return bar;
    }
}
