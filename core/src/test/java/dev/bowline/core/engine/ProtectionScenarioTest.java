package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.AccountRow;
import dev.bowline.core.event.AssetCode;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.SnapshotMark;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.position.ExitReason;
import dev.bowline.core.risk.RejectReason;
import dev.bowline.core.risk.WarningCode;
import org.junit.jupiter.api.Test;

/** Entry, stop, target, exit, and what happens when the stop does not come (OMS-5, PROT-1). */
final class ProtectionScenarioTest {
    @Test
    void shouldPlaceStopAndTargetWhenEntryFills() {
        final Scenario scenario = Scenario.ready().buySignal().run(100);
        assertEquals(e8("3.75"), scenario.positionE8());
        assertEquals(e8("3.75"), scenario.venue.stopQtyE8());
        assertEquals(2, scenario.venue.openAlgos());
        assertEquals(e8("99.2"), scenario.engine.view().confirmedStopPriceE8(0));
        assertTrue(scenario.has(DecisionAction.PROTECTION_CONFIRMED, CommandCause.PROTECT));
        scenario.assertReconciled("entry");
    }

    @Test
    void shouldMirrorWhenEntryIsShort() {
        final Scenario scenario = Scenario.ready().signal(Side.SELL, EntryStyle.IOC).run(100);
        assertEquals(e8("-3.75"), scenario.positionE8());
        assertEquals(e8("100.8"), scenario.engine.view().confirmedStopPriceE8(0));
        scenario.priceTo("98.8").run(200);
        assertTrue(scenario.has(DecisionAction.POSITION_CLOSED, ExitReason.TARGET));
        scenario.assertReconciled("short");
    }

    @Test
    void shouldCancelTargetWhenStopIsHit() {
        final Scenario scenario = Scenario.ready().buySignal().run(100).priceTo("99.2").run(200);
        assertEquals(0, scenario.positionE8());
        assertTrue(scenario.has(DecisionAction.POSITION_CLOSED, ExitReason.STOP));
        final Scenario.Said closed = scenario.first(DecisionAction.POSITION_CLOSED);
        assertEquals(
                scenario.venue.realizedE8 - scenario.venue.commissionsE8,
                closed.valueE8(),
                "net result as the venue booked it (OMS-8)");
        assertEquals(scenario.venue.commissionsE8, scenario.engine.view().feesE8());
        assertEquals(scenario.venue.realizedE8, scenario.engine.view().realizedE8());
        scenario.assertReconciled("stop");
    }

    /** OMS-7, RISK-7: found by the simulation, in which bans last as long as the venue's. */
    @Test
    void shouldCancelTargetAfterAllWhenStopIsHitDuringLongBan() {
        final Scenario scenario = Scenario.ready().buySignal().run(100);
        scenario.venue.isBanned = true;
        scenario.priceTo("99.2").run(180_000);
        assertEquals(0, scenario.positionE8());
        assertEquals(1, scenario.venue.openAlgos(), "the target could not be cancelled");
        scenario.venue.isBanned = false;
        scenario.run(3_000).assertReconciled("ban");
    }

    /** OMS-8: found by the simulation, in which a bot is killed and reads its fills later. */
    @Test
    void shouldBookVenuesProfitWhenFillComesAfterItWasInferred() {
        final Scenario scenario = Scenario.ready().buySignal().run(100);
        scenario.venue.isCloseUntold = true;
        scenario.exitSignal().run(20).priceTo("100.4").run(3_000);
        assertEquals(0, scenario.positionE8(), "taken over from the order's total");
        scenario.venue.tradeList();
        scenario.run(100);
        assertEquals(scenario.venue.realizedE8, scenario.engine.view().realizedE8());
        assertEquals(scenario.venue.commissionsE8, scenario.engine.view().feesE8());
    }

    /** REC-2: found by the simulation, in which a snapshot is read while the bot closes. */
    @Test
    void shouldNotBelieveSnapshotRowWhenBookMovedSinceItBegan() {
        final Scenario scenario = Scenario.ready().buySignal().run(100);
        scenario.send(EventType.VENUE_SNAPSHOT, event -> fillEdge(event, SnapshotMark.BEGIN));
        scenario.venue.isCloseUntold = true;
        scenario.exitSignal().run(1_500);
        assertEquals(0, scenario.positionE8(), "taken over from the order's total");
        scenario.send(
                EventType.ACCOUNT_UPDATE,
                event -> {
                    event.instrumentId = 0;
                    event.account().row = AccountRow.POSITION;
                    event.account().reason = AccountReason.SNAPSHOT;
                    event.account().positionQtyE8 = e8("3.75");
                    event.account().entryPriceE8 = e8("100");
                });
        scenario.send(EventType.VENUE_SNAPSHOT, event -> fillEdge(event, SnapshotMark.END));
        assertEquals(0, scenario.positionE8(), "the row is from before the close");
        assertEquals(0, scenario.count(DecisionAction.DRIFT_ADD));
    }

