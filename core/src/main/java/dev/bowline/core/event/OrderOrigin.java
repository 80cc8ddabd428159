package dev.bowline.core.event;

/** Who made an order, as its client order id tells. */
public enum OrderOrigin {
    OWN,
    FOREIGN,
    LIQUIDATION,
    ADL,
    SETTLEMENT;

    private static final OrderOrigin[] BY_CODE = values();

    /** Stable number of the journal: constants are only ever added at the end. */
    @SuppressWarnings("EnumOrdinal") // the order is frozen by a test
    public int code() {
        return ordinal();
    }

    /** The constant with this code, or {@code null}. */
    public static OrderOrigin byCodeOrNull(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
