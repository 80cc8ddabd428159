package dev.bowline.core.position;

import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Sum of price × quantity products at scale 1e-16 in 128 bits, {@code >= 0}: the exact cost of a
 * position. Allocates nothing.
 */
final class ExactSum {
    private long high;
    private long low;

    void clear() {
        high = 0;
        low = 0;
    }

    boolean isZero() {
        return high == 0 && low == 0;
    }

    /** Adds {@code aE8 * bE8}, both {@code >= 0}. */
    void addProduct(final long aE8, final long bE8) {
        add(Math.multiplyHigh(aE8, bE8), aE8 * bE8);
    }

    /**
     * Takes out {@code aE8 * bE8}, both {@code >= 0}.
     *
     * @throws ArithmeticException if that is more than there is
     */
    void subtractProduct(final long aE8, final long bE8) {
        subtract(Math.multiplyHigh(aE8, bE8), aE8 * bE8);
    }

    private void add(final long addHigh, final long addLow) {
        low += addLow;
        high = Math.addExact(high, addHigh);
        if (Long.compareUnsigned(low, addLow) < 0) {
            high = Math.incrementExact(high);
        }
    }

    private void subtract(final long subHigh, final long subLow) {
        if (Long.compareUnsigned(low, subLow) < 0) {
            high--;
        }
        low -= subLow;
        high -= subHigh;
        if (high < 0) {
            throw new ArithmeticException("cost of a position below 0");
        }
    }

    /**
     * Takes out the share {@code part / whole}, rounded down at scale 1e-16.
     *
     * @param into receives what was taken out, in place of what it held
     */
    void takeShare(final long part, final long whole, final ExactSum into) {
        into.clear();
        if (part == whole) {
            into.high = high;
            into.low = low;
            clear();
            return;
        }
        final long average = divideFloor(whole);
        final long rest = low - average * whole;
        into.addProduct(average, part);
        into.add(0, FixedPoint.mulDivFloor(rest, part, whole));
        subtract(into.high, into.low);
    }

    /** {@code floor(this / divisor)}; for a quantity at 1e-8 the average price at 1e-8. */
    long divideFloor(final long divisor) {
        return divideFloor(high, low, divisor);
    }

    private static long divideFloor(final long high, final long low, final long divisor) {
        if (divisor <= 0 || high >= divisor) {
            throw new ArithmeticException("average of a position out of range");
        }
        long remainder = high;
        long quotient = 0;
        for (int bit = 63; bit >= 0; bit--) {
            remainder = (remainder << 1) | ((low >>> bit) & 1);
            quotient <<= 1;
            // The shifted remainder may use 64 bits: read as unsigned.
            if (Long.compareUnsigned(remainder, divisor) >= 0) {
                remainder -= divisor;
                quotient |= 1;
            }
        }
        if (quotient < 0) {
            throw new ArithmeticException("average of a position out of range");
        }
        return quotient;
    }

    /** {@code this - other} at scale 1e-8, rounded to the nearest, a tie away from zero. */
    long minusE8(final ExactSum other) {
        long diffHigh = high - other.high;
        if (Long.compareUnsigned(low, other.low) < 0) {
            diffHigh--;
        }
        final long diffLow = low - other.low;
        if (diffHigh >= 0) {
            return nearestE8(diffHigh, diffLow);
        }
        return -nearestE8(~diffHigh + (diffLow == 0 ? 1 : 0), -diffLow);
    }

    private static long nearestE8(final long high, final long low) {
        final long floor = divideFloor(high, low, FixedPoint.ONE_E8);
        final long rest = low - floor * FixedPoint.ONE_E8;
        return rest * 2 >= FixedPoint.ONE_E8 ? Math.incrementExact(floor) : floor;
    }

    void write(final StateSink sink) {
        sink.putLong(high);
        sink.putLong(low);
    }

    void read(final StateSource source) {
        high = source.getLong();
        low = source.getLong();
    }
}
