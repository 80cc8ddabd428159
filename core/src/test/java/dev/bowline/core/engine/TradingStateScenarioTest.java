package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static dev.bowline.core.num.FixedPoint.ONE_E8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.StreamRoute;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.risk.RejectReason;
import dev.bowline.core.risk.StateReason;
import dev.bowline.core.risk.TradingState;
import dev.bowline.core.state.StateBuffer;
import org.junit.jupiter.api.Test;

/** ACTIVE, REDUCING, HALTED, and every reason that holds them (RISK-9, RISK-7, REC-7). */
final class TradingStateScenarioTest {
    private static void assertRefused(final Scenario scenario, final int reason) {
        scenario.forget().buySignal();
        assertTrue(
                scenario.has(DecisionAction.INTENT_REFUSED, reason),
                () -> RejectReason.name(reason) + " not in " + scenario.records);
        assertEquals(0, scenario.venue.placedOrders);
    }

    private static void assertEnters(final Scenario scenario) {
        final int before = scenario.venue.placedOrders;
        scenario.forget().buySignal().run(100);
        assertEquals(before + 1, scenario.venue.placedOrders, () -> "" + scenario.records);
    }

    private static String state(final Scenario scenario) {
        return scenario.engine.view().stateText();
    }

    @Test
    void shouldReturnToActiveOnlyWhenTheLastReasonEnds() {
        final Scenario scenario = Scenario.ready();
        assertEquals("ACTIVE", state(scenario));
        scenario.forget().stream(StreamRoute.PRIVATE, false).operator(OperatorKind.REDUCE);
        assertEquals("REDUCING: USER_STREAM_DOWN, OPERATOR", state(scenario));
        assertEquals(2, scenario.count(DecisionAction.STATE_CHANGED));
        final Scenario.Said first = scenario.first(DecisionAction.STATE_CHANGED);
        assertEquals(StateReason.USER_STREAM_DOWN.code(), first.reasonCode());
        assertEquals(TradingState.REDUCING.code() * ONE_E8, first.valueE8(), "after");
        assertEquals(TradingState.ACTIVE.code() * ONE_E8, first.limitE8(), "before");
        assertEquals(StateReason.USER_STREAM_DOWN.bit() * ONE_E8, first.qtyE8(), "all that hold");
        assertRefused(scenario, RejectReason.USER_STREAM_DOWN);
        scenario.stream(StreamRoute.PRIVATE, true);
        assertEquals("REDUCING: OPERATOR", state(scenario));
        assertRefused(scenario, RejectReason.REDUCING);
        scenario.forget().operator(OperatorKind.RESUME);
        assertEquals("ACTIVE", state(scenario));
        assertEquals(
                TradingState.REDUCING.code() * ONE_E8,
                scenario.first(DecisionAction.STATE_CHANGED).limitE8());
        assertEnters(scenario);
    }

    @Test
    void shouldRecordNothingWhenAReasonBeginsTwice() {
        final Scenario scenario = Scenario.ready().forget().operator(OperatorKind.PAUSE);
        scenario.operator(OperatorKind.PAUSE);
        assertEquals(1, scenario.count(DecisionAction.STATE_CHANGED));
        assertRefused(scenario, RejectReason.PAUSED);
    }

    @Test
    void shouldHoldUntilBothMarketStreamsAreUpWhenBothWereDown() {
        final Scenario scenario = Scenario.ready();
        scenario.stream(StreamRoute.MARKET, false).stream(StreamRoute.PUBLIC, false);
        scenario.stream(StreamRoute.MARKET, true);
        assertRefused(scenario, RejectReason.MARKET_DEGRADED);
        scenario.stream(StreamRoute.PUBLIC, true).run(100);
        assertEquals("ACTIVE", state(scenario));
        assertEnters(scenario);
    }

    @Test
    void shouldHoldWhileMemoryIsHigh() {
        final Scenario scenario = Scenario.ready().operator(OperatorKind.MEMORY_HIGH);
        assertRefused(scenario, RejectReason.REDUCING);
        assertEquals("REDUCING: MEMORY_GUARD", state(scenario));
        assertEnters(scenario.operator(OperatorKind.MEMORY_NORMAL));
    }

    /** JRN-1: what is missing in the journal stays missing until the next run. */
    @Test
    void shouldStayHaltedWhenArmedAfterTheJournalLostASlot() {
        final Scenario scenario = Scenario.ready().buySignal().run(200);
        scenario.operator(OperatorKind.JOURNAL_LOST).forget();
        scenario.operator(OperatorKind.ARM);
        assertEquals("HALTED: JOURNAL_LOST", state(scenario));
        scenario.run(500);
        assertEquals(e8("3.75"), scenario.engine.view().coveredQtyE8(0), "the stop stays");
        scenario.exitSignal().run(500);
        assertEquals(0, scenario.positionE8(), "exits pass");
        scenario.buySignal();
        assertTrue(scenario.has(DecisionAction.INTENT_REFUSED, RejectReason.HALTED));
        assertEquals("ACTIVE", state(scenario.restart().enable().run(100)));
    }

    /** A link behind the decision threw: the engine knows it from the launcher. */
    @Test
    void shouldHaltUntilArmedWhenTheLauncherSaysSo() {
        final Scenario scenario = Scenario.ready().operator(OperatorKind.HALT);
        assertRefused(scenario, RejectReason.HALTED);
        assertEquals("HALTED: INTERNAL_ERROR", state(scenario));
        assertEnters(scenario.operator(OperatorKind.ARM));
    }

