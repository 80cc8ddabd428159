package dev.bowline.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.Side;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.order.PatienceEnd;
import org.junit.jupiter.api.Test;

/**
 * Cancels that the venue does not answer, or refuses: they go on for as long as the order may
 * stand, ever more rarely, a restart included (OMS-4, OMS-7, RISK-6, RISK-7).
 */
final class CancelScenarioTest {
    private static final int BAD_KEY = -2015;
    private static final int BAD_TIME = -1021;

    /** A resting entry whose patience ends after two seconds. */
    private static Scenario resting() {
        return Scenario.ready(TestSetup.with(TestSetup.entries(PatienceEnd.CANCEL, 0)))
                .signal(Side.BUY, EntryStyle.LIMIT);
    }

    private static long cancels(final Scenario scenario) {
        return scenario.venue.log.stream().filter(line -> line.contains("CANCEL_ORDER")).count();
    }

    private static long incidents(final Scenario scenario) {
        return scenario.records.stream()
                .filter(said -> said.action() == DecisionAction.INCIDENT)
                .filter(said -> said.reasonCode() == CommandCause.CANCEL_UNANSWERED)
                .count();
    }

    private static void assertGoesOn(final Scenario scenario, final String what) {
        scenario.run(300_000);
        assertEquals(1, scenario.venue.restingEntries(), what);
        final long sent = cancels(scenario);
        assertTrue(sent >= 29, what + ": every ten seconds at the latest, sent " + sent);
        assertTrue(sent <= 34, what + ": costs little, sent " + sent);
        final long before = cancels(scenario);
        scenario.run(10_000);
        assertEquals(1, cancels(scenario) - before, what + ": and no end of it");
    }

    @Test
    void shouldGoOnCancellingMoreRarelyWhenTheVenueRefuses() {
        for (final int code : new int[] {BAD_KEY, BAD_TIME, 0}) {
            final Scenario scenario = resting();
            scenario.venue.cancelFailure = code == 0 ? OutcomeKind.IN_DOUBT : OutcomeKind.REFUSED;
            scenario.venue.cancelErrorCode = code;
            assertGoesOn(scenario, "code " + code);
            assertEquals(1, incidents(scenario), "said once");
            scenario.venue.cancelFailure = null;
            scenario.run(10_100);
            assertEquals(0, scenario.venue.restingEntries(), "code " + code);
            scenario.assertReconciled("refused " + code);
        }
    }

    @Test
    void shouldGoOnCancellingWhenNothingIsAnswered() {
        final Scenario scenario = resting();
        scenario.venue.isCancelSwallowed = true;
        assertGoesOn(scenario, "silent");
        scenario.venue.isCancelSwallowed = false;
        scenario.run(10_100);
        assertEquals(0, scenario.venue.restingEntries());
    }

    @Test
    void shouldCancelAtOnceWhenASnapshotShowsTheOrder() {
        final Scenario scenario = resting();
        scenario.venue.isCancelSwallowed = true;
        scenario.run(60_000);
        final long before = cancels(scenario);
        while (cancels(scenario) == before) {
            scenario.run(10);
        }
        scenario.venue.isCancelSwallowed = false;
        scenario.run(4_000);
        assertEquals(1, scenario.venue.restingEntries(), "a long pause");
        scenario.venue.snapshot();
        scenario.run(50);
        assertEquals(0, scenario.venue.restingEntries());
    }

    @Test
    void shouldGoOnCancellingWhenRestarted() {
        final Scenario before = resting();
        before.venue.isCancelSwallowed = true;
        before.run(250_000);
        final Scenario after = before.restart();
        after.run(10_100);
        assertEquals(0, after.venue.restingEntries());
    }

    @Test
    void shouldEndTheKillWhenCancelsWorkAgain() {
        final Scenario scenario = resting();
        scenario.venue.isCancelSwallowed = true;
        scenario.operator(OperatorKind.KILL).run(250_000);
        assertTrue(scenario.has(DecisionAction.INCIDENT, CommandCause.NOT_FLAT));
        assertEquals(0, scenario.count(DecisionAction.KILL_DONE));
        scenario.venue.isCancelSwallowed = false;
        scenario.run(10_500);
        assertEquals(0, scenario.venue.restingEntries());
        assertEquals(1, scenario.count(DecisionAction.KILL_DONE));
        assertFalse(scenario.engine.view().liveOrders() > 0);
    }
}
