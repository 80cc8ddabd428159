package dev.bowline.bench.micro;

/**
 * Finds words in the parser's characters, by length, first and last character, then all of them.
 */
final class CharWords {
    private final char[][] words;

    CharWords(final String... texts) {
        words = new char[texts.length][];
        for (int i = 0; i < texts.length; i++) {
            words[i] = texts[i].toCharArray();
        }
    }

    /** Position of the word in this range, or -1. */
    int codeOf(final char[] text, final int offset, final int length) {
        for (int code = 0; code < words.length; code++) {
            final char[] word = words[code];
            if (word.length == length
                    && word[0] == text[offset]
                    && word[length - 1] == text[offset + length - 1]
                    && java.util.Arrays.equals(word, 0, length, text, offset, offset + length)) {
                return code;
            }
        }
        return -1;
    }
}
