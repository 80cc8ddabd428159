package dev.bowline.gateway.sim.server;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import java.util.concurrent.TimeUnit;

/**
 * The inbound half of a stream socket: control messages, pings, pongs and the limit of ten messages
 * a second. Exchange thread only.
 */
final class StreamFront extends SimpleChannelInboundHandler<WebSocketFrame> {
    private static final int MAX_MESSAGES_PER_SECOND = 10;

    private final SimServer server;
    private final StreamSession session;
    private final WebSocketServerHandshaker handshaker;
    private long second;
    private int messages;

    StreamFront(
            final SimServer server,
            final StreamSession session,
            final WebSocketServerHandshaker handshaker) {
        super(WebSocketFrame.class);
        this.server = server;
        this.session = session;
        this.handshaker = handshaker;
    }

    @Override
    protected void channelRead0(final ChannelHandlerContext context, final WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            final ChannelFuture unused = handshaker.close(context.channel(), close.retain());
            return;
        }
        if (isTooFast()) {
            Outbound.close(context.channel());
            return;
        }
        if (frame instanceof TextWebSocketFrame text) {
            final String message = text.text();
            server.later(
                    server.config().pace().lockstep() ? 0 : server.faults().controlLatencyMs(),
                    () -> server.hub().onControl(session, message, server.users()));
        } else if (frame instanceof PingWebSocketFrame ping) {
            Outbound.send(context.channel(), new PongWebSocketFrame(ping.content().retain()));
        } else if (frame instanceof PongWebSocketFrame) {
            session.onPong(server.wallNs());
        }
    }

    // USDⓈ-M docs, Websocket Market Streams, read 2026-11-20: 10 incoming messages per second.
    private boolean isTooFast() {
        final long nowSecond = TimeUnit.NANOSECONDS.toSeconds(server.wallNs());
        if (nowSecond != second) {
            second = nowSecond;
            messages = 0;
        }
        return ++messages > MAX_MESSAGES_PER_SECOND;
    }

    @Override
    public void channelInactive(final ChannelHandlerContext context) {
        server.hub().close(session);
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext context, final Throwable cause) {
        server.onConnectionError(cause);
        Outbound.close(context.channel());
    }
}
