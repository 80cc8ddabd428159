package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.order.Order;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.position.ExitReason;
import org.junit.jupiter.api.Test;

/** What happened while nobody was there, told by the trade list (REC-4, OMS-2, OMS-8, RISK-3). */
final class RestartScenarioTest {
    /** The trade list, then the snapshot, as the gateway tells them at start. */
    private static Scenario caughtUp(final Scenario scenario) {
        scenario.venue.tradeList();
        scenario.venue.snapshot();
        return scenario.run(300);
    }

    private static void assertSameMoney(final Scenario scenario) {
        assertEquals(scenario.venue.realizedE8, scenario.engine.view().realizedE8());
        assertEquals(scenario.venue.commissionsE8, scenario.engine.view().feesE8());
        assertEquals(
                scenario.venue.realizedE8 - scenario.venue.commissionsE8,
                scenario.engine.view().dayNetE8());
    }

    private static void assertNoDrift(final Scenario scenario) {
        assertFalse(scenario.has(DecisionAction.DRIFT_ADD, 0));
        assertFalse(scenario.has(DecisionAction.DRIFT_QTY, 0));
        assertFalse(scenario.has(DecisionAction.DRIFT_REMOVE, 0));
    }

    @Test
    void shouldBookStopWithRealPriceAndFeeWhenItFiredWhileDead() {
        final Scenario before = Scenario.ready().buySignal().run(300);
        before.venue.moveTo(e8("98.7"));
        final Scenario after = caughtUp(before.restart());
        assertEquals(0, after.positionE8());
        assertTrue(after.has(DecisionAction.POSITION_CLOSED, ExitReason.STOP));
        assertEquals(1, after.engine.view().stopLossStreak());
        assertNoDrift(after);
        assertSameMoney(after);
        after.run(300).assertReconciled("stop fired while dead");
    }

    @Test
    void shouldProtectEntryWhenItFilledWhileDead() {
        final Scenario before = Scenario.ready();
        before.venue.isEntryInDoubt = true;
        before.buySignal().run(20);
        assertEquals(e8("3.75"), before.venue.positionE8);
        assertEquals(0, before.positionE8(), "the fill was not told");
        final Scenario after = caughtUp(before.restart());
        assertEquals(e8("3.75"), after.positionE8());
        assertEquals(e8("3.75"), after.engine.view().coveredQtyE8(0));
        assertEquals(e8("99.2"), after.engine.view().confirmedStopPriceE8(0), "the entry's stop");
        assertEquals(0, after.venue.placedOrders, "the entry is not sent again");
        assertNoDrift(after);
        assertSameMoney(after);
        after.assertReconciled("entry filled while dead");
    }

    /** A lookup may be answered before the list is read: then it moves no position. */
    @Test
    void shouldNotGuessAFillWhenTheListOfFillsIsNotReadYet() {
        final Scenario before = Scenario.ready().buySignal().run(300);
        before.venue.moveTo(e8("98.7"));
        final Scenario after = before.restart().run(20);
        stopIsFilled(after);
        after.run(2_000);
        assertEquals(e8("3.75"), after.positionE8(), "as the journal has it");
        assertFalse(after.has(DecisionAction.INCIDENT, 0), () -> "" + after.records);
        caughtUp(after);
        assertEquals(0, after.positionE8());
        assertEquals(1, after.engine.view().settledTrades());
        assertSameMoney(after);
    }

    @Test
    void shouldTakeOverWhatALookupSaysWhenTheListIsNeverRead() {
        final Scenario before = Scenario.ready().buySignal().run(300);
        before.venue.moveTo(e8("98.7"));
        final Scenario after = before.restart().run(20);
        stopIsFilled(after);
        after.run(35_000);
        assertEquals(0, after.positionE8());
    }

    private static void stopIsFilled(final Scenario scenario) {
        final EngineView view = scenario.engine.view();
        for (int i = 0; i < view.orders(); i++) {
            final Order stop = view.order(i);
            if (stop.leg() == OrderLeg.STOP && stop.status.isWorking()) {
                scenario.send(
                        EventType.EXECUTION_REPORT,
                        event -> {
                            event.instrumentId = stop.instrumentId;
                            event.execution().source = ReportSource.REST_QUERY;
                            event.execution().executionType = ExecutionType.STATUS;
                            event.execution().status = VenueOrderStatus.FILLED;
                            event.execution().origin = OrderOrigin.OWN;
                            event.execution().runId = stop.runId;
                            event.execution().orderKey = stop.orderKey;
                            event.execution().side = stop.side;
                            event.execution().orderType = stop.orderType;
                            event.execution().qtyE8 = stop.qtyE8;
                            event.execution().cumQtyE8 = stop.qtyE8;
                        });
                return;
            }
        }
        throw new AssertionError("no stop");
    }

    @Test
    void shouldCountEachFillOnceWhenTheListRepeatsTheStream() {
        final Scenario scenario = Scenario.ready().buySignal().run(300);
        caughtUp(scenario);
        caughtUp(scenario.restart());
        assertEquals(e8("3.75"), scenario.positionE8());
        assertSameMoney(scenario);
    }
}
