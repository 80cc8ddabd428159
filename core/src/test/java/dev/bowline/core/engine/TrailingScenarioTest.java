package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.position.ExitReason;
import dev.bowline.core.trailing.TrailingPhase;
import org.junit.jupiter.api.Test;

/** Stops that follow the price, with the venue answering (TS-1 to TS-10, PROT-1). */
final class TrailingScenarioTest {
    private static Scenario entered(final Side side) {
        return entered(side, TestSetup.trailingConfig(1, TestSetup.trailing()));
    }

    private static Scenario entered(final Side side, final EngineConfig config) {
        final Scenario scenario = Scenario.ready(config);
        scenario.targetPermille = 100;
        return scenario.signal(side, EntryStyle.MARKET).run(200);
    }

    private static void assertNeverUncovered(final Scenario scenario) {
        assertEquals(0, scenario.venue.uncoveredAfterCovered, "as the venue sees it (TS-7)");
        assertEquals(0, scenario.engine.view().maxReplaceGapNs());
        assertEquals(0, scenario.engine.view().trailingMissing());
    }

    @Test
    void shouldWaitWhenPositionIsProtected() {
        final Scenario scenario = entered(Side.BUY);
        assertEquals(TrailingPhase.WAITING, scenario.engine.view().trailingPhase(0));
        assertEquals(1, scenario.engine.view().trailingStops());
        assertEquals(e8("100.6"), scenario.engine.view().activationPriceE8(0));
        assertEquals(e8("99.2"), scenario.engine.view().stopPriceE8(0));
        assertEquals(0, scenario.engine.view().nextStopPriceE8(0));
    }

    @Test
    void shouldMoveToEntryPlusCostsAndLeaveThereWhenProfitFades() {
        final Scenario scenario = entered(Side.BUY).priceTo("100.4").run(100);
        assertEquals(e8("100.09"), scenario.engine.view().confirmedStopPriceE8(0));
        assertTrue(scenario.has(DecisionAction.TRAIL_UPDATE, CommandCause.BREAK_EVEN));
        assertEquals(e8("3.75"), scenario.venue.stopQtyE8(), "the old stop is gone");
        scenario.priceTo("100.09").run(200);
        assertTrue(scenario.has(DecisionAction.POSITION_CLOSED, ExitReason.BREAK_EVEN));
        assertTrue(scenario.first(DecisionAction.POSITION_CLOSED).valueE8() >= 0, "costs paid");
        assertNeverUncovered(scenario);
        scenario.assertReconciled("break-even");
    }

    @Test
    void shouldFollowAtMostOncePerMinuteAndRecordWhenPriceRises() {
        final Scenario scenario = entered(Side.BUY).walk(100, "100.4", "100.6", "101");
        assertEquals(TrailingPhase.ACTIVE, scenario.engine.view().trailingPhase(0));
        assertEquals(e8("100.09"), scenario.engine.view().confirmedStopPriceE8(0));
        assertEquals(e8("100.59"), scenario.engine.view().nextStopPriceE8(0));
        scenario.run(59_000);
        assertEquals(e8("100.09"), scenario.engine.view().confirmedStopPriceE8(0));
        scenario.run(1_100);
        assertEquals(e8("100.59"), scenario.engine.view().confirmedStopPriceE8(0));
        assertEquals(2, scenario.engine.view().stopUpdates(0));
        final Scenario.Said said =
                scenario.records.stream()
                        .filter(record -> record.action() == DecisionAction.TRAIL_UPDATE)
                        .reduce((first, second) -> second)
                        .orElseThrow();
        assertEquals(CommandCause.TRAIL, said.reasonCode());
        assertEquals(e8("101"), said.valueE8(), "extreme");
        assertEquals(e8("100.09"), said.limitE8(), "old stop");
        assertEquals(e8("100.59"), said.priceE8(), "new stop");
        assertEquals(e8("0.01"), said.conditionE8(), "profit");
        scenario.priceTo("100.59").run(200);
        assertTrue(scenario.has(DecisionAction.POSITION_CLOSED, ExitReason.TRAILING));
        assertEquals(0, scenario.engine.view().trailingStops());
        assertEquals(0, scenario.engine.view().extremePriceE8(0));
        assertNeverUncovered(scenario);
        scenario.assertReconciled("trailed");
    }

