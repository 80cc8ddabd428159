package dev.bowline.gateway.net;

import dev.bowline.core.num.Checks;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.agrona.DirectBuffer;

/**
 * A WebSocket client that stays connected: it watches for silence (MD-9), reconnects with backoff,
 * and replaces its socket before the venue cuts it, new one first (MD-4). For a while both deliver,
 * so that nothing is lost that was on its way on the old one; what comes twice has the same ids.
 * Streams are named in the URL, so connecting is subscribing. All state belongs to the event loop;
 * URL and name service are asked on the slow executor.
 */
public final class WebSocketSession implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(WebSocketSession.class.getName());

    private final String name;
    private final EventLoop loop;
    private final Executor slow;
    private final Supplier<URI> target;
    private final ClientTls tls;
    private final Settings settings;
    private final RandomGenerator random;
    private final ReconnectBackoff backoff;
    private final FrameHandler frames;
    private final Listener listener;
    private final Greeting greeting;
    private final AtomicLong messages = new AtomicLong();
    private final AtomicLong connects = new AtomicLong();

    private WebSocketConnection current;
    private WebSocketConnection pending;
    private WebSocketConnection leaving;
    private boolean opening;
    private long retryPlannedAtNs;
    private Future<?> supervision;
    private boolean closed;
    private volatile boolean up;

    /** Told about every change, on the session's event loop. */
    public interface Listener {
        /**
         * The socket is open and subscribed.
         *
         * @param planned it replaced a healthy one
         */
        void onUp(boolean planned);

        /**
         * The socket is gone, or an attempt to open it failed.
         *
         * @param attempt attempts in a row so far
         * @param permanent the permitted attempts are used up; slow ones go on
         */
        void onDown(DownCause cause, int attempt, boolean permanent, String detail);

        /**
         * Nothing more arrives on a socket that was usable: it was lost, or replaced some time ago.
         *
         * @param connection as {@link WebSocketSession#connection} was while it was in use
         */
        default void onGone(final long connection) {}
    }

    /**
     * @param name for logs and threads
     * @param slow may block: asks for the URL and the name service
     * @param target URL with the streams; may block, may throw
     * @param random masks, handshake keys and jitter; used on the loop only
     */
    public WebSocketSession(
            final String name,
            final EventLoop loop,
            final Executor slow,
            final Supplier<URI> target,
            final ClientTls tls,
            final Settings settings,
            final RandomGenerator random,
            final FrameHandler frames,
            final Listener listener) {
        this(name, loop, slow, target, tls, settings, random, frames, listener, Greeting.NONE);
    }

    /**
     * As above.
     *
     * @param greeting what is said on each new socket before it is used
     */
    public WebSocketSession(
            final String name,
            final EventLoop loop,
            final Executor slow,
            final Supplier<URI> target,
            final ClientTls tls,
            final Settings settings,
            final RandomGenerator random,
            final FrameHandler frames,
            final Listener listener,
            final Greeting greeting) {
        this.name = name;
        this.loop = loop;
        this.slow = slow;
        this.target = target;
        this.tls = tls;
        this.settings = settings;
        this.random = random;
        this.frames = frames;
        this.listener = listener;
        this.greeting = greeting;
        backoff = new ReconnectBackoff(settings.backoff(), random);
    }

    /** Connects, now and whenever the connection is lost. Any thread. */
    public void start() {
        loop.execute(
                () -> {
                    final long everyMs = settings.supervisionMs();
                    supervision =
                            loop.scheduleWithFixedDelay(
                                    this::supervise, everyMs, everyMs, TimeUnit.MILLISECONDS);
                    open();
                });
    }

    /** Drops the socket and connects again, for example with a new listen key. Any thread. */
    public void reconnect(final DownCause cause) {
        loop.execute(
                () -> {
                    if (current != null) {
                        current.fail(cause, "asked to reconnect");
                    }
                });
    }

    /**
     * Sends a text message on the socket in use. On the loop's thread only.
     *
     * @param message its first {@code length} bytes are copied, at most 65,535
     * @return false if it did not leave: there is no such socket, or it takes nothing now
     */
    public boolean trySend(final DirectBuffer message, final int length) {
        if (current == null || !current.isWritable()) {
            return false;
        }
        current.sendText(message, length);
        return true;
    }

    /** Number of the socket in use, from 1; 0 without. On the loop's thread only. */
    public long connection() {
        return current == null ? 0 : current.id();
    }

    Greeting greeting() {
        return greeting;
    }

    /** Open and subscribed; any thread. */
    public boolean isUp() {
        return up;
    }

    /** Messages received in full and handled; any thread. */
    public long messages() {
        return messages.get();
    }

    /** Successful connects so far; any thread. */
    public long connects() {
        return connects.get();
    }

    @Override
    public void close() {
        try {
            loop.execute(this::closeOnLoop);
        } catch (final RejectedExecutionException ignored) {
            // The loop is gone and took its sockets along.
        }
    }

    private void closeOnLoop() {
        closed = true;
        up = false;
        if (supervision != null) {
            supervision.cancel(false);
        }
        if (pending != null) {
            pending.retire();
        }
        if (current != null) {
            current.retire();
        }
        if (leaving != null) {
            leaving.retire();
        }
    }

    private void open() {
        if (closed || opening || pending != null) {
            return;
        }
        opening = true;
        try {
            slow.execute(this::lookUpAndConnect);
        } catch (final RejectedExecutionException e) {
            onOpenFailed("slow executor is gone: " + e.getMessage());
        }
    }

    private void lookUpAndConnect() {
        try {
            final URI url = target.get();
            final Origin origin = Origin.of(url);
            final InetSocketAddress address = origin.resolve();
            loop.execute(() -> connect(url, origin, address));
        } catch (final UnknownHostException e) {
            loop.execute(() -> onOpenFailed("unknown host " + e.getMessage()));
        } catch (final RuntimeException e) {
            loop.execute(() -> onOpenFailed(e.toString()));
        }
    }

    private void onOpenFailed(final String detail) {
        opening = false;
        onAttemptLost(DownCause.ERROR, detail);
    }

    private void connect(final URI url, final Origin origin, final InetSocketAddress address) {
        opening = false;
        if (closed) {
            return;
        }
        final WebSocketConnection connection =
                new WebSocketConnection(this, new Upgrade(url, random), settings, random);
        pending = connection;
        new Bootstrap()
                .group(loop)
                .channel(EventLoops.socketChannelType())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(settings.connectTimeoutMs()))
                .handler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(final Channel channel) {
                                tls.addTo(channel.pipeline(), origin, settings.connectTimeoutMs());
                                channel.pipeline().addLast(connection);
                            }
                        })
                .connect(address)
                .addListener(
                        (ChannelFutureListener)
                                done -> {
                                    if (!done.isSuccess()) {
                                        connection.fail(DownCause.ERROR, done.cause().getMessage());
                                    }
                                });
    }

    void onMessage(final DirectBuffer message, final long readableNs) {
        try {
            frames.onFrame(message, 0, message.capacity(), readableNs);
        } finally {
            // Counted when it is handled: whoever sees the count sees what came of the message.
            messages.lazySet(messages.get() + 1);
        }
    }

    void onUpgraded(final WebSocketConnection connection) {
        if (closed || connection != pending) {
            connection.retire();
            return;
        }
        final WebSocketConnection old = current;
        current = connection;
        pending = null;
        up = true;
        backoff.reset();
        connection.number(connects.incrementAndGet());
        if (old != null) {
            leave(old);
        }
        LOG.log(Level.INFO, "STREAM_UP name={0} planned={1}", name, old != null);
        listener.onUp(old != null);
    }

    /** What is on its way on the old socket still arrives. */
    private void leave(final WebSocketConnection old) {
        if (leaving != null) {
            leaving.retire();
        }
        leaving = old;
        final Future<?> unused =
                loop.schedule(
                        () -> {
                            old.retire();
                            leaving = leaving == old ? null : leaving;
                        },
                        settings.overlapMs(),
                        TimeUnit.MILLISECONDS);
    }

    void onGone(final long connection) {
        listener.onGone(connection);
    }

    void onLost(final WebSocketConnection connection, final DownCause cause, final String detail) {
        if (connection == leaving) {
            leaving = null;
        } else if (connection == pending) {
            pending = null;
            onAttemptLost(cause, detail);
        } else if (connection == current) {
            current = null;
            up = false;
            if (pending == null && !opening) {
                onAttemptLost(cause, detail);
            } else {
                // The planned successor is on its way already.
                listener.onDown(cause, backoff.attempts(), false, detail);
            }
        }
    }

    private void onAttemptLost(final DownCause cause, final String detail) {
        if (closed) {
            return;
        }
        if (current != null) {
            retryPlannedAtNs =
                    System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(settings.backoff().baseMs());
            LOG.log(Level.WARNING, "STREAM_RENEWAL_FAILED name={0} {1}", name, detail);
            return;
        }
        final long delayMs = backoff.nextDelayMs();
        final boolean permanent = backoff.isExhausted();
        LOG.log(
                Level.WARNING,
                "STREAM_DOWN name={0} cause={1} attempt={2} retryMs={3} {4}",
                name,
                cause,
                backoff.attempts(),
                delayMs,
                detail);
        listener.onDown(cause, backoff.attempts(), permanent, detail);
        final Future<?> unused = loop.schedule(this::openIfDown, delayMs, TimeUnit.MILLISECONDS);
    }

    private void openIfDown() {
        if (current == null) {
            open();
        }
    }

    private void supervise() {
        final long nowNs = System.nanoTime();
        if (pending != null) {
            pending.superviseUpgrade(nowNs);
        }
        if (current != null) {
            current.superviseLife(nowNs);
        }
        if (current != null
                && pending == null
                && current.isOlderThanMs(settings.maxAgeMs(), nowNs)
                && nowNs - retryPlannedAtNs >= 0) {
            open();
        }
    }

    /**
     * Numbers of a session.
     *
     * @param connectTimeoutMs for TCP, TLS and the upgrade each
     * @param maxSilenceMs without an inbound sign of life the socket counts as dead
     * @param pongsCount control frames count as signs of life; else messages alone
     * @param pingIntervalMs own pings; 0 sends none
     * @param maxMessageBytes longer messages are skipped and counted
     * @param maxAgeMs a socket this old is replaced
     * @param backoff delays between attempts
     */
    public record Settings(
            long connectTimeoutMs,
            long maxSilenceMs,
            boolean pongsCount,
            long pingIntervalMs,
            int maxMessageBytes,
            long maxAgeMs,
            ReconnectBackoff.Settings backoff) {
        private static final long LONGEST_OVERLAP_MS = 3_000;

        /** Refuses values out of range, naming key, value and range. */
        public Settings {
            Checks.inRange("stream.connect-timeout-ms", connectTimeoutMs, 1, 600_000);
            Checks.inRange("stream.max-silence-ms", maxSilenceMs, 1, 3_600_000);
            Checks.inRange("stream.ping-interval-ms", pingIntervalMs, 0, 3_600_000);
            Checks.inRange("stream.max-message-bytes", maxMessageBytes, 1, 64 << 20);
            Checks.inRange("stream.max-age-ms", maxAgeMs, 1, TimeUnit.HOURS.toMillis(24));
        }

        /**
         * The same for a client whose time passes faster than the wall's; to connect takes as long
         * as ever.
         */
        public Settings fasterBy(final int factor) {
            return new Settings(
                    connectTimeoutMs,
                    Math.max(1, maxSilenceMs / factor),
                    pongsCount,
                    pingIntervalMs == 0 ? 0 : Math.max(1, pingIntervalMs / factor),
                    maxMessageBytes,
                    maxAgeMs,
                    backoff.fasterBy(factor));
        }

        /** How long the old socket is read on after a planned change. */
        long overlapMs() {
            return Math.min(LONGEST_OVERLAP_MS, maxAgeMs / 2);
        }

        long supervisionMs() {
            final long shortestMs =
                    Math.min(
                            Math.min(connectTimeoutMs, maxSilenceMs),
                            pingIntervalMs == 0 ? maxSilenceMs : pingIntervalMs);
            return Math.max(2, Math.min(1_000, shortestMs / 4));
        }
    }
}
