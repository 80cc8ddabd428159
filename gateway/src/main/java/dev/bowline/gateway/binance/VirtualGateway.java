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
    private final AnswerWatch answers;
    private UserStream userStream;
    private SnapshotLoader snapshots;
    private TickerLoader tickers;
    private RateWatch rateWatch;
    private long fillsSinceMs;
    private long fundingFromMs;
    private boolean isSnapshotAsked;
    private boolean isPolling;
    private boolean isBookDown;
    private boolean isTradeDown;
    private boolean isTicking;
    private boolean isBarMissed;
    private boolean isKeyRetryPlanned;
    private long failedReads;
    private long userStreamStarts;
    private long startsReconciled;
    private long reconciledAsOfNs;
    private long failedSnapshots;

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
        answers =
                new AnswerWatch(
                        Math.min(
                                BinanceGateway.ANSWER_MS,
                                connections.privateStream().maxSilenceMs()),
                        () -> seams.reconnectUser().accept(DownCause.SILENT));
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
        tickers = new TickerLoader(rest, registry, this::nowNs, sink);
    }

    private void connectExit(final ExchangeInfoLoader.RateLimits venue) {
        final RateBudget budget =
                new RateBudget(
                        venue.weightPerMinute(),
                        venue.ordersPerTenSeconds(),
                        venue.ordersPerMinute());
        budgetFeed.connect(budget);
        rateWatch = new RateWatch(budget, serverClock, seams.clock(), userSink);
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
                                this::measureClockAgain,
                                this::requestSnapshot,
                                ExitProbe.NONE,
                                sentNs -> answers.onAccepted(sentNs, seams.loop().nanoTime())),
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
        final long beganNs = seams.loop().nanoTime();
        boolean isRead = false;
        try {
            reading.run();
            isRead = true;
        } finally {
            failedSnapshots += isRead ? 0 : 1;
        }
        startsReconciled = starts;
        reconciledAsOfNs = beganNs;
    }

    /** The key to open the user stream with. Blocks. */
    public String acquireListenKey() {
        return listenKey.acquire();
    }

    /** A frame of the user stream arrived. */
    public void onUserFrame(final byte[] frame) {
        answers.onFrame(seams.loop().nanoTime());
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

    private void publishStandIn(final StreamRoute route, final boolean on) {
        StreamWatch.publish(userSink, seams.clock(), route, on, 0, 0);
    }

    private void onRouteChange(final StreamRoute route, final boolean up) {
        if (route != StreamRoute.PRIVATE) {
            onMarketChange(route, up);
            return;
        }
        if (isPolling == up) {
            isPolling = !up;
            publishStandIn(StreamRoute.REST, !up);
        }
        if (up) {
            userStreamStarts++;
            requestSnapshot();
        }
    }

    private void onMarketChange(final StreamRoute route, final boolean up) {
        if (route == StreamRoute.PUBLIC) {
            isBookDown = !up;
        } else {
            isTradeDown = !up;
            isBarMissed |= up;
        }
        final boolean isNeeded = isBookDown || isTradeDown;
        if (isNeeded != isTicking) {
            isTicking = isNeeded;
            publishStandIn(StreamRoute.REST_MARKET, isNeeded);
        }
    }

    /** Whether a snapshot was read in full since the user stream went up last. */
    public boolean isReconciled() {
        return startsReconciled == userStreamStarts && !isPolling;
    }

    /**
     * When the newest snapshot that was read in full began: what happened before is known, on the
     * loop's clock. 0: none was read.
     */
    public long reconciledAsOfNs() {
        return reconciledAsOfNs;
    }

    /** Snapshots that could not be read in full; those that stand in for a stream do not count. */
    public long failedSnapshots() {
        return failedSnapshots;
    }

    /** A CLOCK_TICK, if it is time for one, and whatever else looks at the time. */
    public void tick() {
        ticks.tickIfDue();
        answers.check(seams.loop().nanoTime());
        if (rateWatch != null) {
            rateWatch.run();
        }
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
            final boolean unused = quietly(() -> rateWatch.runIfRoom(snapshots::poll));
        }
    }

    /** REC-2: the regular snapshot; none while the limits are nearly used up (RISK-7). Blocks. */
    public void reconcile() {
        final boolean unused =
                quietly(() -> rateWatch.runIfRoom(() -> readSnapshot(snapshots::load)));
    }

    /**
     * MD-6, MD-2: prices for the exits while a market stream is down, the bars of the meantime when
     * trades come again. Blocks.
     */
    public void pollMarket() {
        final boolean unused =
                quietly(
                        () -> {
                            if (isTicking) {
                                rateWatch.runIfRoom(tickers::load);
                            }
                            if (isBarMissed) {
                                rateWatch.runIfRoom(this::readBars);
                            }
                        });
    }

    private void readBars() {
        isBarMissed = false; // What is missed from here on is read once more.
        boolean isRead = false;
        try {
            loadHistory();
            isRead = true;
        } finally {
            isBarMissed |= !isRead;
        }
    }

    /** Makes the listen key last (MD-5); one that could not be extended is tried again. Blocks. */
    public void extendListenKey() {
        final boolean isDone =
                quietly(
                        () -> {
                            if (!listenKey.extend()) {
                                seams.reconnectUser().accept(DownCause.KEY_EXPIRED);
                            }
                        });
        if (!isDone && !isKeyRetryPlanned) {
            isKeyRetryPlanned = true;
            seams.loop()
                    .schedule(
                            () -> seams.worker().execute(this::retryListenKey),
                            config.periods().listenKeyMs() / BinanceGateway.KEY_RETRY_PART);
        }
    }

    private void retryListenKey() {
        isKeyRetryPlanned = false;
        extendListenKey();
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
