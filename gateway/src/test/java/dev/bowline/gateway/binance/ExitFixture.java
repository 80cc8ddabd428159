package dev.bowline.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.RequestOutcome;
import dev.bowline.core.event.Side;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.gateway.binance.rest.OrderReplyDecoder;
import dev.bowline.gateway.binance.rest.RateBudget;
import dev.bowline.gateway.binance.rest.ServerClock;
import dev.bowline.gateway.net.ClientTls;
import dev.bowline.gateway.net.EventLoops;
import dev.bowline.gateway.net.EventThread;
import dev.bowline.gateway.net.HttpsPool;
import dev.bowline.gateway.net.Origin;
import dev.bowline.gateway.net.ReconnectBackoff;
import dev.bowline.gateway.net.WebSocketSession;
import dev.bowline.gateway.testing.Await;
import dev.bowline.gateway.testing.ScriptedVenue;
import dev.bowline.gateway.testing.ScriptedVenue.Reply;
import dev.bowline.gateway.testing.ScriptedVenue.Request;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.net.URI;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.agrona.concurrent.EpochNanoClock;
import org.agrona.concurrent.OffsetEpochNanoClock;

/** The exit with real sockets in front of a scripted venue, and a ring that keeps what comes. */
final class ExitFixture implements AutoCloseable {
    static final String ORDER = "POST /fapi/v1/order";
    static final String LOGON = "LOGON session";
    static final String UPGRADE = "GET /ws-fapi/v1";
    private static final int MAX_REQUESTS = 16;

    final ScriptedVenue venue = new ScriptedVenue();
    final EpochNanoClock clock = new OffsetEpochNanoClock();
    final ServerClock serverClock = new ServerClock();
    final NarrowSink ring = new NarrowSink();
    final NarrowSink told = new NarrowSink();
    final OrderExit exit = new OrderExit();
    final RateBudget budget = new RateBudget(2_400, 300, 1_200);
    final AtomicInteger clockMeasurements = new AtomicInteger();
    final AtomicInteger reconciles = new AtomicInteger();
    private final MultiThreadIoEventLoopGroup group =
            EventLoops.onOwnThread(Executors.defaultThreadFactory(), false);
    final EventLoop loop = group.next();
    private final ExecutorService slow = Executors.newCachedThreadPool();
    private final AtomicLong passedNs = new AtomicLong();
    private final HttpsPool pool;
    private final ApiLink link;
    final ApiExit api;
    volatile long measurementTakesNs;
    private int sequence;

    /**
     * What differs from test to test.
     *
     * @param secret HMAC secret or private key in PEM
     * @param answerMs how long an answer may take
     * @param maxExitWaitMs also sets how long the API is left alone after a server error: half
     * @param stream of the API's connection
     */
    record Setup(
            OrderEntry entry,
            String secret,
            long answerMs,
            long maxExitWaitMs,
            WebSocketSession.Settings stream) {
        static Setup of(final OrderEntry entry, final long answerMs) {
            return new Setup(entry, "secret", answerMs, 3_000, TestTimings.fast().orderApi());
        }

        Setup withSecret(final String newSecret) {
            return new Setup(entry, newSecret, answerMs, maxExitWaitMs, stream);
        }

        Setup withMaxExitWait(final long newMaxExitWaitMs) {
            return new Setup(entry, secret, answerMs, newMaxExitWaitMs, stream);
        }

        Setup withStream(final int maxMessageBytes, final long maxAgeMs) {
            return new Setup(
                    entry,
                    secret,
                    answerMs,
                    maxExitWaitMs,
                    new WebSocketSession.Settings(
                            stream.connectTimeoutMs(),
                            stream.maxSilenceMs(),
                            stream.pongsCount(),
                            stream.pingIntervalMs(),
                            maxMessageBytes,
                            maxAgeMs,
                            stream.backoff()));
        }
    }

    /** Opens everything but does not wait for it. */
    ExitFixture(final Setup setup) {
        final long nowNs = clock.nanoTime();
        serverClock.onSample(nowNs, nowNs, TimeUnit.NANOSECONDS.toMillis(nowNs));
        final GatewayConfig config = config(setup);
        pool =
                new HttpsPool(
                        loop,
                        slow,
                        Origin.of(config.endpoints().rest()),
                        new ClientTls(),
                        config.connections().orders(),
                        new byte[0],
                        new SplittableRandom(1));
        pool.open();
        link = new ApiLink(config, loop, new QueueingSink(told, 64), clock, serverClock);
        api = link.exitOrNull();
        final OrderEncoders encoders = new OrderEncoders(config, "127.0.0.1", registry());
        final RequestFlow flow =
                new RequestFlow(
                        new RequestFlow.Parts(
                                exit,
                                lateThread(),
                                slow,
                                pool,
                                api,
                                encoders.newWriter(api),
                                encoders.newWriter(api),
                                new OrderReplyDecoder('s'),
                                budget,
                                serverClock,
                                clock,
                                ring,
                                this::measureClock,
                                reconciles::incrementAndGet,
                                ExitProbe.NONE,
                                sentNs -> {}),
                        new RequestFlow.Limits(MAX_REQUESTS, 5, setup.maxExitWaitMs(), 60, 120));
        exit.connect(flow);
        link.open(
                flow, encoders, slow, new ClientTls(), new SplittableRandom(2), this::measureClock);
        Await.until("a connection", () -> pool.warmConnections() == 1);
    }

