package dev.bowline.gateway.sim.server;

import dev.bowline.core.event.StreamRoute;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpUtil;
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
    private static final int MAX_FRAME_BYTES = 65_536;

    private final SimServer server;

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
        final HttpReply port = new HttpReply(server, context.channel(), HttpUtil.isKeepAlive(http));
        try {
            server.requests().handle(read(http, http.method().name(), path, query), port);
        } catch (final RestError e) {
            port.refuse(e, 0);
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

    private void upgrade(
            final ChannelHandlerContext context,
            final FullHttpRequest http,
            final String path,
            final String query) {
        final boolean api = path.equals(ApiFront.PATH);
        final StreamAddress address = api ? null : StreamAddress.parseOrNull(path, query);
        final HttpReply port = new HttpReply(server, context.channel(), HttpUtil.isKeepAlive(http));
        if (!api && address == null) {
            RequestDesk.notFound(port);
            return;
        }
        if (api) {
            try {
                server.router().meter().take(ApiFront.HANDSHAKE);
            } catch (final RestError e) {
                port.refuse(e, 0);
                return;
            }
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
        if (api) {
            openApi(context, http, handshaker, !query.contains("returnRateLimits=false"));
        } else {
            openStreams(context, http, handshaker, address);
        }
    }

    private void openApi(
            final ChannelHandlerContext context,
            final FullHttpRequest http,
            final WebSocketServerHandshaker handshaker,
            final boolean returnRateLimits) {
        final StreamSession session =
                new StreamSession(
                        context.channel(), StreamRoute.ORDER_API, false, server.clock().time());
        context.pipeline()
                .replace(this, "api", new ApiFront(server, session, handshaker, returnRateLimits));
        final ChannelFuture unused = handshaker.handshake(context.channel(), http);
        server.hub().open(session);
    }

    private void openStreams(
            final ChannelHandlerContext context,
            final FullHttpRequest http,
            final WebSocketServerHandshaker handshaker,
            final StreamAddress address) {
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
