package dev.bowline.core.event;

/** What an account update is about. */
public enum AccountRow {
    BALANCE,
    POSITION,
    /** Leverage of an instrument as the venue has it now. */
    LEVERAGE,
    /** The venue asks for more margin. */
    MARGIN_CALL,
    /** All funding of one hour as the venue's income list has it; the event time is the hour. */
    FUNDING;

    private static final AccountRow[] BY_CODE = values();

    /** Stable number of the journal: constants are only ever added at the end. */
    @SuppressWarnings("EnumOrdinal") // the order is frozen by a test
    public int code() {
        return ordinal();
    }

    /** The constant with this code, or {@code null}. */
    public static AccountRow byCodeOrNull(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
