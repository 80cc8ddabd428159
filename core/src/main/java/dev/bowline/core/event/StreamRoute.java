package dev.bowline.core.event;

/** A connection of the gateway. */
public enum StreamRoute {
    PUBLIC,
    MARKET,
    PRIVATE,
    /** Snapshots over REST in place of the private stream (MD-6). */
    REST,
    /** Tickers over REST, for exits alone, in place of a market stream (MD-6). */
    REST_MARKET,
    /** Order requests over the venue's WebSocket API; down: they leave over REST (MD-6). */
    ORDER_API;

    private static final StreamRoute[] BY_CODE = values();

    /** Stable number of the journal: constants are only ever added at the end. */
    @SuppressWarnings("EnumOrdinal") // the order is frozen by a test
    public int code() {
        return ordinal();
    }

    /** The constant with this code, or {@code null}. */
    public static StreamRoute byCodeOrNull(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
