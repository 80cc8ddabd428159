package dev.bowline.core.signal;

import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Relative strength index after Wilder, 0 to 100: first value after {@code period} changes. Without
 * any loss it is 100, without any movement at all 50, since that is neither strong nor weak.
 */
public final class Rsi implements Resumable {
    private final WilderAverage gain;
    private final WilderAverage loss;
    private boolean hasClose;
    private double lastClose;

    /** Starts empty. */
    public Rsi(final int period) {
        gain = new WilderAverage(period);
        loss = new WilderAverage(period);
    }

    /** Adds a close. */
    public void update(final double close) {
        if (hasClose) {
            final double change = close - lastClose;
            gain.update(Math.max(change, 0));
            loss.update(Math.max(-change, 0));
        }
        hasClose = true;
        lastClose = close;
    }

    public boolean isReady() {
        return gain.isReady();
    }

    /** The index; not a number before {@link #isReady()}. */
    public double value() {
        if (!isReady()) {
            return Double.NaN;
        }
        if (loss.value() == 0) {
            return gain.value() == 0 ? 50 : 100;
        }
        return 100 - 100 / (1 + gain.value() / loss.value());
    }

    /** Forgets everything. */
    public void reset() {
        gain.reset();
        loss.reset();
        hasClose = false;
    }

    @Override
    public void writeRest(final StateSink sink) {
        gain.writeRest(sink);
        loss.writeRest(sink);
        sink.putLong(hasClose ? 1 : 0);
        sink.putLong(Double.doubleToRawLongBits(lastClose));
    }

    @Override
    public void readRest(final StateSource source) {
        gain.readRest(source);
        loss.readRest(source);
        hasClose = source.getLong() != 0;
        lastClose = Double.longBitsToDouble(source.getLong());
    }
}
