package dev.bowline.gateway.json;

import java.nio.charset.StandardCharsets;
import org.agrona.DirectBuffer;

/**
 * Finds words (field names, enum values, symbols) by their bytes, without making a string. Fixed
 * after construction, so any thread may read it.
 */
public final class WordTable {
    /** Returned for a word that is not in the table. */
    public static final int MISSING = -1;

    private static final int SLOTS_PER_WORD = 4;

    private final byte[][] words;
    private final int[] codes;
    private final int mask;
    private final int count;

    /**
     * A table in which the code of a word is its position.
     *
     * @throws IllegalArgumentException if a word is there twice
     */
    public WordTable(final String... texts) {
        count = texts.length;
        final int slots = Integer.highestOneBit(Math.max(1, count) * SLOTS_PER_WORD - 1) << 1;
        words = new byte[slots][];
        codes = new int[slots];
        mask = slots - 1;
        for (int i = 0; i < count; i++) {
            add(texts[i], i);
        }
    }

    private void add(final String text, final int code) {
        final byte[] word = text.getBytes(StandardCharsets.UTF_8);
        int hash = 0;
        for (final byte c : word) {
            hash = 31 * hash + c;
        }
        int slot = spread(hash) & mask;
        while (words[slot] != null) {
            if (java.util.Arrays.equals(words[slot], word)) {
                throw new IllegalArgumentException("word '" + text + "' is there twice");
            }
            slot = (slot + 1) & mask;
        }
        words[slot] = word;
        codes[slot] = code;
    }

    /** Code of the word in these bytes, or {@link #MISSING}. Allocates nothing. */
    public int codeOf(final DirectBuffer buffer, final int offset, final int length) {
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + buffer.getByte(i);
        }
        for (int slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
            final byte[] word = words[slot];
            if (word == null) {
                return MISSING;
            }
            if (word.length == length && isAt(word, buffer, offset)) {
                return codes[slot];
            }
        }
    }

    /** As above, from an array. */
    public int codeOf(final byte[] bytes, final int offset, final int length) {
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        for (int slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
            final byte[] word = words[slot];
            if (word == null) {
                return MISSING;
            }
            if (word.length == length && isAt(word, bytes, offset)) {
                return codes[slot];
            }
        }
    }

    /** Code of a word, or {@link #MISSING}; for construction and tests. */
    public int codeOf(final String text) {
        final byte[] word = text.getBytes(StandardCharsets.UTF_8);
        return codeOf(word, 0, word.length);
    }

    public int count() {
        return count;
    }

    private static int spread(final int hash) {
        return hash ^ (hash >>> 15) ^ (hash >>> 7);
    }

    private static boolean isAt(final byte[] word, final byte[] bytes, final int offset) {
        for (int i = 0; i < word.length; i++) {
            if (word[i] != bytes[offset + i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAt(final byte[] word, final DirectBuffer buffer, final int offset) {
        for (int i = 0; i < word.length; i++) {
            if (word[i] != buffer.getByte(offset + i)) {
                return false;
            }
        }
        return true;
    }
}