    private GatewayConfig config(final Setup setup) {
        final URI rest = URI.create("http://127.0.0.1:" + venue.port());
        final URI streams = URI.create("ws://127.0.0.1:" + venue.port());
        final GatewayConfig.Connections fast = TestTimings.fast();
        return GatewayConfig.standard(
                        's',
                        new Endpoints(
                                rest,
                                streams,
                                streams,
                                streams,
                                URI.create(streams + "/ws-fapi/v1")),
                        new Credentials(Secret.of("key"), Secret.of(setup.secret())),
                        "USDC",
                        List.of("XRPUSDC"),
                        new GatewayConfig.Threads(ThreadLayout.SPLIT, false, 0, MAX_REQUESTS, 64))
                .withOrderEntry(setup.entry())
                .withTimings(
                        new GatewayConfig.Connections(
                                new HttpsPool.Settings(
                                        1,
                                        2_000,
                                        setup.answerMs(),
                                        2_000,
                                        64,
                                        60_000,
                                        100_000,
                                        new ReconnectBackoff.Settings(2, 10, 0, Integer.MAX_VALUE)),
                                fast.rest(),
                                fast.publicStream(),
                                fast.marketStream(),
                                fast.privateStream(),
                                setup.stream()),
                        new GatewayConfig.Periods(
                                60_000, 60_000, 20, 20, 0, 5, setup.maxExitWaitMs()));
    }

    private static InstrumentRegistry registry() {
        final long one = FixedPoint.ONE_E8;
        final InstrumentRegistry registry = new InstrumentRegistry();
        registry.put(
                new InstrumentSpec(
                        0,
                        "XRPUSDC",
                        "XRP",
                        "USDC",
                        "USDC",
                        10_000,
                        10_000,
                        one * 1_000_000,
                        one / 10,
                        one / 10,
                        one * 1_000_000,
                        one / 10,
                        one / 10,
                        one * 1_000_000,
                        one * 5,
                        0,
                        0,
                        200,
                        0,
                        40_000,
                        5,
                        one * 5_000,
                        one / 200));
        return registry;
    }

    /** The loop, with time that passes when the test says so. */
    private EventThread lateThread() {
        final EventThread inner = EventThread.of(loop);
        return new EventThread() {
            @Override
            public boolean isCurrent() {
                return inner.isCurrent();
            }

            @Override
            public void execute(final Runnable task) {
                inner.execute(task);
            }

            @Override
            public void schedule(final Runnable task, final long delayMs) {
                inner.schedule(task, delayMs);
            }

            @Override
            public long nanoTime() {
                return inner.nanoTime() + passedNs.get();
            }
        };
    }

    /** Time passes at once, as the exit sees it. */
    void passes(final long durationNs) {
        passedNs.addAndGet(durationNs);
    }

    private void measureClock() {
        clockMeasurements.incrementAndGet();
        passedNs.addAndGet(measurementTakesNs);
    }

    /** Waits until requests can leave the way that was chosen. */
    void awaitOpen() {
        Await.until("a connection", () -> pool.warmConnections() == 1);
        Await.until("a connection of the API", () -> api == null || api.isUsable());
    }

    /** The venue takes an order. */
    static Reply accept(final Request request) {
        return Reply.json(200, acceptance(request));
    }

    static String acceptance(final Request request) {
        return "{\"orderId\":81,\"symbol\":\"XRPUSDC\",\"status\":\"NEW\",\"clientOrderId\":\""
                + request.parameter("newClientOrderId")
                + "\",\"executedQty\":\"0.0\",\"side\":\"BUY\",\"type\":\"MARKET\"}";
    }

    /** Answers the first order from now on so, all others with an acceptance. */
    void first(final Reply reply) {
        final AtomicInteger count = new AtomicInteger();
        venue.on(ORDER, request -> count.getAndIncrement() == 0 ? reply : accept(request));
    }

    void send(final boolean reduceOnly) {
        exit.onEvent(slotWith(reduceOnly), 0);
    }

    EngineEvent slotWith(final boolean reduceOnly) {
        final EngineEvent event = new EngineEvent();
        event.clear(EventType.CLOCK_TICK);
        final OrderCommand command = event.commands().addOrNull();
        command.kind = CommandKind.PLACE_ORDER;
        command.instrumentId = 0;
        command.runId = 3;
        final OrderLeg leg = reduceOnly ? OrderLeg.CLOSE : OrderLeg.ENTRY;
        command.orderKey = ClientOrderId.key(++sequence, 1, Side.BUY, leg, 0);
        command.side = Side.BUY;
        command.orderType = OrderType.MARKET;
        command.qtyE8 = 10 * FixedPoint.ONE_E8;
        command.reduceOnly = reduceOnly;
        return event;
    }

    RequestOutcome outcome(final int index) {
        Await.until("outcome " + index, () -> ring.count(EventType.REQUEST_OUTCOME) > index);
        final List<EngineEvent> outcomes =
                ring.published.stream().filter(e -> e.type == EventType.REQUEST_OUTCOME).toList();
        return outcomes.get(index).outcome();
    }

    /** After the outcome nothing is under way, and no second outcome can come. */
    void assertOnlyOutcomes(final int expected) {
        Await.until("nothing under way", () -> exit.outstandingRequests() == 0);
        assertEquals(expected, ring.count(EventType.REQUEST_OUTCOME));
    }

    /** Orders as they arrived, over whichever way. */
    List<Request> orders() {
        return venue.requests().stream().filter(each -> each.line().equals(ORDER)).toList();
    }

    /** Whether an order that arrived came over the WebSocket API. */
    static boolean isOnApi(final Request order) {
        return order.headers().containsKey("id");
    }

    /** Changes of mode told so far, in order: true for up. */
    List<Boolean> modes() {
        return told.published.stream().map(event -> event.stream().up).toList();
    }

    @Override
    public void close() {
        link.close();
        pool.close();
        venue.close();
        slow.shutdownNow();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
    }
}
