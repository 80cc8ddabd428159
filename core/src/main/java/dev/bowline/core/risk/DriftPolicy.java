package dev.bowline.core.risk;

/** What becomes of a position that appears without us (PROT-3). */
public enum DriftPolicy {
    /** It gets a stop and is ours from then on. */
    ADOPT,
    /** It is closed at the market. */
    CLOSE,
    /**
     * It is never touched, not even by close-all or the kill switch, and not counted as one of our
     * positions; the symbol takes no entries while it is there, because the venue would merge them.
     */
    IGNORE;

    private static final DriftPolicy[] BY_CODE = values();

    /** Stable number of the journal: constants are only ever added at the end. */
    @SuppressWarnings("EnumOrdinal") // the order is frozen by a test
    public int code() {
        return ordinal();
    }

    /** The constant with this code, or {@code null}. */
    public static DriftPolicy byCodeOrNull(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
