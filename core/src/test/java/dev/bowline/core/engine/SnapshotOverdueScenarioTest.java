package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.SnapshotMark;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.risk.GuardLimits;
import dev.bowline.core.risk.RejectReason;
import dev.bowline.core.risk.StateReason;
import dev.bowline.core.risk.TruthLimits;
import org.junit.jupiter.api.Test;

/** REC-2, RISK-9: an account that cannot be read is no account to open positions on. */
class SnapshotOverdueScenarioTest {
    private static final long LIMIT_MS = 3_000;

    private static Scenario watched() {
        return Scenario.ready(
                TestSetup.config(
                        GuardLimits.standard().withTruth(new TruthLimits(LIMIT_MS / 3, 3, 1_000))));
    }

    /** As the loader tells of a reading that threw on a row. */
    private static void tornSnapshot(final Scenario scenario) {
        for (final SnapshotMark mark : SnapshotMark.values()) {
            scenario.send(EventType.VENUE_SNAPSHOT, event -> event.snapshot().mark = mark);
        }
    }

    @Test
    void shouldRefuseEntriesAndSaySoWhenEverySnapshotFails() {
        final Scenario scenario = watched().buySignal().run(200);
        for (int i = 0; i < 6; i++) {
            tornSnapshot(scenario);
            scenario.run(500);
        }
        assertEquals("REDUCING: SNAPSHOT_OVERDUE", scenario.engine.view().stateText());
        assertTrue(scenario.has(DecisionAction.STATE_CHANGED, StateReason.SNAPSHOT_OVERDUE.code()));
        assertTrue(scenario.has(DecisionAction.INCIDENT, CommandCause.SNAPSHOT_OVERDUE));
        scenario.run(10_000);
        assertEquals(1, scenario.count(DecisionAction.INCIDENT), "said once");
        assertEquals(e8("3.75"), scenario.venue.stopQtyE8(), "protection goes on");
        scenario.exitSignal().run(200);
        assertEquals(0, scenario.positionE8(), "exits pass (RISK-5)");
        scenario.forget().buySignal().run(100);
        assertEquals(
                RejectReason.REDUCING, scenario.first(DecisionAction.INTENT_REFUSED).reasonCode());
    }

    @Test
    void shouldTradeAgainWhenOneSnapshotIsComplete() {
        final Scenario scenario = watched().run(LIMIT_MS + 100);
        assertEquals("REDUCING: SNAPSHOT_OVERDUE", scenario.engine.view().stateText());
        scenario.venue.snapshot();
        scenario.run(100);
        assertEquals("ACTIVE", scenario.engine.view().stateText());
        scenario.run(LIMIT_MS - 200);
        assertEquals("ACTIVE", scenario.engine.view().stateText());
        scenario.run(300);
        assertEquals("REDUCING: SNAPSHOT_OVERDUE", scenario.engine.view().stateText());
    }

    @Test
    void shouldStayActiveWhenSnapshotsKeepComing() {
        final Scenario scenario = watched();
        for (int i = 0; i < 5; i++) {
            scenario.venue.snapshot();
            scenario.run(LIMIT_MS - 100);
        }
        assertEquals(0, scenario.count(DecisionAction.STATE_CHANGED));
    }

    @Test
    void shouldNotWaitForSnapshotsWhenNoneAreConfigured() {
        final Scenario scenario = Scenario.ready().run(30_000).skip(3_600_000);
        assertEquals("ACTIVE", scenario.engine.view().stateText());
    }
}
