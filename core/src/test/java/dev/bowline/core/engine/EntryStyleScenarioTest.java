package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.Side;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.order.PatienceEnd;
import dev.bowline.core.position.ExitReason;
import dev.bowline.core.risk.DriftPolicy;
import dev.bowline.core.risk.RejectReason;
import dev.bowline.core.state.StateBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Entries that rest, their patience and what follows (OMS-3, OMS-4, OMS-7). */
final class EntryStyleScenarioTest {
    private static final String ALL = "3.75";

    private static Scenario resting(final PatienceEnd end, final EntryStyle style) {
        return Scenario.ready(TestSetup.with(TestSetup.entries(end, 3))).signal(Side.BUY, style);
    }

    private static Scenario limit() {
        return resting(PatienceEnd.CANCEL, EntryStyle.LIMIT);
    }

    private static Scenario limitThenMarket() {
        return resting(PatienceEnd.MARKET, EntryStyle.LIMIT);
    }

    @Test
    void shouldProtectWhenRestingEntryFills() {
        final Scenario scenario = limit().run(500);
        assertEquals(0, scenario.positionE8());
        assertEquals(1, scenario.venue.restingOrders());
        scenario.venue.take(ALL);
        scenario.run(100);
        assertEquals(e8(ALL), scenario.positionE8());
        assertEquals(e8(ALL), scenario.venue.stopQtyE8());
        scenario.run(3_000).assertReconciled("full");
        assertFalse(scenario.has(DecisionAction.ENTRY_ENDED, CommandCause.PATIENCE_OVER));
        assertEquals(1, scenario.venue.placedOrders);
    }

    @Test
    void shouldProtectEachPartAndDropTheRestWhenPatienceIsOver() {
        final Scenario scenario = limit().run(200);
        scenario.venue.take("1");
        scenario.run(100);
        assertEquals(e8("1"), scenario.venue.stopQtyE8());
        scenario.venue.take("0.5");
        scenario.run(100);
        assertEquals(e8("1.5"), scenario.venue.stopQtyE8());
        assertEquals(e8("1.5"), scenario.venue.targetQtyE8());
        scenario.run(2_500);
        assertEquals(0, scenario.venue.restingOrders());
        assertEquals(e8("1.5"), scenario.positionE8());
        final Scenario.Said ended = scenario.first(DecisionAction.ENTRY_ENDED);
        assertEquals(CommandCause.PATIENCE_OVER, ended.reasonCode());
        assertEquals(e8("2.25"), ended.qtyE8());
        assertEquals(e8("1.5"), ended.valueE8());
        scenario.assertReconciled("part");
    }

    @Test
    void shouldBeFreeAgainWhenNothingFilled() {
        final Scenario scenario = limit().run(1_900);
        assertEquals(1, scenario.venue.restingOrders());
        scenario.run(500);
        assertEquals(0, scenario.venue.restingOrders());
        assertEquals(0, scenario.positionE8());
        scenario.buySignal().run(200);
        assertEquals(e8(ALL), scenario.positionE8());
        scenario.assertReconciled("nothing");
    }

    @Test
    void shouldBuyTheRestAtMarketWhenSignalStillHolds() {
        final Scenario scenario = limitThenMarket().run(200);
        scenario.venue.take("1");
        scenario.run(4_000);
        assertEquals(e8(ALL), scenario.positionE8());
        assertEquals(e8(ALL), scenario.venue.stopQtyE8());
        assertEquals(2, scenario.venue.placedOrders);
        scenario.priceTo("99.1").run(500).assertReconciled("rest at market");
        assertEquals(1, scenario.count(DecisionAction.POSITION_CLOSED));
    }

    @Test
    void shouldBuyAllAtMarketWhenNothingFilledAndSignalHolds() {
        final Scenario scenario = limitThenMarket().run(4_000);
        assertEquals(e8(ALL), scenario.positionE8());
        scenario.assertReconciled("all at market");
    }