    @Test
    void shouldHoldDayStopUntilNextDay() {
        final Scenario scenario = Scenario.ready();
        for (int i = 0; i < 2; i++) {
            scenario.buySignal().run(200).priceTo("99.1").run(300).priceTo("100").run(100);
        }
        assertEquals("REDUCING: DAY_STOP", state(scenario));
        assertFalse(scenario.has(DecisionAction.INCIDENT, 0));
        final Scenario after = scenario.restart().enable();
        after.run(100);
        assertEquals("REDUCING: DAY_STOP", state(after), "a restart does not trade it away");
        assertEquals(2, after.count(DecisionAction.STREAK_EXIT), "and says again what made it");
        after.forget().buySignal();
        assertTrue(after.has(DecisionAction.INTENT_REFUSED, RejectReason.STOP_LOSS_STREAK));
        after.skip(12 * 3_600_000L).run(200);
        assertEquals("ACTIVE", state(after));
        assertEnters(after);
    }

    @Test
    void shouldStopEntriesAtEightyPercentAndNotBefore() {
        final Scenario scenario = Scenario.ready().rate("0.8", 0, 0);
        assertRefused(scenario, RejectReason.RATE_LIMIT);
        assertEquals("REDUCING: RATE_GOVERNOR", state(scenario));
        scenario.rate("0.79", 0, 0);
        assertEquals("ACTIVE", state(scenario));
        assertEnters(scenario);
    }

    @Test
    void shouldProtectAndExitWhenLimitsAreUsedUp() {
        final Scenario scenario = Scenario.ready().buySignal().rate("0.99", 0, 0).run(200);
        assertEquals(e8("3.75"), scenario.engine.view().coveredQtyE8(0), "the stop is no entry");
        final int asked = scenario.venue.reconciles;
        scenario.operator(OperatorKind.RECONCILE).run(50);
        assertEquals(asked, scenario.venue.reconciles, "a snapshot is no exit");
        scenario.rate("0.94", 0, 0).operator(OperatorKind.RECONCILE).run(50);
        assertEquals(asked + 1, scenario.venue.reconciles);
        scenario.rate("0.99", 0, 0).exitSignal().run(200);
        assertEquals(0, scenario.positionE8());
        scenario.assertReconciled("critical");
    }

    @Test
    void shouldHoldEverythingButExitsInABanAndGoOnAfterIt() {
        final Scenario scenario = Scenario.ready().rate("0.1", 10_000, 418);
        assertTrue(scenario.has(DecisionAction.INCIDENT, CommandCause.VENUE_BAN));
        assertEquals(10_000 * ONE_E8, scenario.first(DecisionAction.INCIDENT).valueE8());
        assertRefused(scenario, RejectReason.RATE_LIMIT);
        scenario.run(9_900);
        assertRefused(scenario, RejectReason.RATE_LIMIT);
        scenario.run(200);
        assertEnters(scenario);
    }

    @Test
    void shouldNoteBanButNoIncidentWhenTooManyRequests() {
        final Scenario scenario = Scenario.ready().rate("0.1", 2_000, 429);
        assertEquals(0, scenario.count(DecisionAction.INCIDENT));
        assertRefused(scenario, RejectReason.RATE_LIMIT);
    }

    @Test
    void shouldCarryBanOverWhenRestarted() {
        final Scenario after = Scenario.ready().rate("0.1", 60_000, 418).restart();
        after.enable().run(100);
        assertRefused(after, RejectReason.RATE_LIMIT);
    }

    @Test
    void shouldStayHaltedUntilArmedWhenRestarted() {
        final Scenario before = Scenario.ready().operator(OperatorKind.PAUSE);
        before.stream(StreamRoute.PRIVATE, false).operator(OperatorKind.KILL).run(1_000);
        final Scenario after = before.restart();
        after.enable().run(50);
        assertEquals("HALTED: PAUSED, KILL_SWITCH", state(after), "streams are seen anew");
        assertTrue(after.has(DecisionAction.STATE_CHANGED, StateReason.KILL_SWITCH.code()));
        assertTrue(after.has(DecisionAction.STATE_CHANGED, StateReason.PAUSED.code()));
        after.operator(OperatorKind.RESUME);
        assertRefused(after, RejectReason.KILL_SWITCH);
        after.operator(OperatorKind.ARM);
        assertEquals("ACTIVE", state(after));
    }

    @Test
    void shouldHashAlikeWhenGuardsAreCarriedOver() {
        final Scenario scenario = Scenario.ready().buySignal().run(100);
        scenario.rate("0.9", 5_000, 429).operator(OperatorKind.REDUCE).run(100);
        scenario.stream(StreamRoute.PUBLIC, false).operator(OperatorKind.CLOSE, 0);
        final StateBuffer buffer = new StateBuffer();
        scenario.engine.writeState(buffer);
        final DecisionHandler second = new DecisionHandler(TestSetup.config());
        Scenario.send(
                new InlineRunner(second),
                EventType.INSTRUMENT,
                TestSetup.NOON_NS,
                event -> event.instrument = TestSetup.instrument(0, "ADA"));
        second.readState(new StateBuffer(buffer.toBytes()));
        assertEquals(scenario.engine.stateHash(), second.stateHash());
        assertEquals("REDUCING: OPERATOR", second.view().stateText());
    }
}
