package dev.bowline.core.event;

/** What an operator, or the launcher on start and stop, asks for. */
public enum OperatorKind {
    ENABLE_ENTRIES,
    PAUSE,
    RESUME,
    STOP_ENTRIES,
    CLOSE_ALL,
    KILL,
    ARM;

    private static final OperatorKind[] BY_CODE = values();

    /** Stable number of the journal: constants are only ever added at the end. */
    @SuppressWarnings("EnumOrdinal") // the order is frozen by a test
    public int code() {
        return ordinal();
    }

    /** The constant with this code, or {@code null}. */
    public static OperatorKind byCodeOrNull(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
