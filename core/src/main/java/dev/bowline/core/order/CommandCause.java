package dev.bowline.core.order;

/** Why a command was sent. Codes are journaled, documented here, and never reused. */
public final class CommandCause {
    public static final int NONE = 0;

    /** A strategy's intent passed all checks. */
    public static final int ENTRY = 1;

    /** First protection of a position. */
    public static final int PROTECT = 2;

    /** Stop or target whose quantity follows the position. */
    public static final int FOLLOW_QTY = 3;

    /** The target of a bracket. */
    public static final int TARGET = 4;

    /** A strategy asked to leave. */
    public static final int STRATEGY_EXIT = 5;

    /** The venue refused the stop: the position is closed at the market. */
    public static final int STOP_REFUSED = 6;

    /** The stop was not confirmed in time: the position is closed at the market. */
    public static final int STOP_UNCONFIRMED = 7;

    /** The stop went away with the position open: it is placed again. */
    public static final int STOP_LOST = 8;

    /** The stop ended and left a rest of the position: the rest is closed. */
    public static final int STOP_REMAINDER = 9;

    /** The price is already past the target: the position is closed at the market. */
    public static final int TARGET_PASSED = 10;

    /** An operator asked to close. */
    public static final int OPERATOR_CLOSE = 11;

    /** Kill switch. */
    public static final int KILL = 12;

    /** The position is gone, so its other orders go. */
    public static final int SIBLING_CANCEL = 13;

    /** A confirmed newer order takes its place. */
    public static final int REPLACED_CANCEL = 14;

    /** An order of ours that nothing needs. */
    public static final int ORPHAN_CANCEL = 15;

    /** The outcome of a request is unknown. */
    public static final int LOOKUP = 16;

    /** A found position gets its stop. */
    public static final int ADOPTED = 17;

    /** A close that did not work is tried again. */
    public static final int CLOSE_RETRY = 18;

    /** A stop that follows the price (TS-2). */
    public static final int TRAIL = 19;

    /** A stop that moves to entry plus costs (TS-3). */
    public static final int BREAK_EVEN = 20;

    /** The price is already past the trailed stop: the position is closed at the market. */
    public static final int TRAIL_PASSED = 21;

    /** A stop that stands behind the one wanted, as found after a restart: it is moved (TS-8). */
    public static final int STOP_BEHIND = 22;

    /** The old stop went first because the venue refused a second one beside it (TS-7). */
    public static final int STOP_REVERSED = 23;

    /** A trailing stop that the venue itself moves (TS-10). */
    public static final int TRAIL_NATIVE = 24;

    /** The position came too near to its liquidation. */
    public static final int LIQUIDATION_GUARD = 25;

    /** The position was open for too long. */
    public static final int MAX_AGE = 26;

    /** A position that appeared without us is closed, as configured. */
    public static final int DRIFT_CLOSE = 27;

    /** Entries are not wanted now: one that works is cancelled. */
    public static final int ENTRY_WITHDRAWN = 28;

    /** The venue is asked what is there. */
    public static final int RECONCILE = 29;

    /** Killed, and not flat within the limit; it is tried on. */
    public static final int NOT_FLAT = 30;

    /** The venue refuses all requests for a time. */
    public static final int VENUE_BAN = 31;

    /** A stream did not come back within the permitted attempts; slow ones go on (MD-4). */
    public static final int STREAM_LOST = 32;

    /** Patience with a resting entry is over: its rest is cancelled (OMS-4). */
    public static final int PATIENCE_OVER = 33;

    /** The rest of an entry after its patience, at the market. */
    public static final int AFTER_PATIENCE = 34;

    /** A post-only entry at a new price, because the old one would have taken. */
    public static final int REPRICED = 35;

    /** The signal does not hold any more: no second order for an entry. */
    public static final int SIGNAL_GONE = 36;

    /** A post-only entry would have taken, and is given up. */
    public static final int POST_ONLY_TAKES = 37;

    /** An order that the venue never told of cannot be cancelled there either. */
    public static final int CANCEL_GIVEN_UP = 38;

    /** The venue's dead-man switch while entries rest (PROT-6). */
    public static final int DEADMAN = 39;

    /** A stranger's position that stays open although everything was closed (PROT-3, RISK-6). */
    public static final int LEFT_ALONE = 40;

    /** No snapshot of the account was complete for too long (REC-2). */
    public static final int SNAPSHOT_OVERDUE = 41;

    /** The venue will not cancel an order that it says works; it is tried on (OMS-1, RISK-7). */
    public static final int CANCEL_REFUSED = 42;

    /**
     * The venue does not do what it is asked, again and again: an order that is to go may stand.
     */
    public static final int CANCEL_UNANSWERED = 43;

    /** An order was told of what cannot be in its state: all is read from the venue (OMS-1). */
    public static final int ILLEGAL_TRANSITION = 44;

    /** A target goes, because the venue refuses to close a position beside it. */
    public static final int EXIT_BLOCKED = 45;

    /** The answer to a close does not come and no stop stands: another close beside it. */
    public static final int CLOSE_IN_DOUBT = 46;

    private static final String[] NAMES = {
        "NONE",
        "ENTRY",
        "PROTECT",
        "FOLLOW_QTY",
        "TARGET",
        "STRATEGY_EXIT",
        "STOP_REFUSED",
        "STOP_UNCONFIRMED",
        "STOP_LOST",
        "STOP_REMAINDER",
        "TARGET_PASSED",
        "OPERATOR_CLOSE",
        "KILL",
        "SIBLING_CANCEL",
        "REPLACED_CANCEL",
        "ORPHAN_CANCEL",
        "LOOKUP",
        "ADOPTED",
        "CLOSE_RETRY",
        "TRAIL",
        "BREAK_EVEN",
        "TRAIL_PASSED",
        "STOP_BEHIND",
        "STOP_REVERSED",
        "TRAIL_NATIVE",
        "LIQUIDATION_GUARD",
        "MAX_AGE",
        "DRIFT_CLOSE",
        "ENTRY_WITHDRAWN",
        "RECONCILE",
        "NOT_FLAT",
        "VENUE_BAN",
        "STREAM_LOST",
        "PATIENCE_OVER",
        "AFTER_PATIENCE",
        "REPRICED",
        "SIGNAL_GONE",
        "POST_ONLY_TAKES",
        "CANCEL_GIVEN_UP",
        "DEADMAN",
        "LEFT_ALONE",
        "SNAPSHOT_OVERDUE",
        "CANCEL_REFUSED",
        "CANCEL_UNANSWERED",
        "ILLEGAL_TRANSITION",
        "EXIT_BLOCKED",
        "CLOSE_IN_DOUBT"
    };

    private CommandCause() {}

    /** The constant's name, or {@code UNKNOWN}. */
    public static String name(final int code) {
        return code >= 0 && code < NAMES.length ? NAMES[code] : "UNKNOWN";
    }

    /** Number of codes; valid codes are {@code 0 <= code < count()}. */
    public static int count() {
        return NAMES.length;
    }
}
