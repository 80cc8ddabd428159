package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.order.CommandCause;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Closes that are not answered, or refused for what stands beside them (PROT-1, OMS-3). */
final class CloseScenarioTest {
    private static final int REFUSES_STOP = -2021;
    private static final int REDUCE_ONLY_REJECTED = -2022;
    private static final int REDUCE_ONLY_MARGIN_FAILED = -4118;

    private static long closes(final Scenario scenario) {
        return scenario.count(DecisionAction.EXIT_SENT);
    }

    private static void assertBookedOnce(final Scenario scenario) {
        assertEquals(0, scenario.venue.positionE8);
        assertEquals(scenario.venue.commissionsE8, scenario.engine.view().feesE8(), "fees");
        assertEquals(scenario.venue.realizedE8, scenario.engine.view().realizedE8(), "profit");
        assertEquals(0, scenario.count(DecisionAction.ILLEGAL_TRANSITION));
        assertEquals(1, scenario.count(DecisionAction.POSITION_CLOSED));
        scenario.assertReconciled("booked once");
    }

    @Test
    void shouldSendAnotherCloseWhenNoneIsAnsweredAndNoStopStands() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.stopRefusal = REFUSES_STOP;
        scenario.venue.heldCloses = 3;
        scenario.buySignal().run(4_400);
        assertEquals(e8("3.75"), scenario.venue.positionE8);
        assertEquals(3, closes(scenario), "one in one and a half seconds");
        scenario.run(300);
        assertEquals(0, scenario.venue.positionE8);
        assertTrue(scenario.longestNakedNs < 5_000_000_000L, "naked " + scenario.longestNakedNs);
        scenario.run(20_000);
        assertEquals(4, closes(scenario), "and no more");
        assertBookedOnce(scenario);
    }

    @Test
    void shouldBookFillsOnceWhenAllClosesArriveLate() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.stopRefusal = REFUSES_STOP;
        scenario.venue.heldCloses = 3;
        scenario.buySignal().run(3_500);
        scenario.venue.landHeldCloses();
        scenario.run(200);
        assertEquals(3, closes(scenario));
        assertEquals(0, scenario.positionE8());
        scenario.run(20_000);
        assertEquals(3, closes(scenario), "the refusals of the later ones are no reason");
        assertBookedOnce(scenario);
        scenario.venue.stopRefusal = 0;
        scenario.forget().buySignal().run(200);
        assertEquals(1, scenario.count(DecisionAction.ENTRY_SENT), "nothing is left over");
    }

    @Test
    void shouldGoOnWhenRestartedBetweenUnansweredCloses() {
        final Scenario before = Scenario.ready();
        before.venue.stopRefusal = REFUSES_STOP;
        before.venue.heldCloses = 2;
        before.buySignal().run(1_700);
        assertEquals(2, closes(before));
        final Scenario after = before.restart();
        after.run(2_000);
        assertEquals(0, after.venue.positionE8);
        after.run(15_000).assertReconciled("restarted");
    }

    /** The rows say flat; which of the closes did it is told later, by its lookup and its fill. */
    @Test
    void shouldStayFlatWhenRowsTellOfOneOfTwoClosesBeforeItsFill() {
        final Scenario scenario = Scenario.ready().buySignal().run(6_000);
        scenario.venue.stopRefusal = REFUSES_STOP;
        scenario.venue.isCloseInDoubt = true;
        scenario.venue.isQuerySilent = true;
        for (final VenueOrder order : List.copyOf(scenario.venue.orders.values())) {
            if (order.type == OrderType.STOP_MARKET) {
                order.status = VenueOrderStatus.CANCELED;
                scenario.venue.algoReport(order);
            }
        }
        scenario.run(1_000);
        assertEquals(0, scenario.venue.positionE8);
        scenario.venue.heldCloses = 1;
        scenario.run(1_000);
        assertEquals(2, closes(scenario));
        scenario.venue.snapshot();
        scenario.run(20);
        assertEquals(0, scenario.positionE8(), () -> "" + scenario.records);
        scenario.venue.isQuerySilent = false;
        scenario.run(3_000);
        assertEquals(0, scenario.positionE8(), "looked up: filled");
        scenario.venue.tradeList();
        scenario.run(6_000);
        assertBookedOnce(scenario);
    }

    @Test
    void shouldWaitForTheLookupWhenAStopStands() {
        final Scenario scenario = Scenario.ready().buySignal().run(200);
        scenario.venue.heldCloses = 1;
        scenario.exitSignal().run(4_800);
        assertEquals(1, closes(scenario), "protected, so one at a time");
        scenario.run(2_000);
        assertEquals(2, closes(scenario));
        assertBookedOnce(scenario.run(5_000));
    }

    @Test
    void shouldCancelTargetsAndCloseAgainWhenTheyStandInTheWay() {
        final Scenario scenario = Scenario.ready().buySignal().run(200);
        scenario.venue.closeErrorBesideTargets = REDUCE_ONLY_MARGIN_FAILED;
        scenario.operator(OperatorKind.KILL).run(200);
        assertEquals(0, scenario.venue.positionE8, () -> "" + scenario.venue.log);
        assertEquals(2, closes(scenario));
        assertEquals(0, scenario.venue.uncoveredAfterCovered, "the stop stays until it is closed");
        assertTrue(
                scenario.venue.log.stream()
                        .anyMatch(line -> line.endsWith("cause=" + CommandCause.EXIT_BLOCKED)));
        scenario.run(5_000);
        assertEquals(1, scenario.count(DecisionAction.KILL_DONE));
        assertBookedOnce(scenario);
    }

    @Test
    void shouldCancelTargetsWhenTheyStandInTheWayAgainAndAgain() {
        final Scenario scenario = Scenario.ready().buySignal().run(200);
        scenario.venue.closeErrorBesideTargets = REDUCE_ONLY_REJECTED;
        scenario.exitSignal().run(4_000);
        assertEquals(e8("3.75"), scenario.venue.targetQtyE8(), "once may be the position's end");
        scenario.run(1_500);
        assertEquals(0, scenario.venue.positionE8);
        assertEquals(3, closes(scenario));
        assertEquals(0, scenario.venue.uncoveredAfterCovered);
        assertBookedOnce(scenario.run(5_000));
    }

    @Test
    void shouldNotHurryWhenClosesAreRefusedAndNothingStandsInTheWay() {
        final Scenario scenario = Scenario.ready().buySignal().run(200);
        scenario.venue.closeErrorBesideTargets = REDUCE_ONLY_MARGIN_FAILED;
        scenario.venue.isCancelSwallowed = true;
        scenario.exitSignal().run(10_000);
        assertTrue(closes(scenario) <= 11, "once a second: " + closes(scenario));
        assertFalse(closes(scenario) < 9, "and not less: " + closes(scenario));
        scenario.venue.isCancelSwallowed = false;
        scenario.run(10_500);
        assertBookedOnce(scenario);
    }
}
