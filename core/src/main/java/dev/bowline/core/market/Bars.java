package dev.bowline.core.market;

import dev.bowline.core.event.Bar;
import dev.bowline.core.num.FixedPoint;

/** Small arithmetic shared by the two makers of bars. */
final class Bars {
    /**
     * No contract costs a billion: a greater price is garbled input. Sums and products of prices
     * below it with the shares of limits fit easily.
     */
    static final long MAX_PRICE_E8 = 1_000_000_000L * FixedPoint.ONE_E8;

    private Bars() {}

    /** Opening time of the bar of {@code intervalMs} in which {@code epochMs} lies. */
    static long openTimeMs(final long epochMs, final long intervalMs) {
        return Math.floorDiv(epochMs, intervalMs) * intervalMs;
    }

    /** Sum of two amounts {@code >= 0}; saturates, since a volume decides nothing by its excess. */
    static long addE8(final long aE8, final long bE8) {
        final long sumE8 = aE8 + bE8;
        return sumE8 < 0 ? Long.MAX_VALUE : sumE8;
    }

    static void copy(final Bar from, final Bar to) {
        to.intervalMs = from.intervalMs;
        to.openTimeMs = from.openTimeMs;
        to.closeTimeMs = from.closeTimeMs;
        to.openE8 = from.openE8;
        to.highE8 = from.highE8;
        to.lowE8 = from.lowE8;
        to.closeE8 = from.closeE8;
        to.volumeE8 = from.volumeE8;
        to.quoteVolumeE8 = from.quoteVolumeE8;
        to.tradeCount = from.tradeCount;
        to.closed = from.closed;
        to.historical = from.historical;
    }

    /** Prices positive and ordered, amounts not negative, opening on the interval's grid. */
    static boolean isPlausible(final Bar bar) {
        return bar.intervalMs > 0
                && bar.openTimeMs > 0
                && bar.openTimeMs % bar.intervalMs == 0
                && bar.lowE8 > 0
                && bar.lowE8 <= Math.min(bar.openE8, bar.closeE8)
                && bar.highE8 <= MAX_PRICE_E8
                && bar.highE8 >= Math.max(bar.openE8, bar.closeE8)
                && bar.volumeE8 >= 0
                && bar.quoteVolumeE8 >= 0
                && bar.tradeCount >= 0;
    }
}
