package dev.bowline.core.risk;

/** What a WARNING record is about. Codes are journaled and never reused. */
public final class WarningCode {
    public static final int NONE = 0;

    /** PROT-2: an entry filled too far from its reference price. */
    public static final int ENTRY_SLIPPAGE = 1;

    /** PROT-2: an exit filled too far from its trigger or reference price. */
    public static final int EXIT_SLIPPAGE = 2;

    /** PROT-2: too long from signal to first fill; milliseconds. */
    public static final int SIGNAL_TO_FILL = 3;

    /** PROT-4: a position is open for long; milliseconds. */
    public static final int POSITION_AGE = 4;

    /** RISK-8: a position is near its liquidation; share of the mark price. */
    public static final int LIQUIDATION_NEAR = 5;

    /** PROT-6: an entry rests and the venue does not confirm its countdown; milliseconds. */
    public static final int DEADMAN_UNARMED = 6;

    /** MD-5: somebody changed the leverage at the venue; new against old. */
    public static final int LEVERAGE_CHANGED = 7;

    /** MD-5: the venue asks for more margin; cross wallet, 0 if it told none. */
    public static final int MARGIN_CALL = 8;

    /** PROT-5: the stop was confirmed later than the limit; milliseconds without it. */
    public static final int UNPROTECTED = 9;

    /** PROT-5: a position ended while it had no confirmed stop; milliseconds without it. */
    public static final int NEVER_CONFIRMED = 10;

    /** OMS-8: a fee was paid in another coin; the fee booked in its place, and the rate. */
    public static final int FEE_IN_OTHER_COIN = 11;

    private static final String[] NAMES = {
        "NONE",
        "ENTRY_SLIPPAGE",
        "EXIT_SLIPPAGE",
        "SIGNAL_TO_FILL",
        "POSITION_AGE",
        "LIQUIDATION_NEAR",
        "DEADMAN_UNARMED",
        "LEVERAGE_CHANGED",
        "MARGIN_CALL",
        "UNPROTECTED",
        "NEVER_CONFIRMED",
        "FEE_IN_OTHER_COIN"
    };

    private WarningCode() {}

    /** The constant's name, or {@code UNKNOWN}. */
    public static String name(final int code) {
        return code >= 0 && code < NAMES.length ? NAMES[code] : "UNKNOWN";
    }
}
