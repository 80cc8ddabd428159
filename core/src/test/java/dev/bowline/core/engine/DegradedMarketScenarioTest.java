package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static dev.bowline.core.num.FixedPoint.ONE_E8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.StreamRoute;
import dev.bowline.core.event.StreamStatus;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.risk.RejectReason;
import org.junit.jupiter.api.Test;

/** Market streams down: polled prices move exits, and never open anything (MD-6). */
final class DegradedMarketScenarioTest {
    private static Scenario entered(final EngineConfig config) {
        final Scenario scenario = Scenario.ready(config);
        scenario.targetPermille = 100;
        return scenario.signal(Side.BUY, EntryStyle.MARKET).run(200);
    }

    private static Scenario onMarks() {
        return entered(TestSetup.trailingConfig(1, TestSetup.trailing()));
    }

    private static void polledMark(final Scenario scenario, final String price) {
        scenario.send(
                EventType.MARK_PRICE,
                event -> {
                    event.instrumentId = 0;
                    event.mark().markPriceE8 = e8(price);
                    event.mark().polled = true;
                });
    }

    private static void polledBook(final Scenario scenario, final String bid, final String ask) {
        scenario.send(
                EventType.TOP_OF_BOOK,
                event -> {
                    event.instrumentId = 0;
                    event.topOfBook().bidPriceE8 = e8(bid);
                    event.topOfBook().bidQtyE8 = ONE_E8;
                    event.topOfBook().askPriceE8 = e8(ask);
                    event.topOfBook().askQtyE8 = ONE_E8;
                    event.topOfBook().polled = true;
                });
    }

    @Test
    void shouldMoveTheStopByPolledMarksWhenTheMarketStreamIsDown() {
        final Scenario scenario = onMarks().stream(StreamRoute.MARKET, false);
        polledMark(scenario, "101");
        assertEquals(e8("100.59"), scenario.engine.view().nextStopPriceE8(0));
    }

    @Test
    void shouldIgnorePolledMarksWhenTheMarketStreamIsUp() {
        final Scenario scenario = onMarks();
        polledMark(scenario, "101");
        assertEquals(0, scenario.engine.view().nextStopPriceE8(0), "the stream knows better");
        scenario.stream(StreamRoute.MARKET, false).stream(StreamRoute.MARKET, true);
        polledMark(scenario, "101");
        assertEquals(0, scenario.engine.view().nextStopPriceE8(0), "read too late");
    }

    @Test
    void shouldFollowTheBookWhenTradesTriggerStopsAndNoneCome() {
        final Scenario scenario = entered(TestSetup.config()).stream(StreamRoute.MARKET, false);
        scenario.stream(StreamRoute.PUBLIC, false);
        polledBook(scenario, "100.99", "101.01");
        assertEquals(e8("100.59"), scenario.engine.view().nextStopPriceE8(0));
    }

    @Test
    void shouldNotFollowTheBookWhenTradesTriggerStopsAndMayCome() {
        final Scenario scenario = entered(TestSetup.config()).stream(StreamRoute.PUBLIC, false);
        polledBook(scenario, "100.99", "101.01");
        assertEquals(0, scenario.engine.view().nextStopPriceE8(0));
    }

    @Test
    void shouldNotEnterOnPolledPrices() {
        final Scenario scenario = Scenario.ready().stream(StreamRoute.PUBLIC, false);
        scenario.stream(StreamRoute.REST_MARKET, true);
        polledBook(scenario, "99.99", "100.01");
        scenario.forget().buySignal();
        assertTrue(scenario.has(DecisionAction.INTENT_REFUSED, RejectReason.MARKET_DEGRADED));
        assertEquals(0, scenario.venue.placedOrders);
    }

    @Test
    void shouldStayStaleUntilTheStreamItselfDeliversWhenItIsUpAgain() {
        final Scenario scenario = Scenario.ready().stream(StreamRoute.MARKET, false);
        polledMark(scenario, "100");
        scenario.stream(StreamRoute.MARKET, true).stream(StreamRoute.REST_MARKET, false);
        polledMark(scenario, "100");
        scenario.forget().wantBuy();
        scenario.book();
        assertTrue(
                scenario.has(DecisionAction.INTENT_REFUSED, RejectReason.DATA_STALE),
                () -> "" + scenario.records);
        scenario.run(100).forget().buySignal().run(100);
        assertEquals(1, scenario.venue.placedOrders, () -> "" + scenario.records);
    }

    /** MD-4. */
    @Test
    void shouldRecordAnIncidentWhenAFallbackIsPermanent() {
        final Scenario scenario = Scenario.ready().forget();
        scenario.stream(StreamRoute.REST, true);
        assertFalse(scenario.has(DecisionAction.INCIDENT, CommandCause.STREAM_LOST));
        scenario.send(
                EventType.STREAM_STATUS,
                event -> {
                    event.stream().route = StreamRoute.REST;
                    event.stream().up = true;
                    event.stream().causeCode = StreamStatus.PERMANENT_CAUSE;
                    event.stream().attempt = 11;
                });
        assertTrue(scenario.has(DecisionAction.INCIDENT, CommandCause.STREAM_LOST));
        assertEquals(11 * ONE_E8, scenario.first(DecisionAction.INCIDENT).valueE8());
    }

    /** MD-6: orders leave over REST meanwhile, so that nothing is held back. */
    @Test
    void shouldGoOnTradingWhenOrdersTakeTheOtherWay() {
        final Scenario scenario = Scenario.ready().forget();
        scenario.stream(StreamRoute.ORDER_API, true).stream(StreamRoute.ORDER_API, false);
        assertFalse(scenario.has(DecisionAction.INCIDENT, CommandCause.STREAM_LOST));
        scenario.buySignal().run(100);
        assertEquals(1, scenario.venue.placedOrders, () -> "" + scenario.records);
        scenario.send(
                EventType.STREAM_STATUS,
                event -> {
                    event.stream().route = StreamRoute.ORDER_API;
                    event.stream().causeCode = StreamStatus.PERMANENT_CAUSE;
                    event.stream().attempt = 11;
                });
        assertTrue(scenario.has(DecisionAction.INCIDENT, CommandCause.STREAM_LOST));
        assertEquals(
                StreamRoute.ORDER_API.code() * ONE_E8,
                scenario.first(DecisionAction.INCIDENT).limitE8());
    }
}
