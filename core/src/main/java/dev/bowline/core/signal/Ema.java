package dev.bowline.core.signal;

/**
 * Exponential moving average with weight 2 / (period + 1), seeded with the simple mean of its first
 * {@code period} values, as charting sites do.
 */
public final class Ema {
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
}
