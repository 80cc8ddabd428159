package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.Side;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.risk.RejectReason;
import org.junit.jupiter.api.Test;

/**
 * "No such order" counts from when it was asked, not from when it was answered, and an entry that
 * may still arrive keeps its symbol (OMS-3, PROT-1).
 */
final class AbsenceScenarioTest {
    /** An entry that was answered as unknown and of which nothing is heard. */
    private static Scenario doubtful() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.isEntryVanished = true;
        scenario.venue.isQuerySilent = true;
        return scenario.buySignal();
    }

    /** The first order is not there, says an answer to a lookup that left so long ago. */
    private static void answerNotFound(final Scenario scenario, final long latencyMs) {
        final long key = ClientOrderId.key(1, 1, Side.BUY, OrderLeg.ENTRY, 0);
        scenario.send(
                EventType.REQUEST_OUTCOME,
                event -> {
                    event.instrumentId = 0;
                    event.outcome().kind = OutcomeKind.NOT_FOUND;
                    event.outcome().commandKind = CommandKind.QUERY_ORDER;
                    event.outcome().runId = 1;
                    event.outcome().orderKey = key;
                    event.outcome().latencyNs = latencyMs * 1_000_000L;
                });
    }

    private static void assertTaken(final Scenario scenario, final String what) {
        scenario.forget().buySignal();
        assertTrue(
                scenario.has(DecisionAction.INTENT_REFUSED, RejectReason.HAS_WORKING_ORDER),
                () -> what + scenario.records);
    }

    @Test
    void shouldNotBelieveASlowAnswerWhenItWasAskedEarly() {
        final Scenario scenario = doubtful().run(10_100);
        answerNotFound(scenario, 0);
        assertTaken(scenario, "the last lookup left at nine seconds");
        scenario.run(2_500);
        answerNotFound(scenario, 8_000);
        assertTaken(scenario, "that was an answer to an older lookup");
        answerNotFound(scenario, 100);
        scenario.forget().buySignal().run(200);
        assertEquals(1, scenario.count(DecisionAction.ENTRY_SENT));
        scenario.assertReconciled("asked late enough");
    }

    @Test
    void shouldNotBelieveASnapshotThatAnEntryMayStillOvertake() {
        final Scenario scenario = doubtful().run(7_000);
        scenario.venue.snapshot();
        assertTaken(scenario.run(100), "still on its way");
        scenario.run(3_500).venue.snapshot();
        scenario.run(100).forget().buySignal().run(200);
        assertEquals(1, scenario.count(DecisionAction.ENTRY_SENT));
    }

    @Test
    void shouldHoldOnePositionWhenTheEntryArrivesLate() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.isEntryVanished = true;
        scenario.buySignal();
        for (int i = 0; i < 14; i++) {
            scenario.run(480).buySignal();
        }
        scenario.venue.landVanishedEntry();
        scenario.buySignal().run(5_000);
        assertEquals(e8("3.75"), scenario.venue.positionE8, "one intent, one position");
        assertEquals(1, scenario.venue.placedOrders);
        scenario.assertReconciled("late");
    }

    @Test
    void shouldKeepAConfirmedOrderWhenALookupDidNotFindIt() {
        for (final boolean isToldFirst : new boolean[] {true, false}) {
            final Scenario scenario = Scenario.ready();
            scenario.venue.isEntryInDoubt = true;
            scenario.venue.isQuerySilent = true;
            scenario.venue.isCancelSwallowed = true;
            scenario.signal(Side.BUY, EntryStyle.LIMIT).run(12_500);
            final VenueOrder order = scenario.venue.orders.values().iterator().next();
            if (isToldFirst) {
                scenario.venue.bookReport(order, ExecutionType.NEW);
                scenario.run(100);
            }
            scenario.operator(OperatorKind.KILL).run(100);
            if (!isToldFirst) {
                scenario.venue.bookReport(order, ExecutionType.NEW);
                scenario.run(100);
            }
            answerNotFound(scenario, 0);
            assertEquals(1, scenario.engine.view().liveOrders(), "told first " + isToldFirst);
            scenario.venue.isCancelSwallowed = false;
            scenario.run(10_100);
            assertEquals(0, scenario.venue.restingEntries(), "told first " + isToldFirst);
        }
    }
}