    /** PROT-2: what blocks the symbol blocks the rest of an intent, too. */
    @Test
    void shouldNotBuyTheRestWhenTheSymbolWasBlockedMeanwhile() {
        final Scenario scenario =
                Scenario.ready(
                        TestSetup.with(
                                TestSetup.entries(PatienceEnd.MARKET, 3),
                                TestSetup.guards(false, TestSetup.watch(0, DriftPolicy.ADOPT))));
        scenario.venue.slipE8 = e8("0.25");
        scenario.buySignal().run(200);
        scenario.venue.slipE8 = 0;
        scenario.exitSignal().run(4_000);
        scenario.signal(Side.BUY, EntryStyle.LIMIT).run(200);
        scenario.venue.slipE8 = e8("0.25");
        scenario.venue.take("1");
        scenario.run(100);
        assertTrue(scenario.has(DecisionAction.RISK_EVENT, RejectReason.SYMBOL_BLOCKED));
        scenario.run(6_000);
        assertEquals(e8("1"), scenario.positionE8());
        assertTrue(scenario.has(DecisionAction.INTENT_REFUSED, RejectReason.SYMBOL_BLOCKED));
        scenario.assertReconciled("blocked");
    }

    /** OMS-5: a smaller stop that was on its way does not take the place of the larger one. */
    @Test
    void shouldKeepTheLargerStopWhenTheEntryFillsOnAfterAShrink() {
        final Scenario scenario = limit().run(100);
        scenario.venue.take("2");
        scenario.run(50);
        scenario.venue.foreignTrade(Side.SELL, e8("1"), OrderOrigin.FOREIGN);
        scenario.venue.isStopSwallowed = true;
        scenario.run(1_200);
        assertFalse(scenario.venue.isStopSwallowed, "a smaller one is on its way");
        scenario.venue.take("0.5");
        scenario.run(50);
        scenario.venue.turnUpSwallowedStop();
        scenario.run(6_000);
        assertEquals(0, scenario.venue.uncoveredAfterCovered);
        assertEquals(e8("1.5"), scenario.venue.stopQtyE8());
        scenario.assertReconciled("grown again");
    }

    @Test
    void shouldNotBuyTheRestWhenStrategyTurned() {
        final Scenario scenario = limitThenMarket().run(200).signal(Side.SELL, EntryStyle.MARKET);
        assertTrue(scenario.has(DecisionAction.INTENT_REFUSED, RejectReason.HAS_WORKING_ORDER));
        scenario.run(4_000);
        assertTrue(scenario.has(DecisionAction.ENTRY_ENDED, CommandCause.SIGNAL_GONE));
        assertEquals(1, scenario.venue.placedOrders);
        assertEquals(0, scenario.positionE8());
    }

    @Test
    void shouldNotBuyTheRestWhenPriceRanAway() {
        final Scenario scenario = limitThenMarket().run(200).priceTo("100.3").run(4_000);
        assertTrue(scenario.has(DecisionAction.ENTRY_ENDED, CommandCause.SIGNAL_GONE));
        assertEquals(1, scenario.venue.placedOrders);
    }

    /** PROT-1: a position whose stop is in doubt is not made larger. */
    @Test
    void shouldNotBuyTheRestWhenTheStopOfTheFirstPartIsInDoubt() {
        final Scenario scenario = limitThenMarket().run(1_000);
        scenario.venue.isStopSwallowed = true;
        scenario.venue.take("1");
        scenario.run(2_500);
        assertEquals(e8("1"), scenario.positionE8());
        assertEquals(0, scenario.venue.stopQtyE8());
        assertTrue(scenario.has(DecisionAction.ENTRY_ENDED, CommandCause.STOP_UNCONFIRMED));
        assertEquals(1, scenario.venue.placedOrders);
        scenario.run(6_000);
        assertEquals(0, scenario.venue.positionE8, "closed, for the stop never came");
    }

    @Test
    void shouldNotBuyTheRestWhenEntriesWereStopped() {
        final Scenario scenario = limitThenMarket().run(200).operator(OperatorKind.STOP_ENTRIES);
        scenario.run(4_000);
        assertEquals(1, scenario.venue.placedOrders);
        assertEquals(0, scenario.positionE8());
        assertEquals(0, scenario.venue.restingOrders());
    }

