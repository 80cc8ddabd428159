package dev.bowline.gateway.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.agrona.concurrent.UnsafeBuffer;

/** One socket of a session: upgrade, frames in, control frames out. On the session's loop. */
final class WebSocketConnection extends ChannelInboundHandlerAdapter implements FrameReader.Events {
    private static final System.Logger LOG = System.getLogger(WebSocketConnection.class.getName());
    private static final int OP_CLOSE = 8;
    private static final int OP_PING = 9;
    private static final int OP_PONG = 10;
    private static final int STATUS_NORMAL = 1000;

    private final WebSocketSession session;
    private final WebSocketSession.Settings settings;
    private final RandomGenerator random;
    private final FrameReader reader;
    private final long createdNs = System.nanoTime();
    private Upgrade upgrade;
    private ChannelHandlerContext context;
    private long aliveNs = createdNs;
    private long pingedNs = createdNs;
    private long readableNs;
    private long handlerErrors;
    private boolean finished;

    WebSocketConnection(
            final WebSocketSession session,
            final Upgrade upgrade,
            final WebSocketSession.Settings settings,
            final RandomGenerator random) {
        this.session = session;
        this.upgrade = upgrade;
        this.settings = settings;
        this.random = random;
        reader = new FrameReader(settings.maxMessageBytes(), this);
    }

    /** Gives the socket up and tells the session, once. */
    void fail(final DownCause cause, final String detail) {
        if (!finished) {
            retire();
            session.onLost(this, cause, detail);
        }
    }

    /** Closes without telling anybody. */
    void retire() {
        finished = true;
        if (context != null && context.channel().isActive()) {
            if (upgrade == null) {
                final UnsafeBuffer status = new UnsafeBuffer(new byte[2]);
                status.putByte(0, (byte) (STATUS_NORMAL >> 8));
                status.putByte(1, (byte) STATUS_NORMAL);
                send(OP_CLOSE, status);
            }
            final ChannelFuture unused = context.close();
        }
    }

    void superviseUpgrade(final long nowNs) {
        if (isOlderThanMs(3 * settings.connectTimeoutMs(), nowNs)) {
            fail(DownCause.ERROR, "no upgrade within " + 3 * settings.connectTimeoutMs() + " ms");
        }
    }

    void superviseLife(final long nowNs) {
        final long silentMs = TimeUnit.NANOSECONDS.toMillis(nowNs - aliveNs);
        if (silentMs >= settings.maxSilenceMs()) {
            fail(DownCause.SILENT, "silent for " + silentMs + " ms");
        } else if (settings.pingIntervalMs() > 0
                && nowNs - pingedNs >= TimeUnit.MILLISECONDS.toNanos(settings.pingIntervalMs())) {
            pingedNs = nowNs;
            send(OP_PING, new UnsafeBuffer(0, 0));
        }
    }

    boolean isOlderThanMs(final long ageMs, final long nowNs) {
        return nowNs - createdNs >= TimeUnit.MILLISECONDS.toNanos(ageMs);
    }

    @Override
    public void handlerAdded(final ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelActive(final ChannelHandlerContext active) {
        if (finished) {
            final ChannelFuture unused = active.close();
            return;
        }
        final byte[] request = upgrade.request();
        final ChannelFuture unused =
                active.writeAndFlush(active.alloc().buffer(request.length).writeBytes(request));
    }

    @Override
    public void channelRead(final ChannelHandlerContext reading, final Object message) {
        readableNs = System.nanoTime();
        final ByteBuf in = (ByteBuf) message;
        try {
            if (!finished) {
                take(in);
            }
        } catch (final FrameReader.FrameException e) {
            fail(DownCause.ERROR, e.getMessage());
        } finally {
            in.release();
        }
    }

    private void take(final ByteBuf in) {
        if (upgrade != null) {
            if (!upgrade.isDone(in)) {
                return;
            }
            upgrade = null;
            aliveNs = readableNs;
            session.onUpgraded(this);
        }
        if (!finished) {
            reader.read(in);
        }
    }

    @Override
    public void onMessage(final UnsafeBuffer message) {
        aliveNs = readableNs;
        if (finished) {
            return;
        }
        try {
            session.onMessage(message, readableNs);
        } catch (final RuntimeException e) {
            // A message must never take the connection or the loop down (MD-8).
            handlerErrors++;
            if (Long.bitCount(handlerErrors) == 1) {
                LOG.log(Level.ERROR, "FRAME_HANDLER_FAILED errors=" + handlerErrors, e);
            }
        }
    }

    @Override
    public void onPing(final UnsafeBuffer payload) {
        onPong();
        send(OP_PONG, payload);
    }

    @Override
    public void onPong() {
        if (settings.pongsCount()) {
            aliveNs = readableNs;
        }
    }

    @Override
    public void onClose(final int statusCode) {
        fail(DownCause.CLOSED_BY_PEER, "close frame with status " + statusCode);
    }

    @Override
    public void channelInactive(final ChannelHandlerContext inactive) {
        fail(DownCause.CLOSED_BY_PEER, "connection closed");
    }

    @Override
    public void exceptionCaught(final ChannelHandlerContext caught, final Throwable cause) {
        fail(DownCause.ERROR, cause.toString());
    }

    /** A masked frame; the payload is copied, at most 125 bytes. */
    private void send(final int opcode, final UnsafeBuffer payload) {
        final int length = payload.capacity();
        final int mask = random.nextInt();
        final ByteBuf out = context.alloc().buffer(6 + length);
        out.writeByte(0x80 | opcode);
        out.writeByte(0x80 | length);
        out.writeInt(mask);
        for (int i = 0; i < length; i++) {
            out.writeByte(payload.getByte(i) ^ (mask >>> (24 - 8 * (i & 3))));
        }
        final ChannelFuture unused = context.writeAndFlush(out, context.voidPromise());
    }
}
