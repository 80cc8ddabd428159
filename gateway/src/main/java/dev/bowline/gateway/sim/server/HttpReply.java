package dev.bowline.gateway.sim.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;

/** The answer of one HTTP request, with the venue's rate headers. Exchange thread only. */
record HttpReply(SimServer server, Channel channel, boolean keepAlive) implements ReplyPort {
    @Override
    public void answer(
            final Endpoint endpoint,
            final boolean isOrder,
            final JsonWriter body,
            final long delayMs) {
        final DefaultFullHttpResponse response = json(200, body);
        addRates(response.headers(), !endpoint.ownPool(), isOrder);
        finish(response, delayMs);
    }

    @Override
    public void refuse(final RestError error, final long delayMs) {
        final JsonWriter body = new JsonWriter();
        body.beginObject().field("code", error.code());
        body.field("msg", error.getMessage()).endObject();
        final DefaultFullHttpResponse response = json(error.httpStatus(), body);
        addRates(response.headers(), true, false);
        if (error.retryAfterSeconds() > 0) {
            response.headers()
                    .set(HttpHeaderNames.RETRY_AFTER, String.valueOf(error.retryAfterSeconds()));
        }
        finish(response, delayMs);
    }

    private DefaultFullHttpResponse json(final int status, final JsonWriter body) {
        final ByteBuf content = channel.alloc().directBuffer(Math.max(body.length(), 1));
        body.writeTo(content);
        final DefaultFullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), content);
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        return response;
    }

    private void addRates(final HttpHeaders headers, final boolean weight, final boolean orders) {
        final RateMeter meter = server.router().meter();
        if (weight) {
            headers.set("x-mbx-used-weight-1m", String.valueOf(meter.usedWeight()));
        }
        if (orders) {
            headers.set("x-mbx-order-count-10s", String.valueOf(meter.ordersShort()));
            headers.set("x-mbx-order-count-1m", String.valueOf(meter.ordersMinute()));
        }
    }

    @Override
    public void page(final int status, final byte[] page) {
        final ByteBuf content = channel.alloc().directBuffer(page.length).writeBytes(page);
        final DefaultFullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), content);
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.TEXT_HTML);
        finish(response, 0);
    }

    private void finish(final DefaultFullHttpResponse response, final long delayMs) {
        HttpUtil.setContentLength(response, response.content().readableBytes());
        HttpUtil.setKeepAlive(response, keepAlive);
        server.later(
                delayMs,
                () -> {
                    if (keepAlive) {
                        Outbound.send(channel, response);
                    } else {
                        Outbound.sendAndClose(channel, response);
                    }
                });
    }

    @Override
    public void cut() {
        Outbound.close(channel);
    }
}