    private static void fillEdge(final EngineEvent event, final SnapshotMark mark) {
        event.snapshot().mark = mark;
        event.snapshot().snapshotId = 7;
        event.snapshot().complete = mark == SnapshotMark.END;
    }

    /** OMS-8: found by the simulation, in which frames overtake each other. */
    @Test
    void shouldKeepNewestWalletWhenOlderRowComesLate() {
        final Scenario scenario = Scenario.ready().buySignal().run(100);
        final long walletE8 = scenario.engine.view().walletE8();
        scenario.send(EventType.ACCOUNT_UPDATE, event -> fillBalance(event, 1, e8("399")));
        assertEquals(walletE8, scenario.engine.view().walletE8(), "a row of the past");
        final long laterMs = scenario.venue.nowMs + 1_000;
        scenario.send(EventType.ACCOUNT_UPDATE, event -> fillBalance(event, laterMs, e8("398")));
        assertEquals(e8("398"), scenario.engine.view().walletE8());
    }

    /** A balance is read, then a fill of the same millisecond is told, then the reply arrives. */
    @Test
    void shouldKeepWalletOfStreamWhenRowReadInTheSameMillisecondComesLate() {
        final Scenario scenario = Scenario.ready().buySignal().run(100);
        final long fillMs = scenario.venue.nowMs + 1_000;
        scenario.send(EventType.ACCOUNT_UPDATE, event -> fillBalance(event, fillMs, e8("398")));
        scenario.send(EventType.ACCOUNT_UPDATE, event -> fillRead(event, fillMs, e8("399")));
        assertEquals(e8("398"), scenario.engine.view().walletE8(), "a row of the past");
        scenario.send(EventType.ACCOUNT_UPDATE, event -> fillBalance(event, fillMs, e8("397")));
        assertEquals(e8("397"), scenario.engine.view().walletE8(), "the next fill of that moment");
        scenario.send(EventType.ACCOUNT_UPDATE, event -> fillRead(event, fillMs + 1, e8("396")));
        assertEquals(e8("396"), scenario.engine.view().walletE8(), "read later");
    }

    private static void fillRead(
            final EngineEvent event, final long eventTimeMs, final long walletE8) {
        fillBalance(event, eventTimeMs, walletE8);
        event.account().reason = AccountReason.SNAPSHOT;
    }

    private static void fillBalance(
            final EngineEvent event, final long eventTimeMs, final long walletE8) {
        event.eventTimeMs = eventTimeMs;
        event.account().row = AccountRow.BALANCE;
        event.account().reason = AccountReason.ORDER;
        event.account().assetCode = AssetCode.of("USDC");
        event.account().walletE8 = walletE8;
    }

