package dev.bowline.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.Side;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.risk.DeadmanLimits;
import dev.bowline.core.risk.GuardLimits;
import dev.bowline.core.risk.WarningCode;
import org.junit.jupiter.api.Test;

/** The venue's countdown lives as long as the engine does, and no longer (PROT-6). */
final class DeadmanScenarioTest {
    /** An entry rests as soon as its answer is overdue. */
    private static final long RESTS_MS = 3_000;

    private static Scenario resting(final Scenario scenario) {
        scenario.venue.isEntryResting = true;
        return scenario.signal(Side.BUY, EntryStyle.IOC);
    }

    private static GuardLimits guards(final DeadmanLimits deadman) {
        final GuardLimits usual = GuardLimits.standard();
        return new GuardLimits(
                usual.killOnDayStop(),
                usual.flatVerifyMs(),
                usual.rateEntryShareE8(),
                usual.rateExitShareE8(),
                usual.liquidation(),
                usual.watch(),
                deadman,
                usual.truth());
    }

    @Test
    void shouldArmWhileAnEntryRestsAndDisarmWhenNoneDoes() {
        final Scenario scenario = resting(Scenario.ready());
        scenario.run(RESTS_MS - 100);
        assertEquals(0, scenario.venue.deadman.arms, "what cannot rest needs no switch");
        scenario.run(200);
        assertEquals(1, scenario.venue.deadman.arms);
        assertEquals(60_000, scenario.venue.deadman.countdownMs);
        scenario.run(19_800);
        assertEquals(1, scenario.venue.deadman.arms, "not before it is due");
        scenario.run(400);
        assertEquals(2, scenario.venue.deadman.arms);
        scenario.venue.fillResting();
        scenario.run(300);
        assertEquals(1, scenario.venue.deadman.disarms);
        assertFalse(scenario.venue.deadman.isArmed());
        scenario.run(30_000);
        assertEquals(2, scenario.venue.deadman.arms);
        assertEquals(1, scenario.venue.deadman.disarms);
        scenario.assertReconciled("disarmed");
    }

    @Test
    void shouldNotAskTheVenueWhenEntriesFillAtOnce() {
        final Scenario scenario = Scenario.ready().buySignal().run(30_000);
        assertTrue(scenario.positionE8() > 0);
        assertEquals(0, scenario.venue.deadman.arms + scenario.venue.deadman.disarms);
    }

    @Test
    void shouldLetItFireAndTakeTheEntryForCancelledWhenTheEngineHangs() {
        final Scenario scenario = resting(Scenario.ready()).run(RESTS_MS + 200);
        assertTrue(scenario.venue.deadman.isArmed(), () -> "" + scenario.venue.log);
        scenario.skip(60_000);
        assertEquals(1, scenario.venue.deadman.fired);
        scenario.run(1_000);
        assertEquals(0, scenario.venue.deadman.open(false));
        assertEquals(0, scenario.engine.view().liveOrders());
        scenario.assertReconciled("hung");
    }

    @Test
    void shouldNotLetItFireWhenTheEngineIsJustSlow() {
        final Scenario scenario = resting(Scenario.ready()).run(RESTS_MS + 200);
        for (int i = 0; i < 5; i++) {
            scenario.skip(59_000).run(100);
        }
        assertEquals(0, scenario.venue.deadman.fired);
        assertEquals(1, scenario.venue.deadman.open(false));
    }

    @Test
    void shouldKeepAskingAndWarnOnceWhenTheVenueDoesNotConfirm() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.deadman.isCutOff = true;
        resting(scenario).run(RESTS_MS + 30_000);
        assertTrue(scenario.venue.deadman.arms >= 9, "arms " + scenario.venue.deadman.arms);
        assertTrue(scenario.venue.deadman.arms <= 11, "arms " + scenario.venue.deadman.arms);
        assertFalse(scenario.has(DecisionAction.WARNING, WarningCode.DEADMAN_UNARMED));
        scenario.run(60_000);
        assertEquals(
                1,
                scenario.records.stream()
                        .filter(said -> said.reasonCode() == WarningCode.DEADMAN_UNARMED)
                        .filter(said -> said.action() == DecisionAction.WARNING)
                        .count());
        scenario.venue.deadman.isCutOff = false;
        scenario.run(4_000);
        assertTrue(scenario.venue.deadman.isArmed());
    }

    @Test
    void shouldStopAskingToDisarmWhenTheCountdownIsOverAnyway() {
        final Scenario scenario = resting(Scenario.ready()).run(RESTS_MS + 200);
        scenario.venue.deadman.isCutOff = true;
        scenario.venue.fillResting();
        scenario.run(70_000);
        final int asked = scenario.venue.deadman.disarms;
        assertTrue(asked > 10, "disarms " + asked);
        scenario.run(30_000);
        assertEquals(asked, scenario.venue.deadman.disarms);
    }

    @Test
    void shouldArmAnewWhenTheEntryOutlivesTheEngine() {
        final Scenario scenario = resting(Scenario.ready()).run(RESTS_MS + 200);
        final Scenario after = scenario.restart();
        after.run(200);
        assertEquals(1, after.venue.deadman.arms);
    }

    @Test
    void shouldNotAskWhenRequestsAreShort() {
        final Scenario scenario = Scenario.ready().rate("0.96", 0, 200);
        resting(scenario).run(RESTS_MS + 1_000);
        assertEquals(0, scenario.venue.deadman.arms);
    }

    @Test
    void shouldNotAskWhenTheSwitchIsOff() {
        final Scenario scenario =
                Scenario.ready(TestSetup.config(guards(new DeadmanLimits(0, 20_000))));
        resting(scenario).run(RESTS_MS + 1_000);
        assertEquals(0, scenario.venue.deadman.arms);
    }

    @Test
    void shouldSayWhyInTheCommand() {
        final Scenario scenario = resting(Scenario.ready()).run(RESTS_MS + 200);
        assertTrue(
                scenario.venue.log.stream()
                        .anyMatch(
                                line ->
                                        line.contains("DEADMAN_ARM")
                                                && line.endsWith("cause=" + CommandCause.DEADMAN)),
                () -> "" + scenario.venue.log);
    }
}
