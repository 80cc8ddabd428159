package dev.bowline.core.signal;

import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Simple moving average of the last {@code period} values. The running sum is taken anew from the
 * window once per {@code period} values, so rounding errors do not pile up over months.
 */
public final class Sma implements Resumable {
    private final double[] window;
    private int next;
    private int seen;
    private double sum;

    public Sma(final int period) {
        window = new double[period];
    }

    /** Adds a value. */
    public void update(final double value) {
        if (seen == window.length) {
            sum -= window[next];
        } else {
            seen++;
        }
        window[next] = value;
        sum += value;
        next++;
        if (next == window.length) {
            next = 0;
            sum = 0;
            for (final double kept : window) {
                sum += kept;
            }
        }
    }

    public boolean isReady() {
        return seen == window.length;
    }

    /** The average; not a number before {@link #isReady()}. */
    public double value() {
        return isReady() ? sum / window.length : Double.NaN;
    }

    /** Forgets everything. */
    public void reset() {
        next = 0;
        seen = 0;
        sum = 0;
    }

    @Override
    public void writeRest(final StateSink sink) {
        for (final double kept : window) {
            sink.putLong(Double.doubleToRawLongBits(kept));
        }
        sink.putLong(next);
        sink.putLong(seen);
        sink.putLong(Double.doubleToRawLongBits(sum));
    }

    @Override
    public void readRest(final StateSource source) {
        for (int i = 0; i < window.length; i++) {
            window[i] = Double.longBitsToDouble(source.getLong());
        }
        next = (int) source.getLong();
        seen = (int) source.getLong();
        sum = Double.longBitsToDouble(source.getLong());
    }
}
