package dev.bowline.core.event;

/** How long an order works; GTE_GTC is what the venue stores for closePosition orders. */
public enum TimeInForce {
    GTC,
    IOC,
    FOK,
    GTX,
    GTD,
    GTE_GTC,
    RPI,
    UNKNOWN;

    private static final TimeInForce[] BY_CODE = values();

    /** Stable number of the journal: constants are only ever added at the end. */
    @SuppressWarnings("EnumOrdinal") // the order is frozen by a test
    public int code() {
        return ordinal();
    }

    /** The constant with this code, or {@code null}. */
    public static TimeInForce byCodeOrNull(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
