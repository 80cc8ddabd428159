package dev.bowline.core.signal;

/**
 * Average true range after Wilder, in price. The first bar has no close before it and so gives no
 * true range; the first value comes with bar {@code period + 1}.
 */
public final class Atr {
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
}
