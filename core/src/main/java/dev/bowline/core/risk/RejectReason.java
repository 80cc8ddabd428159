package dev.bowline.core.risk;

/**
 * Why an intent was refused (sizing, precision, risk). Codes are journaled, documented here, and
 * never reused; the first that hits, in this order within each range, wins.
 */
public final class RejectReason {
    public static final int NONE = 0;

    /** Sizing: equity is zero, negative or not known. */
    public static final int NO_EQUITY = 101;

    /** Sizing: no stop, or not on the losing side of the price. */
    public static final int STOP_MISPLACED = 102;

    /** Sizing: value under the exchange's or our minimum; never rounded up. */
    public static final int NOTIONAL_TOO_SMALL = 103;

    /** Sizing: the arithmetic does not fit. */
    public static final int SIZE_OVERFLOW = 104;

    /** Precision: the exchange gave no tick or one that is not positive. */
    public static final int TICK_UNKNOWN = 201;

    /** Precision: the exchange gave no quantity step or one that is not positive. */
    public static final int STEP_UNKNOWN = 202;

    /** Precision: quantity under the minimum of the order's type. */
    public static final int QTY_BELOW_MIN = 203;

    /** Precision: quantity over the maximum of the order's type. */
    public static final int QTY_ABOVE_MAX = 204;

    /** Precision: a price under the instrument's minimum. */
    public static final int PRICE_BELOW_MIN = 205;

    /** Precision: a price over the instrument's maximum. */
    public static final int PRICE_ABOVE_MAX = 206;

    /** Precision: a limit price too far from the mark price. */
    public static final int PERCENT_PRICE = 207;

    /** Precision: value under the minimum after rounding. */
    public static final int MIN_NOTIONAL = 208;

    /** Precision: a market order without a current price. */
    public static final int NO_CURRENT_PRICE = 209;

    /** Risk: entries are not enabled yet, or were stopped. */
    public static final int NOT_READY = 301;

    /** Risk: paused by an operator. */
    public static final int PAUSED = 302;

    /** Risk: kill switch; an operator has to arm again. */
    public static final int KILL_SWITCH = 303;

    /** Risk: trading is HALTED after an internal error. */
    public static final int HALTED = 304;

    /** Risk: trading is REDUCING. */
    public static final int REDUCING = 305;

    /** Risk: loss of the day; until the next UTC day. */
    public static final int DAY_LOSS = 306;

    /** Risk: stop-losses in a row; until the next UTC day. */
    public static final int STOP_LOSS_STREAK = 307;

    /** Risk: profit factor of the day; until the next UTC day. */
    public static final int PROFIT_FACTOR = 308;

    /** Risk: open positions and working entries at the limit. */
    public static final int OPEN_POSITIONS = 309;

    /** Risk: the instrument has a position. */
    public static final int HAS_POSITION = 310;

    /** Risk: the instrument has a working entry, or orders of a position that just closed. */
    public static final int HAS_WORKING_ORDER = 311;

    /** Risk: used and new margin over the share of equity. */
    public static final int MARGIN_SHARE = 312;

    /** Risk: 24 h volume too small for the notional, or not known. */
    public static final int VOLUME = 313;

    /** Risk: spread. */
    public static final int SPREAD = 314;

    /** Risk: outside trading hours. */
    public static final int TRADING_HOURS = 315;

    /** Risk: market data old, stale or missing. */
    public static final int DATA_STALE = 316;

    /** Risk: leverage over the limit. */
    public static final int LEVERAGE = 317;

    /** Risk: liquidation too near compared with the stop. */
    public static final int LIQUIDATION_NEAR = 318;

    /** Risk: the user data stream is down. */
    public static final int USER_STREAM_DOWN = 319;

    /** Risk: the venue's request limits are nearly used up, or it refuses requests. */
    public static final int RATE_LIMIT = 320;

    /** Risk: market data streams are down. */
    public static final int MARKET_DEGRADED = 321;

    /** Risk: too much slippage on the symbol; for a time. */
    public static final int SYMBOL_BLOCKED = 322;

    /** Risk: the venue closed the last position itself; until the next bar. */
    public static final int CLOSED_BY_VENUE = 323;

    /** Risk: a close of the symbol is under way. */
    public static final int CLOSING = 324;

    /** Risk: the symbol has a position that is none of ours and left alone. */
    public static final int FOREIGN_POSITION = 325;

    /** Engine: no room for another order or command. */
    public static final int NO_ROOM = 401;

    /** Engine: an exit without a position. */
    public static final int NO_POSITION = 402;

    /** Engine: the instrument is not known. */
    public static final int UNKNOWN_INSTRUMENT = 403;

    private static final String[] SIZING = {
        "NO_EQUITY", "STOP_MISPLACED", "NOTIONAL_TOO_SMALL", "SIZE_OVERFLOW"
    };
    private static final String[] PRECISION = {
        "TICK_UNKNOWN",
        "STEP_UNKNOWN",
        "QTY_BELOW_MIN",
        "QTY_ABOVE_MAX",
        "PRICE_BELOW_MIN",
        "PRICE_ABOVE_MAX",
        "PERCENT_PRICE",
        "MIN_NOTIONAL",
        "NO_CURRENT_PRICE"
    };
    private static final String[] RISK = {
        "NOT_READY",
        "PAUSED",
        "KILL_SWITCH",
        "HALTED",
        "REDUCING",
        "DAY_LOSS",
        "STOP_LOSS_STREAK",
        "PROFIT_FACTOR",
        "OPEN_POSITIONS",
        "HAS_POSITION",
        "HAS_WORKING_ORDER",
        "MARGIN_SHARE",
        "VOLUME",
        "SPREAD",
        "TRADING_HOURS",
        "DATA_STALE",
        "LEVERAGE",
        "LIQUIDATION_NEAR",
        "USER_STREAM_DOWN",
        "RATE_LIMIT",
        "MARKET_DEGRADED",
        "SYMBOL_BLOCKED",
        "CLOSED_BY_VENUE",
        "CLOSING",
        "FOREIGN_POSITION"
    };
    private static final String[] ENGINE = {"NO_ROOM", "NO_POSITION", "UNKNOWN_INSTRUMENT"};

    private RejectReason() {}

    /** The constant's name, or {@code UNKNOWN}. */
    public static String name(final int code) {
        if (code == NONE) {
            return "NONE";
        }
        final String[] range =
                switch (code / 100) {
                    case 1 -> SIZING;
                    case 2 -> PRECISION;
                    case 3 -> RISK;
                    case 4 -> ENGINE;
                    default -> new String[0];
                };
        final int index = code % 100 - 1;
        return index >= 0 && index < range.length ? range[index] : "UNKNOWN";
    }
}
