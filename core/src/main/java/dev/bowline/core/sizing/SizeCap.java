package dev.bowline.core.sizing;

/** Which cap cut a size (SIZE-2). Codes are journaled and never reused; order of evaluation. */
public final class SizeCap {
    public static final int NONE = 0;

    /** Margin of one position. */
    public static final int POSITION_MARGIN = 1;

    /** Margin of all positions over equity. */
    public static final int TOTAL_MARGIN = 2;

    /** Greatest notional of the exchange at the leverage. */
    public static final int BRACKET_NOTIONAL = 3;

    /** Greatest quantity of one order of the instrument. */
    public static final int MAX_QTY = 4;

    /** Share of the 24 h volume. */
    public static final int DAY_VOLUME = 5;

    /** The smallest quantity that passes, because an operator asked for it. */
    public static final int SMALLEST = 6;

    private static final String[] NAMES = {
        "NONE",
        "POSITION_MARGIN",
        "TOTAL_MARGIN",
        "BRACKET_NOTIONAL",
        "MAX_QTY",
        "DAY_VOLUME",
        "SMALLEST"
    };

    private SizeCap() {}

    /** The constant's name, or {@code UNKNOWN}. */
    public static String name(final int code) {
        return code >= 0 && code < NAMES.length ? NAMES[code] : "UNKNOWN";
    }
}
