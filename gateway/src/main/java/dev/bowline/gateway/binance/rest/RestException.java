package dev.bowline.gateway.binance.rest;

/** A REST call that failed for good; {@link #reaction} says what the caller does about it. */
public final class RestException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Reaction reaction;
    private final int httpStatus;
    private final int code;

    RestException(
            final Reaction reaction, final int httpStatus, final int code, final String message) {
        super(message);
        this.reaction = reaction;
        this.httpStatus = httpStatus;
        this.code = code;
    }

    public Reaction reaction() {
        return reaction;
    }

    /** Status of the last reply; 0 if there was none. */
    public int httpStatus() {
        return httpStatus;
    }

    /** The venue's code, 0 if it gave none. */
    public int code() {
        return code;
    }
}
