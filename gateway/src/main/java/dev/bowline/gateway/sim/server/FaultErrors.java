package dev.bowline.gateway.sim.server;

import dev.bowline.gateway.sim.VenueErrors;

/** The answers of request faults, in the venue's form (USDⓈ-M docs, Error Codes, 2026-11-20). */
final class FaultErrors {
    private static final int USUAL_WAIT_SECONDS = 1;

    private FaultErrors() {}

    /** The refusal of a fault, or {@code null} if the fault is not a refusal. */
    static RestError refusalOrNull(final FaultRule rule, final RateLimits limits) {
        return switch (rule.kind()) {
            case UNKNOWN_EXECUTED, UNKNOWN_NOT_EXECUTED ->
                    new RestError(
                            503,
                            -1000,
                            "Unknown error, please check your request or try again later.",
                            0);
            case TIMEOUT_EXECUTED, TIMEOUT_NOT_EXECUTED ->
                    new RestError(
                            408,
                            -1007,
                            "Timeout waiting for response from backend server. Send status"
                                    + " unknown; execution status unknown.",
                            0);
            case UNAVAILABLE -> new RestError(503, -1000, "Service Unavailable.", 0);
            case INTERNAL_ERROR ->
                    new RestError(
                            503,
                            -1001,
                            "Internal error; unable to process your request. Please try again.",
                            0);
            case OVERLOADED ->
                    new RestError(
                            503,
                            -1008,
                            "Request throttled by system-level protection."
                                    + " Reduce-only/close-position orders are exempt. Please try"
                                    + " again.",
                            0);
            case TIMESTAMP_REFUSED ->
                    RestError.of(-1021, "Timestamp for this request is outside of the recvWindow.");
            case MARGIN_INSUFFICIENT -> model(VenueErrors.MARGIN_INSUFFICIENT);
            case CANCEL_UNKNOWN -> model(VenueErrors.CANCEL_REJECTED);
            case QUERY_UNKNOWN -> model(VenueErrors.NO_SUCH_ORDER);
            case WOULD_TRIGGER -> model(VenueErrors.WOULD_TRIGGER);
            case REDUCE_ONLY_REFUSED -> model(VenueErrors.REDUCE_ONLY_REJECT);
            case DUPLICATE_ID -> model(VenueErrors.DUPLICATE_CLIENT_ID);
            case WRONG_ENDPOINT -> model(VenueErrors.WRONG_ENDPOINT);
            case STOP_EXISTS -> model(VenueErrors.CLOSE_POSITION_EXISTS);
            case RATE_LIMITED ->
                    new RestError(
                            429,
                            -1003,
                            RateMeter.tooMuchWeight(limits.weightPerMinute()),
                            seconds(rule));
            case TOO_MANY_ORDERS ->
                    new RestError(
                            429,
                            -1015,
                            RateMeter.tooManyOrders(limits.ordersPer10s(), "TEN_SECONDS"),
                            seconds(rule));
            default -> null;
        };
    }

    private static RestError model(final int code) {
        return RestError.of(code, VenueErrors.text(code));
    }

    private static int seconds(final FaultRule rule) {
        final long seconds = (rule.delayMs() + 999) / 1_000;
        return seconds == 0 ? USUAL_WAIT_SECONDS : (int) seconds;
    }
}
