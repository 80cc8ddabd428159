package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.Side;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.risk.DriftPolicy;
import dev.bowline.core.risk.RejectReason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Kill, close-all and close of one symbol, to the end (RISK-6, REC-6, RISK-2). */
final class KillScenarioTest {
    @Test
    void shouldVerifyFlatAgainstTheVenueWhenKilled() {
        final Scenario scenario = Scenario.ready().buySignal().run(200);
        scenario.operator(OperatorKind.KILL).run(1_000);
        assertEquals(0, scenario.positionE8());
        assertEquals(1, scenario.count(DecisionAction.KILL_DONE));
        assertTrue(scenario.venue.reconciles > 0);
        assertTrue(scenario.engine.view().isKillDone());
        final int asked = scenario.venue.reconciles;
        scenario.run(20_000);
        assertEquals(asked, scenario.venue.reconciles, "done is done");
        assertFalse(scenario.has(DecisionAction.INCIDENT, CommandCause.NOT_FLAT));
        scenario.assertReconciled("kill");
    }

    @Test
    void shouldNotCallItDoneWhileNoSnapshotProvesIt() {
        final Scenario scenario = Scenario.ready().buySignal().run(200);
        scenario.venue.isSnapshotLost = true;
        scenario.operator(OperatorKind.KILL).run(9_900);
        assertEquals(0, scenario.positionE8());
        assertFalse(scenario.has(DecisionAction.INCIDENT, CommandCause.NOT_FLAT), "limit 10 s");
        scenario.run(200);
        assertTrue(scenario.has(DecisionAction.INCIDENT, CommandCause.NOT_FLAT));
        assertEquals(0, scenario.count(DecisionAction.KILL_DONE));
        scenario.venue.isSnapshotLost = false;
        scenario.run(6_000);
        assertEquals(1, scenario.count(DecisionAction.KILL_DONE), "it goes on asking");
    }

    @Test
    void shouldGoOnTryingWhenClosesAreRefused() {
        final Scenario scenario = Scenario.ready().buySignal().run(200);
        scenario.venue.closeRefusals = 11;
        scenario.operator(OperatorKind.KILL).run(10_500);
        assertEquals(e8("3.75"), scenario.venue.positionE8);
        assertTrue(scenario.has(DecisionAction.INCIDENT, CommandCause.NOT_FLAT));
        scenario.run(10_000);
        assertEquals(0, scenario.venue.positionE8);
        assertEquals(1, scenario.count(DecisionAction.KILL_DONE));
        scenario.assertReconciled("refused closes");
    }

