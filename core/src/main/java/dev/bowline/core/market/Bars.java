package dev.bowline.core.market;

import dev.bowline.core.event.Bar;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

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

    static void write(final Bar bar, final StateSink sink) {
        sink.putLong(bar.intervalMs);
        sink.putLong(bar.openTimeMs);
        sink.putLong(bar.closeTimeMs);
        sink.putLong(bar.openE8);
        sink.putLong(bar.highE8);
        sink.putLong(bar.lowE8);
        sink.putLong(bar.closeE8);
        sink.putLong(bar.volumeE8);
        sink.putLong(bar.quoteVolumeE8);
        sink.putLong(bar.tradeCount);
        sink.putLong(bar.closed ? 1 : 0);
        sink.putLong(bar.historical ? 1 : 0);
    }

    static void read(final StateSource source, final Bar bar) {
        bar.intervalMs = source.getLong();
        bar.openTimeMs = source.getLong();
        bar.closeTimeMs = source.getLong();
        bar.openE8 = source.getLong();
        bar.highE8 = source.getLong();
        bar.lowE8 = source.getLong();
        bar.closeE8 = source.getLong();
        bar.volumeE8 = source.getLong();
        bar.quoteVolumeE8 = source.getLong();
        bar.tradeCount = source.getLong();
        bar.closed = source.getLong() != 0;
        bar.historical = source.getLong() != 0;
    }
}
