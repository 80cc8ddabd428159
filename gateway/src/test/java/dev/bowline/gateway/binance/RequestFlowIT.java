package dev.bowline.gateway.binance;

import static dev.bowline.gateway.binance.ExitFixture.ORDER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.RequestOutcome;
import dev.bowline.gateway.testing.Await;
import dev.bowline.gateway.testing.ScriptedVenue;
import dev.bowline.gateway.testing.ScriptedVenue.Reply;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** OMS-3 and RISK-7: what the exit makes of every kind of answer, with real sockets, both ways. */
@ParameterizedClass
@EnumSource(OrderEntry.class)
class RequestFlowIT {
    private static final String UNKNOWN =
            "{\"code\":-1000,\"msg\":\"Unknown error, please check your request or try again"
                    + " later.\"}";
    private static final String LATE =
            "{\"code\":-1021,\"msg\":\"Timestamp for this request is outside of the recvWindow.\"}";

    /** A silent venue is waited for that long; a stalled test machine must stay below. */
    private static final long ANSWER_MS = 2_000;

    @Parameter private OrderEntry entry;

    private ExitFixture fixture;
    private ScriptedVenue venue;
    private NarrowSink ring;
    private OrderExit exit;

    @BeforeEach
    void open() {
        fixture = new ExitFixture(ExitFixture.Setup.of(entry, ANSWER_MS));
        venue = fixture.venue;
        ring = fixture.ring;
        exit = fixture.exit;
        fixture.awaitOpen();
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void first(final Reply reply) {
        fixture.first(reply);
    }

    private void send(final boolean reduceOnly) {
        fixture.send(reduceOnly);
    }

    private RequestOutcome outcome(final int index) {
        return fixture.outcome(index);
    }

    private void assertOnlyOutcomes(final int expected) {
        fixture.assertOnlyOutcomes(expected);
    }

    @Test
    void shouldReportAcceptedWhenTheVenueAccepts() {
        venue.on(ORDER, ExitFixture::accept);
        send(false);
        assertEquals(OutcomeKind.ACCEPTED, outcome(0).kind);
        assertEquals(81, outcome(0).orderId);
        assertTrue(outcome(0).latencyNs > 0);
        assertOnlyOutcomes(1);
        assertEquals(entry == OrderEntry.WEBSOCKET, ExitFixture.isOnApi(fixture.orders().get(0)));
    }

    @Test
    void shouldMeasureTheClockAndSendOnceMoreWithTheSameIdWhenTheStampIsRefused() {
        first(Reply.json(400, LATE));
        send(false);
        assertEquals(OutcomeKind.ACCEPTED, outcome(0).kind);
        assertEquals(1, fixture.clockMeasurements.get());
        assertEquals(2, venue.count(ORDER));
        assertEquals(
                fixture.orders().get(0).parameter("newClientOrderId"),
                fixture.orders().get(1).parameter("newClientOrderId"));
        assertOnlyOutcomes(1);
    }

    @Test
    void shouldNotSendAgainWhenTheClockTookTooLongToMeasure() {
        fixture.measurementTakesNs = TimeUnit.SECONDS.toNanos(28);
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
                    fixture.passes(TimeUnit.SECONDS.toNanos(3));
                    return Reply.json(503, "{\"code\":-1001,\"msg\":\"Service Unavailable.\"}");
                });
        send(true);
        assertEquals(OutcomeKind.NOT_SENT, outcome(0).kind);
        assertOnlyOutcomes(1);
        assertEquals(1, venue.count(ORDER));
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
        fixture.awaitOpen();
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

    /** A cancel is no order: −1015 must not keep one that is to go. */
    @Test
    void shouldHoldOrdersBackAndLetACancelGoWhenOrdersWereTooMany() {
        first(Reply.json(429, "{\"code\":-1015,\"msg\":\"Too many new orders.\"}"));
        final String cancelPath = "DELETE /fapi/v1/order";
        venue.on(
                cancelPath,
                request ->
                        Reply.json(
                                200,
                                "{\"orderId\":81,\"symbol\":\"XRPUSDC\",\"status\":\"CANCELED\","
                                        + "\"executedQty\":\"0\",\"side\":\"BUY\","
                                        + "\"type\":\"LIMIT\",\"clientOrderId\":\""
                                        + request.parameter("origClientOrderId")
                                        + "\"}"));
        send(false);
        assertEquals(OutcomeKind.NOT_SENT, outcome(0).kind);
        assertEquals(-1015, outcome(0).errorCode);
        assertEquals(0, fixture.budget.blockedUntilMs());
        final EngineEvent cancel = fixture.slotWith(true);
        cancel.commands().get(0).kind = CommandKind.CANCEL_ORDER;
        exit.onEvent(cancel, 0);
        assertEquals(OutcomeKind.ACCEPTED, outcome(1).kind);
        assertEquals(1, venue.count(cancelPath));
        send(false);
        assertEquals(OutcomeKind.NOT_SENT, outcome(2).kind);
        assertEquals(1, venue.count(ORDER), "the second entry never left");
        assertOnlyOutcomes(3);
    }

    @Test
    void shouldSendNothingWhenTheVenueBansForLong() {
        final long untilMs = TimeUnit.NANOSECONDS.toMillis(fixture.clock.nanoTime()) + 120_000;
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
        assertEquals(0, fixture.reconciles.get(), "the engine looks it up");
        final String gone = "{\"code\":-2022,\"msg\":\"ReduceOnly Order is rejected.\"}";
        venue.on(ORDER, request -> Reply.json(400, gone));
        for (int i = 1; i <= 4; i++) {
            send(true);
            assertEquals(OutcomeKind.REFUSED, outcome(i).kind);
        }
        assertEquals(1, fixture.reconciles.get());
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
        venue.on(ORDER, ExitFixture::accept);
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
        venue.on(ORDER, ExitFixture::accept);
        final AtomicLong armedAt = new AtomicLong(-1);
        exit.tellArmed(armedAt::set);
        final EngineEvent failed = fixture.slotWith(true);
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
        venue.on(ORDER, ExitFixture::accept);
        final EngineEvent failed = fixture.slotWith(true);
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
        venue.on(ORDER, ExitFixture::accept);
        exit.haltedBy(() -> true);
        send(false);
        assertEquals(OutcomeKind.NOT_SENT, outcome(0).kind);
        send(true);
        assertEquals(OutcomeKind.ACCEPTED, outcome(1).kind);
        assertOnlyOutcomes(2);
    }
}
