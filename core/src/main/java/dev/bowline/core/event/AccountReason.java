package dev.bowline.core.event;

/** Why the account changed (field m of the venue); SNAPSHOT when read over REST. */
public enum AccountReason {
    ORDER,
    FUNDING_FEE,
    DEPOSIT,
    WITHDRAW,
    ASSET_TRANSFER,
    ADJUSTMENT,
    MARGIN_TYPE_CHANGE,
    INSURANCE_CLEAR,
    OTHER,
    SNAPSHOT;

    private static final AccountReason[] BY_CODE = values();

    /** Stable number of the journal: constants are only ever added at the end. */
    @SuppressWarnings("EnumOrdinal") // the order is frozen by a test
    public int code() {
        return ordinal();
    }

    /** The constant with this code, or {@code null}. */
    public static AccountReason byCodeOrNull(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