    @Test
    void shouldNotWaitWhenImprovementIsGreat() {
        final Scenario scenario = entered(Side.BUY).walk(100, "100.4", "101.6");
        assertEquals(e8("101.19"), scenario.engine.view().confirmedStopPriceE8(0), "1.1 %");
        scenario.walk(100, "102");
        assertEquals(e8("101.19"), scenario.engine.view().confirmedStopPriceE8(0), "0.4 % waits");
        assertNeverUncovered(scenario);
    }

    /** A stop that was replaced but may still stand makes two; a third is not placed (TS-7). */
    @Test
    void shouldNotPlaceAThirdStopWhileTheCancelOfTheFirstDoesNotGetThrough() {
        final Scenario scenario = entered(Side.BUY).walk(100, "100.4");
        scenario.venue.isBanned = true;
        scenario.walk(100, "101.6", "103", "104.5");
        assertEquals(2, openStops(scenario), "cancels do not leave");
        scenario.venue.isBanned = false;
        scenario.run(8_000);
        assertEquals(1, openStops(scenario));
        assertEquals(e8("104.08"), scenario.engine.view().confirmedStopPriceE8(0), "caught up");
        assertNeverUncovered(scenario);
        scenario.assertReconciled("third");
    }

    private static long openStops(final Scenario scenario) {
        return scenario.venue.orders.values().stream()
                .filter(order -> order.type == OrderType.STOP_MARKET && VenueModel.isOpen(order))
                .count();
    }

    @Test
    void shouldMirrorWhenPositionIsShort() {
        final Scenario scenario = entered(Side.SELL).walk(100, "99.6", "99.4", "98");
        assertEquals(e8("98.4"), scenario.engine.view().confirmedStopPriceE8(0), "98.392, up");
        scenario.priceTo("98.4").run(200);
        assertTrue(scenario.has(DecisionAction.POSITION_CLOSED, ExitReason.TRAILING));
        assertNeverUncovered(scenario);
        scenario.assertReconciled("short");
    }

    @Test
    void shouldFollowLastTradesWhenThoseTriggerStops() {
        final Scenario scenario = entered(Side.BUY, TestSetup.config());
        scenario.walk(1_000, "101");
        assertEquals(
                e8("99.2"), scenario.engine.view().confirmedStopPriceE8(0), "marks are not it");
        scenario.send(
                EventType.AGG_TRADE,
                event -> {
                    event.instrumentId = 0;
                    event.trade().aggTradeId = 1;
                    event.trade().priceE8 = e8("101");
                    event.trade().qtyE8 = e8("1");
                    event.trade().tradeTimeMs = scenario.venue.nowMs;
                });
        scenario.run(100);
        assertEquals(e8("100.59"), scenario.engine.view().confirmedStopPriceE8(0));
        assertNeverUncovered(scenario);
    }

    @Test
    void shouldKeepTheOldStopWhenVenueRefusesASecondOne() {
        final Scenario scenario = entered(Side.BUY);
        scenario.venue.secondStopRefusal = -4130;
        final int placed = scenario.venue.placedAlgos;
        scenario.walk(19_000, "100.4", "100.7", "100.8");
        assertEquals(e8("99.2"), scenario.engine.view().confirmedStopPriceE8(0));
        assertEquals(1, scenario.venue.placedAlgos - placed, "asked once in the interval");
        assertTrue(scenario.has(DecisionAction.TRAIL_FAILED, -4130));
        assertEquals(1, scenario.engine.view().trailingFailures());
        assertEquals(e8("3.75"), scenario.positionE8());
        scenario.venue.secondStopRefusal = 0;
        scenario.run(5_000);
        assertEquals(e8("100.39"), scenario.engine.view().confirmedStopPriceE8(0));
        assertNeverUncovered(scenario);
    }

