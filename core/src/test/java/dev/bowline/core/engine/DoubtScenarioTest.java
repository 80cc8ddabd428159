package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.Side;
import dev.bowline.core.order.CommandCause;
import org.junit.jupiter.api.Test;

/**
 * Orders of which nobody knows whether they are at the venue: what is done about them ends (PROT-1,
 * OMS-3), costs little (RISK-7), and the books are exact afterwards (OMS-8).
 */
final class DoubtScenarioTest {
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

    /** RISK-7: the pace goes down once more, and never to nothing. */
    @Test
    void shouldNeverStopTryingWhenTheVenueWillNotCancelForHours() {
        final Scenario scenario = Scenario.ready().buySignal().run(6_000);
        scenario.venue.isCancelUnknown = true;
        scenario.exitSignal().run(900_000);
        final long before = sent(scenario, "CANCEL_ALGO");
        scenario.run(300_000);
        final long cancels = sent(scenario, "CANCEL_ALGO") - before;
        assertTrue(cancels >= 8 && cancels <= 10, "two orders in five minutes: " + cancels);
        scenario.venue.isCancelUnknown = false;
        scenario.run(61_000).assertReconciled("cancelled after all");
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

    private static void assertSameMoney(final Scenario scenario) {
        assertEquals(0, scenario.positionE8());
        assertEquals(scenario.venue.commissionsE8, scenario.engine.view().feesE8(), "fees");
        assertEquals(scenario.venue.realizedE8, scenario.engine.view().realizedE8(), "profit");
        assertEquals(scenario.venue.walletE8, scenario.engine.view().walletE8(), "wallet");
    }
}
