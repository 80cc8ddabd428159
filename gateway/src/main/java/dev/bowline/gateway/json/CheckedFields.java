package dev.bowline.gateway.json;

/**
 * Reads the fields of a message one after another and remembers the first thing that was wrong, so
 * that the caller looks once, after the last field. A field that is missing or of another type is
 * malformed; a number that is none, does not fit or is out of range is absurd.
 */
public final class CheckedFields {
    /** Everything read so far was fine. */
    public static final int FINE = 0;

    /** A field is missing or of the wrong type. */
    public static final int MALFORMED = 1;

    /** A number cannot be. */
    public static final int ABSURD = 2;

    private FieldTable table;
    private int fault;

    /** Goes on with another object; keeps the fault. */
    public void use(final FieldTable next) {
        table = next;
    }

    /** Starts a message. */
    public void start(final FieldTable first) {
        table = first;
        fault = FINE;
    }

    /** The first thing that was wrong since {@link #start}. */
    public int fault() {
        return fault;
    }

    /** Marks the message from outside. */
    public void fail(final int why) {
        if (fault == FINE) {
            fault = why;
        }
    }

    /** An exact decimal above zero. */
    public long positiveE8(final int field) {
        return checked(field, table.decimalE8(field), 1);
    }

    /** An exact decimal, zero or above. */
    public long nonNegativeE8(final int field) {
        return checked(field, table.decimalE8(field), 0);
    }

    /** An exact decimal of any sign. */
    public long signedE8(final int field) {
        return checked(field, table.decimalE8(field), Long.MIN_VALUE + 1);
    }

    /** A decimal above zero, cut after eight digits. */
    public long positiveTruncatedE8(final int field) {
        return checked(field, table.truncatedE8(field), 1);
    }

    /** A decimal, zero or above, cut after eight digits. */
    public long nonNegativeTruncatedE8(final int field) {
        return checked(field, table.truncatedE8(field), 0);
    }

    /** A decimal of any sign, cut after eight digits. */
    public long signedTruncatedE8(final int field) {
        return checked(field, table.truncatedE8(field), Long.MIN_VALUE + 1);
    }

    /** As {@link #nonNegativeTruncatedE8}; 0 if the field is missing, null or an empty text. */
    public long optionalNonNegativeE8(final int field) {
        return isEmpty(field) ? 0 : nonNegativeTruncatedE8(field);
    }

    /** As {@link #signedTruncatedE8}; 0 if the field is missing, null or an empty text. */
    public long optionalSignedE8(final int field) {
        return isEmpty(field) ? 0 : signedTruncatedE8(field);
    }

    /** A whole number, zero or above: ids, times, counts. */
    public long natural(final int field) {
        return checked(field, table.integer(field), 0);
    }

    /** A whole number of any sign. */
    public long whole(final int field) {
        return checked(field, table.integer(field), Long.MIN_VALUE + 1);
    }

    /** As {@link #natural}; {@code missing} if the field is missing, null or an empty text. */
    public long optionalNatural(final int field, final long missing) {
        return isEmpty(field) ? missing : natural(field);
    }

    /** True or false. */
    public boolean flag(final int field) {
        final byte kind = table.kind(field);
        if (kind != JsonScanner.TRUE && kind != JsonScanner.FALSE) {
            fail(MALFORMED);
        }
        return kind == JsonScanner.TRUE;
    }

    /** True or false; false if the field is missing. */
    public boolean optionalFlag(final int field) {
        return table.has(field) && flag(field);
    }

    /** Points {@code text} at a text that must be there. */
    public void text(final int field, final TextRange text) {
        if (!table.text(field, text)) {
            fail(MALFORMED);
        }
    }

    private boolean isEmpty(final int field) {
        final byte kind = table.kind(field);
        return kind == JsonScanner.BAD
                || kind == JsonScanner.NULL
                || (kind == JsonScanner.STRING && table.start(field) == table.end(field));
    }

    private long checked(final int field, final long value, final long least) {
        if (value >= least) {
            return value;
        }
        final byte kind = table.kind(field);
        final boolean number = kind == JsonScanner.NUMBER || kind == JsonScanner.STRING;
        fail(number ? ABSURD : MALFORMED);
        return 0;
    }
}
