package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static dev.bowline.core.num.FixedPoint.ONE_E8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.Side;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.position.ExitReason;
import dev.bowline.core.risk.DriftPolicy;
import dev.bowline.core.risk.RejectReason;
import dev.bowline.core.risk.SymbolGuard;
import dev.bowline.core.risk.WarningCode;
import org.junit.jupiter.api.Test;

/** Slippage and latency (PROT-2), age (PROT-4), positions closed by the venue (PROT-7). */
final class WatchScenarioTest {
    private static final long BAR_MS = 900_000;

    private static Scenario ready(final long maxAgeMs, final DriftPolicy policy) {
        return Scenario.ready(
                TestSetup.config(TestSetup.guards(false, TestSetup.watch(maxAgeMs, policy))));
    }

    @Test
    void shouldWarnOfEntrySlippageAboveItsLimitOnly() {
        final Scenario scenario = ready(0, DriftPolicy.ADOPT);
        scenario.venue.slipE8 = e8("0.2");
        scenario.buySignal().run(100);
        assertFalse(scenario.has(DecisionAction.WARNING, WarningCode.ENTRY_SLIPPAGE), "0.2 %");
        final Scenario worse = ready(0, DriftPolicy.ADOPT);
        worse.venue.slipE8 = e8("0.21");
        worse.venue.fillParts = 3;
        worse.buySignal().run(100);
        assertEquals(1, worse.count(DecisionAction.WARNING), "once per order");
        final Scenario.Said warning = worse.first(DecisionAction.WARNING);
        assertEquals(WarningCode.ENTRY_SLIPPAGE, warning.reasonCode());
        assertEquals(e8("0.0021"), warning.valueE8());
        assertEquals(e8("0.002"), warning.limitE8());
    }

    @Test
    void shouldNotWarnWhenFillIsBetterThanAsked() {
        final Scenario scenario = ready(0, DriftPolicy.ADOPT);
        scenario.venue.slipE8 = e8("-1");
        scenario.buySignal().run(100);
        assertEquals(0, scenario.count(DecisionAction.WARNING));
    }

    @Test
    void shouldMeasureStopAgainstItsTrigger() {
        final Scenario scenario = ready(0, DriftPolicy.ADOPT).buySignal().run(200);
        scenario.priceTo("98.91").run(200);
        assertEquals(0, scenario.count(DecisionAction.WARNING), "0.292 % under 99.2");
        final Scenario worse = ready(0, DriftPolicy.ADOPT).buySignal().run(200);
        worse.priceTo("98.9").run(200);
        assertTrue(worse.has(DecisionAction.WARNING, WarningCode.EXIT_SLIPPAGE));
    }

    @Test
    void shouldMeasureCloseAgainstTheBook() {
        final Scenario scenario = ready(0, DriftPolicy.ADOPT).buySignal().run(200);
        scenario.venue.slipE8 = e8("0.35");
        scenario.exitSignal().run(200);
        assertTrue(scenario.has(DecisionAction.WARNING, WarningCode.EXIT_SLIPPAGE));
    }

    @Test
    void shouldWarnWhenFillComesLate() {
        final Scenario scenario = ready(0, DriftPolicy.ADOPT);
        scenario.venue.isEntryResting = true;
        scenario.buySignal().run(270);
        scenario.venue.fillResting();
        scenario.run(100);
        assertFalse(scenario.has(DecisionAction.WARNING, WarningCode.SIGNAL_TO_FILL));
        final Scenario late = ready(0, DriftPolicy.ADOPT);
        late.venue.isEntryResting = true;
        late.buySignal().run(300);
        late.venue.fillResting();
        late.run(100);
        assertTrue(late.has(DecisionAction.WARNING, WarningCode.SIGNAL_TO_FILL));
        assertTrue(late.first(DecisionAction.WARNING).valueE8() > 300 * ONE_E8);
    }

