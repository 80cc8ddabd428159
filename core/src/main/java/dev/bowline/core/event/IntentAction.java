package dev.bowline.core.event;

/** Exposure wanted: open a position, or reduce it. */
public enum IntentAction {
    ENTER,
    EXIT;

    private static final IntentAction[] BY_CODE = values();

    /** Stable number of the journal: constants are only ever added at the end. */
    @SuppressWarnings("EnumOrdinal") // the order is frozen by a test
    public int code() {
        return ordinal();
    }

    /** The constant with this code, or {@code null}. */
    public static IntentAction byCodeOrNull(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
