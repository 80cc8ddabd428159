package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static dev.bowline.core.num.FixedPoint.ONE_E8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.AccountRow;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EventType;
import dev.bowline.core.risk.LiquidationGuard;
import dev.bowline.core.risk.WarningCode;
import org.junit.jupiter.api.Test;

/** What the user stream tells beside orders, balances and positions (MD-5). */
final class AccountNewsScenarioTest {
    private static void leverage(final Scenario scenario, final int leverage) {
        scenario.send(
                EventType.ACCOUNT_UPDATE,
                event -> {
                    event.instrumentId = 0;
                    event.account().row = AccountRow.LEVERAGE;
                    event.account().leverage = leverage;
                });
    }

    @Test
    void shouldMeasureTheDistanceToLiquidationAnewWhenTheOwnerRaisesTheLeverage() {
        final Scenario scenario = Scenario.ready().buySignal().run(200).forget();
        leverage(scenario, 20);
        assertTrue(scenario.has(DecisionAction.WARNING, WarningCode.LEVERAGE_CHANGED));
        final Scenario.Said said = scenario.first(DecisionAction.WARNING);
        assertEquals(20 * ONE_E8, said.valueE8());
        assertTrue(
                scenario.has(DecisionAction.LIQUIDATION_GUARD, LiquidationGuard.WARN),
                () -> "" + scenario.records);
        leverage(scenario, 50);
        assertTrue(
                scenario.has(DecisionAction.LIQUIDATION_GUARD, LiquidationGuard.CLOSE),
                () -> "" + scenario.records);
        scenario.run(500);
        assertEquals(0, scenario.positionE8());
        scenario.assertReconciled("leverage");
    }

    @Test
    void shouldSayNothingWhenTheLeverageIsWhatItWas() {
        final Scenario scenario = Scenario.ready();
        leverage(scenario, 20);
        scenario.forget();
        leverage(scenario, 20);
        leverage(scenario, 0);
        assertFalse(scenario.has(DecisionAction.WARNING, WarningCode.LEVERAGE_CHANGED));
    }

    @Test
    void shouldWarnAndAskWhatIsThereWhenTheVenueCallsForMargin() {
        final Scenario scenario = Scenario.ready().forget();
        scenario.send(
                EventType.ACCOUNT_UPDATE,
                event -> {
                    event.account().row = AccountRow.MARGIN_CALL;
                    event.account().crossWalletE8 = e8("3.16");
                });
        assertTrue(scenario.has(DecisionAction.WARNING, WarningCode.MARGIN_CALL));
        assertEquals(e8("3.16"), scenario.first(DecisionAction.WARNING).valueE8());
        assertEquals(1, scenario.venue.reconciles);
    }
}