    @Test
    void shouldBlockSymbolForATimeWhenSlippageRepeats() {
        final Scenario scenario = ready(0, DriftPolicy.ADOPT);
        scenario.venue.slipE8 = e8("0.25");
        scenario.buySignal().run(100);
        assertFalse(scenario.has(DecisionAction.RISK_EVENT, RejectReason.SYMBOL_BLOCKED));
        scenario.venue.slipE8 = e8("0.4");
        scenario.exitSignal().run(3_000);
        assertTrue(scenario.has(DecisionAction.RISK_EVENT, RejectReason.SYMBOL_BLOCKED));
        scenario.venue.slipE8 = 0;
        final Scenario after = scenario.restart().enable();
        after.run(2_000).forget().buySignal();
        assertTrue(
                after.has(DecisionAction.INTENT_REFUSED, RejectReason.SYMBOL_BLOCKED),
                () -> "it survives a restart: " + after.records);
        after.skip(120_000).run(200).forget().buySignal();
        assertEquals(1, after.count(DecisionAction.ENTRY_SENT), () -> "" + after.records);
    }

    @Test
    void shouldForgetBreachesWhenTheyAreOld() {
        final SymbolGuard guard = new SymbolGuard();
        assertFalse(guard.onBreach(1_000, 100, 2));
        assertFalse(guard.onBreach(1_100, 100, 2), "the first is just out of the window");
        assertTrue(guard.onBreach(1_199, 100, 2));
        assertFalse(guard.onBreach(1_200, 100, 2), "the count began again");
    }

    @Test
    void shouldWarnOnceOfAgeAndKeepThePosition() {
        final Scenario scenario = ready(0, DriftPolicy.ADOPT).buySignal().run(200);
        scenario.skip(3_599_000).run(500);
        assertEquals(0, scenario.count(DecisionAction.WARNING));
        final Scenario after = scenario.restart();
        after.run(3_000);
        assertTrue(after.has(DecisionAction.WARNING, WarningCode.POSITION_AGE));
        assertEquals(1, after.count(DecisionAction.WARNING));
        assertEquals(e8("3.75"), after.positionE8());
    }

    @Test
    void shouldCloseWhenHoldingTimeIsOver() {
        final Scenario scenario = ready(60_000, DriftPolicy.ADOPT).buySignal().run(200);
        scenario.run(59_000);
        assertEquals(e8("3.75"), scenario.positionE8());
        scenario.run(1_500);
        assertEquals(0, scenario.positionE8());
        assertTrue(scenario.has(DecisionAction.EXIT_SENT, CommandCause.MAX_AGE));
        scenario.assertReconciled("age");
    }

    @Test
    void shouldWaitForTheNextBarWhenVenueClosedThePosition() {
        for (final OrderOrigin origin :
                new OrderOrigin[] {
                    OrderOrigin.LIQUIDATION,
                    OrderOrigin.ADL,
                    OrderOrigin.SETTLEMENT,
                    OrderOrigin.FOREIGN
                }) {
            final Scenario scenario = ready(0, DriftPolicy.ADOPT).buySignal().run(200);
            scenario.venue.nowMs += 20;
            scenario.venue.foreignTrade(Side.SELL, e8("3.75"), origin);
            scenario.run(3_000);
            assertEquals(1, scenario.count(DecisionAction.POSITION_CLOSED), origin.name());
            assertNextBar(scenario);
        }
    }

    @Test
    void shouldWaitForTheNextBarWhenReconciliationFindsItGone() {
        final Scenario scenario = ready(0, DriftPolicy.ADOPT).buySignal().run(6_000);
        scenario.venue.positionE8 = 0;
        scenario.venue.snapshot();
        scenario.run(3_000);
        assertTrue(scenario.has(DecisionAction.POSITION_CLOSED, ExitReason.DRIFT));
        assertNextBar(scenario);
    }

    private static void assertNextBar(final Scenario scenario) {
        final Scenario after = scenario.restart().enable();
        after.run(2_000).forget().buySignal();
        assertTrue(
                after.has(DecisionAction.INTENT_REFUSED, RejectReason.CLOSED_BY_VENUE),
                () -> "" + after.records);
        after.skip(BAR_MS - after.nowMs() % BAR_MS).run(200).forget().buySignal();
        assertEquals(1, after.count(DecisionAction.ENTRY_SENT), () -> "" + after.records);
    }

    @Test
    void shouldNotWaitWhenOurOwnStopClosedThePosition() {
        final Scenario scenario = ready(0, DriftPolicy.ADOPT).buySignal().run(200);
        scenario.priceTo("99.2").run(3_000).forget().buySignal();
        assertEquals(1, scenario.count(DecisionAction.ENTRY_SENT), () -> "" + scenario.records);
    }
}
