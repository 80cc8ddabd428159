package dev.bowline.gateway.binance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventSink;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.StreamRoute;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.gateway.binance.market.DecodeCounters;
import dev.bowline.gateway.binance.market.MarketDecoder;
import dev.bowline.gateway.binance.market.SymbolTable;
import dev.bowline.gateway.binance.rest.OrderReplyDecoder;
import dev.bowline.gateway.binance.rest.RateBudget;
import dev.bowline.gateway.binance.rest.RestClient;
import dev.bowline.gateway.binance.rest.RestClient.Security;
import dev.bowline.gateway.binance.rest.ServerClock;
import dev.bowline.gateway.binance.user.ListenKeyKeeper;
import dev.bowline.gateway.net.ClientTls;
import dev.bowline.gateway.net.DownCause;
import dev.bowline.gateway.net.EventThread;
import dev.bowline.gateway.net.HttpsPool;
import dev.bowline.gateway.net.Origin;
import dev.bowline.gateway.net.WebSocketSession;
import io.netty.channel.EventLoop;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.agrona.CloseHelper;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;

/**
 * The venue as one thing. Use: construct, put {@link #exit()} last into the chain, {@link #open}
 * with the runner, then the start-up steps in the order of {@link StartStep}, or {@link #start} for
 * all of them. Steps block and belong to the launcher's thread. What happens afterwards
 * (reconnects, snapshots, listen key, clock) happens by itself.
 */
public final class BinanceGateway implements AutoCloseable {
    static final int KEY_RETRY_PART = 25;
    static final long ANSWER_MS = 10_000;
    private static final System.Logger LOG = System.getLogger(BinanceGateway.class.getName());
    private static final int CLOCK_SAMPLES = 5;
    private static final int STATUS_QUEUE_SLOTS = 16;
    private static final long FLUSH_MS = 5;
    private static final long RATE_CHECK_MS = 10;
    private static final long ANSWER_CHECK_MS = 100;

    private final GatewayConfig config;
    private final EpochNanoClock clock;
    private final SplittableRandom seeds;
    private final GatewayLoops loops;
    private final ServerClock serverClock = new ServerClock();
    private final InstrumentRegistry registry = new InstrumentRegistry();
    private final OrderExit exit = new OrderExit();
    private final RateBudgetFeed budgetFeed;
    private final ClientTls tls;
    private final HttpsPool restPool;
    private final HttpsPool orderPool;
    private final RestClient rest;
    private final ListenKeyKeeper listenKey;
    private final BackgroundWork work;
    private long fillsSinceMs;
    private long fundingFromMs;

    private EventSink ring;
    // Compact: each frame is decided and answered before the next one of the same read is decoded.
    private IntSupplier afterFrame = () -> 0;
    private ExitProbe probe = ExitProbe.NONE;
    private ConflatingSink marketSink;
    private QueueingSink marketStatus;
    private QueueingSink userSink;
    private MarketDecoder marketDecoder;
    private UserStream userStream;
    private SnapshotLoader snapshots;
    private RateWatch rateWatch;
    private ApiLink apiLink;
    private volatile RestFallback fallback;
    private final AnswerWatch answers;
    private final EventThread orderTime;
    private final AtomicBoolean keyRetryPlanned = new AtomicBoolean();
    private WebSocketSession books;
    private WebSocketSession market;
    private volatile WebSocketSession user;

    /**
     * Makes threads and pools, but opens nothing.
     *
     * @param clock stamps every event; epoch nanoseconds
     * @param hotThreads from a role (engine; or market-io, order-io, timer) to the factory of its
     *     thread, which may pin it
     * @param seed of jitter, masks and handshake keys
     */
    public BinanceGateway(
            final GatewayConfig config,
            final EpochNanoClock clock,
            final Function<String, ThreadFactory> hotThreads,
            final long seed) {
        this.config = config;
        this.clock = clock;
        seeds = new SplittableRandom(seed);
        loops = new GatewayLoops(config.threads(), hotThreads);
        work = new BackgroundWork(loops.worker(), config.speed());
        tls = new ClientTls();
        final Origin origin = Origin.of(config.endpoints().rest());
        final GatewayConfig.Connections connections = config.connections();
        restPool = pool(loops.slow(), origin, connections.rest());
        orderPool = pool(loops.order(), origin, connections.orders());
        budgetFeed = new RateBudgetFeed(loops.order(), () -> serverClock.timestampMs(nowNs()));
        rest =
                new RestClient(
                        restPool,
                        loops.slow(),
                        origin.hostHeader(),
                        config.credentials().apiKey().reveal(),
                        config.credentials().newSigner(),
                        () -> serverClock.timestampMs(nowNs()),
                        config.recvWindowMs(),
                        connections.rest().requestTimeoutMs() + connections.rest().waitTimeoutMs(),
                        this::measureClock,
                        budgetFeed);
        listenKey = new ListenKeyKeeper(rest);
        orderTime = EventThread.of(loops.order(), config.speed());
        final long silenceMs = connections.privateStream().maxSilenceMs() * config.speed();
        answers =
                new AnswerWatch(
                        Math.min(ANSWER_MS, silenceMs), () -> user.reconnect(DownCause.SILENT));
    }

