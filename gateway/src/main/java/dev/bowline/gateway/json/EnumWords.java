package dev.bowline.gateway.json;

/**
 * Words of the venue that are constants of an enum by the same name. The constant UNKNOWN is no
 * word.
 *
 * @param <E> the enum
 */
public final class EnumWords<E extends Enum<E>> {
    private static final String NO_WORD = "UNKNOWN";

    private final WordTable words;
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
        words = new WordTable(java.util.Arrays.copyOf(names, count));
    }

    /** The constant named by the field's text, or {@code null}. Allocates nothing. */
    public E orNull(final FieldTable table, final int field) {
        final int code = table.wordCode(field, words);
        return code == WordTable.MISSING ? null : constants[code];
    }
}
