package dev.bowline.gateway.json;

import dev.bowline.core.num.DecimalParser;

/**
 * Where the fields of one object stand in the document. Fields have numbers: a name of one letter
 * ({@code '@'} and above) has its character, longer names the position in the {@link WordTable}
 * given. Of a name that is there twice, the last one counts. Values are decoded when they are asked
 * for, so the order of fields does not matter and what is not needed costs only the scan.
 */
public final class FieldTable {
    /** Returned for a number that is none, or does not fit. */
    public static final long INVALID = DecimalParser.INVALID;

    /** Smallest field number of one-letter names; below are the longer names. */
    public static final int FIRST_LETTER = 64;

    static final int OTHER = -1;
    static final int BROKEN = -2;

    private static final int FIELDS = 128;
    private static final int START_SHIFT = 32;
    private static final int KIND_BITS = 4;
    private static final int KIND_MASK = 0xF;

    private final WordTable names;

    /** Start (upper 32 bits), length (next 28) and kind (lowest 4) of each value, in one store. */
    private final long[] values = new long[FIELDS];

    private final FieldTable[] children = new FieldTable[FIELDS];
    private long wordsPresent;
    private long lettersPresent;
    private int otherFields;
    private JsonScanner scanner;

    /**
     * An empty table.
     *
     * @param names fields with names of two letters or more, at most 64
     * @throws IllegalArgumentException if there are more
     */
    public FieldTable(final WordTable names) {
        if (names.count() > FIRST_LETTER) {
            throw new IllegalArgumentException("names=" + names.count() + ", must be at most 64");
        }
        this.names = names;
    }

    /** Objects in this field are read into {@code child} in the same pass. */
    public FieldTable withChild(final int field, final FieldTable child) {
        children[field] = child;
        return this;
    }

    /** Empties the table, after a document that could not be read. */
    public void reset(final JsonScanner source) {
        clear(source);
    }

    void clear(final JsonScanner source) {
        scanner = source;
        wordsPresent = 0;
        lettersPresent = 0;
        otherFields = 0;
    }

    int fieldOf(final byte[] bytes, final int offset, final int length) {
        if (length == 1) {
            return bytes[offset] >= FIRST_LETTER ? bytes[offset] : OTHER;
        }
        return names.codeOf(bytes, offset, length);
    }

    FieldTable childOrNull(final int field) {
        return field < 0 ? null : children[field];
    }

    void put(final int field, final byte kind, final int start, final int end) {
        if (field < 0) {
            otherFields++;
            return;
        }
        if (field >= FIRST_LETTER) {
            lettersPresent |= 1L << field;
        } else {
            wordsPresent |= 1L << field;
        }
        values[field] = ((long) start << START_SHIFT) | ((long) (end - start) << KIND_BITS) | kind;
    }

    /** Whether the object has the field, be it {@code null}. */
    public boolean has(final int field) {
        return ((field >= FIRST_LETTER ? lettersPresent : wordsPresent) & (1L << field)) != 0;
    }

    /** Kind of the field's value as in {@link JsonScanner}; BAD if it is not there. */
    public byte kind(final int field) {
        return has(field) ? (byte) (values[field] & KIND_MASK) : JsonScanner.BAD;
    }

    /** Number of fields that are not in the given sets. */
    public int unknownFields(final long knownWords, final long knownLetters) {
        return otherFields
                + Long.bitCount(wordsPresent & ~knownWords)
                + Long.bitCount(lettersPresent & ~knownLetters);
    }

    /** Set of one-letter fields, for {@link #unknownFields}. */
    public static long letters(final String names) {
        long set = 0;
        for (int i = 0; i < names.length(); i++) {
            set |= 1L << names.charAt(i);
        }
        return set;
    }

    /** Set of longer-named fields, for {@link #unknownFields}. */
    public static long words(final int... fields) {
        long set = 0;
        for (final int field : fields) {
            set |= 1L << field;
        }
        return set;
    }

    /** First byte of the field's value, an index of the scanner's view. */
    public int start(final int field) {
        return (int) (values[field] >>> START_SHIFT);
    }

    /** Index behind the field's value. */
    public int end(final int field) {
        return start(field) + length(field);
    }

    /** Whether the field is a string. */
    public boolean isText(final int field) {
        final byte kind = kind(field);
        return kind == JsonScanner.STRING || kind == JsonScanner.ESCAPED_STRING;
    }

    /** Code of the field's text in a table; {@link WordTable#MISSING} also if it is no string. */
    public int wordCode(final int field, final WordTable words) {
        final byte kind = kind(field);
        if (kind == JsonScanner.STRING) {
            return words.codeOf(scanner.bytes(), start(field), length(field));
        }
        if (kind == JsonScanner.ESCAPED_STRING) {
            final int length = scanner.unescape(start(field), end(field));
            return length < 0 ? WordTable.MISSING : words.codeOf(scanner.unescaped(), 0, length);
        }
        return WordTable.MISSING;
    }

    /**
     * Points {@code text} at the field's text, decoding escapes into a scratch that the next such
     * call overwrites.
     *
     * @return false if it is no string, or an escaped one that is too long
     */
    public boolean text(final int field, final TextRange text) {
        final byte kind = kind(field);
        if (kind == JsonScanner.STRING) {
            text.set(scanner.view(), start(field), length(field));
            return true;
        }
        if (kind == JsonScanner.ESCAPED_STRING) {
            final int length = scanner.unescape(start(field), end(field));
            if (length >= 0) {
                text.set(scanner.unescaped(), 0, length);
                return true;
            }
        }
        text.set(scanner.view(), 0, 0);
        return false;
    }

    /** The field as an exact decimal, quoted or bare; scale 1e-8, or {@link #INVALID}. */
    public long decimalE8(final int field) {
        return isNumeric(field)
                ? DecimalText.exactE8(scanner.bytes(), start(field), length(field))
                : INVALID;
    }

    /**
     * The field as a decimal of which digits behind the eighth are cut off, for averages and sums
     * the venue computes; scale 1e-8, toward zero, or {@link #INVALID}.
     */
    public long truncatedE8(final int field) {
        return isNumeric(field)
                ? DecimalText.truncatedE8(scanner.bytes(), start(field), length(field))
                : INVALID;
    }

    /** The field as a whole number, quoted or bare, or {@link #INVALID}. */
    public long integer(final int field) {
        return isNumeric(field)
                ? DecimalText.integer(scanner.bytes(), start(field), length(field))
                : INVALID;
    }

    private int length(final int field) {
        return (int) values[field] >>> KIND_BITS;
    }

    private boolean isNumeric(final int field) {
        final byte kind = kind(field);
        return kind == JsonScanner.STRING || kind == JsonScanner.NUMBER;
    }
}
