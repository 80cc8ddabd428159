package dev.bowline.gateway.binance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventSink;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.StreamRoute;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.gateway.binance.market.SymbolTable;
import dev.bowline.gateway.binance.rest.OrderReplyDecoder;
import dev.bowline.gateway.binance.rest.RateBudget;
import dev.bowline.gateway.binance.rest.RestClient;
import dev.bowline.gateway.binance.rest.RestClient.Security;
import dev.bowline.gateway.binance.rest.ServerClock;
import dev.bowline.gateway.binance.user.ListenKeyKeeper;
import dev.bowline.gateway.net.DownCause;
import dev.bowline.gateway.net.EventThread;
import dev.bowline.gateway.net.Origin;
import dev.bowline.gateway.net.RequestWire;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * {@link BinanceGateway} without threads and sockets, for simulations in virtual time, with REST as
 * the only way out: exit, request flow, REST client, start-up readers, snapshots, listen key and
 * user decoder are the ones that trade; what connects them to the world is handed in, and so is the
 * market. Everything happens on the caller's thread; what blocks in the real gateway calls {@link
 * Seams#rest} and {@link Seams#pauseMs}, which let the world go on meanwhile.
 */
public final class VirtualGateway {
    private static final int CLOCK_SAMPLES = 5;

    private final GatewayConfig config;
    private final Seams seams;
    private final EventSink ring;
    private final ServerClock serverClock = new ServerClock();
    private final InstrumentRegistry registry = new InstrumentRegistry();
    private final OrderExit exit = new OrderExit();
    private final RateBudgetFeed budgetFeed;
    private final RestClient rest;
    private final ListenKeyKeeper listenKey;
    private final QueueingSink userSink;
    private final TickSource ticks;
    private final StreamWatch bookWatch;
    private final StreamWatch marketWatch;
    private final StreamWatch userWatch;
    private UserStream userStream;
    private SnapshotLoader snapshots;
    private long fillsSinceMs;
    private long fundingFromMs;
    private boolean isSnapshotAsked;
    private boolean isPolling;
    private long failedReads;
    private long userStreamStarts;
    private long startsReconciled;

    /**
     * The world around the gateway.
     *
     * @param loop where requests are repeated
     * @param lookups may block: clock and addresses
     * @param worker may block: snapshots
     * @param orders pool of the exit
     * @param rest pool of everything slow; gives each answer before it returns
     * @param pauseMs lets time pass
     * @param clock stamps every event, epoch nanoseconds
     * @param reconnectUser drops the user stream and opens it again
     */
    public record Seams(
            EventThread loop,
            Executor lookups,
            Executor worker,
            RequestWire orders,
            RequestWire rest,
            LongConsumer pauseMs,
            EpochNanoClock clock,
            Consumer<DownCause> reconnectUser) {}

    /**
     * A gateway that has done nothing yet.
     *
     * @param ring where events go
     */
    public VirtualGateway(final GatewayConfig config, final Seams seams, final EventSink ring) {
        this.config = config;
        this.seams = seams;
        this.ring = ring;
        budgetFeed = new RateBudgetFeed(seams.loop(), () -> serverClock.timestampMs(nowNs()));
        final GatewayConfig.Connections connections = config.connections();
        rest =
                new RestClient(
                        seams.rest(),
                        Runnable::run,
                        host(),
                        config.credentials().apiKey().reveal(),
                        config.credentials().newSigner(),
                        () -> serverClock.timestampMs(nowNs()),
                        config.recvWindowMs(),
                        connections.rest().requestTimeoutMs() + connections.rest().waitTimeoutMs(),
                        this::measureClock,
                        budgetFeed,
                        seams.pauseMs());
        listenKey = new ListenKeyKeeper(rest);
        userSink = new QueueingSink(ring, config.threads().userQueueSlots());
        ticks =
                new TickSource(
                        seams.clock(),
                        ring,
                        TimeUnit.MILLISECONDS.toNanos(config.threads().tickIntervalMs()));
        bookWatch = watch(StreamRoute.PUBLIC);
        marketWatch = watch(StreamRoute.MARKET);
        userWatch = watch(StreamRoute.PRIVATE);
    }

