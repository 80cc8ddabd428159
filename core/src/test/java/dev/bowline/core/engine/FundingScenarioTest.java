package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.AccountRow;
import dev.bowline.core.event.AssetCode;
import dev.bowline.core.event.EventType;
import org.junit.jupiter.api.Test;

/** Funding counts once, whichever of stream and income list tells it (OMS-8, RISK-2). */
final class FundingScenarioTest {
    private static final long HOUR_MS = 3_600_000;

    private static long hourMs(final Scenario scenario) {
        final long nowMs = scenario.engine.view().nowNs() / 1_000_000;
        return nowMs - nowMs % HOUR_MS;
    }

    private static void onStream(final Scenario scenario, final String amount) {
        final long atMs = hourMs(scenario) + 3;
        scenario.send(
                EventType.ACCOUNT_UPDATE,
                event -> {
                    event.eventTimeMs = atMs;
                    event.account().row = AccountRow.BALANCE;
                    event.account().reason = AccountReason.FUNDING_FEE;
                    event.account().assetCode = AssetCode.of("USDC");
                    event.account().walletE8 = e8("400");
                    event.account().changeE8 = e8(amount);
                });
    }

    private static void onList(final Scenario scenario, final String sum) {
        final long hourMs = hourMs(scenario);
        scenario.send(
                EventType.ACCOUNT_UPDATE,
                event -> {
                    event.eventTimeMs = hourMs;
                    event.account().row = AccountRow.FUNDING;
                    event.account().reason = AccountReason.SNAPSHOT;
                    event.account().changeE8 = e8(sum);
                });
    }

    private static void assertFunding(final Scenario scenario, final String amount) {
        final EngineView view = scenario.engine.view();
        assertEquals(e8(amount), view.fundingE8());
        assertEquals(e8(amount), view.dayNetE8());
    }

    @Test
    void shouldBookFundingThatCameWhileNobodyListenedWhenTheListTellsIt() {
        final Scenario scenario = Scenario.ready();
        onList(scenario, "-0.75");
        assertFunding(scenario, "-0.75");
        onList(scenario, "-0.75");
        assertFunding(scenario, "-0.75");
    }

    @Test
    void shouldBookFundingOnceWhenStreamAndListTellIt() {
        final Scenario scenario = Scenario.ready();
        onStream(scenario, "-0.5");
        assertFunding(scenario, "-0.5");
        scenario.run(20_000);
        onList(scenario, "-0.5");
        assertFunding(scenario, "-0.5");
        onList(scenario, "-0.7");
        assertFunding(scenario, "-0.7");
    }

    @Test
    void shouldNotBelieveTheListWhenTheStreamHasJustTold() {
        final Scenario scenario = Scenario.ready();
        onStream(scenario, "-0.5");
        scenario.run(1_000);
        onList(scenario, "0");
        assertFunding(scenario, "-0.5");
    }
}
