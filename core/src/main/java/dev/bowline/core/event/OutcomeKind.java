package dev.bowline.core.event;

/**
 * What became of a request: ACCEPTED by the venue; REFUSED, definite; IN_DOUBT, perhaps executed;
 * NOT_FOUND, a lookup found nothing; FOUND, a lookup found it (an execution report with its state
 * comes before); NOT_SENT, definitely never reached the venue.
 */
public enum OutcomeKind {
    ACCEPTED,
    REFUSED,
    IN_DOUBT,
    NOT_FOUND,
    FOUND,
    NOT_SENT;

    private static final OutcomeKind[] BY_CODE = values();

    /** Stable number of the journal: constants are only ever added at the end. */
    @SuppressWarnings("EnumOrdinal") // the order is frozen by a test
    public int code() {
        return ordinal();
    }

    /** The constant with this code, or {@code null}. */
    public static OutcomeKind byCodeOrNull(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }
}
