package dev.bowline.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.RequestOutcome;
import dev.bowline.core.event.Side;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.gateway.binance.rest.OrderReplyDecoder;
import dev.bowline.gateway.binance.rest.OrderRequestEncoder;
import dev.bowline.gateway.binance.rest.RateBudget;
import dev.bowline.gateway.binance.rest.RequestSigner;
import dev.bowline.gateway.binance.rest.ServerClock;
import dev.bowline.gateway.net.ClientTls;
import dev.bowline.gateway.net.EventLoops;
import dev.bowline.gateway.net.EventThread;
import dev.bowline.gateway.net.HttpsPool;
import dev.bowline.gateway.net.Origin;
import dev.bowline.gateway.net.ReconnectBackoff;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** OMS-3 and RISK-7: what the exit makes of every kind of answer, with real sockets. */
class RequestFlowIT {
    private static final String ORDER = "POST /fapi/v1/order";
    private static final String UNKNOWN =
            "{\"code\":-1000,\"msg\":\"Unknown error, please check your request or try again"
                    + " later.\"}";
    private static final String LATE =
            "{\"code\":-1021,\"msg\":\"Timestamp for this request is outside of the recvWindow.\"}";

    /** A silent venue is waited for that long; a stalled test machine must stay below. */
    private static final long ANSWER_MS = 2_000;

    private final ScriptedVenue venue = new ScriptedVenue();
    private final MultiThreadIoEventLoopGroup group =
            EventLoops.onOwnThread(Executors.defaultThreadFactory(), false);
    private final EventLoop loop = group.next();
    private final ExecutorService slow = Executors.newCachedThreadPool();
    private final EpochNanoClock clock = new OffsetEpochNanoClock();
    private final ServerClock serverClock = new ServerClock();
    private final NarrowSink ring = new NarrowSink();
    private final OrderExit exit = new OrderExit();
    private final AtomicInteger clockMeasurements = new AtomicInteger();
    private final AtomicInteger reconciles = new AtomicInteger();
    private final AtomicLong passedNs = new AtomicLong();
    private volatile long measurementTakesNs;
    private HttpsPool pool;
    private int sequence;

    @BeforeEach
    void open() {
        final long nowNs = clock.nanoTime();
        serverClock.onSample(nowNs, nowNs, TimeUnit.NANOSECONDS.toMillis(nowNs));
        pool =
                new HttpsPool(
                        loop,
                        slow,
                        Origin.of(URI.create("http://127.0.0.1:" + venue.port())),
                        new ClientTls(),
                        new HttpsPool.Settings(
                                1,
                                2_000,
                                ANSWER_MS,
                                250,
                                64,
                                60_000,
                                100_000,
                                new ReconnectBackoff.Settings(2, 10, 0, Integer.MAX_VALUE)),
                        new byte[0],
                        new SplittableRandom(1));
        pool.open();
        exit.connect(
                new RequestFlow(
                        new RequestFlow.Parts(
                                exit,
                                lateThread(),
                                slow,
                                pool,
                                encoder(),
                                encoder(),
                                new OrderReplyDecoder('s'),
                                new RateBudget(2_400, 300, 1_200),
                                serverClock,
                                clock,
                                ring,
                                this::measureClock,
                                reconciles::incrementAndGet,
                                ExitProbe.NONE,
                                sentNs -> {}),
                        new RequestFlow.Limits(16, 5, 3_000, 60, 120)));
        Await.until("a connection", () -> pool.warmConnections() == 1);
    }

