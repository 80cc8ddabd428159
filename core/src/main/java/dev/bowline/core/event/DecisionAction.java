package dev.bowline.core.event;

/** What a decision record is about. */
public enum DecisionAction {
    SIGNAL,
    SIGNAL_SKIP,
    INTENT_REFUSED,
    ENTRY_SENT,
    FILL,
    PROTECTION_PLACED,
    PROTECTION_CONFIRMED,
    PROTECTION_FAILED,
    EXIT_SENT,
    EXIT_HIT,
    POSITION_CLOSED,
    ORDER_REJECTED,
    ORDER_IN_DOUBT,
    RISK_EVENT,
    DAY_ROLLED,
    STATE_CHANGED,
    DRIFT_ADD,
    DRIFT_REMOVE,
    DRIFT_QTY,
    STALE_DATA,
    ILLEGAL_TRANSITION,
    INCIDENT,
    OPERATOR,
    TRAIL_UPDATE,
    TRAIL_RELOAD,
    TRAIL_ACTIVATED,
    TRAIL_FAILED,
    TRAIL_MISSING,
    WARNING,
    KILL_DONE,
    LIQUIDATION_GUARD,
    DRIFT_ORPHAN,
    DRIFT_MISSING,
    ENTRY_ENDED,
    STREAK_EXIT;

    private static final DecisionAction[] BY_CODE = values();

    /** Stable number of the journal: constants are only ever added at the end. */
    @SuppressWarnings("EnumOrdinal") // the order is frozen by a test
    public int code() {
        return ordinal();
    }

    /** The constant with this code, or {@code null}. */
    public static DecisionAction byCodeOrNull(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
