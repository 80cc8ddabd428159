package dev.bowline.core.order;

/** Role of an order within its intent. The letter stands in the client order id. */
public enum OrderLeg {
    /** Opens the position. */
    ENTRY('E'),
    /** Protective stop. */
    STOP('S'),
    /** Target. */
    TARGET('T'),
    /** Closes the position at the market. */
    CLOSE('C'),
    /** Trailing stop of the venue, beside the protective stop. */
    TRAIL('R');

    private static final OrderLeg[] BY_CODE = values();
    private final char letter;

    OrderLeg(final char letter) {
        this.letter = letter;
    }

    public char letter() {
        return letter;
    }

    /** Stable number of the journal: constants are only ever added at the end. */
    @SuppressWarnings("EnumOrdinal") // the order is frozen by a test
    public int code() {
        return ordinal();
    }

    /** The leg with this code, or {@code null}. */
    public static OrderLeg byCodeOrNull(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
