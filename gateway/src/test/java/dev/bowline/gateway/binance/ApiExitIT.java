package dev.bowline.gateway.binance;

import static dev.bowline.gateway.binance.ExitFixture.LOGON;
import static dev.bowline.gateway.binance.ExitFixture.ORDER;
import static dev.bowline.gateway.binance.ExitFixture.UPGRADE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.StreamRoute;
import dev.bowline.core.event.StreamStatus;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.gateway.net.DownCause;
import dev.bowline.gateway.testing.Await;
import dev.bowline.gateway.testing.ScriptedVenue.Peer;
import dev.bowline.gateway.testing.ScriptedVenue.Reply;
import dev.bowline.gateway.testing.ScriptedVenue.Request;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * OMS-3, MD-6: the way out over the WebSocket API where it differs from REST, with real sockets.
 * What both make of an answer is proven by RequestFlowIT.
 */
class ApiExitIT {
    /** A silent venue is waited for that long; a stalled test machine must stay below. */
    private static final long ANSWER_MS = 2_000;

    /** Beyond every deadline of a test: what ends sooner was ended by something else. */
    private static final long LONG_MS = 60_000;

    /** Key pair 1 of RFC 8032, section 7.1, as PKCS#8. */
    private static final String ED25519 =
            "-----BEGIN PRIVATE KEY-----\n"
                    + "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g"
                    + "\n-----END PRIVATE KEY-----\n";

    private ExitFixture exit;

    @AfterEach
    void stop() {
        exit.close();
    }

    private void open(final long answerMs) {
        exit = new ExitFixture(ExitFixture.Setup.of(OrderEntry.WEBSOCKET, answerMs));
        exit.awaitOpen();
    }

    private Peer peer() {
        final List<Peer> peers = exit.venue.peers();
        // The client knows of the connection before the thread at its other end has noted it.
        Await.until("the other end", () -> !peers.isEmpty());
        return peers.get(peers.size() - 1);
    }

    private void assertWays(final boolean... isOnApi) {
        final List<Request> orders = exit.orders();
        assertEquals(isOnApi.length, orders.size());
        for (int i = 0; i < isOnApi.length; i++) {
            assertEquals(isOnApi[i], ExitFixture.isOnApi(orders.get(i)), "order " + i);
        }
    }

    private static Reply answer(final Request request, final String rest) {
        return Reply.raw("{\"id\":" + request.headers().get("id") + rest + '}', false);
    }

    private StreamStatus told(final int index) {
        Await.until("a change of mode", () -> exit.told.published.size() > index);
        assertEquals(EventType.STREAM_STATUS, exit.told.published.get(index).type);
        final StreamStatus status = exit.told.published.get(index).stream();
        assertEquals(StreamRoute.ORDER_API, status.route);
        return status;
    }

    @Test
    void shouldEndEveryRequestInDoubtAndSendNoneAgainWhenTheConnectionIsCut() {
        open(LONG_MS);
        exit.venue.on(ORDER, request -> Reply.silence());
        for (int i = 0; i < 5; i++) {
            exit.send(i % 2 == 0);
        }
        Await.until("five orders at the venue", () -> exit.orders().size() == 5);
        exit.venue.on(ORDER, ExitFixture::accept);
        peer().cut();
        for (int i = 0; i < 5; i++) {
            assertEquals(OutcomeKind.IN_DOUBT, exit.outcome(i).kind);
        }
        exit.assertOnlyOutcomes(5);
        exit.awaitOpen();
        exit.send(true);
        assertEquals(OutcomeKind.ACCEPTED, exit.outcome(5).kind);
        assertWays(true, true, true, true, true, true);
    }

    /** A stop must not wait until the connection is back (PROT-1). */
    @Test
    void shouldLeaveOverRestWithoutDelayWhileTheApiIsDownAndReturnByItself() {
        open(LONG_MS);
        exit.venue.on(ORDER, ExitFixture::accept);
        assertTrue(told(0).up);
        exit.venue.on(UPGRADE, request -> Reply.json(503, "{}"));
        peer().cut();
        assertFalse(told(1).up);
        assertEquals(DownCause.CLOSED_BY_PEER.code(), told(1).causeCode);
        for (int i = 0; i < 20; i++) {
            exit.send(true);
            assertEquals(OutcomeKind.ACCEPTED, exit.outcome(i).kind);
        }
        exit.venue.off(UPGRADE);
        exit.awaitOpen();
        assertTrue(told(2).up);
        exit.send(true);
        assertEquals(OutcomeKind.ACCEPTED, exit.outcome(20).kind);
        for (int i = 0; i < 20; i++) {
            assertFalse(ExitFixture.isOnApi(exit.orders().get(i)));
        }
        assertTrue(ExitFixture.isOnApi(exit.orders().get(20)));
        assertEquals(List.of(true, false, true), exit.modes());
    }

