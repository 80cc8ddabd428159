package dev.bowline.core.signal;

import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Volume of a bar against the mean of the {@code period} bars before it. The bar itself does not
 * count in the mean, so that a surge is not held against itself.
 */
public final class VolumeAverage implements Resumable {
    private final Sma before;
    private boolean ready;
    private double mean = Double.NaN;
    private double last = Double.NaN;

    public VolumeAverage(final int period) {
        before = new Sma(period);
    }

    /** Adds a bar's volume. */
    public void update(final double volume) {
        ready = before.isReady();
        mean = before.value();
        last = volume;
        before.update(volume);
    }

    public boolean isReady() {
        return ready;
    }

    /** Mean of the bars before the newest; not a number before {@link #isReady()}. */
    public double value() {
        return mean;
    }

    /** Newest volume over {@link #value()}; 0 if nothing was traded before. */
    public double ratio() {
        return mean == 0 ? 0 : last / mean;
    }

    /** Forgets everything. */
    public void reset() {
        before.reset();
        ready = false;
        mean = Double.NaN;
        last = Double.NaN;
    }

    @Override
    public void writeRest(final StateSink sink) {
        before.writeRest(sink);
        sink.putLong(ready ? 1 : 0);
        sink.putLong(Double.doubleToRawLongBits(mean));
        sink.putLong(Double.doubleToRawLongBits(last));
    }

    @Override
    public void readRest(final StateSource source) {
        before.readRest(source);
        ready = source.getLong() != 0;
        mean = Double.longBitsToDouble(source.getLong());
        last = Double.longBitsToDouble(source.getLong());
    }
}
