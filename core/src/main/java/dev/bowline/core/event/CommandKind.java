package dev.bowline.core.event;

/**
 * What the exit does: place, cancel or look up an order, on the plain or the algo endpoints; or
 * something about no order.
 */
public enum CommandKind {
    PLACE_ORDER,
    PLACE_ALGO,
    CANCEL_ORDER,
    CANCEL_ALGO,
    QUERY_ORDER,
    QUERY_ALGO,
    /** Asks for a snapshot of positions and orders; about no order, answered by its events. */
    RECONCILE,
    /** Starts the venue's countdown for one instrument anew; see OrderCommand#countdownMs. */
    DEADMAN_ARM,
    /** Ends that countdown. */
    DEADMAN_DISARM;

    private static final CommandKind[] BY_CODE = values();

    /** Stable number of the journal: constants are only ever added at the end. */
    @SuppressWarnings("EnumOrdinal") // the order is frozen by a test
    public int code() {
        return ordinal();
    }

    /** The constant with this code, or {@code null}. */
    public static CommandKind byCodeOrNull(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
