package dev.bowline.core.signal;

/**
 * What a strategy evaluated, as journaled in decision records. Stable; value and limit of each are
 * at scale 1e-8 in the unit named here.
 */
public final class ConditionCode {
    /** RSI came up through the oversold line; RSI and line. */
    public static final int RSI_LEAVES_OVERSOLD = 1;

    /** RSI below 50 and rising; RSI and its value before. */
    public static final int RSI_LOW_AND_RISING = 2;

    /** RSI came down through the overbought line; RSI and line. */
    public static final int RSI_LEAVES_OVERBOUGHT = 3;

    /** RSI above 50 and falling; RSI and its value before. */
    public static final int RSI_HIGH_AND_FALLING = 4;

    /** MACD histogram turned up: it rose and did not rise before; value and value before. */
    public static final int MACD_TURNS_UP = 5;

    /** MACD histogram turned down; value and value before. */
    public static final int MACD_TURNS_DOWN = 6;

    /** ATR over price at least the band's floor. */
    public static final int ATR_NOT_TOO_LOW = 7;

    /** ATR over price at most the band's ceiling. */
    public static final int ATR_NOT_TOO_HIGH = 8;

    /** Volume over its average. */
    public static final int VOLUME_RATIO = 9;

    /** Smoothed imbalance of the best quantities, signed. */
    public static final int BOOK_IMBALANCE = 10;

    /** Net taker flow over all taker flow, signed. */
    public static final int FLOW_SHARE = 11;

    /** Trades in the decaying window. */
    public static final int FLOW_TRADES = 12;

    /** Profit over entry price, and the profit that a stop secures; not of a strategy (TS-9). */
    public static final int PROFIT_SHARE = 13;

    private ConditionCode() {}

    /** Name of a code, for people; {@code null} if there is none. */
    public static String nameOrNull(final int code) {
        return switch (code) {
            case RSI_LEAVES_OVERSOLD -> "RSI_LEAVES_OVERSOLD";
            case RSI_LOW_AND_RISING -> "RSI_LOW_AND_RISING";
            case RSI_LEAVES_OVERBOUGHT -> "RSI_LEAVES_OVERBOUGHT";
            case RSI_HIGH_AND_FALLING -> "RSI_HIGH_AND_FALLING";
            case MACD_TURNS_UP -> "MACD_TURNS_UP";
            case MACD_TURNS_DOWN -> "MACD_TURNS_DOWN";
            case ATR_NOT_TOO_LOW -> "ATR_NOT_TOO_LOW";
            case ATR_NOT_TOO_HIGH -> "ATR_NOT_TOO_HIGH";
            case VOLUME_RATIO -> "VOLUME_RATIO";
            case BOOK_IMBALANCE -> "BOOK_IMBALANCE";
            case FLOW_SHARE -> "FLOW_SHARE";
            case FLOW_TRADES -> "FLOW_TRADES";
            case PROFIT_SHARE -> "PROFIT_SHARE";
            default -> null;
        };
    }
}
