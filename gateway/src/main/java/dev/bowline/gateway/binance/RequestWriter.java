package dev.bowline.gateway.binance;

import dev.bowline.gateway.binance.rest.ApiRequestEncoder;
import dev.bowline.gateway.binance.rest.OrderRequestEncoder;

/**
 * Writes requests for the way that is open: the WebSocket API while it is usable and has such a
 * request, else REST. One thread; allocates nothing.
 */
final class RequestWriter {
    private final OrderRequestEncoder rest;
    private final ApiRequestEncoder apiOrNull;
    private final ApiExit exitOrNull;

    /** Both ways. */
    RequestWriter(
            final OrderRequestEncoder rest,
            final ApiRequestEncoder apiOrNull,
            final ApiExit exitOrNull) {
        this.rest = rest;
        this.apiOrNull = apiOrNull;
        this.exitOrNull = exitOrNull;
    }

    /** REST alone. */
    static RequestWriter rest(final OrderRequestEncoder rest) {
        return new RequestWriter(rest, null, null);
    }

    /** Fills the request's bytes; its length is not above 0 if there is no such request. */
    void write(final PendingRequest request, final long venueTimeMs) {
        request.isOnApi = exitOrNull != null && !request.isApiBarred && exitOrNull.isUsable();
        if (request.isOnApi) {
            request.length =
                    apiOrNull.encode(
                            request.command, request.nextApiId(), venueTimeMs, request.buffer, 0);
            request.isOnApi = request.length > 0;
        }
        if (!request.isOnApi) {
            writeForRest(request, venueTimeMs);
        }
    }

    /** The same, whatever the state of the other way. */
    void writeForRest(final PendingRequest request, final long venueTimeMs) {
        request.isOnApi = false;
        request.length = rest.encode(request.command, venueTimeMs, request.buffer, 0);
    }
}
