package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.Side;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.risk.LiquidationGuard;
import dev.bowline.core.risk.LiquidationLimits;
import dev.bowline.core.risk.RejectReason;
import org.junit.jupiter.api.Test;

/**
 * Liquidation guard (RISK-8). Entry 100, leverage 5, maintenance 1 %: a long is liquidated at
 * 80.80808081, a short at 118.81188118. The stop is kept from firing, as if the venue had lost it.
 */
final class LiquidationScenarioTest {
    private static Scenario entered(final Side side) {
        final Scenario scenario = Scenario.ready().signal(side, EntryStyle.MARKET).run(200);
        scenario.venue.areTriggersDead = true;
        return scenario.forget();
    }

    private static long count(final Scenario scenario, final int step) {
        return scenario.records.stream()
                .filter(record -> record.action() == DecisionAction.LIQUIDATION_GUARD)
                .filter(record -> record.reasonCode() == step)
                .count();
    }

    @Test
    void shouldDoNothingWhenFarFromLiquidation() {
        // 5.0001 % away; the loss of the day is another matter.
        final Scenario scenario = entered(Side.BUY).priceTo("85.0612").run(500);
        assertEquals(0, scenario.count(DecisionAction.LIQUIDATION_GUARD));
        assertEquals(e8("3.75"), scenario.positionE8());
    }

    @Test
    void shouldWarnReduceAndCloseOnceEachWhenPriceNearsLiquidation() {
        final Scenario scenario = entered(Side.BUY).priceTo("85.06").run(500);
        assertEquals(1, count(scenario, LiquidationGuard.WARN));
        assertEquals(e8("3.75"), scenario.positionE8(), "a warning trades nothing");
        scenario.priceTo("83.31").run(100);
        assertEquals(0, count(scenario, LiquidationGuard.REDUCE));
        scenario.priceTo("83.30").run(2_000);
        assertEquals(1, count(scenario, LiquidationGuard.REDUCE));
        assertEquals(e8("1.875"), scenario.positionE8(), "half of it");
        assertTrue(scenario.has(DecisionAction.EXIT_SENT, CommandCause.LIQUIDATION_GUARD));
        scenario.priceTo("84.5").run(100).priceTo("83.2").run(2_000);
        assertEquals(e8("1.875"), scenario.positionE8(), "once per position");
        scenario.priceTo("82.04").run(200);
        assertEquals(e8("1.875"), scenario.positionE8(), "1.5017 % away");
        scenario.priceTo("82.03").run(1_000);
        assertEquals(0, scenario.positionE8());
        assertEquals(1, count(scenario, LiquidationGuard.CLOSE));
        assertEquals(1, count(scenario, LiquidationGuard.WARN));
        scenario.venue.areTriggersDead = false;
        scenario.run(200).assertReconciled("liquidation guard");
    }

    @Test
    void shouldGuardShortsAlike() {
        final Scenario scenario = entered(Side.SELL).priceTo("113.2").run(200);
        assertEquals(1, count(scenario, LiquidationGuard.WARN));
        scenario.priceTo("115.4").run(2_000);
        assertEquals(e8("-1.875"), scenario.positionE8());
        scenario.priceTo("117.1").run(1_000);
        assertEquals(0, scenario.positionE8());
    }

    @Test
    void shouldHoldEntriesUntilFarEnoughAwayAgain() {
        final Scenario scenario = entered(Side.BUY).priceTo("85").run(200);
        assertTrue(scenario.engine.view().stateText().contains("LIQUIDATION_GUARD"));
        scenario.priceTo("85.9").run(200);
        assertTrue(
                scenario.engine.view().stateText().contains("LIQUIDATION_GUARD"),
                "5.9 % is more than 5 %, and not yet 6 %");
        scenario.priceTo("86").run(200);
        assertFalse(scenario.engine.view().stateText().contains("LIQUIDATION_GUARD"));
    }

    @Test
    void shouldReduceAndGoOnWhenRestartedMidway() {
        final Scenario before = entered(Side.BUY);
        before.venue.closeRefusals = 1_000;
        before.priceTo("83.2").run(100);
        assertEquals(e8("3.75"), before.positionE8());
        final Scenario after = before.restart();
        after.venue.areTriggersDead = true;
        after.run(3_000);
        assertEquals(e8("1.875"), after.positionE8());
        assertEquals(0, count(after, LiquidationGuard.REDUCE), "the step was taken before");
    }

    @Test
    void shouldRefuseEntriesOfOthersWhileOnePositionIsNear() {
        final Scenario scenario = entered(Side.BUY).priceTo("84").run(100).forget().buySignal();
        assertFalse(scenario.has(DecisionAction.ENTRY_SENT, 0));
        assertTrue(
                scenario.has(DecisionAction.INTENT_REFUSED, RejectReason.DAY_LOSS)
                        || scenario.has(DecisionAction.INTENT_REFUSED, RejectReason.REDUCING),
                () -> "" + scenario.records);
    }

    @Test
    void shouldRoundTowardTheSafeSide() {
        assertEquals(e8("80.80808081"), LiquidationGuard.priceE8(true, e8("100"), 5, e8("0.01")));
        assertEquals(e8("118.81188118"), LiquidationGuard.priceE8(false, e8("100"), 5, e8("0.01")));
        assertEquals(0, LiquidationGuard.priceE8(true, e8("100"), 1, 0));
        assertEquals(e8("0.05"), LiquidationGuard.distanceE8(true, e8("100"), e8("95")));
        assertEquals(e8("-0.05"), LiquidationGuard.distanceE8(false, e8("100"), e8("95")));
        assertEquals(e8("1"), LiquidationGuard.ratioE8(1, 0));
        assertEquals(e8("0.5"), LiquidationGuard.ratioE8(1, 2));
    }

    @Test
    void shouldTakeTheStricterOfDistanceAndRatio() {
        final LiquidationLimits limits = LiquidationLimits.standard();
        assertEquals(0, LiquidationGuard.step(limits, e8("0.05000001"), e8("0.49999999")));
        assertEquals(1, LiquidationGuard.step(limits, e8("0.05"), 0));
        assertEquals(1, LiquidationGuard.step(limits, e8("1"), e8("0.5")));
        assertEquals(2, LiquidationGuard.step(limits, e8("0.03"), e8("0.5")));
        assertEquals(2, LiquidationGuard.step(limits, e8("0.04"), e8("0.7")));
        assertEquals(3, LiquidationGuard.step(limits, e8("0.015"), 0));
        assertEquals(3, LiquidationGuard.step(limits, e8("1"), e8("0.85")));
        assertTrue(LiquidationGuard.isFar(limits, e8("0.06000001"), e8("0.4")));
        assertFalse(LiquidationGuard.isFar(limits, e8("0.06"), e8("0.4")));
        assertFalse(LiquidationGuard.isFar(limits, e8("0.5"), e8("0.45")));
    }
}
