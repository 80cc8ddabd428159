package dev.bowline.gateway.sim.server;

import dev.bowline.core.event.StreamRoute;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * One HTTP connection: answers REST requests and turns into a stream socket when asked. Exchange
 * thread only.
 */
final class HttpFront extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final String UNKNOWN =
            "Unknown error, please check your request or try again later.";
    private static final byte[] NOT_FOUND_PAGE =
            JsonWriter.ascii(
                    "<html><head><title>404 Not Found</title></head>"
                            + "<body><h2>404 Not found</h2></body></html>");
    private static final byte[] FIREWALL_PAGE =
            JsonWriter.ascii(
                    "<html><head><title>403 Forbidden</title></head>"
                            + "<body><h1>403 Forbidden</h1></body></html>");
    private static final int MAX_FRAME_BYTES = 65_536;

    private final SimServer server;
    private final JsonWriter json = new JsonWriter();

    HttpFront(final SimServer server) {
        super(FullHttpRequest.class);
        this.server = server;
    }

    @Override
    protected void channelRead0(final ChannelHandlerContext context, final FullHttpRequest http) {
        if (!http.decoderResult().isSuccess()) {
            Outbound.close(context.channel());
            return;
        }
        final String uri = http.uri();
        final int question = uri.indexOf('?');
        final String path = question < 0 ? uri : uri.substring(0, question);
        final String query = question < 0 ? "" : uri.substring(question + 1);
        if (http.headers()
                .containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
            upgrade(context, http, path, query);
        } else {
            rest(context, http, path, query);
        }
    }

    private void rest(
            final ChannelHandlerContext context,
            final FullHttpRequest http,
            final String path,
            final String query) {
        final String method = http.method().name();
        final FaultPlan.Kind fault = server.faults().takeOrNull(method, path);
        if (fault == FaultPlan.Kind.NO_ANSWER) {
            return;
        }
        if (fault == FaultPlan.Kind.HTML_PAGE) {
            sendPage(context, http, 403, FIREWALL_PAGE);
            return;
        }
        if (fault == FaultPlan.Kind.UNKNOWN_NOT_EXECUTED) {
            refuse(context, http, new RestError(503, -1000, UNKNOWN, 0));
            return;
        }
        final Endpoint endpoint = server.router().findOrNull(method, path);
        if (endpoint == null) {
            sendPage(context, http, 404, NOT_FOUND_PAGE);
            return;
        }
        final boolean isOrder;
        try {
            json.reset();
            isOrder = server.router().answer(endpoint, read(http, method, path, query), json);
        } catch (final RestError e) {
            refuse(context, http, e);
            return;
        }
        if (fault == FaultPlan.Kind.CUT_AFTER_EXECUTION) {
            Outbound.close(context.channel());
        } else if (fault == FaultPlan.Kind.UNKNOWN_BUT_EXECUTED) {
            refuse(context, http, new RestError(503, -1000, UNKNOWN, 0));
        } else {
            sendJson(context, http, 200, 0, endpoint, isOrder);
        }
    }

    private static RestRequest read(
            final FullHttpRequest http, final String method, final String path, final String query)
            throws RestError {
        final String type = http.headers().get(HttpHeaderNames.CONTENT_TYPE, "");
        final boolean form = type.isEmpty() || type.startsWith("application/x-www-form-urlencoded");
        final String body = form ? http.content().toString(StandardCharsets.UTF_8) : "";
        return new RestRequest(method, path, query, body, http.headers().get("X-MBX-APIKEY"));
    }

    private void refuse(
            final ChannelHandlerContext context, final FullHttpRequest http, final RestError e) {
        json.reset().beginObject().field("code", e.code());
        json.field("msg", e.getMessage()).endObject();
        sendJson(context, http, e.httpStatus(), e.retryAfterSeconds(), null, false);
    }

    private void sendJson(
            final ChannelHandlerContext context,
            final FullHttpRequest http,
            final int status,
            final int retryAfterSeconds,
            final Endpoint endpointOrNull,
            final boolean isOrder) {
        final DefaultFullHttpResponse response = response(context, status, json);
        final HttpHeaders headers = response.headers();
        headers.set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.APPLICATION_JSON);
        final RateMeter meter = server.router().meter();
        if (endpointOrNull == null || !endpointOrNull.ownPool()) {
            headers.set("x-mbx-used-weight-1m", String.valueOf(meter.usedWeight()));
        }
        if (isOrder) {
            headers.set("x-mbx-order-count-10s", String.valueOf(meter.ordersShort()));
            headers.set("x-mbx-order-count-1m", String.valueOf(meter.ordersMinute()));
        }
        if (retryAfterSeconds > 0) {
            headers.set(HttpHeaderNames.RETRY_AFTER, String.valueOf(retryAfterSeconds));
        }
        finish(context, http, response);
    }

    private static DefaultFullHttpResponse response(
            final ChannelHandlerContext context, final int status, final JsonWriter body) {
        final ByteBuf content = context.alloc().directBuffer(Math.max(body.length(), 1));
        body.writeTo(content);
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), content);
    }

    private void sendPage(
            final ChannelHandlerContext context,
            final FullHttpRequest http,
            final int status,
            final byte[] page) {
        final ByteBuf content = context.alloc().directBuffer(page.length).writeBytes(page);
        final DefaultFullHttpResponse response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), content);
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, HttpHeaderValues.TEXT_HTML);
        finish(context, http, response);
    }

    private void finish(
            final ChannelHandlerContext context,
            final FullHttpRequest http,
            final DefaultFullHttpResponse response) {
        HttpUtil.setContentLength(response, response.content().readableBytes());
        final boolean keepAlive = HttpUtil.isKeepAlive(http);
        HttpUtil.setKeepAlive(response, keepAlive);
        server.later(
                server.faults().answerLatencyMs(),
                () -> {
                    if (keepAlive) {
                        Outbound.send(context.channel(), response);
                    } else {
                        Outbound.sendAndClose(context.channel(), response);
                    }
                });
    }

    private void upgrade(
            final ChannelHandlerContext context,
            final FullHttpRequest http,
            final String path,
            final String query) {
        final StreamAddress address = StreamAddress.parseOrNull(path, query);
        if (address == null) {
            sendPage(context, http, 404, NOT_FOUND_PAGE);
            return;
        }
        final WebSocketServerHandshaker handshaker =
                new WebSocketServerHandshakerFactory(
                                "ws://127.0.0.1" + path,
                                null,
                                WebSocketDecoderConfig.newBuilder()
                                        .allowExtensions(false)
                                        .maxFramePayloadLength(MAX_FRAME_BYTES)
                                        .build())
                        .newHandshaker(http);
        if (handshaker == null) {
            final ChannelFuture unused =
                    WebSocketServerHandshakerFactory.sendUnsupportedVersionResponse(
                            context.channel());
            return;
        }
        final StreamSession session =
                new StreamSession(
                        context.channel(),
                        address.route(),
                        address.combined(),
                        server.clock().time());
        context.pipeline().replace(this, "streams", new StreamFront(server, session, handshaker));
        final ChannelFuture unused = handshaker.handshake(context.channel(), http);
        server.hub().open(session);
        server.hub().subscribePath(session, address.streams());
        address.listenKeys().forEach(session.listenKeys()::put);
        if (address.route() == StreamRoute.PRIVATE && !address.streams().isEmpty()) {
            for (final String key : address.streams().split("/", -1)) {
                session.listenKeys().putIfAbsent(key, Set.of());
            }
        }
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext context, final Throwable cause) {
        server.onConnectionError(cause);
        Outbound.close(context.channel());
    }
}