    @Test
    void shouldFollowQuantityWhenEntryFillsInParts() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.fillParts = 3;
        scenario.buySignal().run(300);
        assertEquals(e8("3.75"), scenario.positionE8());
        assertEquals(e8("3.75"), scenario.venue.stopQtyE8(), "older stops are cancelled");
        assertEquals(2, scenario.venue.openAlgos());
        scenario.priceTo("101.2").run(200);
        assertTrue(scenario.has(DecisionAction.POSITION_CLOSED, ExitReason.TARGET));
        scenario.assertReconciled("parts");
    }

    @Test
    void shouldCloseAtOnceWhenStopIsRefused() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.stopRefusal = -2021;
        scenario.buySignal().run(200);
        assertEquals(0, scenario.positionE8());
        assertTrue(scenario.has(DecisionAction.PROTECTION_FAILED, CommandCause.STOP_REFUSED));
        assertTrue(scenario.has(DecisionAction.POSITION_CLOSED, ExitReason.PROTECTION_FAILED));
        assertTrue(scenario.longestNakedNs <= 100_000_000L);
        scenario.assertReconciled("refused");
    }

    @Test
    void shouldFindStopByLookupWhenItsAnswerIsLost() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.isStopAnswerLost = true;
        scenario.buySignal().run(1_000);
        assertEquals(0, scenario.engine.view().coveredQtyE8(0));
        scenario.run(1_000);
        assertEquals(e8("3.75"), scenario.engine.view().coveredQtyE8(0));
        assertEquals(2, scenario.venue.placedAlgos, "one stop, one target: never a second stop");
        scenario.assertReconciled("lost answer");
    }

    @Test
    void shouldCloseAndNeverPlaceSecondStopWhenStopNeverTurnsUp() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.isStopSwallowed = true;
        scenario.buySignal().run(4_500);
        assertEquals(e8("3.75"), scenario.positionE8(), "not found is no answer before 5 s");
        assertEquals(2, scenario.venue.placedAlgos);
        scenario.run(2_000);
        assertEquals(0, scenario.positionE8());
        assertEquals(2, scenario.venue.placedAlgos);
        assertTrue(scenario.has(DecisionAction.PROTECTION_FAILED, CommandCause.STOP_UNCONFIRMED));
        scenario.run(10_000).assertReconciled("never");
    }

    /** PROT-5: the longest gap is the one that no confirmation ended. */
    @Test
    void shouldMeasureTheGapWhenThePositionEndsBeforeItsStopIsConfirmed() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.isStopSwallowed = true;
        scenario.buySignal().run(3_000);
        final long running = scenario.engine.view().maxUnprotectedNs();
        assertTrue(running >= 2_900_000_000L, "runs still: " + running);
        scenario.run(3_500);
        assertEquals(0, scenario.positionE8());
        final long max = scenario.engine.view().maxUnprotectedNs();
        assertTrue(max >= 5_000_000_000L && max < 6_000_000_000L, "gap " + max);
        final Scenario.Said warning =
                scenario.records.stream()
                        .filter(said -> said.action() == DecisionAction.WARNING)
                        .filter(said -> said.reasonCode() == WarningCode.NEVER_CONFIRMED)
                        .findFirst()
                        .orElseThrow();
        assertEquals(max * 100, warning.valueE8(), "milliseconds at scale 1e-8");
        assertEquals(e8("1500"), warning.limitE8());
    }

    @Test
    void shouldWarnWhenTheStopIsConfirmedAfterTheLimit() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.isStopSwallowed = true;
        scenario.buySignal().run(1_000);
        assertFalse(scenario.has(DecisionAction.WARNING, WarningCode.UNPROTECTED));
        scenario.run(1_000);
        scenario.venue.turnUpSwallowedStop();
        scenario.run(500);
        assertTrue(scenario.has(DecisionAction.WARNING, WarningCode.UNPROTECTED));
        assertFalse(scenario.has(DecisionAction.WARNING, WarningCode.NEVER_CONFIRMED));
    }

    @Test
    void shouldCancelWhatTurnsUpWhenStopWasGivenUp() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.isStopSwallowed = true;
        scenario.buySignal().run(20_000);
        assertEquals(0, scenario.positionE8());
        scenario.venue.turnUpSwallowedStop();
        assertEquals(1, scenario.venue.openAlgos());
        scenario.run(300).assertReconciled("turned up");
    }

    @Test
    void shouldLookUpEntryAndProtectItWhenItsOutcomeIsUnknown() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.isEntryInDoubt = true;
        scenario.buySignal().run(3_000);
        assertEquals(1, scenario.venue.placedOrders, "never sent again (OMS-3)");
        assertEquals(e8("3.75"), scenario.positionE8());
        scenario.assertReconciled("in doubt");
    }

    @Test
    void shouldDropIntentWhenEntryInDoubtIsNotFoundAfterLag() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.isEntryVanished = true;
        scenario.buySignal().run(9_500);
        scenario.buySignal();
        assertTrue(scenario.has(DecisionAction.INTENT_REFUSED, RejectReason.HAS_WORKING_ORDER));
        scenario.run(1_000);
        assertEquals(0, scenario.positionE8());
        assertEquals(1, scenario.venue.placedOrders);
        scenario.buySignal().run(200);
        assertEquals(2, scenario.venue.placedOrders);
        scenario.assertReconciled("vanished");
    }

    @Test
    void shouldCloseWhenStrategyLeaves() {
        final Scenario scenario = Scenario.ready().buySignal().run(200).exitSignal().run(200);
        assertEquals(0, scenario.positionE8());
        assertTrue(scenario.has(DecisionAction.POSITION_CLOSED, ExitReason.CLOSE));
        scenario.assertReconciled("exit");
    }

    @Test
    void shouldBookAndCancelSiblingsWhenVenueLiquidates() {
        final Scenario scenario = Scenario.ready().buySignal().run(200);
        scenario.venue.nowMs = scenario.venue.nowMs + 20;
        scenario.venue.foreignTrade(Side.SELL, e8("3.75"), OrderOrigin.LIQUIDATION);
        scenario.run(200);
        assertTrue(scenario.has(DecisionAction.POSITION_CLOSED, ExitReason.LIQUIDATION));
        scenario.assertReconciled("liquidation");
    }

    @Test
    void shouldShrinkStopWhenPartIsClosedByHand() {
        final Scenario scenario = Scenario.ready().buySignal().run(200);
        scenario.venue.foreignTrade(Side.SELL, e8("1"), OrderOrigin.FOREIGN);
        scenario.run(3_000);
        assertEquals(e8("2.75"), scenario.positionE8());
        assertEquals(e8("2.75"), scenario.venue.stopQtyE8());
        scenario.assertReconciled("by hand");
    }

    @Test
    void shouldAdoptAndProtectWhenPositionIsFoundInSnapshot() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.positionE8 = e8("2");
        scenario.venue.entryE8 = e8("100");
        scenario.venue.snapshot();
        scenario.run(100);
        assertTrue(scenario.has(DecisionAction.DRIFT_ADD, 0));
        assertEquals(e8("99.2"), scenario.engine.view().confirmedStopPriceE8(0));
        scenario.assertReconciled("adopted");
    }

    @Test
    void shouldRemoveAndCancelWhenPositionIsGoneInSnapshot() {
        final Scenario scenario = Scenario.ready().buySignal().run(6_000);
        scenario.venue.positionE8 = 0;
        scenario.venue.snapshot();
        scenario.run(200);
        assertTrue(scenario.has(DecisionAction.DRIFT_REMOVE, 0));
        scenario.assertReconciled("gone");
    }

    @Test
    void shouldCloseEverythingAndRefuseEntriesWhenKilled() {
        final Scenario scenario = Scenario.ready().buySignal().run(200);
        scenario.operator(OperatorKind.KILL).run(200);
        assertEquals(0, scenario.positionE8());
        scenario.buySignal();
        assertTrue(scenario.has(DecisionAction.INTENT_REFUSED, RejectReason.KILL_SWITCH));
        scenario.operator(OperatorKind.ARM).buySignal().run(100);
        assertEquals(e8("3.747"), scenario.positionE8(), "of the equity less two fees");
        scenario.assertReconciled("kill");
    }

    @Test
    void shouldStopDayWhenStopLossesInARowReachLimit() {
        final Scenario scenario = Scenario.ready();
        for (int i = 0; i < 2; i++) {
            scenario.buySignal().run(200).priceTo("99.1").run(300).priceTo("100").run(100);
        }
        assertTrue(scenario.has(DecisionAction.RISK_EVENT, RejectReason.STOP_LOSS_STREAK));
        assertEquals(2, scenario.count(DecisionAction.STREAK_EXIT));
        assertTrue(scenario.has(DecisionAction.STREAK_EXIT, ExitReason.STOP));
        scenario.buySignal();
        assertTrue(scenario.has(DecisionAction.INTENT_REFUSED, RejectReason.STOP_LOSS_STREAK));
        assertEquals(2, scenario.count(DecisionAction.POSITION_CLOSED));
        scenario.assertReconciled("streak");
    }

    @Test
    void shouldRefuseEntriesWhenNotEnabled() {
        final Scenario scenario = Scenario.ready().operator(OperatorKind.STOP_ENTRIES).buySignal();
        assertTrue(scenario.has(DecisionAction.INTENT_REFUSED, RejectReason.NOT_READY));
        assertEquals(0, scenario.venue.placedOrders);
    }

    @Test
    void shouldCarryEverythingOverWhenRestarted() {
        final Scenario before = Scenario.ready().buySignal().run(300);
        final Scenario after = before.restart();
        after.run(50);
        assertEquals(e8("3.75"), after.positionE8());
        assertEquals(e8("3.75"), after.engine.view().coveredQtyE8(0));
        assertEquals(before.engine.view().feesE8(), after.engine.view().feesE8());
        after.venue.snapshot();
        after.run(300);
        assertFalse(after.has(DecisionAction.DRIFT_ADD, 0));
        assertEquals(0, after.venue.placedAlgos, "stop and target are known again");
        after.priceTo("99.2").run(300);
        assertEquals(0, after.positionE8());
        assertTrue(after.has(DecisionAction.POSITION_CLOSED, ExitReason.STOP));
        after.assertReconciled("restart");
    }
}