    @AfterEach
    void stop() {
        pool.close();
        venue.close();
        slow.shutdownNow();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5_000);
    }

    private static OrderRequestEncoder encoder() {
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
        return new OrderRequestEncoder(
                's', "127.0.0.1", "key", RequestSigner.hmac("secret"), registry, 5_000);
    }

    private static Reply accept(final Request request) {
        return Reply.json(
                200,
                "{\"orderId\":81,\"symbol\":\"XRPUSDC\",\"status\":\"NEW\",\"clientOrderId\":\""
                        + request.parameter("newClientOrderId")
                        + "\",\"executedQty\":\"0.0\",\"side\":\"BUY\",\"type\":\"MARKET\"}");
    }

    /** Answers the first request so, all others with an acceptance. */
    private void first(final Reply reply) {
        final AtomicInteger count = new AtomicInteger();
        venue.on(ORDER, request -> count.getAndIncrement() == 0 ? reply : accept(request));
    }

    private void send(final boolean reduceOnly) {
        exit.onEvent(slotWith(reduceOnly), 0);
    }

    private EngineEvent slotWith(final boolean reduceOnly) {
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

    private RequestOutcome outcome(final int index) {
        Await.until("outcome " + index, () -> ring.count(EventType.REQUEST_OUTCOME) > index);
        final List<EngineEvent> outcomes =
                ring.published.stream().filter(e -> e.type == EventType.REQUEST_OUTCOME).toList();
        return outcomes.get(index).outcome();
    }

    /** After the outcome nothing is under way, and no second outcome can come. */
    private void assertOnlyOutcomes(final int expected) {
        Await.until("nothing under way", () -> exit.outstandingRequests() == 0);
        assertEquals(expected, ring.count(EventType.REQUEST_OUTCOME));
    }

    @Test
    void shouldReportAcceptedWhenTheVenueAccepts() {
        venue.on(ORDER, RequestFlowIT::accept);
        send(false);
        assertEquals(OutcomeKind.ACCEPTED, outcome(0).kind);
        assertEquals(81, outcome(0).orderId);
        assertTrue(outcome(0).latencyNs > 0);
        assertOnlyOutcomes(1);
    }

    @Test
    void shouldMeasureTheClockAndSendOnceMoreWithTheSameIdWhenTheStampIsRefused() {
        first(Reply.json(400, LATE));
        send(false);
        assertEquals(OutcomeKind.ACCEPTED, outcome(0).kind);
        assertEquals(1, clockMeasurements.get());
        assertEquals(2, venue.count(ORDER));
        assertEquals(
                venue.requests().get(0).parameter("newClientOrderId"),
                venue.requests().get(1).parameter("newClientOrderId"));
        assertOnlyOutcomes(1);
    }

    @Test
    void shouldNotSendAgainWhenTheClockTookTooLongToMeasure() {
        measurementTakesNs = TimeUnit.SECONDS.toNanos(28);
        venue.on(ORDER, request -> Reply.json(400, LATE));
        send(true);
        assertEquals(OutcomeKind.NOT_SENT, outcome(0).kind);
        assertOnlyOutcomes(1);
        assertEquals(1, venue.count(ORDER));
    }

    /** PROT-1: by then the engine looks the order up, and may have given it up. */
    @Test
    void shouldNotRepeatAPlacementWhenItWasHeldTooLong() {
        venue.on(
                ORDER,
                request -> {
                    passedNs.addAndGet(TimeUnit.SECONDS.toNanos(3));
                    return Reply.json(503, "{\"code\":-1001,\"msg\":\"Service Unavailable.\"}");
                });
        send(true);
        assertEquals(OutcomeKind.NOT_SENT, outcome(0).kind);
        assertOnlyOutcomes(1);
        assertEquals(1, venue.count(ORDER));
    }

    private void measureClock() {
        clockMeasurements.incrementAndGet();
        passedNs.addAndGet(measurementTakesNs);
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

    @Test
    void shouldSendNoThirdTimeWhenTheStampIsRefusedTwice() {
        venue.on(ORDER, request -> Reply.json(400, LATE));
        send(true);
        assertEquals(-1021, outcome(0).errorCode);
        assertNotEquals(OutcomeKind.ACCEPTED, outcome(0).kind);
        assertOnlyOutcomes(1);
        assertEquals(2, venue.count(ORDER));
    }

    @Test
    void shouldBeInDoubtAndNeverSendAgainWhenTheVenueDoesNotKnow() {
        first(Reply.json(503, UNKNOWN));
        send(true);
        assertEquals(OutcomeKind.IN_DOUBT, outcome(0).kind);
        assertOnlyOutcomes(1);
        assertEquals(1, venue.count(ORDER));
    }

    @Test
    void shouldBeInDoubtAndNeverSendAgainWhenTheConnectionIsCutOrHalfAReplyArrives() {
        first(Reply.cutNow());
        send(true);
        assertEquals(OutcomeKind.IN_DOUBT, outcome(0).kind);
        Await.until("a connection again", () -> pool.warmConnections() == 1);
        first(Reply.raw("HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{\"orderId\":", true));
        send(true);
        assertEquals(OutcomeKind.IN_DOUBT, outcome(1).kind);
        assertOnlyOutcomes(2);
        assertEquals(2, venue.count(ORDER));
    }

    @Test
    void shouldBeInDoubtWhenNoReplyComesInTime() {
        first(Reply.silence());
        send(true);
        assertEquals(OutcomeKind.IN_DOUBT, outcome(0).kind);
        assertOnlyOutcomes(1);
        assertEquals(1, venue.count(ORDER));
    }

    @Test
    void shouldRepeatAnExitButNotAnEntryWhenItWasDefinitelyNotExecuted() {
        final Reply down = Reply.json(503, "{\"code\":-1001,\"msg\":\"Service Unavailable.\"}");
        first(down);
        send(true);
        assertEquals(OutcomeKind.ACCEPTED, outcome(0).kind);
        assertEquals(2, venue.count(ORDER));
        first(down);
        send(false);
        assertEquals(OutcomeKind.NOT_SENT, outcome(1).kind);
        assertEquals(503, outcome(1).httpStatus);
        assertOnlyOutcomes(2);
        assertEquals(3, venue.count(ORDER));
    }

    @Test
    void shouldHoldEntriesBackAndLetAnExitWaitWhenTheVenueSaysRetryAfter() {
        first(Reply.json(429, "{\"code\":-1003,\"msg\":\"Too many requests.\"}", "Retry-After: 2"));
        send(false);
        assertEquals(OutcomeKind.NOT_SENT, outcome(0).kind);
        assertEquals(429, outcome(0).httpStatus);
        final long startNs = System.nanoTime();
        send(false);
        assertEquals(OutcomeKind.NOT_SENT, outcome(1).kind);
        assertEquals(1, venue.count(ORDER), "the second entry never left");
        send(true);
        assertEquals(OutcomeKind.ACCEPTED, outcome(2).kind);
        final long waitedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNs);
        assertTrue(waitedMs >= 500, "waited " + waitedMs + " ms");
        assertOnlyOutcomes(3);
    }

    @Test
    void shouldSendNothingWhenTheVenueBansForLong() {
        final long untilMs = TimeUnit.NANOSECONDS.toMillis(clock.nanoTime()) + 120_000;
        first(
                Reply.json(
                        418,
                        "{\"code\":-1003,\"msg\":\"Way too many requests; IP(1.2.3.4) banned until "
                                + untilMs
                                + ". Please use the websocket for live updates.\"}"));
        send(true);
        assertEquals(OutcomeKind.NOT_SENT, outcome(0).kind);
        send(true);
        assertEquals(OutcomeKind.NOT_SENT, outcome(1).kind);
        assertOnlyOutcomes(2);
        assertEquals(1, venue.count(ORDER));
    }

    /** RISK-7: a snapshot costs more than a hundred lookups, so it is not the answer to each. */
    @Test
    void shouldAskForNoSnapshotInDoubtAndForOneWhenRefusalsFollowEachOther() {
        final String taken = "{\"code\":-4116,\"msg\":\"ClientOrderId is duplicated.\"}";
        venue.on(ORDER, request -> Reply.json(400, taken));
        send(true);
        assertEquals(OutcomeKind.IN_DOUBT, outcome(0).kind);
        assertEquals(0, reconciles.get(), "the engine looks it up");
        final String gone = "{\"code\":-2022,\"msg\":\"ReduceOnly Order is rejected.\"}";
        venue.on(ORDER, request -> Reply.json(400, gone));
        for (int i = 1; i <= 4; i++) {
            send(true);
            assertEquals(OutcomeKind.REFUSED, outcome(i).kind);
        }
        assertEquals(1, reconciles.get());
        assertOnlyOutcomes(5);
    }

    @Test
    void shouldEndOnceWhenTheVenueAnswersHtml() {
        first(Reply.json(403, "<html><body>Request blocked</body></html>"));
        send(true);
        assertNotEquals(OutcomeKind.ACCEPTED, outcome(0).kind);
        assertEquals(403, outcome(0).httpStatus);
        assertOnlyOutcomes(1);
        assertEquals(1, venue.count(ORDER));
    }

    @Test
    void shouldKeepOutcomesWhileTheRingIsFull() {
        venue.on(ORDER, RequestFlowIT::accept);
        ring.full = true;
        for (int i = 0; i < 40; i++) {
            send(true);
        }
        Await.until("all that could be sent", () -> venue.count(ORDER) == 16);
        assertEquals(40, exit.outstandingRequests());
        ring.full = false;
        assertOnlyOutcomes(40);
        final long sent =
                ring.published.stream()
                        .filter(e -> e.outcome().kind == OutcomeKind.ACCEPTED)
                        .count();
        assertEquals(16, sent, "as many as may be under way; the others were not sent");
    }

    /** RISK-9: halted until an operator arms, and by a failed command not armed at all. */
    @Test
    void shouldLetEntriesPassAgainWhenAnOperatorArmsAfterAFailedSlot() {
        venue.on(ORDER, RequestFlowIT::accept);
        final AtomicLong armedAt = new AtomicLong(-1);
        exit.tellArmed(armedAt::set);
        final EngineEvent failed = slotWith(true);
        failed.failed = true;
        exit.onEvent(failed, 0);
        assertEquals(OutcomeKind.NOT_SENT, outcome(0).kind);
        exit.onEvent(armSlot(7, true), 0);
        send(false);
        assertEquals(OutcomeKind.NOT_SENT, outcome(1).kind);
        assertEquals(-1, armedAt.get());
        exit.onEvent(armSlot(8, false), 0);
        assertEquals(8, armedAt.get());
        send(false);
        assertEquals(OutcomeKind.ACCEPTED, outcome(2).kind);
        assertOnlyOutcomes(3);
    }

    private static EngineEvent armSlot(final long sequence, final boolean isFailed) {
        final EngineEvent event = new EngineEvent();
        event.clear(EventType.OPERATOR_COMMAND);
        event.operator().kind = OperatorKind.ARM;
        event.sequence = sequence;
        event.failed = isFailed;
        return event;
    }

    @Test
    void shouldRefuseAFailedSlotAndEntriesAfterItButNoExit() {
        venue.on(ORDER, RequestFlowIT::accept);
        final EngineEvent failed = slotWith(true);
        failed.failed = true;
        exit.onEvent(failed, 0);
        assertEquals(OutcomeKind.NOT_SENT, outcome(0).kind);
        send(false);
        assertEquals(OutcomeKind.NOT_SENT, outcome(1).kind);
        assertEquals(0, venue.count(ORDER));
        send(true);
        assertEquals(OutcomeKind.ACCEPTED, outcome(2).kind);
        assertEquals(2, exit.refusedCommands());
    }

    @Test
    void shouldRefuseEntriesWhileHalted() {
        venue.on(ORDER, RequestFlowIT::accept);
        exit.haltedBy(() -> true);
        send(false);
        assertEquals(OutcomeKind.NOT_SENT, outcome(0).kind);
        send(true);
        assertEquals(OutcomeKind.ACCEPTED, outcome(1).kind);
        assertOnlyOutcomes(2);
    }
}