    @Test
    void shouldCancelFirstAndMeasureTheGapWhenConfiguredAndRefused() {
        final Scenario scenario =
                entered(Side.BUY, TestSetup.trailingConfig(1, TestSetup.trailing(true, 0)));
        scenario.venue.secondStopRefusal = -4045;
        scenario.priceTo("100.4").run(300);
        assertEquals(e8("100.09"), scenario.engine.view().confirmedStopPriceE8(0));
        assertEquals(e8("3.75"), scenario.venue.stopQtyE8());
        assertEquals(1, scenario.venue.uncoveredAfterCovered, "the venue saw one gap");
        final long gapNs = scenario.engine.view().maxReplaceGapNs();
        assertTrue(gapNs > 0 && gapNs <= 60_000_000L, "gapNs=" + gapNs);
        assertTrue(scenario.has(DecisionAction.TRAIL_UPDATE, CommandCause.BREAK_EVEN));
        scenario.assertReconciled("reversed");
    }

    @Test
    void shouldCloseWhenReversedStopIsRefused() {
        final Scenario scenario =
                entered(Side.BUY, TestSetup.trailingConfig(1, TestSetup.trailing(true, 0)));
        scenario.venue.secondStopRefusal = -4045;
        scenario.priceTo("100.4").run(20);
        scenario.venue.stopRefusal = -4045;
        scenario.run(300);
        assertEquals(0, scenario.positionE8());
        assertTrue(scenario.has(DecisionAction.PROTECTION_FAILED, CommandCause.STOP_REFUSED));
        scenario.assertReconciled("reversed and refused");
    }

    @Test
    void shouldKeepTheOldStopAndCloseOncePastWhenNewOneWouldFireAtOnce() {
        final Scenario scenario = entered(Side.BUY);
        scenario.venue.stopRefusal = -2021;
        scenario.priceTo("101").run(100);
        assertTrue(scenario.has(DecisionAction.TRAIL_FAILED, -2021));
        assertEquals(e8("3.75"), scenario.positionE8(), "our price is not past it");
        assertEquals(e8("99.2"), scenario.engine.view().confirmedStopPriceE8(0));
        scenario.priceTo("100.59").run(200);
        assertEquals(0, scenario.positionE8());
        assertTrue(scenario.has(DecisionAction.EXIT_SENT, CommandCause.TRAIL_PASSED));
        assertTrue(scenario.has(DecisionAction.POSITION_CLOSED, ExitReason.TRAILING));
        assertNeverUncovered(scenario);
        scenario.assertReconciled("passed");
    }

    @Test
    void shouldCloseWhenPriceFallsThroughTheNewStopBeforeItArrives() {
        final Scenario scenario = entered(Side.BUY).walk(100, "100.4", "101");
        scenario.run(59_000);
        // The move is due in less than a second and the price is past where it would go.
        scenario.priceTo("100.5").run(1_200);
        assertEquals(0, scenario.positionE8());
        assertTrue(scenario.has(DecisionAction.EXIT_SENT, CommandCause.TRAIL_PASSED));
        assertNeverUncovered(scenario);
        scenario.assertReconciled("fell through");
    }

    @Test
    void shouldFindTheNewStopByLookupWhenItsAnswerIsLost() {
        final Scenario scenario = entered(Side.BUY);
        scenario.venue.isStopAnswerLost = true;
        scenario.priceTo("100.4").run(1_000);
        assertEquals(e8("99.2"), scenario.engine.view().confirmedStopPriceE8(0));
        assertEquals(0, scenario.engine.view().stopUpdates(0), "not confirmed is not updated");
        scenario.run(2_000);
        assertEquals(e8("100.09"), scenario.engine.view().confirmedStopPriceE8(0));
        assertEquals(1, scenario.engine.view().stopUpdates(0));
        assertNeverUncovered(scenario);
    }

