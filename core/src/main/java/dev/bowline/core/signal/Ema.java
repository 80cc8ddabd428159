package dev.bowline.core.signal;

import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Exponential moving average with weight 2 / (period + 1), seeded with the simple mean of its first
 * {@code period} values, as charting sites do.
 */
public final class Ema implements Resumable {
    private final int period;
    private final double weight;
    private int seen;
    private double average;

    /** Starts empty. */
    public Ema(final int period) {
        this.period = period;
        weight = 2.0 / (period + 1);
    }

    /** Adds a value. */
    public void update(final double value) {
        if (seen < period) {
            seen++;
            average += value;
            if (seen == period) {
                average /= period;
            }
        } else {
            average += weight * (value - average);
        }
    }

    public boolean isReady() {
        return seen == period;
    }

    /** The average; not a number before {@link #isReady()}. */
    public double value() {
        return isReady() ? average : Double.NaN;
    }

    /** Forgets everything. */
    public void reset() {
        seen = 0;
        average = 0;
    }

    @Override
    public void writeRest(final StateSink sink) {
        sink.putLong(seen);
        sink.putLong(Double.doubleToRawLongBits(average));
    }

    @Override
    public void readRest(final StateSource source) {
        seen = (int) source.getLong();
        average = Double.longBitsToDouble(source.getLong());
    }
}
