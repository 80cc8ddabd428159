package dev.bowline.gateway.json;

import java.nio.charset.StandardCharsets;

/**
 * Finds words of at most 16 bytes by two loads and compares. Fixed after construction; allocates
 * nothing.
 */
public final class ShortWords {
    static final int MAX_BYTES = 2 * Long.BYTES;
    private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;
    private static final int SLOTS_PER_WORD = 4;

    private final long[] keys;
    private final int[] codes;
    private final int shift;
    private final int mask;

    /** A table in which the code of a word is its position; longer words are not in it. */
    public ShortWords(final String... words) {
        final int bits = 32 - Integer.numberOfLeadingZeros(words.length * SLOTS_PER_WORD | 1);
        mask = (1 << bits) - 1;
        shift = Long.SIZE - bits;
        keys = new long[2 << bits];
        codes = new int[1 << bits];
        java.util.Arrays.fill(codes, WordTable.MISSING);
        for (int code = 0; code < words.length; code++) {
            final byte[] bytes = words[code].getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0 && bytes.length <= MAX_BYTES) {
                final byte[] padded = java.util.Arrays.copyOf(bytes, MAX_BYTES);
                final long first = FixedOrder.eightBytes(padded, 0);
                final long second = FixedOrder.eightBytes(padded, Long.BYTES);
                int slot = slotOf(first, second);
                while (codes[slot] != WordTable.MISSING) {
                    slot = (slot + 1) & mask;
                }
                keys[2 * slot] = first;
                keys[2 * slot + 1] = second;
                codes[slot] = code;
            }
        }
    }

    /** Code of the word in a range of a scanner's bytes, or {@link WordTable#MISSING}. */
    public int codeOf(final byte[] json, final int from, final int to) {
        final int length = to - from;
        if (length <= 0 || length > MAX_BYTES) {
            return WordTable.MISSING;
        }
        final long first =
                FixedOrder.eightBytes(json, from)
                        & FixedOrder.lowBytes(Math.min(length, Long.BYTES));
        final long second =
                length <= Long.BYTES
                        ? 0
                        : FixedOrder.eightBytes(json, from + Long.BYTES)
                                & FixedOrder.lowBytes(length - Long.BYTES);
        int slot = slotOf(first, second);
        while (codes[slot] != WordTable.MISSING
                && (keys[2 * slot] != first || keys[2 * slot + 1] != second)) {
            slot = (slot + 1) & mask;
        }
        return codes[slot];
    }

    private int slotOf(final long first, final long second) {
        return (int) (((first ^ (second * 31)) * SPREAD) >>> shift);
    }
}
