package dev.bowline.gateway.json;

/**
 * Words of the venue that are constants of an enum by the same name. The constant UNKNOWN is no
 * word.
 *
 * @param <E> the enum
 */
public final class EnumWords<E extends Enum<E>> {
    private static final String NO_WORD = "UNKNOWN";
    private static final int MAX_BYTES = 64;

    private final WordTable words;
    private final ShortWords shortWords;
    private final E[] constants;

    /** A table of all constants, given as {@code values()}. */
    public EnumWords(final E[] values) {
        final String[] names = new String[values.length];
        constants = values.clone();
        int count = 0;
        for (final E value : values) {
            if (!value.name().equals(NO_WORD)) {
                names[count] = value.name();
                constants[count++] = value;
            }
        }
        final String[] all = java.util.Arrays.copyOf(names, count);
        words = new WordTable(all);
        shortWords = new ShortWords(all);
    }

    /** The constant named by the field's text, or {@code null}. Allocates nothing. */
    public E orNull(final FieldTable table, final int field) {
        final int code = table.wordCode(field, words);
        return code == WordTable.MISSING ? null : constants[code];
    }

    /** The constant named by a range of a scanner's bytes, or {@code null}. Allocates nothing. */
    E orNull(final byte[] json, final int from, final int to) {
        final int code =
                to - from <= ShortWords.MAX_BYTES
                        ? shortWords.codeOf(json, from, to)
                        : longCode(json, from, to);
        return code == WordTable.MISSING ? null : constants[code];
    }

    private int longCode(final byte[] json, final int from, final int to) {
        return to - from > MAX_BYTES ? WordTable.MISSING : words.codeOf(json, from, to - from);
    }
}
