package dev.bowline.core.num;

/**
 * Exact arithmetic on decimals kept in a {@code long} at scale 1e-8 ("E8"). Products are formed in
 * 128 bits; what does not fit in the result throws {@link ArithmeticException}. Allocates nothing.
 */
public final class FixedPoint {
    /** One, at scale 1e-8. */
    public static final long ONE_E8 = 100_000_000L;

    /** Digits behind the decimal point. */
    public static final int SCALE = 8;

    private FixedPoint() {}

    /**
     * Multiplies two E8 numbers, rounding toward negative infinity.
     *
     * @throws ArithmeticException if the product does not fit
     */
    public static long mulFloorE8(final long aE8, final long bE8) {
        return mulDivFloor(aE8, bE8, ONE_E8);
    }

    /**
     * Multiplies two E8 numbers, rounding toward positive infinity.
     *
     * @throws ArithmeticException if the product does not fit
     */
    public static long mulCeilE8(final long aE8, final long bE8) {
        return mulDivCeil(aE8, bE8, ONE_E8);
    }

    /**
     * Divides two E8 numbers, rounding toward negative infinity.
     *
     * @throws ArithmeticException if the quotient does not fit or {@code bE8} is 0
     */
    public static long divFloorE8(final long aE8, final long bE8) {
        return mulDivFloor(aE8, ONE_E8, bE8);
    }

    /**
     * Divides two E8 numbers, rounding toward positive infinity.
     *
     * @throws ArithmeticException if the quotient does not fit or {@code bE8} is 0
     */
    public static long divCeilE8(final long aE8, final long bE8) {
        return mulDivCeil(aE8, ONE_E8, bE8);
    }

    /**
     * {@code a * b / d}, rounding toward negative infinity, with a 128-bit product.
     *
     * @throws ArithmeticException if the result does not fit or {@code d} is 0
     */
    public static long mulDivFloor(final long a, final long b, final long d) {
        return mulDiv(a, b, d, false);
    }

    /**
     * {@code a * b / d}, rounding toward positive infinity, with a 128-bit product.
     *
     * @throws ArithmeticException if the result does not fit or {@code d} is 0
     */
    public static long mulDivCeil(final long a, final long b, final long d) {
        return mulDiv(a, b, d, true);
    }

    /**
     * The largest multiple of {@code stepE8} that is not above {@code valueE8}.
     *
     * @param valueE8 {@code >= 0}
     * @param stepE8 {@code > 0}
     */
    public static long floorToStepE8(final long valueE8, final long stepE8) {
        requirePositiveStep(stepE8);
        return valueE8 - Math.floorMod(valueE8, stepE8);
    }

    /**
     * The smallest multiple of {@code stepE8} that is not below {@code valueE8}.
     *
     * @param valueE8 {@code >= 0}
     * @param stepE8 {@code > 0}
     * @throws ArithmeticException if the result does not fit
     */
    public static long ceilToStepE8(final long valueE8, final long stepE8) {
        requirePositiveStep(stepE8);
        final long rest = Math.floorMod(valueE8, stepE8);
        return rest == 0 ? valueE8 : Math.addExact(valueE8, stepE8 - rest);
    }

    private static void requirePositiveStep(final long stepE8) {
        if (stepE8 <= 0) {
            throw new ArithmeticException("stepE8=" + stepE8 + ", must be > 0");
        }
    }

    private static long mulDiv(final long a, final long b, final long d, final boolean up) {
        final long high = Math.multiplyHigh(a, b);
        final long low = a * b;
        if (high == low >> 63) {
            if (low == Long.MIN_VALUE && d == -1) {
                throw overflow(a, b, d);
            }
            final boolean onePast = up && low % d != 0 && (low ^ d) >= 0;
            return up ? low / d + (onePast ? 1 : 0) : Math.floorDiv(low, d);
        }
        final boolean negative = ((a ^ b) < 0) != (d < 0);
        long magnitude = divide128(a, b, d);
        if (up != negative && !isExact(a, b, d, magnitude)) {
            magnitude++;
        }
        // Unsigned: from 1 to 2^63 - 1, or to 2^63 if negative; one more than 2^64 - 1 became 0.
        final long greatest = negative ? Long.MIN_VALUE : Long.MAX_VALUE;
        if (Long.compareUnsigned(magnitude - 1, greatest - 1) > 0) {
            throw overflow(a, b, d);
        }
        return negative ? -magnitude : magnitude;
    }

    /** Magnitude of {@code a * b / d} truncated, unsigned, for products that exceed 64 bits. */
    private static long divide128(final long a, final long b, final long d) {
        if (d == 0) {
            throw new ArithmeticException("/ by zero");
        }
        final long ua = Math.abs(a);
        final long ub = Math.abs(b);
        final long ud = Math.abs(d);
        // |Long.MIN_VALUE| stays negative; read as unsigned it is the right magnitude.
        final long high = unsignedMultiplyHigh(ua, ub);
        final long low = ua * ub;
        if (Long.compareUnsigned(high, ud) >= 0) {
            throw overflow(a, b, d);
        }
        long remainder = high;
        long quotient = 0;
        for (int bit = 63; bit >= 0; bit--) {
            final boolean carry = remainder < 0;
            remainder = (remainder << 1) | ((low >>> bit) & 1);
            quotient <<= 1;
            if (carry || Long.compareUnsigned(remainder, ud) >= 0) {
                remainder -= ud;
                quotient |= 1;
            }
        }
        return quotient;
    }

    private static boolean isExact(final long a, final long b, final long d, final long quotient) {
        // quotient * |d| is at most |a * b|, so equality of the low words decides.
        return Math.abs(a) * Math.abs(b) == quotient * Math.abs(d);
    }

    private static long unsignedMultiplyHigh(final long a, final long b) {
        long high = Math.multiplyHigh(a, b);
        if (a < 0) {
            high += b;
        }
        if (b < 0) {
            high += a;
        }
        return high;
    }

    private static ArithmeticException overflow(final long a, final long b, final long d) {
        return new ArithmeticException("overflow: " + a + " * " + b + " / " + d);
    }
}