    /** Written for the API while it was up, and down when its turn comes: no byte left yet. */
    @Test
    void shouldLeaveOverRestWhenTheApiGoesDownBetweenDecisionAndWrite() throws Exception {
        open(LONG_MS);
        exit.venue.on(ORDER, ExitFixture::accept);
        final CountDownLatch held = new CountDownLatch(1);
        exit.loop.execute(
                () -> {
                    try {
                        held.await();
                    } catch (final InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    exit.api.onDown(DownCause.SILENT, 1, false, "as the watchdog does");
                });
        exit.send(true);
        held.countDown();
        assertEquals(OutcomeKind.ACCEPTED, exit.outcome(0).kind);
        exit.assertOnlyOutcomes(1);
        assertWays(false);
    }

    @Test
    void shouldLeaveOverRestWhileTheLogonIsRefusedAndWithoutSignatureOnceItIsNot() {
        exit =
                new ExitFixture(
                        ExitFixture.Setup.of(OrderEntry.WEBSOCKET, LONG_MS).withSecret(ED25519));
        exit.venue.on(ORDER, ExitFixture::accept);
        Await.until("a logon", () -> exit.venue.count(LOGON) > 1);
        assertFalse(told(0).up, "the engine is told that REST carries orders");
        exit.send(true);
        assertEquals(OutcomeKind.ACCEPTED, exit.outcome(0).kind);
        exit.venue.on(LOGON, request -> Reply.json(200, "{}"));
        exit.awaitOpen();
        exit.send(true);
        assertEquals(OutcomeKind.ACCEPTED, exit.outcome(1).kind);
        assertWays(false, true);
        assertNotEquals("", exit.orders().get(0).parameter("signature"));
        assertEquals("", exit.orders().get(1).parameter("signature"));
        assertEquals("", exit.orders().get(1).parameter("apiKey"));
        assertNotEquals("", exit.orders().get(1).parameter("timestamp"));
    }

    @Test
    void shouldMeasureTheClockWhenTheStampOfTheLogonIsRefused() {
        exit =
                new ExitFixture(
                        ExitFixture.Setup.of(OrderEntry.WEBSOCKET, LONG_MS).withSecret(ED25519));
        exit.venue.on(LOGON, request -> Reply.json(400, "{\"code\":-1021,\"msg\":\"late\"}"));
        Await.until("a measurement", () -> exit.clockMeasurements.get() > 0);
        exit.venue.on(LOGON, request -> Reply.json(200, "{}"));
        exit.awaitOpen();
    }

    /** Not executed, and not for what it asks: the other way takes it, once, with the same id. */
    @ParameterizedTest
    @ValueSource(strings = {"401 -2015", "401 0", "404 0", "400 -1020", "400 -1022", "400 -1102"})
    void shouldGoOverRestWhenTheVenueRefusesARequestForTheWayItCame(final String why) {
        open(LONG_MS);
        final String[] words = why.split(" ", -1);
        final Reply refusal =
                Reply.json(
                        Integer.parseInt(words[0]), "{\"code\":" + words[1] + ",\"msg\":\"no\"}");
        exit.venue.on(
                ORDER,
                request -> ExitFixture.isOnApi(request) ? refusal : ExitFixture.accept(request));
        exit.send(true);
        assertEquals(OutcomeKind.ACCEPTED, exit.outcome(0).kind);
        exit.assertOnlyOutcomes(1);
        assertWays(true, false);
        assertEquals(
                exit.orders().get(0).parameter("newClientOrderId"),
                exit.orders().get(1).parameter("newClientOrderId"));
    }

    @Test
    void shouldNotGoOverRestWhenTheVenueRefusesTheOrderItself() {
        open(LONG_MS);
        exit.venue.on(ORDER, r -> Reply.json(400, "{\"code\":-2019,\"msg\":\"Margin\"}"));
        exit.send(false);
        assertEquals(OutcomeKind.REFUSED, exit.outcome(0).kind);
        assertEquals(-2019, exit.outcome(0).errorCode);
        exit.assertOnlyOutcomes(1);
        assertWays(true);
    }

    @Test
    void shouldTakeTheOtherWayWhenTheVenueSaysThatTheKeyIsNoLongerValid() {
        open(LONG_MS);
        exit.venue.on(ORDER, ExitFixture::accept);
        peer().text("{\"id\":null,\"status\":401,\"error\":{\"code\":-2015,\"msg\":\"Invalid\"}}");
        assertFalse(told(1).up);
        exit.send(true);
        assertEquals(OutcomeKind.ACCEPTED, exit.outcome(0).kind);
        assertWays(false);
    }

    @Test
    void shouldLeaveOverRestForAWhileWhenTheVenueHasAServerError() {
        open(LONG_MS);
        exit.first(Reply.json(503, "{\"code\":-1008,\"msg\":\"throttled\"}"));
        exit.send(false);
        assertEquals(OutcomeKind.NOT_SENT, exit.outcome(0).kind);
        exit.send(true);
        assertEquals(OutcomeKind.ACCEPTED, exit.outcome(1).kind);
        exit.awaitOpen();
        exit.send(true);
        assertEquals(OutcomeKind.ACCEPTED, exit.outcome(2).kind);
        assertWays(true, false, true);
        assertEquals(1, exit.venue.peers().size(), "the connection was kept");
        assertEquals(List.of(true, false, true), exit.modes());
    }

    @Test
    void shouldApplyAnAnswerOnceWhenItComesTwice() {
        open(LONG_MS);
        exit.venue.on(
                ORDER,
                request -> {
                    final Reply reply =
                            answer(
                                    request,
                                    ",\"status\":200,\"result\":"
                                            + ExitFixture.acceptance(request));
                    peer().text(reply.text());
                    return reply;
                });
        exit.send(true);
        assertEquals(OutcomeKind.ACCEPTED, exit.outcome(0).kind);
        Await.until("the second answer", () -> exit.api.unknownReplies() == 1);
        // The place is free again: a third answer must not be taken for that of its next user.
        exit.send(true);
        assertEquals(OutcomeKind.ACCEPTED, exit.outcome(1).kind);
        Await.until("the second answer", () -> exit.api.unknownReplies() == 2);
        exit.assertOnlyOutcomes(2);
        assertEquals(0, exit.api.unreadableReplies());
    }

    /** MD-8: counted and dropped; what it may have answered ends in doubt when its time is up. */
    @Test
    void shouldBeInDoubtByTheDeadlineWhenAnswersMakeNoSense() {
        open(ANSWER_MS);
        final List<String> nonsense =
                List.of(
                        "{\"id\":%s,\"status\":\"200\",\"result\":{}}",
                        "{\"id\":%s,\"status\":9,\"result\":{}}",
                        "{\"id\":\"%s\",\"status\":200,\"result\":{}}",
                        "{\"id\":%s,\"status\":200,\"result\":{",
                        "[%s]",
                        "{\"status\":200,\"result\":{}}",
                        "\\u0000");
        final AtomicInteger count = new AtomicInteger();
        exit.venue.on(
                ORDER,
                request ->
                        Reply.raw(
                                nonsense.get(count.getAndIncrement())
                                        .replace("%s", request.headers().get("id")),
                                false));
        for (int i = 0; i < nonsense.size(); i++) {
            exit.send(true);
        }
        Await.until("all dropped", () -> exit.api.unreadableReplies() == nonsense.size());
        for (int i = 0; i < nonsense.size(); i++) {
            assertEquals(OutcomeKind.IN_DOUBT, exit.outcome(i).kind);
        }
        exit.assertOnlyOutcomes(nonsense.size());
        assertEquals(nonsense.size(), exit.orders().size(), "none was sent again");
    }

    /** A readable answer that proves nothing is in doubt at once, as over REST. */
    @Test
    void shouldBeInDoubtWhenTheAnswerIsAboutAnotherOrderOrNone() {
        open(LONG_MS);
        final List<String> bodies =
                List.of(
                        ",\"status\":200",
                        ",\"status\":200,\"result\":[]",
                        ",\"status\":400",
                        ",\"status\":200,\"result\":{\"orderId\":81,\"status\":\"NEW\","
                                + "\"clientOrderId\":\"web_x\",\"executedQty\":\"0\"}");
        final AtomicInteger count = new AtomicInteger();
        exit.venue.on(ORDER, request -> answer(request, bodies.get(count.getAndIncrement())));
        for (int i = 0; i < bodies.size(); i++) {
            exit.send(true);
            assertEquals(OutcomeKind.IN_DOUBT, exit.outcome(i).kind, bodies.get(i));
        }
        exit.assertOnlyOutcomes(bodies.size());
    }

    @Test
    void shouldSkipAFrameThatIsTooLongAndServeTheOthers() {
        exit =
                new ExitFixture(
                        ExitFixture.Setup.of(OrderEntry.WEBSOCKET, ANSWER_MS)
                                .withStream(2_048, 3_600_000));
        exit.awaitOpen();
        final String padding = ",\"status\":200,\"x\":\"" + "y".repeat(100_000) + '"';
        final AtomicInteger count = new AtomicInteger();
        exit.venue.on(
                ORDER,
                request ->
                        count.getAndIncrement() == 0
                                ? answer(request, padding)
                                : ExitFixture.accept(request));
        exit.send(true);
        exit.send(true);
        assertEquals(OutcomeKind.ACCEPTED, exit.outcome(0).kind);
        assertEquals(OutcomeKind.IN_DOUBT, exit.outcome(1).kind);
        exit.assertOnlyOutcomes(2);
        assertEquals(1, exit.venue.peers().size(), "the connection was kept");
    }

    @Test
    void shouldDropAnAnswerThatComesAfterItsDeadline() {
        open(ANSWER_MS);
        exit.first(Reply.silence());
        exit.send(true);
        assertEquals(OutcomeKind.IN_DOUBT, exit.outcome(0).kind);
        final Request late = exit.orders().get(0);
        exit.awaitOpen();
        peer().text(
                        answer(late, ",\"status\":200,\"result\":" + ExitFixture.acceptance(late))
                                .text());
        Await.until("the late answer", () -> exit.api.unknownReplies() == 1);
        exit.assertOnlyOutcomes(1);
    }

    /** Nothing at all came since the request left, so the connection is dead, not the request. */
    @Test
    void shouldOpenAnotherConnectionWhenNothingIsAnsweredAnyMore() {
        open(ANSWER_MS);
        exit.venue.on(ORDER, request -> Reply.silence());
        exit.send(true);
        assertEquals(OutcomeKind.IN_DOUBT, exit.outcome(0).kind);
        Await.until("another connection", () -> exit.venue.peers().size() == 2);
        exit.venue.on(ORDER, ExitFixture::accept);
        exit.awaitOpen();
        exit.send(true);
        assertEquals(OutcomeKind.ACCEPTED, exit.outcome(1).kind);
        assertWays(true, true);
    }

    /** MD-4: the new connection is open before the old one goes, and the old one still answers. */
    @Test
    void shouldLoseNoAnswerWhenTheConnectionIsRenewedAheadOfItsCut() throws Exception {
        exit =
                new ExitFixture(
                        ExitFixture.Setup.of(OrderEntry.WEBSOCKET, LONG_MS)
                                .withStream(65_536, 1_500));
        exit.awaitOpen();
        final CountDownLatch renewed = new CountDownLatch(1);
        exit.venue.on(
                ORDER,
                request -> {
                    try {
                        assertTrue(renewed.await(20, TimeUnit.SECONDS));
                    } catch (final InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return ExitFixture.accept(request);
                });
        exit.send(true);
        Await.until("the order at the venue", () -> exit.orders().size() == 1);
        Await.until("a second connection", () -> exit.venue.peers().size() == 2);
        renewed.countDown();
        assertEquals(OutcomeKind.ACCEPTED, exit.outcome(0).kind);
        exit.send(true);
        assertEquals(OutcomeKind.ACCEPTED, exit.outcome(1).kind);
        assertWays(true, true);
        assertEquals(List.of(true), exit.modes(), "REST never had to take over");
    }

    /** RISK-7: the counts of both ways are those of one account. */
    @Test
    void shouldTellTheBudgetWhatTheVenueCounts() throws Exception {
        open(LONG_MS);
        exit.venue.on(
                ORDER,
                request ->
                        Reply.json(
                                200,
                                ExitFixture.acceptance(request),
                                "X-MBX-USED-WEIGHT-1M: 1900",
                                "X-MBX-ORDER-COUNT-10S: 240",
                                "X-MBX-ORDER-COUNT-1M: 300"));
        // A window that ended since does not matter to who asks about the time before.
        final long sentMs = exit.serverClock.timestampMs(exit.clock.nanoTime());
        exit.send(false);
        assertEquals(OutcomeKind.ACCEPTED, exit.outcome(0).kind);
        assertWays(true);
        assertEquals(
                80 * FixedPoint.ONE_E8 / 100,
                exit.loop.submit(() -> exit.budget.usedShareE8(sentMs)).get());
        assertEquals(1_900, exit.loop.submit(() -> exit.budget.weightUsed(sentMs)).get());
        assertEquals(300, exit.loop.submit(() -> exit.budget.ordersInMinute(sentMs)).get());
    }
}
