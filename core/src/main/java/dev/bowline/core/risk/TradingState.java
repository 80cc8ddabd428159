package dev.bowline.core.risk;

/** What orders may do (RISK-9). Exits, cancels and stops are allowed in every state. */
public enum TradingState {
    /** Everything the limits allow. */
    ACTIVE,
    /** Only what shrinks exposure. */
    REDUCING,
    /** As REDUCING, after an internal error; an operator has to arm again. */
    HALTED;

    private static final TradingState[] BY_CODE = values();

    /** Stable number of the durable state: constants are only ever added at the end. */
    @SuppressWarnings("EnumOrdinal") // the order is frozen by a test
    public int code() {
        return ordinal();
    }

    /** The constant with this code, or {@code null}. */
    public static TradingState byCodeOrNull(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