    private StreamWatch watch(final StreamRoute route) {
        return new StreamWatch(
                route,
                userSink,
                seams.clock(),
                new StreamWatch.Followers() {
                    @Override
                    public void onChange(
                            final StreamRoute changed,
                            final boolean up,
                            final boolean permanent,
                            final int attempt) {
                        onRouteChange(changed, up);
                    }

                    @Override
                    public void onRenewed(final StreamRoute renewed) {
                        // Sockets are not renewed here.
                    }
                });
    }

    private String host() {
        return Origin.of(config.endpoints().rest()).host();
    }

    private long nowNs() {
        return seams.clock().nanoTime();
    }

    /** Last link of the chain. */
    public OrderExit exit() {
        return exit;
    }

    /** Instruments, once {@link #loadInstruments} is done. */
    public InstrumentRegistry registry() {
        return registry;
    }

    /** Background reads that failed and are tried again. */
    public long failedReads() {
        return failedReads;
    }

    /** As {@link BinanceGateway#readSince}. */
    public void readSince(final long fillsMs, final long fundingMs) {
        fillsSinceMs = fillsMs;
        fundingFromMs = fundingMs;
    }

    /** Measures the offset to the venue's clock (MD-7). Blocks. */
    public void measureClock() {
        serverClock.startMeasurement();
        for (int i = 0; i < CLOCK_SAMPLES; i++) {
            final long sentNs = nowNs();
            final JsonNode reply = rest.get(Security.PUBLIC, "/fapi/v1/time");
            serverClock.onSample(sentNs, nowNs(), reply.path("serverTime").asLong(0));
        }
        if (!serverClock.isMeasured()) {
            throw new IllegalStateException("GET /fapi/v1/time: no reply holds a serverTime");
        }
    }

    /** Checks permissions and modes; sets leverage and margin type. Blocks. */
    public void prepareAccount() {
        new AccountSetup(rest, config).prepare();
    }

    /** Reads the instruments, publishes them, and makes the exit ready. Blocks. */
    public void loadInstruments() {
        final ExchangeInfoLoader.Loaded loaded = new ExchangeInfoLoader(rest, config).load();
        final WaitingSink sink = new WaitingSink(ring);
        for (final InstrumentSpec spec : loaded.specs()) {
            registry.put(spec);
            final EngineEvent event = sink.claim(EventType.INSTRUMENT);
            event.instrumentId = spec.id();
            event.ingestTimeNs = nowNs();
            event.instrument = spec;
            sink.publish(event);
        }
        connectExit(loaded.limits());
        final SymbolTable symbols = new SymbolTable(registry);
        userStream =
                new UserStream(
                        config.mode(), symbols, userSink, seams.clock(), seams.reconnectUser());
        snapshots =
                new SnapshotLoader(
                        rest,
                        config.mode(),
                        registry,
                        this::nowNs,
                        sink,
                        FillLoader.of(
                                rest, config, registry, serverClock, this::nowNs, fillsSinceMs),
                        new FundingLoader(
                                rest,
                                config,
                                serverClock,
                                this::nowNs,
                                fundingFromMs,
                                fillsSinceMs),
                        seams.loop()::nanoTime);
    }

    private void connectExit(final ExchangeInfoLoader.RateLimits venue) {
        final RateBudget budget =
                new RateBudget(
                        venue.weightPerMinute(),
                        venue.ordersPerTenSeconds(),
                        venue.ordersPerMinute());
        budgetFeed.connect(budget);
        exit.reconcileWith(this::requestSnapshot);
        final OrderEncoders encoders = new OrderEncoders(config, host(), registry);
        exit.connect(
                new RequestFlow(
                        new RequestFlow.Parts(
                                exit,
                                seams.loop(),
                                seams.lookups(),
                                seams.orders(),
                                null,
                                encoders.newWriter(null),
                                encoders.newWriter(null),
                                new OrderReplyDecoder(config.mode()),
                                budget,
                                serverClock,
                                seams.clock(),
                                ring,
                                this::measureClock,
                                this::requestSnapshot,
                                ExitProbe.NONE,
                                sentNs -> {}),
                        new RequestFlow.Limits(
                                config.threads().maxRequests(),
                                config.periods().exitRetryMs(),
                                config.periods().maxExitWaitMs(),
                                venue.ordersPerTenSeconds() / 5,
                                venue.weightPerMinute() / 20)));
    }

