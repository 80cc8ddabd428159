package dev.bowline.core.signal;

import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Wilder's smoothing: seeded with the simple mean of the first {@code period} values, then weight 1
 * / period (J. W. Wilder, New Concepts in Technical Trading Systems, 1978).
 */
final class WilderAverage implements Resumable {
    private final int period;
    private int seen;
    private double average;

    WilderAverage(final int period) {
        this.period = period;
    }

    void update(final double value) {
        if (seen < period) {
            seen++;
            average += value;
            if (seen == period) {
                average /= period;
            }
        } else {
            average = (average * (period - 1) + value) / period;
        }
    }

    boolean isReady() {
        return seen == period;
    }

    double value() {
        return average;
    }

    void reset() {
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