    @Test
    void shouldWithdrawWhenStrategyLeavesBeforeAnyFill() {
        final Scenario scenario = limitThenMarket().run(200).exitSignal().run(3_000);
        assertEquals(0, scenario.venue.restingOrders());
        assertEquals(1, scenario.venue.placedOrders);
        assertFalse(scenario.has(DecisionAction.INTENT_REFUSED, RejectReason.NO_POSITION));
    }

    @Test
    void shouldPriceAnewWhenPostOnlyWouldTake() {
        final Scenario scenario =
                Scenario.ready(TestSetup.with(TestSetup.entries(PatienceEnd.CANCEL, 3)))
                        .signal(Side.BUY, EntryStyle.POST_ONLY, e8("100.05"))
                        .run(300);
        assertTrue(scenario.has(DecisionAction.ORDER_REJECTED, -5022));
        assertEquals(2, scenario.venue.placedOrders);
        assertEquals(1, scenario.venue.restingOrders());
        scenario.venue.take(ALL);
        scenario.run(300);
        assertEquals(e8(ALL), scenario.positionE8());
        scenario.assertReconciled("priced anew");
    }

    @Test
    void shouldGiveUpWhenPostOnlyMayNotBePricedAnew() {
        final Scenario scenario =
                Scenario.ready(TestSetup.with(TestSetup.entries(PatienceEnd.MARKET, 0)))
                        .signal(Side.BUY, EntryStyle.POST_ONLY, e8("100.05"))
                        .run(4_000);
        assertTrue(scenario.has(DecisionAction.ENTRY_ENDED, CommandCause.POST_ONLY_TAKES));
        assertEquals(1, scenario.venue.placedOrders);
        assertEquals(0, scenario.positionE8());
        scenario.buySignal().run(100);
        assertEquals(e8(ALL), scenario.positionE8());
    }

    @Test
    void shouldFindRestingEntryByLookupWhenItsAnswerIsUnknown() {
        final Scenario scenario =
                Scenario.ready(TestSetup.with(TestSetup.entries(PatienceEnd.CANCEL, 3)));
        scenario.venue.isEntryInDoubt = true;
        scenario.signal(Side.BUY, EntryStyle.LIMIT).run(1_000);
        assertEquals(1, scenario.venue.placedOrders, "never sent again (OMS-3)");
        scenario.venue.take("2");
        scenario.run(200);
        assertEquals(e8("2"), scenario.venue.stopQtyE8());
        scenario.run(4_000);
        assertEquals(0, scenario.venue.restingOrders());
        scenario.assertReconciled("in doubt");
    }

    @Test
    void shouldMakeNoSecondOrderWhenTheFirstIsNotFound() {
        final Scenario scenario =
                Scenario.ready(TestSetup.with(TestSetup.entries(PatienceEnd.MARKET, 3)));
        scenario.venue.isEntryVanished = true;
        scenario.signal(Side.BUY, EntryStyle.LIMIT).run(12_000);
        assertEquals(1, scenario.venue.placedOrders, "not found is no confirmed cancel");
        assertEquals(0, scenario.positionE8());
    }

    @Test
    void shouldMakeNoSecondOrderWhenTheCancelIsNotAnswered() {
        final Scenario scenario = limitThenMarket().run(200);
        scenario.venue.isCancelAnswerLost = true;
        scenario.run(12_000);
        assertEquals(0, scenario.venue.restingOrders());
        assertEquals(1, scenario.venue.placedOrders);
        scenario.assertReconciled("cancel in doubt");
    }

    @Test
    void shouldTakeFillThatOvertookTheCancel() {
        final Scenario scenario = limit().run(200);
        scenario.venue.fillBeforeCancelE8 = e8("1.5");
        scenario.run(3_000);
        assertEquals(e8("1.5"), scenario.positionE8());
        assertEquals(e8("1.5"), scenario.venue.stopQtyE8());
        scenario.assertReconciled("fill after cancel");
    }

