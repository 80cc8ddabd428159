package dev.bowline.core.trailing;

import dev.bowline.core.event.Bar;
import dev.bowline.core.market.BarSeries;
import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Mean true range of the newest closed bars of one instrument, in fixed point. A plain mean over a
 * window, not Wilder's: it depends on the window's bars alone, so a restart that reads them again
 * has the same value to the last digit. Allocates nothing after construction. Decision thread.
 */
public final class TrueRanges implements Resumable {
    private static final long NONE = Long.MIN_VALUE;

    private final long[] rangesE8;
    private long sumE8;
    private int count;
    private int next;
    private long previousCloseE8;
    private long lastOpenTimeMs = NONE;

    /**
     * An empty window.
     *
     * @param period bars, {@code >= 1}
     */
    public TrueRanges(final int period) {
        rangesE8 = new long[period];
    }

    /** Takes the newest bar of the series if it is new; a series that began anew begins anew. */
    public void onBars(final BarSeries bars) {
        if (bars.length() == 0 || bars.last().openTimeMs == lastOpenTimeMs) {
            return;
        }
        final Bar bar = bars.last();
        if (bars.length() == 1) {
            sumE8 = 0;
            count = 0;
            next = 0;
            previousCloseE8 = bar.openE8;
        }
        lastOpenTimeMs = bar.openTimeMs;
        add(Math.max(bar.highE8, previousCloseE8) - Math.min(bar.lowE8, previousCloseE8));
        previousCloseE8 = bar.closeE8;
    }

    private void add(final long rangeE8) {
        if (count == rangesE8.length) {
            sumE8 -= rangesE8[next];
        } else {
            count++;
        }
        rangesE8[next] = rangeE8;
        sumE8 = Math.addExact(sumE8, rangeE8);
        next = (next + 1) % rangesE8.length;
    }

    /** Mean true range at scale 1e-8, rounded down; 0 until the window is full. */
    public long meanE8() {
        return count < rangesE8.length ? 0 : sumE8 / count;
    }

    @Override
    public void writeRest(final StateSink sink) {
        sink.putLong(sumE8);
        sink.putLong(count);
        sink.putLong(next);
        sink.putLong(previousCloseE8);
        sink.putLong(lastOpenTimeMs);
        for (final long rangeE8 : rangesE8) {
            sink.putLong(rangeE8);
        }
    }

    @Override
    public void readRest(final StateSource source) {
        sumE8 = source.getLong();
        count = (int) source.getLong();
        next = (int) source.getLong();
        previousCloseE8 = source.getLong();
        lastOpenTimeMs = source.getLong();
        for (int i = 0; i < rangesE8.length; i++) {
            rangesE8[i] = source.getLong();
        }
    }
}
