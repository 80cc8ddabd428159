package dev.bowline.core.num;

import org.agrona.MutableDirectBuffer;

/**
 * E8 decimals to ASCII: no exponent, no trailing zeros, no binary-float artefact. Allocates nothing
 * but in {@link #toText}.
 */
public final class DecimalFormat {
    /** Longest text: sign, 11 digits, point, 8 digits. */
    public static final int MAX_LENGTH = 21;

    private DecimalFormat() {}

    /**
     * Writes the shortest exact text of {@code valueE8}, for example {@code -0.0153}.
     *
     * @return number of bytes written, at most {@link #MAX_LENGTH}
     */
    public static int put(final MutableDirectBuffer buffer, final int offset, final long valueE8) {
        int at = offset;
        long whole = valueE8 / FixedPoint.ONE_E8;
        long fraction = valueE8 % FixedPoint.ONE_E8;
        if (valueE8 < 0) {
            buffer.putByte(at++, (byte) '-');
            whole = -whole;
            fraction = -fraction;
        }
        at += buffer.putNaturalLongAscii(at, whole);
        if (fraction != 0) {
            buffer.putByte(at++, (byte) '.');
            int digits = FixedPoint.SCALE;
            while (fraction % 10 == 0) {
                fraction /= 10;
                digits--;
            }
            for (int i = at + digits - 1; i >= at; i--) {
                buffer.putByte(i, (byte) ('0' + fraction % 10));
                fraction /= 10;
            }
            at += digits;
        }
        return at - offset;
    }

    /** The same text as a string; allocates, so not for the decision thread. */
    public static String toText(final long valueE8) {
        final long whole = Math.abs(valueE8 / FixedPoint.ONE_E8);
        final long fraction = Math.abs(valueE8 % FixedPoint.ONE_E8);
        final StringBuilder text = new StringBuilder(MAX_LENGTH);
        if (valueE8 < 0) {
            text.append('-');
        }
        text.append(whole);
        if (fraction != 0) {
            final String digits = Long.toString(FixedPoint.ONE_E8 + fraction).substring(1);
            text.append('.').append(digits.replaceAll("0+$", ""));
        }
        return text.toString();
    }
}
