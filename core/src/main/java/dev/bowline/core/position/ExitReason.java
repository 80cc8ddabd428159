package dev.bowline.core.position;

/** How a position ended. Codes are journaled and never reused. */
public final class ExitReason {
    public static final int NONE = 0;

    /** Its protective stop. */
    public static final int STOP = 1;

    /** Its target. */
    public static final int TARGET = 2;

    /** A close at the market on a strategy's or an operator's wish. */
    public static final int CLOSE = 3;

    /** A close at the market because protection failed. */
    public static final int PROTECTION_FAILED = 4;

    /** Somebody else's order on the same account. */
    public static final int FOREIGN = 5;

    /** The venue's liquidation. */
    public static final int LIQUIDATION = 6;

    /** The venue's auto-deleveraging. */
    public static final int ADL = 7;

    /** The venue's settlement of a delisted contract. */
    public static final int SETTLEMENT = 8;

    /** Gone at the venue without a fill that we saw; price estimated. */
    public static final int DRIFT = 9;

    /** A stop that had followed the price. */
    public static final int TRAILING = 10;

    /** A stop that had been moved to entry plus costs, and no further. */
    public static final int BREAK_EVEN = 11;

    private static final String[] NAMES = {
        "NONE",
        "STOP",
        "TARGET",
        "CLOSE",
        "PROTECTION_FAILED",
        "FOREIGN",
        "LIQUIDATION",
        "ADL",
        "SETTLEMENT",
        "DRIFT",
        "TRAILING",
        "BREAK_EVEN"
    };

    private ExitReason() {}

    /** The constant's name, or {@code UNKNOWN}. */
    public static String name(final int code) {
        return code >= 0 && code < NAMES.length ? NAMES[code] : "UNKNOWN";
    }

    /** Whether the venue or somebody else ended it, not an order of ours (PROT-7). */
    public static boolean isByVenue(final int code) {
        return code >= FOREIGN && code <= DRIFT;
    }

    /** Whether a loss that ended so may be a stop-loss; see LossStreak. */
    public static boolean isStopLoss(final int code) {
        return code == STOP
                || code == TRAILING
                || code == BREAK_EVEN
                || code == PROTECTION_FAILED
                || code == LIQUIDATION
                || code == ADL;
    }
}
