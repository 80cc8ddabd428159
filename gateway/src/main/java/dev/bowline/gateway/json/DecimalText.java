package dev.bowline.gateway.json;

import dev.bowline.core.num.DecimalParser;
import dev.bowline.core.num.FixedPoint;

/**
 * Numbers in text, with the results of {@link DecimalParser} and a short way for the usual case.
 * Allocates nothing.
 */
public final class DecimalText {
    /** Returned for text that is no number or does not fit. */
    public static final long INVALID = DecimalParser.INVALID;

    /** So many digits fit into a {@code long} whatever they are. */
    private static final int SAFE_DIGITS = 18;

    private static final long[] POWERS_OF_TEN = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
    };

    private static final long EIGHT_DIGITS = 100_000_000;
    private static final long ZEROS = 0x3030_3030_3030_3030L;

    private static final long[] GREATEST = greatest();

    private DecimalText() {}

    private static long[] greatest() {
        final long[] greatest = new long[POWERS_OF_TEN.length];
        for (int i = 0; i < greatest.length; i++) {
            greatest[i] = Long.MAX_VALUE / POWERS_OF_TEN[i];
        }
        return greatest;
    }

    /** As {@link DecimalParser#tryParse}, which it agrees with on every input. */
    public static long exactE8(final byte[] bytes, final int offset, final int length) {
        if (length <= 0) {
            return INVALID;
        }
        final int end = offset + length;
        final boolean negative = bytes[offset] == '-';
        final int firstDigit = negative ? offset + 1 : offset;
        long value = 0;
        int point = -1;
        int last = end;
        for (int i = firstDigit; i < last; i++) {
            final int digit = bytes[i] - '0';
            if (digit >= 0 && digit <= 9) {
                if (i - firstDigit >= SAFE_DIGITS && value > (Long.MAX_VALUE - digit) / 10) {
                    return INVALID;
                }
                value = value * 10 + digit;
            } else if (digit == '.' - '0' && point < 0 && i > firstDigit) {
                point = i;
                last = Math.min(end, i + 1 + FixedPoint.SCALE);
            } else {
                return INVALID;
            }
        }
        for (int i = last; i < end; i++) { // behind the eighth digit only zeros are exact
            if (bytes[i] != '0') {
                return INVALID;
            }
        }
        final int fractionDigits = point < 0 ? 0 : last - point - 1;
        if (firstDigit == end || (point >= 0 && fractionDigits == 0)) {
            return INVALID;
        }
        final long factor = POWERS_OF_TEN[FixedPoint.SCALE - fractionDigits];
        if (factor > 1 && value > GREATEST[FixedPoint.SCALE - fractionDigits]) {
            return INVALID;
        }
        return negative ? -value * factor : value * factor;
    }

    /** A decimal whose digits behind the eighth are cut off (toward zero). */
    public static long truncatedE8(final byte[] bytes, final int offset, final int length) {
        final int end = offset + length;
        int point = offset;
        while (point < end && bytes[point] != '.') {
            point++;
        }
        final int kept = Math.min(end, point + 1 + FixedPoint.SCALE);
        for (int i = kept; i < end; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                return INVALID;
            }
        }
        return exactE8(bytes, offset, kept - offset);
    }

    /** A whole number with an optional minus; {@link #INVALID} if it is none or does not fit. */
    public static long integer(final byte[] bytes, final int offset, final int length) {
        final boolean negative = length > 0 && bytes[offset] == '-';
        final int from = negative ? offset + 1 : offset;
        final int end = offset + length;
        if (end <= from || end - from > SAFE_DIGITS + 1) {
            return INVALID;
        }
        long value = 0;
        int i = from;
        for (; i + Long.BYTES <= end && i - from <= Long.BYTES; i += Long.BYTES) {
            final long eight = FixedOrder.eightBytes(bytes, i);
            if (!isEightDigits(eight)) {
                return INVALID;
            }
            value = value * EIGHT_DIGITS + FixedOrder.valueOfEight(eight);
        }
        for (; i < end; i++) {
            final int digit = bytes[i] - '0';
            if (digit < 0
                    || digit > 9
                    || (i - from >= SAFE_DIGITS && value > (Long.MAX_VALUE - digit) / 10)) {
                return INVALID;
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    private static boolean isEightDigits(final long text) {
        final long high = 0xF0F0_F0F0_F0F0_F0F0L;
        return (text & high) == ZEROS && ((text + 0x0606_0606_0606_0606L) & high) == ZEROS;
    }
}
