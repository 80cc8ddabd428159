package dev.bowline.core.signal;

/**
 * Volume of a bar against the mean of the {@code period} bars before it. The bar itself does not
 * count in the mean, so that a surge is not held against itself.
 */
public final class VolumeAverage {
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
}
