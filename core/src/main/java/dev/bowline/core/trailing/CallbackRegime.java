package dev.bowline.core.trailing;

/** Kind of market that decides how far a stop stays behind the price (TS-5). */
public enum CallbackRegime {
    TRENDING,
    RANGING,
    CHOPPY;

    /** Stable number of decision records: constants are only ever added at the end. */
    @SuppressWarnings("EnumOrdinal") // the order is frozen by a test
    public int code() {
        return ordinal();
    }
}
