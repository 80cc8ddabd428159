package dev.bowline.journal.codec;

/** What a journal record holds. Codes are on disk and never reused. */
public enum RecordType {
    /** {@link RunHeader}: identity and configuration; first record of a run. */
    RUN_HEADER(1),
    /** One ring slot, input and answer; see {@link SlotCodec}. */
    SLOT(2),
    /** {@link RunEnd}: last record of a run that ended in order. */
    RUN_END(3),
    /** All that the engine knows behind a slot; see {@link SnapshotCodec}. */
    SNAPSHOT(4);

    private final int code;

    RecordType(final int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    /** The type with this code, or {@code null}. */
    public static RecordType byCodeOrNull(final int code) {
        return switch (code) {
            case 1 -> RUN_HEADER;
            case 2 -> SLOT;
            case 3 -> RUN_END;
            case 4 -> SNAPSHOT;
            default -> null;
        };
    }
}
