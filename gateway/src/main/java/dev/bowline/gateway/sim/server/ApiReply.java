package dev.bowline.gateway.sim.server;

import dev.bowline.core.event.StreamRoute;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;

/**
 * The answer of one request of the WebSocket API: the id as it came, the HTTP status, result or
 * error, and the limits used. Exchange thread only.
 */
record ApiReply(
        SimServer server, Channel channel, Object id, String method, boolean returnRateLimits)
        implements ReplyPort {
    @Override
    public void answer(
            final Endpoint endpoint,
            final boolean isOrder,
            final JsonWriter body,
            final long delayMs) {
        send(begin(200).name("result").value(body), true, delayMs);
    }

    /** An answer of a connection about itself; asking costs, but only logging on shows it. */
    void answer(final JsonWriter body) {
        send(begin(200).name("result").value(body), "session.logon".equals(method), 0);
    }

    @Override
    public void refuse(final RestError error, final long delayMs) {
        final JsonWriter json = begin(error.httpStatus()).name("error").beginObject();
        json.field("code", error.code()).field("msg", error.getMessage());
        if (error.retryAfterSeconds() > 0) {
            // Spot docs, WebSocket API, IP limits; the futures docs name no such time.
            final long nowMs = server.router().gate().serverTimeMs();
            json.name("data").beginObject().field("serverTime", nowMs);
            json.field("retryAfter", nowMs + error.retryAfterSeconds() * 1_000L).endObject();
        }
        send(json.endObject(), true, delayMs);
    }

    private JsonWriter begin(final int status) {
        final JsonWriter json = new JsonWriter().beginObject().name("id");
        if (id instanceof Long number) {
            json.number(number);
        } else if (id instanceof String text) {
            json.text(text);
        } else {
            json.nullValue();
        }
        return json.field("status", status);
    }

    private void send(final JsonWriter json, final boolean limits, final long delayMs) {
        if (limits && returnRateLimits) {
            json.name("rateLimits").beginArray();
            limits(json);
            json.endArray();
        }
        final String text = json.endObject().toString();
        if (server.faults().isSilent(StreamRoute.ORDER_API)) {
            return;
        }
        server.later(delayMs, () -> Outbound.send(channel, new TextWebSocketFrame(text)));
    }

    private void limits(final JsonWriter json) {
        final RateLimits limits = server.config().limits();
        final RateMeter meter = server.router().meter();
        if (method.endsWith(".place") || method.endsWith(".modify")) {
            limit(json, "ORDERS", "SECOND", 10, limits.ordersPer10s(), meter.ordersShort());
            limit(json, "ORDERS", "MINUTE", 1, limits.ordersPerMinute(), meter.ordersMinute());
        }
        limit(json, "REQUEST_WEIGHT", "MINUTE", 1, limits.weightPerMinute(), meter.usedWeight());
    }

    private static void limit(
            final JsonWriter json,
            final String type,
            final String interval,
            final int intervals,
            final long limit,
            final long count) {
        json.beginObject().field("rateLimitType", type).field("interval", interval);
        json.field("intervalNum", intervals).field("limit", limit).field("count", count);
        json.endObject();
    }

    /** There are no pages on this kind of connection; the firewall just ends it. */
    @Override
    public void page(final int status, final byte[] page) {
        cut();
    }

    @Override
    public void cut() {
        Outbound.close(channel);
    }
}
