package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.risk.DriftPolicy;
import dev.bowline.core.risk.RejectReason;
import org.junit.jupiter.api.Test;

/** Positions that appear without us (PROT-3), and protection that is too much or gone (REC-2). */
final class DriftPolicyScenarioTest {
    private static Scenario ready(final DriftPolicy policy) {
        return Scenario.ready(
                TestSetup.config(TestSetup.guards(false, TestSetup.watch(0, policy))));
    }

    private static Scenario found(final DriftPolicy policy) {
        final Scenario scenario = ready(policy);
        scenario.venue.positionE8 = e8("2");
        scenario.venue.entryE8 = e8("100");
        scenario.venue.snapshot();
        return scenario.run(500);
    }

    @Test
    void shouldAdoptWhenConfiguredSo() {
        final Scenario scenario = found(DriftPolicy.ADOPT);
        assertTrue(scenario.has(DecisionAction.DRIFT_ADD, DriftPolicy.ADOPT.code()));
        assertEquals(e8("2"), scenario.positionE8());
        scenario.assertReconciled("adopt");
    }

    @Test
    void shouldCloseWhenConfiguredSo() {
        final Scenario scenario = found(DriftPolicy.CLOSE);
        assertTrue(scenario.has(DecisionAction.DRIFT_ADD, DriftPolicy.CLOSE.code()));
        assertTrue(scenario.has(DecisionAction.EXIT_SENT, CommandCause.DRIFT_CLOSE));
        assertEquals(0, scenario.venue.positionE8);
        scenario.assertReconciled("close");
    }

    @Test
    void shouldCloseWhenAStrangersFillIsSeenOnTheStream() {
        final Scenario scenario = ready(DriftPolicy.CLOSE);
        scenario.venue.foreignTrade(Side.BUY, e8("2"), OrderOrigin.FOREIGN);
        scenario.run(3_000);
        assertEquals(0, scenario.venue.positionE8);
        scenario.assertReconciled("close");
    }

    @Test
    void shouldNeverTouchWhenIgnored() {
        final Scenario scenario = found(DriftPolicy.IGNORE);
        assertTrue(scenario.has(DecisionAction.DRIFT_ADD, DriftPolicy.IGNORE.code()));
        assertEquals(0, scenario.positionE8());
        assertEquals(e8("2"), scenario.engine.view().ignoredQtyE8(0));
        scenario.forget().buySignal();
        assertTrue(scenario.has(DecisionAction.INTENT_REFUSED, RejectReason.FOREIGN_POSITION));
        scenario.operator(OperatorKind.CLOSE_ALL).run(8_000);
        assertEquals(e8("2"), scenario.venue.positionE8);
        assertEquals(0, scenario.venue.placedOrders + scenario.venue.placedAlgos);
        assertTrue(scenario.has(DecisionAction.INCIDENT, CommandCause.LEFT_ALONE), "and says so");
        assertEquals(e8("2"), scenario.first(DecisionAction.INCIDENT).valueE8());
        scenario.forget();
        scenario.venue.snapshot();
        scenario.run(500);
        assertEquals(0, scenario.count(DecisionAction.DRIFT_ADD), "told once");
    }

    /** RISK-6: every position. */
    @Test
    void shouldCloseWhatWasLeftAloneWhenKilled() {
        for (final boolean isRestarted : new boolean[] {false, true}) {
            final Scenario before = found(DriftPolicy.IGNORE);
            before.venue.foreignTrade(Side.BUY, e8("0.5"), OrderOrigin.FOREIGN);
            before.run(500);
            before.venue.heldCloses = isRestarted ? 1 : 0;
            before.operator(OperatorKind.KILL).run(200);
            final Scenario scenario = isRestarted ? before.restart().run(8_000) : before;
            scenario.run(1_000);
            assertEquals(0, scenario.venue.positionE8);
            assertTrue(before.has(DecisionAction.DRIFT_ADD, DriftPolicy.CLOSE.code()));
            assertTrue(before.has(DecisionAction.EXIT_SENT, CommandCause.KILL));
            assertEquals(0, scenario.engine.view().ignoredQtyE8(0));
            assertEquals(1, scenario.count(DecisionAction.KILL_DONE));
            scenario.assertReconciled("left alone, killed " + isRestarted);
        }
    }

