package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.Side;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.position.FillLog;
import dev.bowline.core.risk.WarningCode;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Orders of which nobody knows whether they are at the venue: what is done about them ends (PROT-1,
 * OMS-3), costs little (RISK-7), and the books are exact afterwards (OMS-8).
 */
final class DoubtScenarioTest {
    /** So long after the newest fill a snapshot may take a position away at once (REC-2). */
    private static final long BELIEVED_MS = TestSetup.protection().stopLookupMs() + 1_000;

    private static long sent(final Scenario scenario, final String what) {
        return scenario.venue.log.stream().filter(line -> line.contains(what)).count();
    }

    @Test
    void shouldCloseWithinTheLimitWhenTheIdOfTheStopIsTakenButThereIsNone() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.isStopIdTaken = true;
        scenario.buySignal().run(8_000);
        assertEquals(0, scenario.positionE8());
        assertTrue(scenario.has(DecisionAction.PROTECTION_FAILED, CommandCause.STOP_UNCONFIRMED));
        assertEquals(1, sent(scenario, "PLACE_ALGO STOP_MARKET"), "no second beside it");
        assertTrue(sent(scenario, "QUERY_ALGO STOP_MARKET") > 3, "looked up");
        assertEquals(0, scenario.venue.reconciles, "a lookup needs no snapshot");
        scenario.run(20_000).assertReconciled("id taken");
    }

    @Test
    void shouldCloseAndStopSendingWhenTheStopNeverLeaves() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.isStopNotSent = true;
        scenario.venue.closeRefusals = 20;
        scenario.buySignal().run(30_000);
        assertTrue(scenario.has(DecisionAction.PROTECTION_FAILED, CommandCause.STOP_UNCONFIRMED));
        assertTrue(
                sent(scenario, "PLACE_ALGO STOP_MARKET") <= 21,
                () -> "resent for ever: " + scenario.venue.log);
        scenario.venue.closeRefusals = 0;
        scenario.run(5_000);
        assertEquals(0, scenario.positionE8());
        assertEquals(0, scenario.venue.openAlgos());
    }

    @Test
    void shouldKeepTheOldStopWhenTheOneThatFollowsTheQuantityNeverLeaves() {
        final Scenario scenario = Scenario.ready().buySignal().run(100);
        scenario.venue.isStopNotSent = true;
        scenario.venue.foreignTrade(Side.SELL, e8("1"), OrderOrigin.FOREIGN);
        scenario.run(20_000);
        assertEquals(e8("2.75"), scenario.positionE8());
        assertFalse(scenario.has(DecisionAction.PROTECTION_FAILED, CommandCause.STOP_UNCONFIRMED));
        scenario.venue.isStopNotSent = false;
        scenario.run(8_000);
        assertEquals(e8("2.75"), scenario.venue.stopQtyE8());
        scenario.assertReconciled("follows in the end");
    }

    @Test
    void shouldGiveUpCancellingWhenTheVenueNeverHeardOfTheStop() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.isStopSwallowed = true;
        scenario.buySignal().exitSignal().run(60_000);
        assertEquals(0, scenario.positionE8());
        final long cancels = sent(scenario, "CANCEL_ALGO STOP_MARKET");
        assertTrue(cancels >= 2 && cancels <= 6, () -> "cancels: " + scenario.venue.log);
        assertTrue(scenario.has(DecisionAction.INCIDENT, CommandCause.CANCEL_GIVEN_UP));
        scenario.assertReconciled("given up");
    }

    @Test
    void shouldCancelAtOnceWhenTheStopThatWasGivenUpTurnsUp() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.isStopSwallowed = true;
        scenario.buySignal().exitSignal().run(20_000);
        scenario.venue.turnUpSwallowedStop();
        assertEquals(1, scenario.venue.openAlgos());
        scenario.run(200).assertReconciled("turned up");
    }

    @Test
    void shouldSlowDownWhenSnapshotsShowWhatTheVenueWillNotCancel() {
        final Scenario scenario = Scenario.ready().buySignal().run(6_000);
        scenario.venue.isCancelUnknown = true;
        scenario.exitSignal().run(15_000);
        final long before = sent(scenario, "CANCEL_ALGO");
        for (int i = 0; i < 120; i++) {
            scenario.venue.snapshot();
            scenario.run(500);
        }
        final long cancels = sent(scenario, "CANCEL_ALGO") - before;
        assertTrue(cancels <= 32, "two orders, 120 snapshots in a minute: " + cancels);
        scenario.venue.isCancelUnknown = false;
        scenario.run(11_000);
        scenario.venue.snapshot();
        scenario.run(200).assertReconciled("cancelled after all");
    }

    /** OMS-1, RISK-7: a refusal proves no end, and what lives costs little. */
    @Test
    void shouldSayAndTryOnWhenTheVenueWillNotCancelWhatLives() {
        final Scenario scenario = Scenario.ready().buySignal().run(6_000);
        scenario.venue.isCancelUnknown = true;
        scenario.exitSignal().run(60_000);
        assertEquals(0, scenario.positionE8());
        assertEquals(2, scenario.venue.openAlgos());
        assertEquals(2, scenario.engine.view().liveOrders(), "not counted as cancelled");
        final long said = scenario.count(DecisionAction.INCIDENT, CommandCause.CANCEL_REFUSED);
        assertTrue(said >= 4 && said <= 8, "of two orders, at 2, 4 and 8 refusals: " + said);
        final long before = sent(scenario, "CANCEL_ALGO") + sent(scenario, "QUERY_ALGO");
        scenario.run(60_000);
        final long requests = sent(scenario, "CANCEL_ALGO") + sent(scenario, "QUERY_ALGO") - before;
        assertTrue(requests >= 20 && requests <= 26, "two orders in a minute: " + requests);
        scenario.venue.isCancelUnknown = false;
        scenario.run(11_000).assertReconciled("cancelled after all");
    }

    /** RISK-7: the pace goes down, and never to nothing. */
    @Test
    void shouldNeverStopTryingWhenTheVenueWillNotCancelForHours() {
        final Scenario scenario = Scenario.ready().buySignal().run(6_000);
        scenario.venue.isCancelUnknown = true;
        scenario.exitSignal().run(900_000);
        final long before = sent(scenario, "CANCEL_ALGO");
        scenario.run(300_000);
        final long cancels = sent(scenario, "CANCEL_ALGO") - before;
        assertTrue(cancels >= 50 && cancels <= 62, "two orders in five minutes: " + cancels);
        scenario.venue.isCancelUnknown = false;
        scenario.run(11_000).assertReconciled("cancelled after all");
    }

    /** OMS-1: what the lookup tells of the end is taken, the refusal alone is not. */
    @Test
    void shouldTakeTheEndFromTheLookupWhenACancelIsRefusedBecauseTheOrderIsOver() {
        final Scenario scenario = Scenario.ready().buySignal().run(6_000);
        scenario.venue.isCancelAnswerLost = true;
        scenario.exitSignal().run(20_000);
        assertEquals(0, scenario.venue.openAlgos());
        assertEquals(0, scenario.engine.view().liveOrders());
        assertEquals(0, scenario.count(DecisionAction.INCIDENT, CommandCause.CANCEL_REFUSED));
        assertTrue(sent(scenario, "QUERY_ALGO") <= 2, () -> "looked up: " + scenario.venue.log);
        scenario.assertReconciled("over");
    }

    @Test
    void shouldReadTheFillWhenItWasTakenOverFromATotal() {
        final Scenario scenario = Scenario.ready().buySignal().run(100);
        scenario.venue.areFillsRead = true;
        scenario.venue.isCloseUntold = true;
        scenario.exitSignal().run(20).priceTo("100.4").run(5_000);
        assertSameMoney(scenario);
        assertEquals(1, scenario.venue.reconciles, "read once");
    }

    @Test
    void shouldReadTheFeesWhenFillsCameWithoutThem() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.areFillsRead = true;
        scenario.venue.areFillsLite = true;
        scenario.buySignal().run(3_000);
        assertEquals(scenario.venue.commissionsE8, scenario.engine.view().feesE8());
        scenario.exitSignal().run(30_000);
        assertSameMoney(scenario);
        assertEquals(2, scenario.venue.reconciles, "once for the entry, once for the exit");
    }

    @Test
    void shouldAskAgainWhenTheReadingFailed() {
        final Scenario scenario = Scenario.ready().buySignal().run(100);
        scenario.venue.isSnapshotLost = true;
        scenario.venue.isCloseUntold = true;
        scenario.exitSignal().run(10_000);
        assertEquals(1, scenario.venue.reconciles);
        scenario.venue.isSnapshotLost = false;
        scenario.venue.areFillsRead = true;
        scenario.run(10_000);
        assertEquals(2, scenario.venue.reconciles);
        assertSameMoney(scenario);
    }

    /** The reading overtakes the lookup: what the row took is not taken once more. */
    @Test
    void shouldStayFlatWhenTheSnapshotIsFlatBeforeTheLookupTellsOfTheClose() {
        final Scenario scenario = flatBySnapshot();
        scenario.venue.areFillsRead = true;
        scenario.run(5_000);
        assertTrue(sent(scenario, "QUERY_ORDER MARKET") > 0, "looked up");
        assertNoPhantom(scenario);
        scenario.venue.tradeList();
        scenario.venue.snapshot();
        scenario.run(4_000);
        assertNoPhantom(scenario);
        assertSameMoney(scenario);
    }

    /** Absent rows bear our clock: the fill's own time may be later than the reading's begin. */
    @Test
    void shouldStayFlatWhenTheFillOfTheCloseIsToldAfterTheSnapshotAndBearsALaterTime() {
        final Scenario scenario = flatBySnapshot();
        for (final VenueModel.Message message : scenario.venue.untold) {
            scenario.venue.outbox.add(
                    new VenueModel.Message(
                            message.type(), message.timeMs() + 500, message.filler()));
        }
        scenario.run(4_000);
        assertNoPhantom(scenario);
        assertSameMoney(scenario);
    }

    @Test
    void shouldStayFlatWhenAStopIsHitDuringAnOutageAndItsFillBearsALaterTime() {
        final Scenario scenario = Scenario.ready().buySignal().run(BELIEVED_MS);
        scenario.venue.moveTo(e8("99.2"));
        final List<VenueModel.Message> late = List.copyOf(scenario.venue.outbox);
        scenario.venue.outbox.clear();
        scenario.venue.snapshot();
        scenario.run(20);
        assertEquals(0, scenario.positionE8());
        for (final VenueModel.Message message : late) {
            scenario.venue.outbox.add(
                    new VenueModel.Message(
                            message.type(), message.timeMs() + 500, message.filler()));
        }
        scenario.run(4_000);
        assertNoPhantom(scenario);
        assertSameMoney(scenario);
    }

    private static Scenario flatBySnapshot() {
        final Scenario scenario = Scenario.ready().buySignal().run(BELIEVED_MS);
        scenario.venue.isCloseInDoubt = true;
        scenario.exitSignal();
        assertEquals(0, scenario.venue.positionE8);
        scenario.venue.snapshot();
        scenario.run(20);
        assertEquals(0, scenario.positionE8(), "the snapshot says so");
        return scenario;
    }

    private static void assertNoPhantom(final Scenario scenario) {
        assertEquals(0, scenario.positionE8());
        assertEquals(1, scenario.count(DecisionAction.POSITION_CLOSED), "closed once");
        assertEquals(0, scenario.venue.openAlgos(), () -> "left: " + scenario.venue.log);
    }

    /** OMS-8: a discount that is paid in another coin does not hide the fees. */
    @Test
    void shouldBookFeesAtTheAccountsRateWhenTheyArePaidInAnotherCoin() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.feeAsset = "BNB";
        scenario.venue.fillParts = 3;
        scenario.buySignal().run(200).exitSignal().run(4_000);
        assertEquals(0, scenario.positionE8());
        assertEquals(scenario.venue.commissionsE8, scenario.engine.view().feesE8());
        final long warnings =
                scenario.records.stream()
                        .filter(said -> said.action() == DecisionAction.WARNING)
                        .filter(said -> said.reasonCode() == WarningCode.FEE_IN_OTHER_COIN)
                        .count();
        assertEquals(1, warnings);
    }

    /** OMS-1: more newer fills than are remembered came before an older one that was missed. */
    @Test
    void shouldReadTheAccountWhenAFillIsTooOldToTellWhetherItWasBooked() {
        final Scenario scenario = Scenario.ready().buySignal().run(3_000);
        for (int i = 0; i <= FillLog.KEPT + 1; i++) {
            scenario.venue.foreignTrade(Side.SELL, e8("0.001"), OrderOrigin.FOREIGN);
        }
        scenario.venue.outbox.removeIf(message -> message.type() != EventType.EXECUTION_REPORT);
        final VenueModel.Message missed = scenario.venue.outbox.remove(0);
        scenario.run(3_000);
        assertEquals(0, scenario.venue.reconciles);
        assertEquals(scenario.venue.positionE8 + e8("0.001"), scenario.positionE8());
        scenario.venue.outbox.add(missed);
        scenario.run(8_000);
        assertTrue(scenario.venue.reconciles > 0, "asked");
        scenario.assertReconciled("missed fill");
    }

    /** OMS-5, PROT-1: what no single stop may cover is closed, in parts that the venue takes. */
    @Test
    void shouldCloseInPartsWhenAPositionIsAboveTheGreatestMarketQuantity() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.foreignTrade(Side.BUY, e8("15000"), OrderOrigin.FOREIGN);
        scenario.run(8_000);
        assertEquals(0, scenario.positionE8());
        assertEquals(0, sent(scenario, "PLACE_ALGO STOP_MARKET qty=1500000000000"));
        assertTrue(scenario.has(DecisionAction.PROTECTION_FAILED, CommandCause.STOP_REFUSED));
        assertEquals(2, sent(scenario, "PLACE_ORDER MARKET"));
        scenario.assertReconciled("above the maximum");
    }

    /** OMS-8, TS-2, TS-3, PROT-2: the estimate is not the entry price for ever. */
    @Test
    void shouldTakeTheTrueEntryPriceWhenTheFillComesAfterItWasTakenOver() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.slipE8 = e8("0.25");
        scenario.venue.isEntryInDoubt = true;
        scenario.venue.isAverageUntold = true;
        scenario.venue.isSnapshotLost = true;
        scenario.buySignal().run(5_000);
        assertEquals(e8("3.75"), scenario.positionE8());
        assertEquals(e8("100"), scenario.engine.view().entryPriceE8(0), "the mark, for now");
        assertFalse(scenario.has(DecisionAction.WARNING, WarningCode.ENTRY_SLIPPAGE));
        scenario.venue.tradeList();
        scenario.run(100);
        assertEquals(e8("3.75"), scenario.positionE8());
        assertEquals(e8("100.25"), scenario.engine.view().entryPriceE8(0));
        assertTrue(scenario.has(DecisionAction.WARNING, WarningCode.ENTRY_SLIPPAGE));
        scenario.venue.slipE8 = 0;
        scenario.exitSignal().run(4_000);
        assertSameMoney(scenario);
    }

    @Test
    void shouldCorrectWhatIsLeftWhenPartWasClosedBeforeTheFillCame() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.slipE8 = e8("0.25");
        scenario.venue.isEntryInDoubt = true;
        scenario.venue.isAverageUntold = true;
        scenario.venue.isSnapshotLost = true;
        scenario.buySignal().run(5_000);
        scenario.venue.slipE8 = 0;
        scenario.venue.foreignTrade(Side.SELL, e8("1.25"), OrderOrigin.FOREIGN);
        scenario.run(100);
        scenario.venue.tradeList();
        scenario.run(100);
        assertEquals(e8("2.5"), scenario.positionE8());
        assertEquals(e8("100.25"), scenario.engine.view().entryPriceE8(0));
    }

    private static void assertSameMoney(final Scenario scenario) {
        assertEquals(0, scenario.positionE8());
        assertEquals(scenario.venue.commissionsE8, scenario.engine.view().feesE8(), "fees");
        assertEquals(scenario.venue.realizedE8, scenario.engine.view().realizedE8(), "profit");
        assertEquals(scenario.venue.walletE8, scenario.engine.view().walletE8(), "wallet");
    }
}
