package dev.bowline.core.event;

/** What happened to an order (field x of the venue), and UNKNOWN for a word not known here. */
public enum ExecutionType {
    NEW,
    TRADE,
    CANCELED,
    EXPIRED,
    AMENDMENT,
    CALCULATED,
    REJECTED,
    STATUS,
    UNKNOWN;

    private static final ExecutionType[] BY_CODE = values();

    /** Stable number of the journal: constants are only ever added at the end. */
    @SuppressWarnings("EnumOrdinal") // the order is frozen by a test
    public int code() {
        return ordinal();
    }

    /** The constant with this code, or {@code null}. */
    public static ExecutionType byCodeOrNull(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
