package dev.bowline.core.event;

/** State of an order at the venue; the last six but one are those of algo orders. */
public enum VenueOrderStatus {
    NEW,
    PARTIALLY_FILLED,
    FILLED,
    CANCELED,
    REJECTED,
    EXPIRED,
    EXPIRED_IN_MATCH,
    NEW_INSURANCE,
    NEW_ADL,
    TRIGGERING,
    TRIGGERED,
    FINISHED,
    UNKNOWN;

    private static final VenueOrderStatus[] BY_CODE = values();

    /** Stable number of the journal: constants are only ever added at the end. */
    @SuppressWarnings("EnumOrdinal") // the order is frozen by a test
    public int code() {
        return ordinal();
    }

    /** The constant with this code, or {@code null}. */
    public static VenueOrderStatus byCodeOrNull(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
