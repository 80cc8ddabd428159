package dev.bowline.core.event;

/** Where an execution report came from; a fill counts once whatever brought it. */
public enum ReportSource {
    ORDER_TRADE_UPDATE,
    TRADE_LITE,
    ALGO_UPDATE,
    REST_QUERY,
    REST_SNAPSHOT,

    /** A fill of the account's trade list: price, fee and profit, but no state of its order. */
    REST_TRADE;

    private static final ReportSource[] BY_CODE = values();

    /** Stable number of the journal: constants are only ever added at the end. */
    @SuppressWarnings("EnumOrdinal") // the order is frozen by a test
    public int code() {
        return ordinal();
    }

    /** The constant with this code, or {@code null}. */
    public static ReportSource byCodeOrNull(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
