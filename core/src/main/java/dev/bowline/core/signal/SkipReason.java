package dev.bowline.core.signal;

/**
 * Reason codes of SIGNAL_SKIP records (SIG-8): why a strategy did not ask for exposure. Stable and
 * journaled; below 100, so that they never meet a RejectReason.
 */
public final class SkipReason {
    /** Indicators have not seen enough bars; value and limit in bars. */
    public static final int NOT_READY = 1;

    /** The score is too low; value and limit in points. */
    public static final int SCORE_TOO_LOW = 2;

    /** Market data are stale. */
    public static final int STALE_DATA = 3;

    /** A position is open; value 1 long, -1 short. */
    public static final int POSITION_OPEN = 4;

    /** An entry is on its way. */
    public static final int ENTRY_WORKING = 5;

    /** Too early after the signal before; value and limit in milliseconds. */
    public static final int COOLDOWN = 6;

    /** Nothing to price the entry by. */
    public static final int NO_PRICE = 7;

    /** Stop or target are no valid price, or nearer than a tick; value and limit in price. */
    public static final int STOP_TOO_CLOSE = 8;

    /** The bar is older than one interval; value and limit in milliseconds. */
    public static final int BAR_LATE = 9;

    /** The slot has no room for another intent; value is their number. */
    public static final int NO_ROOM = 10;

    /** Long and short have the same score; value and limit in points. */
    public static final int NO_DIRECTION = 11;

    private SkipReason() {}

    /** Name of a code, for people; {@code null} if there is none. */
    public static String nameOrNull(final int code) {
        return switch (code) {
            case NOT_READY -> "NOT_READY";
            case SCORE_TOO_LOW -> "SCORE_TOO_LOW";
            case STALE_DATA -> "STALE_DATA";
            case POSITION_OPEN -> "POSITION_OPEN";
            case ENTRY_WORKING -> "ENTRY_WORKING";
            case COOLDOWN -> "COOLDOWN";
            case NO_PRICE -> "NO_PRICE";
            case STOP_TOO_CLOSE -> "STOP_TOO_CLOSE";
            case BAR_LATE -> "BAR_LATE";
            case NO_ROOM -> "NO_ROOM";
            case NO_DIRECTION -> "NO_DIRECTION";
            default -> null;
        };
    }
}