    @Test
    void shouldCloseAStrangersNewPositionUntilTheKillIsVerifiedAndNotAfterwards() {
        final Scenario scenario = ready(DriftPolicy.IGNORE);
        scenario.venue.isSnapshotLost = true;
        scenario.operator(OperatorKind.KILL).run(500);
        scenario.venue.foreignTrade(Side.BUY, e8("2"), OrderOrigin.FOREIGN);
        scenario.run(1_000);
        assertEquals(0, scenario.venue.positionE8);
        scenario.venue.isSnapshotLost = false;
        scenario.run(8_000);
        assertEquals(1, scenario.count(DecisionAction.KILL_DONE));
        scenario.venue.foreignTrade(Side.BUY, e8("1"), OrderOrigin.FOREIGN);
        scenario.run(3_000);
        assertEquals(e8("1"), scenario.venue.positionE8);
        assertEquals(e8("1"), scenario.engine.view().ignoredQtyE8(0));
    }

    @Test
    void shouldFollowStrangersTradesWhenIgnored() {
        final Scenario scenario = ready(DriftPolicy.IGNORE);
        scenario.venue.foreignTrade(Side.BUY, e8("2"), OrderOrigin.FOREIGN);
        scenario.run(3_000);
        assertEquals(e8("2"), scenario.engine.view().ignoredQtyE8(0));
        scenario.venue.foreignTrade(Side.SELL, e8("0.5"), OrderOrigin.FOREIGN);
        scenario.run(3_000);
        assertEquals(e8("1.5"), scenario.engine.view().ignoredQtyE8(0));
        final Scenario after = scenario.restart().enable();
        after.run(100);
        assertEquals(e8("1.5"), after.engine.view().ignoredQtyE8(0));
        after.venue.foreignTrade(Side.SELL, e8("1.5"), OrderOrigin.FOREIGN);
        after.run(3_000);
        assertEquals(0, after.engine.view().ignoredQtyE8(0));
        assertEquals(0, after.engine.view().realizedE8(), "its profit is not ours");
        after.forget().venue.balanceRow(AccountReason.SNAPSHOT);
        after.run(100).buySignal().run(200);
        assertEquals(1, after.count(DecisionAction.ENTRY_SENT), () -> "" + after.records);
        after.assertReconciled("ignored and gone");
    }

    @Test
    void shouldProtectOurOwnLostEntryWhenOthersAreIgnored() {
        final Scenario scenario = ready(DriftPolicy.IGNORE);
        scenario.venue.isEntryInDoubt = true;
        scenario.buySignal().run(200);
        scenario.venue.snapshot();
        scenario.run(3_000);
        assertEquals(e8("3.75"), scenario.positionE8());
        assertEquals(0, scenario.engine.view().ignoredQtyE8(0));
        scenario.assertReconciled("ours");
    }

    @Test
    void shouldRecordMissingProtectionWhenSnapshotDoesNotHaveIt() {
        final Scenario scenario = Scenario.ready().buySignal().run(6_000);
        scenario.venue.snapshot();
        scenario.run(200);
        assertEquals(0, scenario.count(DecisionAction.DRIFT_MISSING));
        scenario.venue.orders.values().stream()
                .filter(order -> order.type == OrderType.STOP_MARKET)
                .forEach(order -> order.status = VenueOrderStatus.CANCELED);
        scenario.venue.snapshot();
        scenario.run(500);
        assertEquals(1, scenario.count(DecisionAction.DRIFT_MISSING));
        scenario.assertReconciled("missing stop");
    }

    @Test
    void shouldRecordOrphanWhenSnapshotHasAnUnknownStop() {
        final Scenario scenario = Scenario.ready().buySignal().run(300);
        assertEquals(0, scenario.count(DecisionAction.DRIFT_ORPHAN));
        final Scenario next = Scenario.ready();
        next.venue.orders.putAll(scenario.venue.orders);
        next.venue.snapshot();
        next.run(500);
        assertEquals(2, next.count(DecisionAction.DRIFT_ORPHAN), "stop and target of nobody");
        assertEquals(0, next.venue.openAlgos());
        assertFalse(next.has(DecisionAction.DRIFT_ADD, 0));
    }
}