    @Test
    void shouldTryAgainWhenTheNewStopNeverArrived() {
        final Scenario scenario = entered(Side.BUY);
        scenario.venue.isStopSwallowed = true;
        scenario.priceTo("100.4").run(4_000);
        assertEquals(e8("99.2"), scenario.engine.view().confirmedStopPriceE8(0));
        scenario.run(4_000);
        assertEquals(e8("100.09"), scenario.engine.view().confirmedStopPriceE8(0));
        assertEquals(e8("3.75"), scenario.positionE8());
        assertNeverUncovered(scenario);
        scenario.venue.turnUpSwallowedStop();
        scenario.run(500);
        assertEquals(e8("3.75"), scenario.venue.stopQtyE8(), "what turned up is cancelled");
    }

    @Test
    void shouldPutTheStopBackAtTheTrailedPriceWhenItIsLost() {
        final Scenario scenario = entered(Side.BUY).walk(100, "101");
        scenario.venue.orders.values().stream()
                .filter(order -> order.type == OrderType.STOP_MARKET)
                .forEach(order -> order.status = VenueOrderStatus.CANCELED);
        scenario.run(6_000);
        scenario.venue.snapshot();
        scenario.run(300);
        assertEquals(e8("100.59"), scenario.engine.view().confirmedStopPriceE8(0));
        assertTrue(scenario.has(DecisionAction.INCIDENT, CommandCause.STOP_LOST));
        scenario.assertReconciled("lost");
    }

    @Test
    void shouldKeepTheTrailedPriceWhenQuantityShrinks() {
        final Scenario scenario = entered(Side.BUY).walk(100, "101");
        scenario.venue.foreignTrade(Side.SELL, e8("1"), OrderOrigin.FOREIGN);
        scenario.run(3_000);
        assertEquals(e8("2.75"), scenario.venue.stopQtyE8());
        assertEquals(e8("100.59"), scenario.engine.view().confirmedStopPriceE8(0));
        assertEquals(1, scenario.engine.view().stopUpdates(0), "following is no update");
        assertNeverUncovered(scenario);
        scenario.assertReconciled("shrunk");
    }

    @Test
    void shouldTrailAnAdoptedPosition() {
        final Scenario scenario = Scenario.ready(TestSetup.trailingConfig(1, TestSetup.trailing()));
        scenario.venue.positionE8 = e8("2");
        scenario.venue.entryE8 = e8("100");
        scenario.venue.snapshot();
        scenario.run(100);
        assertEquals(TrailingPhase.WAITING, scenario.engine.view().trailingPhase(0));
        scenario.walk(100, "101");
        assertEquals(e8("100.59"), scenario.engine.view().confirmedStopPriceE8(0));
        scenario.assertReconciled("adopted");
    }

    @Test
    void shouldComeBackAsItWasWhenRestarted() {
        final Scenario before = entered(Side.BUY).walk(100, "100.4", "101", "100.8");
        final Scenario after = before.restart();
        after.venue.snapshot();
        after.run(300);
        final Scenario.Said reload = after.first(DecisionAction.TRAIL_RELOAD);
        assertEquals(TrailingPhase.ACTIVE.code(), reload.reasonCode());
        assertEquals(e8("101"), reload.valueE8(), "the extreme, not the price of now");
        assertEquals(e8("100.09"), reload.priceE8());
        assertEquals(e8("1"), reload.qtyE8(), "one update");
        assertEquals(e8("101"), after.engine.view().extremePriceE8(0));
        after.run(50_000);
        assertEquals(e8("100.09"), after.engine.view().confirmedStopPriceE8(0), "still waits");
        after.run(10_000);
        assertEquals(e8("100.59"), after.engine.view().confirmedStopPriceE8(0));
        assertNeverUncovered(after);
        after.assertReconciled("restarted");
    }