    @Test
    void shouldNeverBuyMoreThanWantedWhenFillOvertakesTheCancel() {
        final Scenario scenario = limitThenMarket().run(200);
        scenario.venue.fillBeforeCancelE8 = e8("1.5");
        scenario.run(5_000);
        assertEquals(e8(ALL), scenario.positionE8());
        assertEquals(2, scenario.venue.placedOrders);
        scenario.assertReconciled("fill after cancel, rest at market");
    }

    @Test
    void shouldWithdrawTheRestWhenStopIsHit() {
        final Scenario scenario = limitThenMarket().run(200);
        scenario.venue.take("1");
        scenario.venue.isThin = true;
        scenario.run(200).priceTo("99.1").run(300);
        assertTrue(scenario.has(DecisionAction.POSITION_CLOSED, ExitReason.STOP));
        assertEquals(0, scenario.venue.restingOrders());
        scenario.priceTo("100").run(5_000);
        assertEquals(1, scenario.venue.placedOrders);
        assertEquals(0, scenario.positionE8());
        scenario.assertReconciled("stop while entry rests");
    }

    @Test
    void shouldLeaveForeignOrdersAloneWhenEverythingEnds() {
        final Scenario scenario = limit();
        scenario.venue.foreignOrder(Side.BUY);
        scenario.venue.foreignOrder(Side.SELL);
        scenario.run(200);
        scenario.venue.take("1");
        scenario.run(200).operator(OperatorKind.CLOSE_ALL).run(3_000);
        scenario.venue.snapshot();
        scenario.run(1_000).buySignal().run(300).operator(OperatorKind.KILL).run(3_000);
        scenario.venue.snapshot();
        scenario.run(6_000);
        assertEquals(0, scenario.positionE8());
        assertEquals(0, scenario.venue.restingOrders());
        assertEquals(0, scenario.venue.foreignTouched);
        scenario.assertReconciled("foreign orders");
    }

    /** A restart at any moment knows what the engine knew, to the last bit. */
    @TestFactory
    List<DynamicTest> shouldKeepEverythingWhenRestartedInAnyPhase() {
        final List<DynamicTest> tests = new ArrayList<>();
        restart(tests, "sent", scenario -> scenario);
        restart(tests, "resting", scenario -> scenario.run(300));
        restart(
                tests,
                "partly filled",
                scenario -> {
                    scenario.run(300).venue.take("1");
                    return scenario.run(300);
                });
        restart(tests, "cancel pending", scenario -> scenario.run(1_980));
        restart(tests, "waiting to follow", scenario -> scenario.run(2_200));
        restart(tests, "followed", scenario -> scenario.run(3_000));
        return tests;
    }

    private static void restart(
            final List<DynamicTest> tests, final String phase, final UnaryOperator<Scenario> to) {
        tests.add(
                DynamicTest.dynamicTest(
                        phase,
                        () -> {
                            final Scenario before = to.apply(limitThenMarket());
                            final StateBuffer state = new StateBuffer();
                            before.engine.writeState(state);
                            final DecisionHandler after =
                                    new DecisionHandler(
                                            TestSetup.with(
                                                    TestSetup.entries(PatienceEnd.MARKET, 3)));
                            Scenario.send(
                                    new InlineRunner(after),
                                    EventType.INSTRUMENT,
                                    TestSetup.NOON_NS,
                                    event -> event.instrument = TestSetup.instrument(0, "ADA"));
                            after.readState(new StateBuffer(state.toBytes()));
                            assertEquals(before.engine.stateHash(), after.stateHash());
                            final Scenario next = before.restart();
                            next.venue.balanceRow(dev.bowline.core.event.AccountReason.SNAPSHOT);
                            next.venue.tradeList();
                            next.venue.snapshot();
                            next.enable().run(8_000);
                            assertEquals(0, next.venue.restingOrders());
                            assertTrue(next.positionE8() <= e8("3.76"), "never twice");
                            next.assertReconciled(phase);
                        }));
    }
}
