package dev.bowline.gateway.sim.server;

import dev.bowline.core.event.Bar;
import dev.bowline.gateway.history.MarketSource;
import dev.bowline.gateway.sim.SimInstrument;
import dev.bowline.gateway.sim.SimulatedVenue;
import dev.bowline.gateway.sim.VenueSettings;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.agrona.concurrent.NanoClock;
import org.agrona.concurrent.SystemNanoClock;

/**
 * The embedded exchange on a loopback port. One thread runs its sockets, its model and its time, so
 * nothing in it is shared; the public methods may be called from any thread. Time stands still
 * until {@link #resume}.
 */
public final class SimServer implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SimServer.class.getName());
    private static final String HOST = "127.0.0.1";
    private static final int MAX_BODY_BYTES = 1 << 20;
    private static final int SPINS = 200;
    private static final long NAP_NS = 20_000;
    private static final long PONG_DEADLINE_MS = 600_000;
    private static final WriteBufferWaterMark WATER_MARK =
            new WriteBufferWaterMark(256 * 1024, 1024 * 1024);

    private final SimServerConfig config;
    private final SimClock clock;
    private final NanoClock wall = SystemNanoClock.INSTANCE;
    private final StreamHub hub;
    private final UserStreams users;
    private final UserEvents events;
    private final SimulatedVenue venue;
    private final MarketTape[] tapes;
    private final MarketFeed feed;
    private final MarketSource source;
    private final RestRouter router;
    private final RequestDesk requests;
    private final VenueFaults venueFaults;
    private final PhaseWatch phases;
    private final SimPacer pacer;
    private final Thread thread;
    private final ManualIoEventLoop loop;
    private final ChannelGroup connections;
    private final AtomicLong connectionErrors = new AtomicLong();
    private final AtomicInteger held = new AtomicInteger();

    private volatile boolean stopping;
    private volatile int port;
    private volatile int progressPpm;
    private volatile Throwable crash;
    private int idleRounds;
    private long downUntilNs;
    private boolean actionsRunning;
    private long lastCareNs;

    /**
     * Builds the exchange; {@link #start} opens its port.
     *
     * @param source market data, owned and closed by the exchange
     * @param threads makes the one thread, pinned or not
     */
    public SimServer(
            final SimServerConfig config,
            final VenueSettings settings,
            final List<SimInstrument> instruments,
            final MarketSource source,
            final ThreadFactory threads) {
        this.config = config;
        this.source = source;
        final long firstMs = source.peekTimeMs();
        this.clock =
                new SimClock(
                        firstMs == MarketSource.END ? 0 : TimeUnit.MILLISECONDS.toNanos(firstMs));
        final FaultPlan faults = config.faults();
        faults.attach(clock);
        this.hub = new StreamHub(faults);
        this.users = new UserStreams(clock, hub, config.listenKeyMs(), config.seed());
        this.events = new UserEvents(users, faults, clock, this::phaseOrNull);
        this.venue =
                new SimulatedVenue(
                        settings,
                        instruments,
                        new UserFrames(events, instruments, settings.marginAsset(), this::markE8));
        this.phases = new PhaseWatch(venue);
        this.tapes = new MarketTape[instruments.size()];
        for (int i = 0; i < tapes.length; i++) {
            tapes[i] = new MarketTape(instruments.get(i));
        }
        this.feed =
                new MarketFeed(source, venue, tapes, new MarketFrames(tapes, hub), users, faults);
        final VenueDesk desk = new VenueDesk(venue, clock, faults, tapes, settings.marginAsset());
        this.router =
                new RestRouter(
                        new RequestGate(config.keys(), desk::serverTimeMs),
                        new RateMeter(config.limits(), clock));
        this.requests = new RequestDesk(this);
        this.venueFaults = new VenueFaults(this, desk, phases);
        new MarketEndpoints(desk, config.limits()).addTo(router);
        new AccountEndpoints(desk, config.limits(), users).addTo(router);
        new OrderEndpoints(desk).addTo(router);
        new AlgoEndpoints(desk).addTo(router);
        this.pacer =
                new SimPacer(
                        clock,
                        new FaultDrive(feed, events, faults, this::runActions),
                        hub,
                        config,
                        wall);
        this.thread = threads.newThread(this::run);
        this.loop = new ManualIoEventLoop(thread, ioHandler());
        this.connections = new DefaultChannelGroup(loop);
    }

    private static IoHandlerFactory ioHandler() {
        return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
    }

    private long markE8(final int instrumentId) {
        return venue.market(instrumentId).markOrLastE8();
    }

    private PositionPhase phaseOrNull(final String symbol, final String status) {
        return phases.onEventOrNull(symbol, status);
    }

    /**
     * Lets the market run silently before the port is open, so that klines, trades and tickers have
     * a past. Before {@link #start} only.
     *
     * @param durationMs virtual time from where the clock stands
     */
    public void preroll(final long durationMs) {
        if (port != 0) {
            throw new IllegalStateException("preroll after start");
        }
        final long untilNs = clock.nanoTime() + TimeUnit.MILLISECONDS.toNanos(durationMs);
        while (feed.nextTimeNs() <= untilNs) {
            clock.advanceTo(feed.nextTimeNs());
            feed.advanceTo(clock.nanoTime());
        }
        clock.advanceTo(untilNs);
        progressPpm = source.progressPpm();
    }

    /**
     * Gives a contract's klines a past. Before {@link #start} only.
     *
     * @param minutes bars of one minute, oldest first, all before the clock's time
     */
    public void addHistory(final int instrumentId, final List<Bar> minutes) {
        if (port != 0) {
            throw new IllegalStateException("addHistory after start");
        }
        minutes.forEach(tapes[instrumentId]::addHistory);
    }

    /**
     * Opens the port and starts the thread.
     *
     * @throws IOException if the port cannot be opened; names it
     */
    public void start() throws IOException {
        thread.start();
        final ChannelFuture bound =
                new ServerBootstrap()
                        .group(loop)
                        .channel(serverChannel())
                        .option(ChannelOption.SO_REUSEADDR, true)
                        .option(ChannelOption.SO_BACKLOG, 256)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                        .childHandler(
                                new ChannelInitializer<Channel>() {
                                    @Override
                                    protected void initChannel(final Channel channel) {
                                        accept(channel);
                                    }
                                })
                        .bind(HOST, config.port());
        bound.awaitUninterruptibly();
        if (!bound.isSuccess()) {
            close();
            // The native transport does not throw BindException, but both say so in words.
            final String reason = String.valueOf(bound.cause().getMessage());
            final String why =
                    reason.contains("ddress already in use")
                            ? "is in use"
                            : "cannot be opened: " + bound.cause();
            throw new IOException(
                    "the exchange's port " + HOST + ":" + config.port() + " " + why, bound.cause());
        }
        port = ((InetSocketAddress) bound.channel().localAddress()).getPort();
    }

    private void accept(final Channel channel) {
        if (clock.nanoTime() < downUntilNs) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0); // a reset, not an end
            Outbound.close(channel);
            return;
        }
        connections.add(channel);
        channel.pipeline()
                .addLast(
                        new HttpServerCodec(),
                        new HttpObjectAggregator(MAX_BODY_BYTES),
                        new HttpFront(this));
    }

    private static Class<? extends ServerChannel> serverChannel() {
        return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    }

    public int port() {
        return port;
    }

    /** For example {@code http://127.0.0.1:8080}. */
    public String restUrl() {
        return "http://" + HOST + ":" + port;
    }

    /** For example {@code ws://127.0.0.1:8080}; add {@code /public}, {@code /market}, …. */
    public String streamUrl() {
        return "ws://" + HOST + ":" + port;
    }

    /** The exchange's time; a client in the same process may read it as its own. */
    public SimClock clock() {
        return clock;
    }

    /** Lets time pass. */
    public void resume() {
        config.faults().begin();
        pacer.setRunning(true);
        loop.wakeup();
    }

    /** Lets time stand still; requests are still answered. */
    public void pause() {
        pacer.setRunning(false);
    }

    /** Whether time passes, as far as the market and the client let it. */
    public boolean isRunning() {
        return pacer.isRunning();
    }

    /** Whether the market data is used up. */
    public boolean hasEnded() {
        return pacer.hasEnded();
    }

    /** Why the run cannot go on, or {@code null}. */
    public String failureOrNull() {
        return crash != null ? "the exchange's thread failed: " + crash : pacer.failureOrNull();
    }

    /** Share of the market data that was played, in millionths; −1 if not known. */
    public int progressPpm() {
        return progressPpm;
    }

    /** Text frames sent on stream sockets so far. */
    public long framesSent() {
        return hub.framesSent();
    }

    /** Stream sockets that are open. */
    public int streamsConnected() {
        return hub.connected();
    }

    /** Connections that ended with an I/O or protocol error. */
    public long connectionErrors() {
        return connectionErrors.get();
    }

    /**
     * Runs a piece of code on the exchange's thread, for inspection and tests, and waits for it.
     *
     * @throws IllegalStateException if it did not finish within ten seconds
     */
    public <T> T inspect(final Function<SimulatedVenue, T> question) {
        final var answer = loop.submit(() -> question.apply(venue));
        if (!answer.awaitUninterruptibly(10, TimeUnit.SECONDS)) {
            throw new IllegalStateException("the exchange's thread did not answer within 10 s");
        }
        return answer.getNow();
    }

    /** Ends all listen keys at once, as the venue does an hour after the last extension. */
    public void expireListenKeys() {
        loop.execute(users::expireAll);
    }

    /** Cuts all stream sockets, as the venue does after 24 hours. */
    public void cutStreams() {
        loop.execute(
                () -> List.copyOf(hub.sessions()).forEach(each -> Outbound.close(each.channel())));
    }

    SimServerConfig config() {
        return config;
    }

    FaultPlan faults() {
        return config.faults();
    }

    RequestDesk requests() {
        return requests;
    }

    /** Lets the faults act that are due by themselves. Exchange thread only. */
    void runActions() {
        if (!actionsRunning) {
            if (config.faults().isPhased()) {
                config.faults().observe(phases.observe());
            }
            actionsRunning = true;
            config.faults().runActions(venueFaults::tryAction);
            actionsRunning = false;
        }
    }

    /** Cuts every connection, forgets the listen keys, and lets nobody in for a while. */
    void restart(final long forMs) {
        downUntilNs = clock.nanoTime() + TimeUnit.MILLISECONDS.toNanos(forMs);
        users.forgetAll();
        final Future<?> unused = connections.close();
    }

    RestRouter router() {
        return router;
    }

    StreamHub hub() {
        return hub;
    }

    UserStreams users() {
        return users;
    }

    PhaseWatch phases() {
        return phases;
    }

    long wallNs() {
        return wall.nanoTime();
    }

    /**
     * Runs a task after some time, or at once; exchange thread only. It is venue time, but without
     * a limit of speed wall time, for then the venue's time waits for the client.
     */
    void later(final long delayMs, final Runnable task) {
        if (delayMs == 0) {
            task.run();
            return;
        }
        held.incrementAndGet();
        final Future<?> unused =
                loop.schedule(
                        () -> {
                            held.decrementAndGet();
                            task.run();
                        },
                        config.pace().wallNs(delayMs),
                        TimeUnit.NANOSECONDS);
    }

    /** An answer is withheld for so long at least; exchange thread only. */
    void hold(final long forMs) {
        later(
                forMs,
                () -> {
                    // Nothing waits any more.
                });
    }

    /** Requests whose answer this exchange holds back, so that no client can be quiet. */
    public int requestsHeld() {
        return held.get();
    }

    void onConnectionError(final Throwable cause) {
        connectionErrors.incrementAndGet();
        LOG.log(System.Logger.Level.DEBUG, "connection closed: {0}", cause.toString());
    }

    private void run() {
        try {
            while (!stopping) {
                final int handled = loop.runNow();
                final boolean moved = pacer.step();
                care();
                if (handled > 0 || moved) {
                    idleRounds = 0;
                } else {
                    idle();
                }
            }
        } catch (final RuntimeException | Error e) {
            crash = e;
            LOG.log(System.Logger.Level.ERROR, "the exchange's thread failed", e);
            config.listener().onFailure("the exchange's thread failed: " + e);
        } finally {
            shutdown();
        }
    }

    // Waiting for a client in lockstep cannot be woken up: spin, then nap.
    private void idle() {
        idleRounds++;
        if (config.spin() || idleRounds < SPINS) {
            Thread.onSpinWait();
            return;
        }
        final long idleNs = pacer.idleNs();
        if (idleNs > 0) {
            loop.run(idleNs);
        } else {
            LockSupport.parkNanos(NAP_NS);
        }
    }

    // Once a second: pings, sockets that are too old or do not answer, progress.
    private void care() {
        final long nowNs = wall.nanoTime();
        if (nowNs - lastCareNs < TimeUnit.SECONDS.toNanos(1)) {
            return;
        }
        lastCareNs = nowNs;
        progressPpm = source.progressPpm();
        users.expire();
        for (final StreamSession session : List.copyOf(hub.sessions())) {
            final boolean tooOld =
                    config.streamLifetimeMs() > 0
                            && clock.time() - session.openedMs() > config.streamLifetimeMs();
            if (tooOld || session.isDeaf(TimeUnit.MILLISECONDS.toNanos(PONG_DEADLINE_MS))) {
                Outbound.close(session.channel());
            } else if (session.isPingDue(nowNs, TimeUnit.MILLISECONDS.toNanos(config.pingMs()))) {
                Outbound.send(session.channel(), new PingWebSocketFrame());
            }
        }
    }

    private void shutdown() {
        final Future<?> unused = loop.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        while (!loop.isTerminated()) {
            loop.run(TimeUnit.MILLISECONDS.toNanos(1));
        }
        source.close();
    }

    /** Closes port and sockets and ends the thread; waits up to five seconds. */
    @Override
    public void close() {
        stopping = true;
        loop.wakeup();
        if (thread != Thread.currentThread()) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(5));
            } catch (final InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
