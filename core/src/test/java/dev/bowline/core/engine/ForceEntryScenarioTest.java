package dev.bowline.core.engine;

import static dev.bowline.core.num.FixedPoint.mulFloorE8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.Side;
import dev.bowline.core.risk.RejectReason;
import dev.bowline.core.sizing.SizeCap;
import org.junit.jupiter.api.Test;

/** An entry that an operator asks for goes through every gate (CTL-1, CTL-4). */
class ForceEntryScenarioTest {
    private static Scenario force(
            final Scenario scenario, final int instrumentId, final long argument) {
        scenario.send(
                EventType.OPERATOR_COMMAND,
                event -> {
                    event.instrumentId = instrumentId;
                    event.operator().kind = OperatorKind.FORCE_ENTRY;
                    event.operator().argument = argument;
                });
        return scenario.run(500);
    }

    @Test
    void shouldEnterProtectedWhenLongIsForced() {
        final Scenario scenario = force(Scenario.ready().forget(), 0, 1);
        assertTrue(scenario.positionE8() > 0);
        assertEquals(scenario.positionE8(), scenario.engine.view().coveredQtyE8(0));
        assertEquals(1, scenario.count(DecisionAction.ENTRY_SENT));
        scenario.assertReconciled("forced");
    }

    @Test
    void shouldEnterShortWhenShortIsForced() {
        final Scenario scenario = force(Scenario.ready(), 0, -1);
        assertTrue(scenario.positionE8() < 0);
        assertTrue(
                scenario.engine.view().confirmedStopPriceE8(0) > scenario.venue.priceE8,
                "the stop of a short stands above");
        scenario.assertReconciled("forced");
    }

    @Test
    void shouldCutToTheSmallestThatPassesWhenAsked() {
        final Scenario sized = force(Scenario.ready(), 0, 1);
        final Scenario smallest = force(Scenario.ready().forget(), 0, 2);
        assertTrue(smallest.positionE8() > 0);
        assertTrue(smallest.positionE8() < sized.positionE8());
        assertEquals(SizeCap.SMALLEST, smallest.first(DecisionAction.ENTRY_SENT).reasonCode());
        final long worthE8 = mulFloorE8(smallest.positionE8(), smallest.venue.priceE8);
        final long leastE8 = TestSetup.config().sizing().minNotionalE8();
        assertTrue(worthE8 >= leastE8, "worth " + worthE8 + " least " + leastE8);
        assertTrue(worthE8 <= 2 * leastE8, "worth " + worthE8 + " least " + leastE8);
        assertEquals(smallest.positionE8(), smallest.engine.view().coveredQtyE8(0));
    }

    @Test
    void shouldRefuseWithTheGatesReasonWhenTradingIsHeldBack() {
        final Scenario scenario = Scenario.ready().operator(OperatorKind.PAUSE).forget();
        force(scenario, 0, 2);
        assertEquals(0, scenario.positionE8());
        assertEquals(
                RejectReason.PAUSED, scenario.first(DecisionAction.INTENT_REFUSED).reasonCode());
        scenario.operator(OperatorKind.RESUME).forget();
        force(scenario, 0, 2);
        force(scenario.forget(), 0, 2);
        assertEquals(
                RejectReason.HAS_POSITION,
                scenario.first(DecisionAction.INTENT_REFUSED).reasonCode());
    }

    @Test
    void shouldDoNothingWhenInstrumentOrSideIsUnknown() {
        final Scenario scenario = Scenario.ready().forget();
        force(scenario, -1, 1);
        force(scenario, 7, 1);
        force(scenario, 0, 0);
        force(scenario, 0, 3);
        force(scenario, 0, Long.MIN_VALUE);
        assertEquals(0, scenario.venue.placedOrders);
        assertEquals(0, scenario.count(DecisionAction.INTENT_REFUSED));
        assertEquals("ACTIVE", scenario.engine.view().stateText());
    }

    @Test
    void shouldRefuseWhenThereIsNoPrice() {
        final DecisionHandler engine = new DecisionHandler(TestSetup.config());
        final InlineRunner runner = new InlineRunner(engine);
        var event = runner.tryClaim(EventType.INSTRUMENT);
        event.instrument = TestSetup.instrument(0, "ADA");
        event.ingestTimeNs = TestSetup.NOON_NS;
        runner.publish(event);
        event = runner.tryClaim(EventType.OPERATOR_COMMAND);
        event.operator().kind = OperatorKind.ENABLE_ENTRIES;
        event.ingestTimeNs = TestSetup.NOON_NS;
        runner.publish(event);
        event = runner.tryClaim(EventType.OPERATOR_COMMAND);
        event.instrumentId = 0;
        event.operator().kind = OperatorKind.FORCE_ENTRY;
        event.operator().argument = 2;
        event.ingestTimeNs = TestSetup.NOON_NS;
        runner.publish(event);
        assertEquals(0, event.commands().count());
        assertEquals(1, event.intents().count());
        assertEquals(Side.BUY, event.intents().get(0).side);
        assertTrue(event.intents().get(0).rejectCode != RejectReason.NONE);
    }
}
