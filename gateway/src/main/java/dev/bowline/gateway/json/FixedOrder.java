package dev.bowline.gateway.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Steps through a document whose fields are expected in one order, on the bytes of {@link
 * JsonScanner#bytes}. Each step gives the index behind what it expects. If something else is there,
 * it gives {@link #lost}, a place behind every document that holds zeros, where all further steps
 * stay; so the caller looks once, at the end, whether it arrived at the document's end. Values are
 * read from known ranges, apart from the steps; on a lost way they mean nothing.
 *
 * <p>What is accepted is a part of JSON in which the general scanner reads the same values: no
 * blanks, no escapes, whole numbers of at most 16 digits, decimals of at most 10 digits before and
 * 8 behind the point. Static, allocates nothing, never throws.
 */
public final class FixedOrder {
    /** Zeros at the end of a scanner's array; a document ends before them. */
    static final int ZEROS_BEHIND = 4 * Long.BYTES;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long HIGH_HALVES = 0xF0F0_F0F0_F0F0_F0F0L;
    static final long EIGHT_DIGITS = 100_000_000;
    static final int MAX_WHOLE_DIGITS = 10;

    private FixedOrder() {}

    /** Where all steps end that did not find what they expected. */
    public static int lost(final byte[] json) {
        return json.length - ZEROS_BEHIND;
    }

    /**
     * Index behind a whole number without sign; its first digit is 0 only if it is the only one.
     */
    public static int naturalEnd(final byte[] json, final int i) {
        final int end = digitsEnd(json, i);
        return end == i || (json[i] == '0' && end > i + 1) ? lost(json) : end;
    }

    /** Value of the digits of a range that {@link #naturalEnd} gave. */
    public static long natural(final byte[] json, final int i, final int end) {
        final int digits = end - i;
        if (digits <= Long.BYTES) {
            return valueOfEight(eightBytes(json, i) << ((Long.BYTES - digits) << 3));
        }
        final int upper = digits - Long.BYTES;
        return valueOfEight(eightBytes(json, i) << ((Long.BYTES - upper) << 3)) * EIGHT_DIGITS
                + valueOfEight(eightBytes(json, end - Long.BYTES));
    }

    /** Index behind a decimal without sign. */
    public static int decimalEnd(final byte[] json, final int i) {
        final int point = digitsEnd(json, i);
        if (point == i || point - i > MAX_WHOLE_DIGITS) {
            return lost(json);
        }
        if (json[point] != '.') {
            return point;
        }
        final int fraction = digits(eightBytes(json, point + 1));
        return fraction == 0 ? lost(json) : point + 1 + fraction;
    }

    /** Value of a range that {@link #decimalEnd} gave; scale 1e-8, exact. */
    public static long decimalE8(final byte[] json, final int i, final int end) {
        final int point = digitsEnd(json, i);
        final long whole = natural(json, i, point) * EIGHT_DIGITS;
        if (point >= end) {
            return whole;
        }
        final long fraction = eightBytes(json, point + 1) & lowBytes(end - point - 1);
        return whole + valueOfEight(fraction);
    }

    /** Index of the quote behind a text without escapes. */
    public static int textEnd(final byte[] json, final int from) {
        final int i = plainEnd(json, from);
        return json[i] == '"' ? i : lost(json);
    }

    /**
     * Index of the first quote, backslash or control character; zeros behind the document count.
     */
    static int plainEnd(final byte[] json, final int from) {
        int i = from;
        long ends = textEnds(eightBytes(json, i));
        while (ends == 0) {
            i += Long.BYTES;
            ends = textEnds(eightBytes(json, i));
        }
        return i + (Long.numberOfTrailingZeros(ends) >>> 3);
    }

    /** Highest bit of each byte that ends a text, exact up to the first one. */
    private static long textEnds(final long text) {
        final long quote = text ^ (ONES * '"');
        final long escape = text ^ (ONES * '\\');
        return (((quote - ONES) & ~quote)
                        | ((escape - ONES) & ~escape)
                        | ((text - ONES * ' ') & ~text))
                & HIGH_BITS;
    }

    static long eightBytes(final byte[] json, final int i) {
        return (long) EIGHT_BYTES.get(json, i);
    }

    /** Mask of the first {@code count} bytes, 0 to 8. */
    static long lowBytes(final int count) {
        return count == 0 ? 0 : -1L >>> ((Long.BYTES - count) << 3);
    }

    /** Index behind the digits at {@code i}, of which sixteen are looked at. */
    static int digitsEnd(final byte[] json, final int i) {
        final int count = digits(eightBytes(json, i));
        return i
                + (count < Long.BYTES
                        ? count
                        : Long.BYTES + digits(eightBytes(json, i + Long.BYTES)));
    }

    /** How many of eight bytes are digits up to the first that is none. */
    static int digits(final long text) {
        final long other =
                ((text & HIGH_HALVES) | (((text + 0x0606_0606_0606_0606L) & HIGH_HALVES) >>> 4))
                        ^ 0x3333_3333_3333_3333L;
        return Long.numberOfTrailingZeros(other) >>> 3;
    }

    /** Eight digits at once, by adding neighbours three times (Lemire, 2018). */
    static long valueOfEight(final long text) {
        final long pairs = ((text & 0x0F0F_0F0F_0F0F_0F0FL) * 2561) >>> 8;
        final long fours = ((pairs & 0x00FF_00FF_00FF_00FFL) * 6_553_601) >>> 16;
        return ((fours & 0x0000_FFFF_0000_FFFFL) * 42_949_672_960_001L) >>> 32;
    }
}
