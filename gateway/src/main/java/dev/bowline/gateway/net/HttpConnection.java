package dev.bowline.gateway.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/** One connection of the pool; at most one request under way. On the pool's loop. */
final class HttpConnection extends ChannelInboundHandlerAdapter {
    private final HttpsPool pool;
    private final int index;
    private final boolean tls;
    private final UnsafeBuffer body = new UnsafeBuffer(0, 0);
    private ChannelHandlerContext context;
    private HttpExchange exchange;
    private long deadlineNs;
    private long lastUsedNs;
    private boolean finished;

    HttpConnection(final HttpsPool pool, final int index, final boolean tls) {
        this.pool = pool;
        this.index = index;
        this.tls = tls;
    }

    int index() {
        return index;
    }

    boolean isFree() {
        return exchange == null && !finished && context.channel().isActive();
    }

    long lastUsedNs() {
        return lastUsedNs;
    }

    void send(final HttpExchange next, final long timeoutMs) {
        exchange = next;
        lastUsedNs = System.nanoTime();
        deadlineNs = lastUsedNs + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        final int length = next.requestLength();
        final ByteBuf out = context.alloc().directBuffer(length);
        out.writeBytes(next.requestBytes(), 0, length);
        // A write that fails reaches exceptionCaught, because the promise is void.
        final ChannelFuture unused = context.writeAndFlush(out, context.voidPromise());
        next.onWritten();
    }

    void supervise(final long nowNs) {
        if (exchange != null && nowNs - deadlineNs >= 0) {
            drop("no answer in time");
        }
    }

    /** Closes the connection; a request under way is in doubt. */
    void drop(final String detail) {
        if (finished) {
            return;
        }
        finished = true;
        final ChannelFuture unused = context.close();
        final HttpExchange lost = exchange;
        exchange = null;
        pool.onLost(this, detail);
        if (lost != null) {
            lost.onNoReply(true, detail);
        }
    }

    @Override
    public void handlerAdded(final ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelActive(final ChannelHandlerContext active) {
        if (!tls) {
            pool.onReady(this);
        }
    }

    @Override
    public void userEventTriggered(final ChannelHandlerContext triggered, final Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                pool.onReady(this);
            } else {
                drop("TLS: " + handshake.cause().getMessage());
            }
        }
    }

    @Override
    public void channelRead(final ChannelHandlerContext reading, final Object message) {
        try {
            final FullHttpResponse response = (FullHttpResponse) message;
            if (exchange == null || response.decoderResult().isFailure()) {
                drop(exchange == null ? "answer without a request" : "answer is no HTTP");
                return;
            }
            final HttpExchange answered = exchange;
            exchange = null;
            lastUsedNs = System.nanoTime();
            wrap(response.content());
            answered.onReply(
                    response.status().code(), response.headers(), body, 0, body.capacity());
            if (HttpUtil.isKeepAlive(response)) {
                pool.onFree(this);
            } else {
                drop("peer closes after the answer");
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void wrap(final ByteBuf content) {
        if (content.hasArray()) {
            body.wrap(
                    content.array(),
                    content.arrayOffset() + content.readerIndex(),
                    content.readableBytes());
        } else {
            final byte[] copy = new byte[content.readableBytes()];
            content.getBytes(content.readerIndex(), copy);
            body.wrap(copy);
        }
    }

    @Override
    public void channelInactive(final ChannelHandlerContext inactive) {
        drop("connection closed");
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext caught, final Throwable cause) {
        drop(cause.toString());
    }
}