    /** Publishes closed bars and 24 h figures (SIG-2). Blocks. */
    public void loadHistory() {
        new HistoryLoader(rest, config, registry, this::nowNs, new WaitingSink(ring))
                .load(serverClock.timestampMs(nowNs()));
    }

    /** Publishes positions, orders and algo orders between two VENUE_SNAPSHOT edges. Blocks. */
    public void loadSnapshot() {
        readSnapshot(snapshots::load);
    }

    private void readSnapshot(final Runnable reading) {
        final long starts = userStreamStarts;
        reading.run();
        startsReconciled = starts;
    }

    /** The key to open the user stream with. Blocks. */
    public String acquireListenKey() {
        return listenKey.acquire();
    }

    /** A frame of the user stream arrived. */
    public void onUserFrame(final byte[] frame) {
        userStream.onFrame(new UnsafeBuffer(frame), 0, frame.length, nowNs());
    }

    /** A stream is up. */
    public void onStreamUp(final StreamRoute route) {
        watchOf(route).onUp(false);
    }

    /** A stream is down. */
    public void onStreamDown(final StreamRoute route, final DownCause cause) {
        watchOf(route).onDown(cause, 1, false, "");
    }

    private StreamWatch watchOf(final StreamRoute route) {
        return switch (route) {
            case PUBLIC -> bookWatch;
            case MARKET -> marketWatch;
            case PRIVATE -> userWatch;
            case REST, REST_MARKET, ORDER_API ->
                    throw new IllegalArgumentException(route + " is no stream");
        };
    }

    private void publishPolling(final boolean up) {
        final EngineEvent event = userSink.tryClaim(EventType.STREAM_STATUS);
        if (event != null) {
            event.ingestTimeNs = nowNs();
            event.stream().route = StreamRoute.REST;
            event.stream().up = up;
            userSink.publish(event);
        }
    }

    private void onRouteChange(final StreamRoute route, final boolean up) {
        if (route != StreamRoute.PRIVATE) {
            return;
        }
        if (isPolling == up) {
            isPolling = !up;
            publishPolling(!up);
        }
        if (up) {
            userStreamStarts++;
            requestSnapshot();
        }
    }

    /** Whether a snapshot was read in full since the user stream went up last. */
    public boolean isReconciled() {
        return startsReconciled == userStreamStarts && !isPolling;
    }

    /** A CLOCK_TICK, if it is time for one. */
    public void tick() {
        ticks.tickIfDue();
        final boolean unused = userSink.flush();
    }

    /** Asks for a fresh snapshot as soon as its weight may be used. */
    public void requestSnapshot() {
        if (!isSnapshotAsked) {
            isSnapshotAsked = true;
            seams.worker().execute(this::snapshotIfAsked);
        }
    }

    private void snapshotIfAsked() {
        final long waitMs = snapshots.waitMs();
        if (waitMs > 0) {
            seams.loop().schedule(() -> seams.worker().execute(this::snapshotIfAsked), waitMs);
        } else if (isSnapshotAsked) {
            isSnapshotAsked = false;
            if (!quietly(() -> readSnapshot(snapshots::refresh))) {
                isSnapshotAsked = true; // the poll takes it up
            }
        }
    }

    /** MD-6: while the user stream is down, positions and orders are read over REST. Blocks. */
    public void pollWhileUserStreamIsDown() {
        if (isSnapshotAsked && snapshots.waitMs() == 0) {
            isSnapshotAsked = false;
            final boolean unused = quietly(() -> readSnapshot(snapshots::refresh));
        } else if (isPolling) {
            final boolean unused = quietly(snapshots::poll);
        }
    }

    /** Makes the listen key last (MD-5). Blocks. */
    public void extendListenKey() {
        final boolean unused =
                quietly(
                        () -> {
                            if (!listenKey.extend()) {
                                seams.reconnectUser().accept(DownCause.KEY_EXPIRED);
                            }
                        });
    }

    /** Measures the clock again (MD-7). Blocks. */
    public void measureClockAgain() {
        final boolean unused = quietly(this::measureClock);
    }

    /** Background work that fails is tried again at its next turn. */
    private boolean quietly(final Runnable action) {
        try {
            action.run();
            return true;
        } catch (final RuntimeException e) {
            failedReads++;
            return false;
        }
    }
}
