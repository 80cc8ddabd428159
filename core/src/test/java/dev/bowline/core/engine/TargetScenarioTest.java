package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.order.TargetLadder;
import dev.bowline.core.order.TargetMode;
import dev.bowline.core.order.TargetStyle;
import dev.bowline.core.position.ExitReason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several targets around one position (OMS-5, OMS-6, OMS-7). */
final class TargetScenarioTest {
    private static Scenario ready(final TargetStyle style) {
        return Scenario.ready(TestSetup.with(TestSetup.targets(TargetMode.FIXED, style, false)));
    }

    private static Scenario bought() {
        return ready(TargetStyle.MARKET).buySignal().run(200);
    }

    private static List<Long> targetPrices(final Scenario scenario) {
        return scenario.venue.orders.values().stream()
                .filter(order -> VenueModel.isTarget(order) && VenueModel.isOpen(order))
                .map(order -> order.triggerE8)
                .toList();
    }

    @Test
    void shouldPlaceThreeLevelsWithDistinctIdsWhenEntryFills() {
        final Scenario scenario = bought();
        assertEquals(4, scenario.venue.openAlgos());
        assertEquals(e8("3.75"), scenario.venue.targetQtyE8());
        assertEquals(List.of(e8("100.6"), e8("101.2"), e8("101.8")), targetPrices(scenario));
        assertEquals(
                List.of(e8("1.875"), e8("1.125"), e8("0.75")),
                scenario.venue.orders.values().stream()
                        .filter(VenueModel::isTarget)
                        .map(order -> order.qtyE8)
                        .toList());
        assertEquals(
                List.of(0, TargetLadder.TRIES, 2 * TargetLadder.TRIES),
                scenario.venue.orders.values().stream()
                        .filter(VenueModel::isTarget)
                        .map(order -> ClientOrderId.attempt(order.orderKey))
                        .toList());
        scenario.assertReconciled("levels");
    }

    @Test
    void shouldShrinkStopAndKeepOtherTargetsWhenOneIsHit() {
        final Scenario scenario = bought().priceTo("100.6").run(2_000);
        assertEquals(e8("1.875"), scenario.positionE8());
        assertEquals(e8("1.875"), scenario.venue.stopQtyE8());
        assertEquals(e8("1.875"), scenario.venue.targetQtyE8());
        assertEquals(List.of(e8("101.2"), e8("101.8")), targetPrices(scenario));
        scenario.priceTo("101.2").run(2_000);
        assertEquals(e8("0.75"), scenario.positionE8());
        scenario.priceTo("101.8").run(500);
        assertEquals(0, scenario.positionE8());
        assertTrue(scenario.has(DecisionAction.POSITION_CLOSED, ExitReason.TARGET));
        scenario.assertReconciled("one by one");
    }

    /** A target that never leaves us is tried ever more rarely; the stop is there meanwhile. */
    @Test
    void shouldAskMoreAndMoreRarelyWhenATargetNeverLeaves() {
        final Scenario scenario = ready(TargetStyle.MARKET);
        scenario.venue.isTargetNotSent = true;
        scenario.buySignal().run(2_000);
        final int before = scenario.venue.placedAlgos;
        scenario.run(60_000);
        final int first = scenario.venue.placedAlgos - before;
        assertTrue(first > 3 && first <= 3 * 10, "three levels, in the first minute: " + first);
        scenario.run(1_800_000);
        final int all = scenario.venue.placedAlgos - before;
        scenario.run(600_000);
        assertEquals(all, scenario.venue.placedAlgos - before, "given up");
        assertTrue(all <= 3 * 120, "in all: " + all);
        assertEquals(e8("3.75"), scenario.venue.stopQtyE8());
        assertTrue(scenario.has(DecisionAction.INCIDENT, CommandCause.TARGET));
    }

    @Test
    void shouldCancelAllTargetsWhenStopIsHit() {
        final Scenario scenario = bought().priceTo("99.2").run(500);
        assertEquals(0, scenario.positionE8());
        assertEquals(0, scenario.venue.targetQtyE8());
        scenario.assertReconciled("stop");
    }

