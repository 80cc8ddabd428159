package dev.bowline.core.signal;

import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Average true range after Wilder, in price. The first bar has no close before it and so gives no
 * true range; the first value comes with bar {@code period + 1}.
 */
public final class Atr implements Resumable {
    private final WilderAverage range;
    private boolean hasClose;
    private double lastClose;

    public Atr(final int period) {
        range = new WilderAverage(period);
    }

    /** Adds a bar. */
    public void update(final double high, final double low, final double close) {
        if (hasClose) {
            range.update(Math.max(high, lastClose) - Math.min(low, lastClose));
        }
        hasClose = true;
        lastClose = close;
    }

    public boolean isReady() {
        return range.isReady();
    }

    /** The average; not a number before {@link #isReady()}. */
    public double value() {
        return isReady() ? range.value() : Double.NaN;
    }

    /** Forgets everything. */
    public void reset() {
        range.reset();
        hasClose = false;
    }

    @Override
    public void writeRest(final StateSink sink) {
        range.writeRest(sink);
        sink.putLong(hasClose ? 1 : 0);
        sink.putLong(Double.doubleToRawLongBits(lastClose));
    }

    @Override
    public void readRest(final StateSource source) {
        range.readRest(source);
        hasClose = source.getLong() != 0;
        lastClose = Double.longBitsToDouble(source.getLong());
    }
}
