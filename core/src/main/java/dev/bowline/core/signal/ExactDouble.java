package dev.bowline.core.signal;

import dev.bowline.core.num.FixedPoint;

/** The border between E8 numbers and the {@code double} of indicators. */
final class ExactDouble {
    /** Below this a double still tells neighbouring E8 numbers' whole parts apart: 2^53. */
    private static final double LIMIT = 9_007_199_254_740_992.0;

    private ExactDouble() {}

    /** The nearest double to an E8 number. */
    static double fromE8(final long valueE8) {
        return valueE8 / (double) FixedPoint.ONE_E8;
    }

    /**
     * An indicator's distance as money: the only way from {@code double} into a price. Rounded
     * down, so a stop computed from it is never farther away than the indicator says.
     *
     * @return scale 1e-8; 0, which no entry accepts, for what is negative, not a number, or beyond
     *     90 million
     */
    static long distanceFloorE8(final double distance) {
        final double scaled = distance * FixedPoint.ONE_E8;
        return scaled >= 0 && scaled < LIMIT ? (long) scaled : 0;
    }

    /** For records only: rounded to nearest, saturating, 0 if not a number. */
    static long recordE8(final double value) {
        return Math.round(value * FixedPoint.ONE_E8);
    }
}