    private HttpsPool pool(
            final EventLoop loop, final Origin origin, final HttpsPool.Settings settings) {
        final byte[] ping =
                ("GET /fapi/v1/ping HTTP/1.1\r\nHost: " + origin.hostHeader() + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        return new HttpsPool(loop, loops.lookups(), origin, tls, settings, ping, seeds.split());
    }

    private long nowNs() {
        return clock.nanoTime();
    }

    /** Last link of the chain. */
    public OrderExit exit() {
        return exit;
    }

    /** Instruments, once {@link #loadInstruments} is done. */
    public InstrumentRegistry registry() {
        return registry;
    }

    /** The venue's clock against ours; any thread. */
    public ServerClock serverClock() {
        return serverClock;
    }

    /** Whether no connection for orders is open; any thread. */
    public boolean isExitDown() {
        return orderPool.warmConnections() == 0;
    }

    /** Makes a loop that sleeps on its sockets look at the ring; any thread. */
    public void wake() {
        loops.wake();
    }

    /** Sees when order bytes leave; set before {@link #loadInstruments}. */
    public void probe(final ExitProbe newProbe) {
        probe = newProbe;
    }

    /**
     * The first snapshot is preceded by what happened while nobody was connected (REC-4, OMS-8);
     * set before {@link #start}. Times of our clock, epoch milliseconds.
     *
     * @param fillsMs fills since then are read; 0: none are
     * @param fundingMs since when funding is ours; 0: from now on
     */
    public void readSince(final long fillsMs, final long fundingMs) {
        fillsSinceMs = fillsMs;
        fundingFromMs = fundingMs;
    }

    /**
     * Opens the connections for REST and orders, and starts the hot threads.
     *
     * @param runner where events go
     * @param poll compact layout: runs the chain, called by the gateway's own thread; split layout:
     *     not called
     */
    public void open(final EventSink runner, final IntSupplier poll) {
        ring = runner;
        final int queueSlots = config.threads().userQueueSlots();
        userSink = new QueueingSink(ring, queueSlots);
        marketStatus =
                config.threads().layout() == ThreadLayout.COMPACT
                        ? userSink
                        : new QueueingSink(ring, STATUS_QUEUE_SLOTS);
        marketSink = new ConflatingSink(ring, config.symbols().size());
        apiLink = new ApiLink(config, loops.order(), userSink, clock, serverClock);
        final TickSource ticks =
                new TickSource(
                        clock,
                        ring,
                        TimeUnit.MILLISECONDS.toNanos(config.threads().tickIntervalMs()));
        if (config.threads().layout() == ThreadLayout.COMPACT) {
            afterFrame = poll;
            loops.startCompact(
                    new CompactLoop(
                            loops.compactIo(),
                            poll,
                            () -> {
                                userSink.flush();
                                marketSink.flush();
                            },
                            ticks,
                            config.threads().busySpin()));
        } else {
            loops.startTimer(ticks);
            GatewayLoops.repeat(loops.order(), userSink::flush, FLUSH_MS);
            GatewayLoops.repeat(
                    loops.market(),
                    () -> {
                        marketStatus.flush();
                        marketSink.flush();
                    },
                    FLUSH_MS);
        }
        restPool.open();
        orderPool.open();
    }

    /**
     * All steps, in order. Blocks.
     *
     * @throws GatewayStartException naming the step that failed
     */
    public void start() {
        start(() -> {});
    }

    /**
     * As above.
     *
     * @param onInstruments runs when the instruments are known and before anything that is about
     *     one of them; may refuse the start by throwing
     */
    public void start(final Runnable onInstruments) {
        step(StartStep.CLOCK, this::measureClock);
        step(StartStep.ACCOUNT, this::prepareAccount);
        step(
                StartStep.INSTRUMENTS,
                () -> {
                    loadInstruments();
                    onInstruments.run();
                });
        step(StartStep.WARM_UP, this::loadHistory);
        step(StartStep.STREAMS, this::openStreams);
        step(StartStep.SNAPSHOT, this::loadSnapshot);
    }

    /**
     * Runs one step and names it if it fails.
     *
     * @throws GatewayStartException with the step's name before the reason
     */
    public static void step(final StartStep step, final Runnable action) {
        final long startNs = System.nanoTime();
        try {
            action.run();
        } catch (final RuntimeException e) {
            throw new GatewayStartException(step, e.getMessage(), e);
        }
        LOG.log(
                Level.INFO,
                "START_STEP {0} ms={1}",
                step.title(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs));
    }

    /** Measures the offset to the venue's clock: five samples, shortest round trip (MD-7). */
    public synchronized void measureClock() {
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

    /** Checks permissions and modes; sets leverage and margin type. */
    public void prepareAccount() {
        new AccountSetup(rest, config).prepare();
    }

    /** Reads the instruments, publishes them, and makes the exit ready. */
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
        final OrderEncoders encoders =
                new OrderEncoders(
                        config, Origin.of(config.endpoints().rest()).hostHeader(), registry);
        connectExit(loaded.limits(), encoders);
        final RequestRehearsal rehearsal = encoders.newRehearsal(config.orderEntry());
        final long timeMs = serverClock.timestampMs(nowNs());
        if (rehearsal.run(registry, timeMs) > 0) {
            loops.keepWarm(round -> rehearsal.once(registry, timeMs, round));
        }
    }

    private void connectExit(
            final ExchangeInfoLoader.RateLimits venue, final OrderEncoders encoders) {
        final RateBudget budget =
                new RateBudget(
                        venue.weightPerMinute(),
                        venue.ordersPerTenSeconds(),
                        venue.ordersPerMinute());
        budgetFeed.connect(budget);
        rateWatch = new RateWatch(budget, serverClock, clock, userSink);
        GatewayLoops.repeat(loops.order(), rateWatch, RATE_CHECK_MS);
        snapshots = newSnapshots();
        fallback =
                new RestFallback(
                        work,
                        rateWatch,
                        snapshots,
                        new TickerLoader(rest, registry, this::nowNs, new WaitingSink(ring)),
                        this::loadHistory,
                        marketSink::droppedBars,
                        userSink,
                        marketStatus,
                        clock);
        exit.reconcileWith(this::requestSnapshot);
        final ApiExit api = apiLink.exitOrNull();
        final RequestFlow flow =
                new RequestFlow(
                        new RequestFlow.Parts(
                                exit,
                                orderTime,
                                loops.lookups(),
                                orderPool,
                                api,
                                encoders.newWriter(api),
                                encoders.newWriter(api),
                                new OrderReplyDecoder(config.mode()),
                                budget,
                                serverClock,
                                clock,
                                ring,
                                this::measureClock,
                                this::requestSnapshot,
                                probe,
                                sentNs -> answers.onAccepted(sentNs, orderTime.nanoTime())),
                        new RequestFlow.Limits(
                                config.threads().maxRequests(),
                                config.periods().exitRetryMs(),
                                config.periods().maxExitWaitMs(),
                                venue.ordersPerTenSeconds() / 5,
                                venue.weightPerMinute() / 20));
        exit.connect(flow);
        apiLink.open(flow, encoders, loops.lookups(), tls, seeds.split(), this::measureClock);
    }

    /** Publishes closed bars and 24 h figures (SIG-2). */
    public void loadHistory() {
        new HistoryLoader(rest, config, registry, this::nowNs, new WaitingSink(ring))
                .load(serverClock.timestampMs(nowNs()));
    }

    /** Opens the three streams and waits until they are up; starts the periodic work. */
    public void openStreams() {
        final SymbolTable symbols = new SymbolTable(registry);
        marketDecoder = new MarketDecoder(symbols, marketSink, null);
        userStream =
                new UserStream(
                        config.mode(), symbols, userSink, clock, cause -> user.reconnect(cause));
        final GatewayConfig.Connections connections = config.connections();
        books =
                new WebSocketSession(
                        "public",
                        loops.market(),
                        loops.lookups(),
                        () -> StreamUrls.books(config),
                        tls,
                        connections.publicStream(),
                        seeds.split(),
                        this::onMarketFrame,
                        watch(StreamRoute.PUBLIC, marketStatus));
        market =
                new WebSocketSession(
                        "market",
                        loops.market(),
                        loops.lookups(),
                        () -> StreamUrls.market(config),
                        tls,
                        connections.marketStream(),
                        seeds.split(),
                        this::onMarketFrame,
                        watch(StreamRoute.MARKET, marketStatus));
        user =
                new WebSocketSession(
                        "private",
                        loops.order(),
                        loops.lookups(),
                        () -> StreamUrls.user(config, listenKey.acquire()),
                        tls,
                        connections.privateStream(),
                        seeds.split(),
                        (buffer, offset, length, readableNs) -> {
                            answers.onFrame(orderTime.nanoTime());
                            userStream.onFrame(buffer, offset, length, readableNs);
                            final int unused = afterFrame.getAsInt();
                        },
                        watch(StreamRoute.PRIVATE, userSink));
        books.start();
        market.start();
        user.start();
        final long timeoutMs = 4 * connections.privateStream().connectTimeoutMs();
        StreamStart.await(timeoutMs, books, market, user, apiLink);
        startPeriodicWork();
    }

    private SnapshotLoader newSnapshots() {
        return new SnapshotLoader(
                rest,
                config.mode(),
                registry,
                this::nowNs,
                new WaitingSink(ring),
                FillLoader.of(rest, config, registry, serverClock, this::nowNs, fillsSinceMs),
                new FundingLoader(
                        rest, config, serverClock, this::nowNs, fundingFromMs, fillsSinceMs),
                orderTime::nanoTime);
    }

    private StreamWatch watch(final StreamRoute route, final QueueingSink sink) {
        return new StreamWatch(route, sink, clock, fallback);
    }

    private void onMarketFrame(
            final DirectBuffer buffer, final int offset, final int length, final long readableNs) {
        marketDecoder.decode(buffer, offset, length, nowNs(), readableNs);
        final int unused = afterFrame.getAsInt();
    }

    private void startPeriodicWork() {
        final GatewayConfig.Periods periods = config.periods();
        work.every(periods.clockMs(), "clock offset", this::measureClock);
        work.every(periods.listenKeyMs(), "listen key", this::extendListenKey);
        fallback.start(periods.pollMs(), periods.tickerMs());
        GatewayLoops.repeat(
                loops.order(), () -> answers.check(orderTime.nanoTime()), ANSWER_CHECK_MS);
        final long silenceMs = config.connections().marketStream().maxSilenceMs();
        final LongSupplier marks = marketDecoder.counters()::marks;
        GatewayLoops.repeat(
                loops.market(),
                StreamSilence.watch("markPrice", market, marks, silenceMs),
                ANSWER_CHECK_MS);
        // REC-2; no exit, so it waits while the limits are nearly used up (RISK-7).
        final Runnable reconcile = () -> rateWatch.runIfPossible(snapshots::load);
        work.every(periods.reconcileMs(), "reconciliation", reconcile);
    }

    /** A key that could not be extended is tried again well before its hour is over (MD-5). */
    private void extendListenKey() {
        final boolean isSame;
        try {
            isSame = listenKey.extend();
        } catch (final RuntimeException e) {
            final long retryMs = Math.max(1, config.periods().listenKeyMs() / KEY_RETRY_PART);
            if (keyRetryPlanned.compareAndSet(false, true)) {
                work.later(retryMs, "listen key", this::retryListenKey);
            }
            throw e;
        }
        if (!isSame) {
            user.reconnect(DownCause.KEY_EXPIRED);
        }
    }

    private void requestSnapshot() {
        fallback.requestSnapshot();
    }

    private void retryListenKey() {
        keyRetryPlanned.set(false);
        extendListenKey();
    }

    /** Publishes positions, orders and algo orders between two VENUE_SNAPSHOT edges. */
    public void loadSnapshot() {
        snapshots.load();
    }

    /**
     * Whether the gateway has nothing left to do: so many stream frames are in the ring, every
     * request has its outcome in the ring, and no REST read is under way. For an exchange in
     * lockstep; the caller also looks whether the ring is empty, after this. Any thread, no
     * garbage.
     */
    public boolean isQuiet(final long streamFrames) {
        return user != null
                && books.messages() + market.messages() + user.messages() >= streamFrames
                && exit.outstandingRequests() == 0
                && rest.underWay() == 0
                && !fallback.isSnapshotAsked()
                && !marketSink.isHolding()
                && userSink.waiting() == 0
                && marketStatus.waiting() == 0;
    }

    /** Stream frames received in full and handled, by route; any thread. */
    public long frames(final StreamRoute route) {
        final WebSocketSession session =
                switch (route) {
                    case PUBLIC -> books;
                    case MARKET -> market;
                    case PRIVATE -> user;
                    case REST, REST_MARKET, ORDER_API -> null;
                };
        return session == null ? 0 : session.messages();
    }

    /** How market frames ended; {@code null} before the streams are open. */
    public DecodeCounters marketCounters() {
        return marketDecoder == null ? null : marketDecoder.counters();
    }

    /** How user frames ended; {@code null} before the streams are open. */
    public DecodeCounters userCounters() {
        return userStream == null ? null : userStream.decoder().counters();
    }

    /** What did not fit into the ring; any thread. */
    public Pressure pressure() {
        return new Pressure(
                marketSink.conflated(),
                marketSink.droppedTrades(),
                marketSink.droppedBars(),
                userSink.queued(),
                userStream == null ? 0 : userStream.drops());
    }

    /** What left over the WebSocket API; any thread, after {@link #open}. */
    public ApiFigures orderApi() {
        return apiLink.figures();
    }

    @Override
    public void close() {
        work.close();
        for (final AutoCloseable session : new AutoCloseable[] {books, market, user, apiLink}) {
            CloseHelper.quietClose(session);
        }
        restPool.close();
        orderPool.close();
        loops.close();
    }
}
