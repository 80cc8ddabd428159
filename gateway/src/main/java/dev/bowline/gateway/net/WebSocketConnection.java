package dev.bowline.gateway.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.lang.System.Logger.Level;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** One socket of a session: upgrade, frames in, control frames out. On the session's loop. */
final class WebSocketConnection extends ChannelInboundHandlerAdapter implements FrameReader.Events {
    private static final System.Logger LOG = System.getLogger(WebSocketConnection.class.getName());
    private static final int OP_TEXT = 1;
    private static final int OP_CLOSE = 8;
    private static final int OP_PING = 9;
    private static final int OP_PONG = 10;
    private static final int STATUS_NORMAL = 1000;
    private static final int LONGEST_SHORT = 125;
    private static final int LONGEST_MEDIUM = 65_535;
    private static final int MEDIUM = 126;

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
    private long id;
    private boolean isGreeting;
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

    /** Number among the sockets of the session that were usable; 0 before. */
    long id() {
        return id;
    }

    void number(final long newId) {
        id = newId;
    }

    /** Gives the socket up and tells the session, once. */
    void fail(final DownCause cause, final String detail) {
        if (!finished) {
            close();
            session.onLost(this, cause, detail);
            gone();
        }
    }

    /** Closes without telling anybody but that nothing more arrives. */
    void retire() {
        if (!finished) {
            close();
            gone();
        }
    }

    private void gone() {
        if (id > 0) {
            session.onGone(id);
        }
    }

    private void close() {
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
            greet();
        }
        if (!finished) {
            reader.read(in);
        }
    }

    private void greet() {
        final UnsafeBuffer first = session.greeting().firstMessage();
        if (first.capacity() == 0) {
            session.onUpgraded(this);
        } else {
            isGreeting = true;
            sendText(first, first.capacity());
        }
    }

    private void onGreeting(final UnsafeBuffer message) {
        final boolean isReady;
        try {
            isReady = session.greeting().isReady(message);
        } catch (final Greeting.RefusedException e) {
            fail(DownCause.ERROR, e.getMessage());
            return;
        }
        if (isReady) {
            isGreeting = false;
            session.onUpgraded(this);
        }
    }

    /** Whether something written now leaves at once. On the loop's thread. */
    boolean isWritable() {
        return !finished && context.channel().isWritable();
    }

    @Override
    public void onMessage(final UnsafeBuffer message) {
        aliveNs = readableNs;
        if (finished) {
            return;
        }
        if (isGreeting) {
            onGreeting(message);
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

    private void send(final int opcode, final UnsafeBuffer payload) {
        send(opcode, payload, payload.capacity());
    }

    /** One text message; its bytes are copied. */
    void sendText(final DirectBuffer message, final int length) {
        send(OP_TEXT, message, length);
    }

    /** A masked frame (RFC 6455 section 5.3); the payload is copied. */
    private void send(final int opcode, final DirectBuffer payload, final int length) {
        if (length > LONGEST_MEDIUM) {
            throw new IllegalArgumentException("a message of " + length + " bytes");
        }
        final int mask = random.nextInt();
        final ByteBuf out = context.alloc().directBuffer(8 + length);
        out.writeByte(0x80 | opcode);
        if (length <= LONGEST_SHORT) {
            out.writeByte(0x80 | length);
        } else {
            out.writeByte(0x80 | MEDIUM);
            out.writeShort(length);
        }
        out.writeInt(mask);
        int i = 0;
        for (; i + Integer.BYTES <= length; i += Integer.BYTES) {
            out.writeInt(payload.getInt(i, ByteOrder.BIG_ENDIAN) ^ mask);
        }
        for (; i < length; i++) {
            out.writeByte(payload.getByte(i) ^ (mask >>> (24 - 8 * (i & 3))));
        }
        // A write that fails reaches exceptionCaught, because the promise is void.
        final ChannelFuture unused = context.writeAndFlush(out, context.voidPromise());
    }
}