    @Test
    void shouldTakeOverTheMoveWhenKilledBeforeItsAnswer() {
        final Scenario before = entered(Side.BUY);
        before.venue.isStopAnswerLost = true;
        before.priceTo("100.4").run(100);
        assertEquals(e8("7.5"), before.venue.stopQtyE8(), "both stops stand");
        final Scenario after = before.restart();
        after.venue.snapshot();
        after.run(300);
        assertEquals(e8("100.09"), after.engine.view().confirmedStopPriceE8(0));
        assertEquals(e8("3.75"), after.venue.stopQtyE8());
        assertEquals(1, after.engine.view().stopUpdates(0));
        assertNeverUncovered(after);
    }

    /** The stop at the venue stands at another price than the restored state says. */
    private static Scenario restartedWithStopAt(final String price) {
        final Scenario before = entered(Side.BUY).walk(100, "101");
        final Scenario after = before.restart();
        after.venue.orders.values().stream()
                .filter(order -> order.type == OrderType.STOP_MARKET)
                .filter(order -> order.status == VenueOrderStatus.NEW)
                .forEach(order -> order.triggerE8 = e8(price));
        after.venue.snapshot();
        return after.run(300);
    }

    @Test
    void shouldKeepTheFoundStopWhenItIsSafer() {
        final Scenario after = restartedWithStopAt("100.8");
        assertEquals(e8("100.8"), after.engine.view().confirmedStopPriceE8(0));
        assertEquals(e8("100.8"), after.engine.view().stopPriceE8(0));
        assertEquals(0, after.venue.placedAlgos);
        assertNeverUncovered(after);
    }

    @Test
    void shouldMoveTheFoundStopWhenOursWasSafer() {
        final Scenario after = restartedWithStopAt("99.9");
        assertEquals(e8("100.59"), after.engine.view().confirmedStopPriceE8(0));
        assertTrue(after.has(DecisionAction.PROTECTION_PLACED, CommandCause.STOP_BEHIND));
        assertEquals(e8("3.75"), after.venue.stopQtyE8());
        assertNeverUncovered(after);
    }

    /** A stop of ours that the restored state does not know, beside the one it knows. */
    private static Scenario restartedWithUnknownStopAt(final String price) {
        final Scenario after = entered(Side.BUY).walk(100, "101").restart();
        final VenueOrder known =
                after.venue.orders.values().stream()
                        .filter(order -> order.type == OrderType.STOP_MARKET)
                        .filter(order -> order.status == VenueOrderStatus.NEW)
                        .findFirst()
                        .orElseThrow();
        final VenueOrder found = new VenueOrder();
        found.isAlgo = true;
        found.qtyE8 = known.qtyE8;
        found.triggerE8 = e8(price);
        found.side = known.side;
        found.type = known.type;
        found.runId = known.runId;
        found.orderKey = known.orderKey + 1; // the next attempt
        after.venue.orders.put(found.orderKey, found);
        after.venue.snapshot();
        return after.run(300);
    }

    @Test
    void shouldTakeOverTheUnknownStopWhenItIsSafer() {
        final Scenario after = restartedWithUnknownStopAt("100.8");
        assertEquals(e8("100.8"), after.engine.view().confirmedStopPriceE8(0));
        assertEquals(e8("3.75"), after.venue.stopQtyE8(), "the other one is cancelled");
        assertEquals(2, after.engine.view().stopUpdates(0));
        assertEquals(0, after.venue.placedAlgos);
        assertNeverUncovered(after);
    }

    @Test
    void shouldCancelTheUnknownStopWhenOursIsSafer() {
        final Scenario after = restartedWithUnknownStopAt("100.1");
        assertEquals(e8("100.59"), after.engine.view().confirmedStopPriceE8(0));
        assertEquals(e8("3.75"), after.venue.stopQtyE8());
        assertNeverUncovered(after);
    }