    @Test
    void shouldCloseWhatOnlyTheVenueKnowsWhenKilled() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.positionE8 = e8("2");
        scenario.venue.entryE8 = e8("100");
        scenario.operator(OperatorKind.KILL).run(8_000);
        assertTrue(scenario.has(DecisionAction.DRIFT_ADD, DriftPolicy.ADOPT.code()));
        assertEquals(0, scenario.venue.positionE8);
        assertEquals(1, scenario.count(DecisionAction.KILL_DONE));
        scenario.assertReconciled("unknown position");
    }

    @Test
    void shouldCancelRestingEntryAndCloseWhatItFilledWhenKilled() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.isEntryResting = true;
        scenario.signal(Side.BUY, EntryStyle.IOC).run(3_100);
        assertEquals(1, scenario.engine.view().liveOrders());
        scenario.operator(OperatorKind.KILL).run(2_000);
        assertEquals(0, scenario.engine.view().liveOrders());
        assertTrue(
                scenario.venue.log.stream()
                        .anyMatch(
                                line ->
                                        line.contains("CANCEL_ORDER")
                                                && line.endsWith(
                                                        "cause=" + CommandCause.ENTRY_WITHDRAWN)),
                () -> "" + scenario.venue.log);
        assertEquals(1, scenario.count(DecisionAction.KILL_DONE));
    }

    @Test
    void shouldCloseLateFillWhenEntryOutlivesCloseAll() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.isEntryResting = true;
        scenario.signal(Side.BUY, EntryStyle.IOC).run(100);
        scenario.operator(OperatorKind.CLOSE_ALL).run(100);
        scenario.forget().buySignal();
        assertTrue(scenario.has(DecisionAction.INTENT_REFUSED, RejectReason.CLOSING));
        final Scenario after = scenario.restart().enable();
        after.run(100);
        after.venue.fillResting();
        after.run(500);
        assertTrue(after.has(DecisionAction.EXIT_SENT, CommandCause.OPERATOR_CLOSE));
        assertEquals(0, after.venue.positionE8);
        after.forget().buySignal().run(200);
        assertEquals(1, after.count(DecisionAction.ENTRY_SENT), "close-all is over");
        after.assertReconciled("late fill");
    }

    @Test
    void shouldFinishCloseWhenRestartedMidway() {
        for (final OperatorKind kind :
                List.of(OperatorKind.CLOSE, OperatorKind.CLOSE_ALL, OperatorKind.KILL)) {
            final Scenario before = Scenario.ready().buySignal().run(200);
            before.venue.closeRefusals = 1_000;
            before.operator(kind, 0).run(100);
            assertEquals(e8("3.75"), before.venue.positionE8);
            final Scenario after = before.restart();
            after.run(3_000);
            assertEquals(0, after.venue.positionE8, kind.name());
            assertEquals(kind == OperatorKind.KILL ? 1 : 0, after.count(DecisionAction.KILL_DONE));
            after.assertReconciled(kind.name());
        }
    }

    @Test
    void shouldCloseNothingWhenAnotherSymbolIsNamed() {
        final Scenario scenario = Scenario.ready().buySignal().run(200);
        scenario.operator(OperatorKind.CLOSE, 5).operator(OperatorKind.CLOSE).run(500);
        assertEquals(e8("3.75"), scenario.positionE8());
    }

    @Test
    void shouldKillOnDayStopOnlyWhenConfigured() {
        for (final boolean isConfigured : new boolean[] {false, true}) {
            final Scenario scenario =
                    Scenario.ready(
                            TestSetup.config(
                                    TestSetup.guards(
                                            isConfigured, TestSetup.watch(0, DriftPolicy.ADOPT))));
            for (int i = 0; i < 2; i++) {
                scenario.buySignal().run(200).priceTo("99.1").run(300).priceTo("100").run(100);
            }
            scenario.run(1_000);
            assertEquals(
                    isConfigured ? "HALTED: DAY_STOP, KILL_SWITCH" : "REDUCING: DAY_STOP",
                    scenario.engine.view().stateText());
            assertEquals(isConfigured ? 1 : 0, scenario.count(DecisionAction.KILL_DONE));
        }
    }

    @TestFactory
    List<DynamicTest> shouldEndFlatWhenEveryMessageOfAKillIsAgitated() {
        final int messages = play(-1, VenueModel.Fault.NONE, OperatorKind.KILL).messages();
        assertTrue(messages > 10, "messages=" + messages);
        final List<DynamicTest> tests = new ArrayList<>();
        for (final OperatorKind kind : List.of(OperatorKind.KILL, OperatorKind.CLOSE_ALL)) {
            for (final VenueModel.Fault fault : VenueModel.Fault.values()) {
                for (int i = 0; fault != VenueModel.Fault.NONE && i < messages; i++) {
                    final int index = i;
                    final String title = kind + " " + fault + " " + index;
                    tests.add(
                            DynamicTest.dynamicTest(
                                    title, () -> assertFlat(play(index, fault, kind), title)));
                }
            }
        }
        return tests;
    }

    private static void assertFlat(final Scenario scenario, final String title) {
        assertEquals(0, scenario.venue.positionE8, title + " " + scenario.venue.log);
        scenario.assertReconciled(title);
        if (scenario.engine.view().stateText().contains("KILL")) {
            assertEquals(
                    1,
                    scenario.count(DecisionAction.KILL_DONE),
                    () -> title + " " + scenario.records);
        }
    }

    private static Scenario play(
            final int index, final VenueModel.Fault fault, final OperatorKind kind) {
        final Scenario scenario = Scenario.ready().withFault(index, fault);
        scenario.venue.fillParts = 2;
        scenario.buySignal().operator(kind).run(12_000);
        final int messages = scenario.messages();
        scenario.withFault(-1, VenueModel.Fault.NONE);
        scenario.venue.snapshot();
        scenario.run(12_000);
        return scenario.countedAs(messages);
    }
}
