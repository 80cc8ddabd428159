package dev.bowline.core.event;

/** Edges of a snapshot; rows between them carry source REST_SNAPSHOT or reason SNAPSHOT. */
public enum SnapshotMark {
    BEGIN,
    END;

    private static final SnapshotMark[] BY_CODE = values();

    /** Stable number of the journal: constants are only ever added at the end. */
    @SuppressWarnings("EnumOrdinal") // the order is frozen by a test
    public int code() {
        return ordinal();
    }

    /** The constant with this code, or {@code null}. */
    public static SnapshotMark byCodeOrNull(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