    @Test
    void shouldFollowWhenPartIsClosedByHand() {
        final Scenario scenario = bought();
        scenario.venue.foreignTrade(Side.SELL, e8("2"), OrderOrigin.FOREIGN);
        scenario.run(4_000);
        assertEquals(e8("1.75"), scenario.positionE8());
        assertEquals(e8("1.75"), scenario.venue.targetQtyE8());
        assertEquals(e8("1.75"), scenario.venue.stopQtyE8());
        scenario.assertReconciled("by hand");
    }

    @Test
    void shouldFollowWhenEntryFillsInParts() {
        final Scenario scenario = ready(TargetStyle.MARKET);
        scenario.venue.fillParts = 3;
        scenario.buySignal().run(500);
        assertEquals(e8("3.75"), scenario.positionE8());
        assertEquals(e8("3.75"), scenario.venue.targetQtyE8());
        assertEquals(4, scenario.venue.openAlgos());
        scenario.assertReconciled("parts");
    }

    @Test
    void shouldLeaveThatShareAtMarketWhenPriceIsPastALevel() {
        final Scenario scenario = ready(TargetStyle.MARKET);
        scenario.venue.passedTargets = 1;
        scenario.buySignal().run(3_000);
        assertEquals(e8("1.875"), scenario.positionE8());
        assertEquals(e8("1.875"), scenario.venue.targetQtyE8());
        scenario.assertReconciled("passed");
    }

    @Test
    void shouldCancelRestingChildWhenStopFollowsATriggeredLimitTarget() {
        final Scenario scenario = ready(TargetStyle.LIMIT).buySignal().run(200);
        assertTrue(
                scenario.venue.orders.values().stream()
                        .anyMatch(order -> order.type == OrderType.TAKE_PROFIT));
        scenario.venue.isThin = true;
        scenario.priceTo("100.6").run(200);
        assertEquals(1, scenario.venue.restingOrders());
        scenario.venue.take("1");
        scenario.run(1_500);
        assertEquals(e8("2.75"), scenario.positionE8());
        assertEquals(e8("2.75"), scenario.venue.targetQtyE8());
        scenario.priceTo("99").run(1_000);
        assertEquals(0, scenario.positionE8());
        assertEquals(0, scenario.venue.restingOrders());
        scenario.assertReconciled("limit target");
    }

    @Test
    void shouldWidenWhenPositionsWon() {
        final Scenario scenario =
                Scenario.ready(
                        TestSetup.with(
                                TestSetup.targets(TargetMode.ATR, TargetStyle.MARKET, true)));
        for (int i = 0; i < 2; i++) {
            scenario.buySignal().run(200);
            assertEquals(e8("100.6"), targetPrices(scenario).get(0), "as given, ATR is unknown");
            scenario.priceTo("101.9").run(1_000).priceTo("100").run(1_000);
        }
        scenario.buySignal().run(200);
        assertEquals(e8("100.72"), targetPrices(scenario).get(0));
        final Scenario after = scenario.restart();
        after.run(100);
        after.venue.snapshot();
        after.run(500).priceTo("99").run(1_000);
        after.enable().priceTo("100").run(1_000).buySignal().run(200);
        assertEquals(e8("100.6"), targetPrices(after).get(0), "one of two won: remembered");
    }

    @Test
    void shouldKnowLevelsAgainWhenRestarted() {
        final Scenario before = bought().priceTo("100.6").run(2_000);
        final Scenario after = before.restart();
        after.run(100);
        after.venue.snapshot();
        after.run(500);
        assertEquals(0, after.venue.placedAlgos);
        after.priceTo("101.2").run(2_000);
        assertEquals(e8("0.75"), after.positionE8());
        after.priceTo("101.8").run(500).assertReconciled("restart");
        assertEquals(0, after.positionE8());
    }
}
