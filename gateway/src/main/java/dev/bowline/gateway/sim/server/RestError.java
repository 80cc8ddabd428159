package dev.bowline.gateway.sim.server;

/**
 * A request the exchange answers with an error body. Texts and codes are those of the venue's error
 * code page; {@code code} 0 stands for an HTML page instead of JSON. Carries no stack trace: it is
 * an answer, not a fault.
 */
final class RestError extends Exception {
    private static final long serialVersionUID = 1L;

    private final int httpStatus;
    private final int code;
    private final int retryAfterSeconds;

    RestError(
            final int httpStatus,
            final int code,
            final String message,
            final int retryAfterSeconds) {
        super(message, null, false, false);
        this.httpStatus = httpStatus;
        this.code = code;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** An ordinary refusal, HTTP 400. */
    static RestError of(final int code, final String message) {
        return new RestError(400, code, message, 0);
    }

    static RestError missing(final String name) {
        return of(
                -1102,
                "Mandatory parameter '" + name + "' was not sent, was empty/null, or malformed.");
    }

    static RestError malformed(final String name, final String value) {
        return of(-1130, "Data sent for parameter '" + name + "' is not valid. Value: " + value);
    }

    static RestError badSymbol() {
        return of(-1121, "Invalid symbol.");
    }

    static RestError unknownOrder() {
        return of(-2013, "Order does not exist.");
    }

    int httpStatus() {
        return httpStatus;
    }

    int code() {
        return code;
    }

    int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