    @Test
    void shouldStandBesideTheStopWhenVenueTrails() {
        final Scenario scenario =
                entered(Side.BUY, TestSetup.trailingConfig(1, TestSetup.trailing(false, 2)));
        final VenueOrder trail = nativeTrail(scenario);
        assertEquals(e8("0.4"), trail.callbackPercentE8);
        assertEquals(e8("100.6"), trail.activateE8);
        assertEquals(e8("99.2"), scenario.engine.view().confirmedStopPriceE8(0), "the floor");
        scenario.walk(100, "100.4", "101");
        assertEquals(e8("100.09"), scenario.engine.view().confirmedStopPriceE8(0), "and no more");
        scenario.priceTo("100.59").run(200);
        assertTrue(scenario.has(DecisionAction.POSITION_CLOSED, ExitReason.TRAILING));
        assertNeverUncovered(scenario);
        scenario.assertReconciled("venue trails");
    }

    @Test
    void shouldLetTheVenueTrailAtOnceWhenTimeActivates() {
        final Scenario scenario =
                entered(Side.BUY, TestSetup.trailingConfig(1, TestSetup.trailing(false, 2)));
        final VenueOrder first = nativeTrail(scenario);
        scenario.priceTo("100.2").run(1_801_000);
        assertEquals(TrailingPhase.ACTIVE, scenario.engine.view().trailingPhase(0));
        final VenueOrder second = nativeTrail(scenario);
        assertEquals(0, second.activateE8, "active at once");
        assertEquals(VenueOrderStatus.CANCELED, first.status);
        scenario.priceTo("99.79").run(200);
        assertTrue(scenario.has(DecisionAction.POSITION_CLOSED, ExitReason.TRAILING));
        assertNeverUncovered(scenario);
        scenario.assertReconciled("venue trails by time");
    }

    @Test
    void shouldTrailItselfWhenVenueRefusesItsOwnTrailingStop() {
        final EngineConfig config = TestSetup.trailingConfig(1, TestSetup.trailing(false, 2));
        final Scenario scenario = Scenario.ready(config);
        scenario.targetPermille = 100;
        scenario.venue.trailRefusal = -2007;
        scenario.signal(Side.BUY, EntryStyle.MARKET).run(200).walk(100, "101");
        assertEquals(e8("100.59"), scenario.engine.view().confirmedStopPriceE8(0));
        assertEquals(e8("3.75"), scenario.positionE8());
        assertNeverUncovered(scenario);
        scenario.assertReconciled("venue does not trail");
    }

    @Test
    void shouldGiveUpTheVenuesTrailingStopWhenItNeverLeaves() {
        final Scenario scenario =
                Scenario.ready(TestSetup.trailingConfig(1, TestSetup.trailing(false, 2)));
        scenario.targetPermille = 100;
        scenario.venue.isTrailNotSent = true;
        scenario.signal(Side.BUY, EntryStyle.MARKET).run(60_000);
        assertEquals(12, scenario.venue.placedAlgos, "stop, target, and ten attempts");
        scenario.walk(100, "101");
        assertEquals(e8("100.59"), scenario.engine.view().confirmedStopPriceE8(0));
        assertNeverUncovered(scenario);
        scenario.assertReconciled("never left");
    }

    @Test
    void shouldLeaveNoOrphanWhenStopFiresBelowTheVenuesTrailingStop() {
        final Scenario scenario =
                entered(Side.SELL, TestSetup.trailingConfig(1, TestSetup.trailing(false, 2)));
        assertEquals(e8("99.4"), nativeTrail(scenario).activateE8);
        scenario.priceTo("100.8").run(300);
        assertTrue(scenario.has(DecisionAction.POSITION_CLOSED, ExitReason.STOP));
        assertFalse(scenario.venue.openAlgos() > 0);
        scenario.assertReconciled("stop below");
    }

    private static VenueOrder nativeTrail(final Scenario scenario) {
        return scenario.venue.orders.values().stream()
                .filter(order -> order.type == OrderType.TRAILING_STOP_MARKET)
                .filter(order -> order.status == VenueOrderStatus.NEW)
                .reduce((first, second) -> second)
                .orElseThrow();
    }
}
