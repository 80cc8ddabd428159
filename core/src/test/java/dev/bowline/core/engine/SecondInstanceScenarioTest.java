package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.SnapshotMark;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.risk.RejectReason;
import org.junit.jupiter.api.Test;

/** Orders with our prefix that we cannot have placed: another process is at work (REC-8). */
class SecondInstanceScenarioTest {
    private static final int OUR_RUN = TestSetup.config().runId();

    private static void reportStop(
            final Scenario scenario,
            final ReportSource source,
            final int runId,
            final long intentSeq) {
        reportStop(scenario, source, runId, intentSeq, 0);
    }

    private static void reportStop(
            final Scenario scenario,
            final ReportSource source,
            final int runId,
            final long intentSeq,
            final long placedMs) {
        scenario.send(
                EventType.EXECUTION_REPORT,
                event -> {
                    event.instrumentId = 0;
                    event.execution().origin = OrderOrigin.OWN;
                    event.execution().source = source;
                    event.execution().executionType = ExecutionType.NEW;
                    event.execution().status = VenueOrderStatus.NEW;
                    event.execution().orderType = OrderType.STOP_MARKET;
                    event.execution().side = Side.SELL;
                    event.execution().qtyE8 = e8("1");
                    event.execution().triggerPriceE8 = e8("90");
                    event.execution().transactionTimeMs = placedMs;
                    event.execution().runId = runId;
                    event.execution().orderKey =
                            ClientOrderId.key(intentSeq, 1, Side.BUY, OrderLeg.STOP, 0);
                });
    }

    @Test
    void shouldRefuseEntriesAndLeaveTheOrderAloneWhenAnotherPlacesOne() {
        final Scenario scenario = Scenario.ready().forget();
        reportStop(scenario, ReportSource.ALGO_UPDATE, OUR_RUN, 900);
        scenario.run(3_000);
        assertEquals("REDUCING: SECOND_INSTANCE", scenario.engine.view().stateText());
        assertEquals(1, scenario.count(DecisionAction.STATE_CHANGED));
        assertEquals(0, scenario.count(DecisionAction.DRIFT_ORPHAN), "it may protect a position");
        scenario.forget().buySignal().run(100);
        assertEquals(
                RejectReason.REDUCING, scenario.first(DecisionAction.INTENT_REFUSED).reasonCode());
        assertEquals(0, scenario.venue.placedOrders);
        scenario.operator(OperatorKind.RESUME);
        assertEquals("REDUCING: SECOND_INSTANCE", scenario.engine.view().stateText());
        scenario.operator(OperatorKind.ARM);
        assertEquals("ACTIVE", scenario.engine.view().stateText());
    }

    @Test
    void shouldSeeALaterRunWhenItsNumbersAreOldOnes() {
        final Scenario scenario = Scenario.ready().buySignal().run(200);
        reportStop(scenario, ReportSource.ORDER_TRADE_UPDATE, OUR_RUN + 1, 1);
        assertEquals("REDUCING: SECOND_INSTANCE", scenario.engine.view().stateText());
        scenario.run(500);
        assertTrue(scenario.engine.view().coveredQtyE8(0) > 0, "our own protection stays");
        scenario.exitSignal().run(500);
        assertEquals(0, scenario.positionE8(), "exits pass");
    }

    @Test
    void shouldStillRefuseWhenRestartedMeanwhile() {
        final Scenario before = Scenario.ready();
        reportStop(before, ReportSource.ALGO_UPDATE, OUR_RUN, 900);
        final Scenario after = before.restart().enable().run(200);
        assertEquals("REDUCING: SECOND_INSTANCE", after.engine.view().stateText());
    }

    private static void snapshotWithStop(final Scenario scenario, final int runId) {
        scenario.send(
                EventType.VENUE_SNAPSHOT, event -> event.snapshot().mark = SnapshotMark.BEGIN);
        reportStop(scenario, ReportSource.REST_SNAPSHOT, runId, 1);
        scenario.send(
                EventType.VENUE_SNAPSHOT,
                // It has more rows than this one.
                event -> event.snapshot().mark = SnapshotMark.END);
        scenario.skip(200);
    }

    /** The numbers of the other are lower than ours, as if its journal was young. */
    @Test
    void shouldLeaveItsOrdersAloneWhenOurNumbersAreAhead() {
        final Scenario scenario = Scenario.ready().buySignal().run(8_000).forget();
        reportStop(scenario, ReportSource.ALGO_UPDATE, OUR_RUN - 1, 1, scenario.nowMs() - 500);
        assertEquals("REDUCING: SECOND_INSTANCE", scenario.engine.view().stateText());
        scenario.run(1_000);
        snapshotWithStop(scenario, OUR_RUN - 1);
        assertEquals(0, scenario.count(DecisionAction.DRIFT_ORPHAN), "it may protect a position");
        assertTrue(scenario.engine.view().coveredQtyE8(0) > 0, "our own protection stays");
        scenario.operator(OperatorKind.ARM);
        snapshotWithStop(scenario, OUR_RUN - 1);
        assertEquals("ACTIVE", scenario.engine.view().stateText());
        assertTrue(
                scenario.count(DecisionAction.DRIFT_ORPHAN) > 0, "left behind, it is cleared away");
    }

    @Test
    void shouldTakeUpAndCancelWhenAnUnknownOrderWasPlacedLongAgo() {
        final Scenario scenario = Scenario.ready().buySignal().run(8_000).forget();
        reportStop(scenario, ReportSource.ALGO_UPDATE, OUR_RUN - 1, 1, scenario.nowMs() - 3_000);
        scenario.run(500);
        assertEquals("ACTIVE", scenario.engine.view().stateText());
        assertTrue(scenario.count(DecisionAction.DRIFT_ORPHAN) > 0);
    }

    /** After a lost journal, what we left behind at the venue comes by the snapshot alone. */
    @Test
    void shouldTakeUpAndCancelWhenASnapshotHasAnOrderFromBefore() {
        final Scenario scenario = Scenario.ready().forget();
        scenario.send(
                EventType.VENUE_SNAPSHOT, event -> event.snapshot().mark = SnapshotMark.BEGIN);
        reportStop(scenario, ReportSource.REST_SNAPSHOT, OUR_RUN + 5, 900);
        scenario.send(
                EventType.VENUE_SNAPSHOT,
                event -> {
                    event.snapshot().mark = SnapshotMark.END;
                    event.snapshot().complete = true;
                });
        scenario.skip(200);
        assertEquals("ACTIVE", scenario.engine.view().stateText());
        assertTrue(scenario.count(DecisionAction.DRIFT_ORPHAN) > 0);
    }
}
