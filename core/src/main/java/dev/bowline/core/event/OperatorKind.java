package dev.bowline.core.event;

/** What an operator, or the launcher on start and stop, asks for. */
public enum OperatorKind {
    ENABLE_ENTRIES,
    PAUSE,
    RESUME,
    STOP_ENTRIES,
    CLOSE_ALL,
    KILL,
    ARM,
    /** Closes the instrument of the slot and cancels its entries. */
    CLOSE,
    /** Cancels working entries: of the instrument of the slot, or all. */
    CANCEL_ENTRIES,
    /** Asks for a fresh snapshot. */
    RECONCILE,
    /** Only what shrinks exposure, until RESUME. */
    REDUCE,
    /** The process uses too much memory (REC-7). */
    MEMORY_HIGH,
    /** It does not any more. */
    MEMORY_NORMAL,
    /**
     * Enters the instrument of the slot through all gates: argument 1 long, -1 short, as sized; 2
     * and -2 with the smallest quantity that passes.
     */
    FORCE_ENTRY,
    /** A link behind the decision threw; until ARM. */
    HALT,
    /** The journal lost a slot (JRN-1); for the rest of the run. */
    JOURNAL_LOST;

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
