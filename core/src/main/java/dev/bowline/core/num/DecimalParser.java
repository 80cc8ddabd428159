package dev.bowline.core.num;

import org.agrona.DirectBuffer;

/**
 * ASCII decimals to E8. Accepts an optional minus, digits, and an optional point with digits; no
 * exponent, no plus, no blanks. More than eight fraction digits are accepted only if the surplus
 * digits are zeros. Allocates nothing but in {@link #parse}.
 */
public final class DecimalParser {
    /** Returned by {@link #tryParse} for text that is no decimal or does not fit. */
    public static final long INVALID = Long.MIN_VALUE;

    private DecimalParser() {}

    /**
     * Reads {@code length} bytes as a decimal.
     *
     * @return scale 1e-8, or {@link #INVALID}
     */
    public static long tryParse(final DirectBuffer buffer, final int offset, final int length) {
        int at = offset;
        final int end = offset + length;
        final boolean negative = length > 0 && buffer.getByte(at) == '-';
        if (negative) {
            at++;
        }
        long value = 0;
        int wholeDigits = 0;
        int fractionDigits = 0;
        boolean inFraction = false;
        for (; at < end; at++) {
            final byte c = buffer.getByte(at);
            if (c == '.') {
                if (inFraction || wholeDigits == 0) {
                    return INVALID;
                }
                inFraction = true;
                continue;
            }
            final int digit = c - '0';
            if (digit < 0 || digit > 9) {
                return INVALID;
            }
            if (inFraction && ++fractionDigits > FixedPoint.SCALE) {
                if (digit != 0) {
                    return INVALID;
                }
                continue;
            }
            if (!inFraction) {
                wholeDigits++;
            }
            if (value > (Long.MAX_VALUE - digit) / 10) {
                return INVALID;
            }
            value = value * 10 + digit;
        }
        if (wholeDigits == 0 || (inFraction && fractionDigits == 0)) {
            return INVALID;
        }
        for (int i = Math.min(fractionDigits, FixedPoint.SCALE); i < FixedPoint.SCALE; i++) {
            if (value > Long.MAX_VALUE / 10) {
                return INVALID;
            }
            value *= 10;
        }
        return negative ? -value : value;
    }

    /**
     * Reads a whole text; for configuration and tests.
     *
     * @return scale 1e-8
     * @throws NumberFormatException if the text is no decimal or does not fit
     */
    public static long parse(final String text) {
        final org.agrona.concurrent.UnsafeBuffer buffer =
                new org.agrona.concurrent.UnsafeBuffer(
                        text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        final long value = tryParse(buffer, 0, buffer.capacity());
        if (value == INVALID) {
            throw new NumberFormatException(
                    "'" + text + "' is no decimal with at most 8 fraction digits");
        }
        return value;
    }
}
