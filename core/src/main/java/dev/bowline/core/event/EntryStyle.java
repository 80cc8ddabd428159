package dev.bowline.core.event;

/** How an entry is sent (OMS-4). */
public enum EntryStyle {
    MARKET,
    /** Takes up to a cap, the rest is dropped. */
    IOC,
    /** Rests at its price until patience is over. */
    LIMIT,
    /** Rests, or is refused by the venue if it would take. */
    POST_ONLY;

    private static final EntryStyle[] BY_CODE = values();

    /** Has a limit price. */
    public boolean isLimit() {
        return this != MARKET;
    }

    /** May rest in the book. */
    public boolean rests() {
        return this == LIMIT || this == POST_ONLY;
    }

    /** Stable number of the journal: constants are only ever added at the end. */
    @SuppressWarnings("EnumOrdinal") // the order is frozen by a test
    public int code() {
        return ordinal();
    }

    /** The constant with this code, or {@code null}. */
    public static EntryStyle byCodeOrNull(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
