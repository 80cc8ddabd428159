package dev.bowline.gateway.net;

import dev.bowline.core.num.Checks;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Warm HTTP/1.1 connections to one origin, one request at a time on each. A connection that is lost
 * is opened again. All state belongs to the event loop; only {@link #open}, {@link #close} and
 * {@link #warmConnections} may be called elsewhere.
 */
public final class HttpsPool implements RequestWire, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(HttpsPool.class.getName());

    private final EventLoop loop;
    private final Executor slow;
    private final Origin origin;
    private final ClientTls tls;
    private final Settings settings;
    private final HttpConnection[] connections;
    private final ReconnectBackoff[] backoffs;
    private final ArrayDeque<Waiting> waiting;
    private final byte[] keepWarmRequest;
    private Future<?> supervision;
    private boolean closed;
    private int rehearsals;
    private volatile int warm;

    private record Waiting(HttpExchange exchange, long sinceNs) {}

    /**
     * @param slow may block: asks the name service
     * @param keepWarmRequest harmless request for idle connections; empty for none
     * @param random jitter of reconnects
     */
    public HttpsPool(
            final EventLoop loop,
            final Executor slow,
            final Origin origin,
            final ClientTls tls,
            final Settings settings,
            final byte[] keepWarmRequest,
            final RandomGenerator random) {
        this.loop = loop;
        this.slow = slow;
        this.origin = origin;
        this.tls = tls;
        this.settings = settings;
        this.keepWarmRequest = keepWarmRequest.clone();
        connections = new HttpConnection[settings.connections()];
        backoffs = new ReconnectBackoff[settings.connections()];
        for (int i = 0; i < backoffs.length; i++) {
            backoffs[i] = new ReconnectBackoff(settings.backoff(), random);
        }
        waiting = new ArrayDeque<>(settings.maxWaiting());
    }

    /** Opens all connections and keeps them open. Any thread. */
    public void open() {
        loop.execute(
                () -> {
                    final long everyMs = settings.supervisionMs();
                    supervision =
                            loop.scheduleWithFixedDelay(
                                    this::supervise, everyMs, everyMs, TimeUnit.MILLISECONDS);
                    for (int i = 0; i < connections.length; i++) {
                        lookUp(i);
                    }
                });
    }

    /** Connections that are open; any thread. */
    public int warmConnections() {
        return warm;
    }

    /**
     * Writes the request on a free connection at once, or keeps it until one is free. On the loop's
     * thread only.
     */
    @Override
    public void send(final HttpExchange exchange) {
        for (final HttpConnection connection : connections) {
            if (connection != null && connection.isFree()) {
                connection.send(exchange, settings.requestTimeoutMs());
                return;
            }
        }
        if (closed || waiting.size() >= settings.maxWaiting()) {
            exchange.onNoReply(false, closed ? "pool is closed" : "too many requests waiting");
        } else {
            waiting.addLast(new Waiting(exchange, System.nanoTime()));
        }
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
        if (supervision != null) {
            supervision.cancel(false);
        }
        for (final HttpConnection connection : connections) {
            if (connection != null) {
                connection.drop("pool is closed");
            }
        }
        while (!waiting.isEmpty()) {
            waiting.removeFirst().exchange().onNoReply(false, "pool is closed");
        }
    }

    private void lookUp(final int index) {
        if (closed) {
            return;
        }
        try {
            slow.execute(
                    () -> {
                        try {
                            final InetSocketAddress address = origin.resolve();
                            loop.execute(() -> connect(index, address));
                        } catch (final UnknownHostException e) {
                            loop.execute(() -> retry(index, "unknown host " + origin.host()));
                        }
                    });
        } catch (final RejectedExecutionException e) {
            retry(index, "slow executor is gone: " + e.getMessage());
        }
    }

    private void connect(final int index, final InetSocketAddress address) {
        if (closed) {
            return;
        }
        final HttpConnection connection = new HttpConnection(this, index, origin.tls());
        new Bootstrap()
                .group(loop)
                .channel(EventLoops.socketChannelType())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(settings.connectTimeoutMs()))
                .handler(
                        new ChannelInitializer<Channel>() {
                            @Override
                            protected void initChannel(final Channel channel) {
                                tls.addTo(channel.pipeline(), origin, settings.connectTimeoutMs());
                                channel.pipeline()
                                        .addLast(
                                                new HttpResponseDecoder(),
                                                new HttpObjectAggregator(settings.maxBodyBytes()),
                                                connection);
                            }
                        })
                .connect(address)
                .addListener(
                        (ChannelFutureListener)
                                done -> {
                                    if (!done.isSuccess()) {
                                        retry(index, done.cause().getMessage());
                                    }
                                });
    }

    void onReady(final HttpConnection connection) {
        if (closed) {
            connection.drop("pool is closed");
            return;
        }
        connections[connection.index()] = connection;
        backoffs[connection.index()].reset();
        countWarm();
        onFree(connection);
        if (rehearsals < settings.connections() && connection.isFree()) {
            rehearsals++;
            rehearse(connection);
        }
    }

    /** At the start alone: the first real request meets loaded code on a used connection. */
    private void rehearse(final HttpConnection connection) {
        if (keepWarmRequest.length > 0) {
            connection.send(new KeepWarm(keepWarmRequest), settings.requestTimeoutMs());
        }
    }

    void onFree(final HttpConnection connection) {
        if (!waiting.isEmpty() && connection.isFree()) {
            connection.send(waiting.removeFirst().exchange(), settings.requestTimeoutMs());
        }
    }

    void onLost(final HttpConnection connection, final String detail) {
        if (connections[connection.index()] == connection) {
            connections[connection.index()] = null;
            countWarm();
        }
        retry(connection.index(), detail);
    }

    private void countWarm() {
        int open = 0;
        for (final HttpConnection connection : connections) {
            open += connection == null ? 0 : 1;
        }
        warm = open;
    }

    private void retry(final int index, final String detail) {
        if (closed) {
            return;
        }
        final long delayMs = backoffs[index].nextDelayMs();
        LOG.log(
                Level.DEBUG,
                "HTTP_DOWN host={0} connection={1} retryMs={2} {3}",
                origin.host(),
                index,
                delayMs,
                detail);
        final Future<?> unused =
                loop.schedule(() -> lookUp(index), Math.max(delayMs, 0), TimeUnit.MILLISECONDS);
    }

    private void supervise() {
        final long nowNs = System.nanoTime();
        for (final HttpConnection connection : connections) {
            if (connection != null) {
                connection.supervise(nowNs);
            }
        }
        final long longestNs = TimeUnit.MILLISECONDS.toNanos(settings.waitTimeoutMs());
        while (!waiting.isEmpty() && nowNs - waiting.peekFirst().sinceNs() >= longestNs) {
            waiting.removeFirst()
                    .exchange()
                    .onNoReply(false, "no connection to " + origin.host() + " became free");
        }
        if (keepWarmRequest.length > 0) {
            keepWarm(nowNs);
        }
    }

    private void keepWarm(final long nowNs) {
        final long idleNs = TimeUnit.MILLISECONDS.toNanos(settings.keepWarmMs());
        for (final HttpConnection connection : connections) {
            if (connection != null
                    && connection.isFree()
                    && nowNs - connection.lastUsedNs() >= idleNs) {
                connection.send(new KeepWarm(keepWarmRequest), settings.requestTimeoutMs());
            }
        }
    }

    /**
     * Numbers of a pool.
     *
     * @param connections kept open
     * @param connectTimeoutMs for TCP and TLS each
     * @param requestTimeoutMs from the write to the whole answer
     * @param waitTimeoutMs for a free connection; then the request was not sent
     * @param maxWaiting requests that may wait for a free connection
     * @param keepWarmMs idle connections are used after this time
     * @param maxBodyBytes longest answer
     * @param backoff delays between attempts to reconnect; never gives up
     */
    public record Settings(
            int connections,
            long connectTimeoutMs,
            long requestTimeoutMs,
            long waitTimeoutMs,
            int maxWaiting,
            long keepWarmMs,
            int maxBodyBytes,
            ReconnectBackoff.Settings backoff) {

        /** Refuses values out of range, naming key, value and range. */
        public Settings {
            Checks.inRange("http.connections", connections, 1, 64);
            Checks.inRange("http.connect-timeout-ms", connectTimeoutMs, 1, 600_000);
            Checks.inRange("http.request-timeout-ms", requestTimeoutMs, 1, 600_000);
            Checks.inRange("http.wait-timeout-ms", waitTimeoutMs, 1, 600_000);
            Checks.inRange("http.max-waiting", maxWaiting, 1, 100_000);
            Checks.inRange("http.keep-warm-ms", keepWarmMs, 1, 3_600_000);
            Checks.inRange("http.max-body-bytes", maxBodyBytes, 1_024, 256 << 20);
        }

        /**
         * The same for a client whose time passes faster than the wall's; to connect takes as long
         * as ever.
         */
        public Settings fasterBy(final int factor) {
            return new Settings(
                    connections,
                    connectTimeoutMs,
                    Math.max(1, requestTimeoutMs / factor),
                    Math.max(1, waitTimeoutMs / factor),
                    maxWaiting,
                    Math.max(1, keepWarmMs / factor),
                    maxBodyBytes,
                    backoff.fasterBy(factor));
        }

        long supervisionMs() {
            return Math.max(2, Math.min(100, Math.min(requestTimeoutMs, waitTimeoutMs) / 10));
        }
    }
}
