package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.engine.VenueModel.Fault;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.Side;
import dev.bowline.core.order.TargetMode;
import dev.bowline.core.order.TargetStyle;
import dev.bowline.core.position.ExitReason;
import dev.bowline.core.risk.RejectReason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A venue that gives the order which a stop or target becomes a client id of its own: its fills are
 * known by the order id that the trigger names, whichever comes first (OMS-1, OMS-8, PROT-7).
 */
final class ChildIdScenarioTest {
    private static Scenario ready() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.areChildIdsMade = true;
        return scenario;
    }

    private static Scenario withLimitTarget() {
        final Scenario scenario =
                Scenario.ready(
                        TestSetup.with(
                                TestSetup.targets(TargetMode.SINGLE, TargetStyle.LIMIT, false)));
        scenario.venue.areChildIdsMade = true;
        return scenario.buySignal().run(200);
    }

    @Test
    void shouldEndOnceAsStopWhenTheFillsComeBeforeTheChildIsNamed() {
        final Scenario scenario = ready();
        scenario.venue.fillParts = 3;
        scenario.buySignal().run(200).priceTo("99.2").run(4_000);
        assertEquals(0, scenario.positionE8());
        assertEquals(1, scenario.count(DecisionAction.POSITION_CLOSED));
        assertTrue(scenario.has(DecisionAction.POSITION_CLOSED, ExitReason.STOP));
        assertFalse(scenario.has(DecisionAction.POSITION_CLOSED, ExitReason.FOREIGN));
        assertEquals(1, scenario.engine.view().stopLossStreak(), "counts as a stop loss");
        assertSameMoney(scenario);
        scenario.forget().buySignal().run(200);
        assertEquals(1, scenario.count(DecisionAction.ENTRY_SENT), "the symbol is free");
        scenario.assertReconciled("after it");
    }

    @Test
    void shouldStayAStrangersCloseWhenNoChildIsNamed() {
        final Scenario scenario = ready().buySignal().run(200);
        scenario.venue.foreignTrade(Side.SELL, e8("3.75"), OrderOrigin.FOREIGN);
        scenario.run(4_000);
        assertTrue(scenario.has(DecisionAction.POSITION_CLOSED, ExitReason.FOREIGN));
        assertTrue(scenario.has(DecisionAction.RISK_EVENT, RejectReason.CLOSED_BY_VENUE));
        assertEquals(0, scenario.engine.view().stopLossStreak());
        scenario.buySignal().run(200);
        assertTrue(scenario.has(DecisionAction.INTENT_REFUSED, RejectReason.CLOSED_BY_VENUE));
        scenario.assertReconciled("by hand");
    }

    @Test
    void shouldEndAsStopWhenTheEngineRestartsBetweenFillAndName() {
        final Scenario first = ready().buySignal().run(200);
        first.venue.moveTo(e8("99.2"));
        final List<VenueModel.Message> late = new ArrayList<>(first.venue.outbox);
        final int named = late.size() - 2;
        while (first.venue.outbox.size() > named) {
            first.venue.outbox.remove(named);
        }
        first.run(20);
        assertEquals(0, first.positionE8());
        final Scenario second = first.restart();
        second.venue.outbox.addAll(late.subList(named, late.size()));
        second.run(4_000);
        assertEquals(0, second.positionE8());
        assertTrue(second.has(DecisionAction.POSITION_CLOSED, ExitReason.STOP));
        assertEquals(1, second.engine.view().stopLossStreak());
    }

    @Test
    void shouldTakePartsOfALimitTargetAsItsOwnWhenItRests() {
        final Scenario scenario = withLimitTarget();
        scenario.venue.isThin = true;
        scenario.priceTo("101.2").run(200);
        assertEquals(1, scenario.venue.restingOrders());
        scenario.venue.take("1");
        scenario.run(3_000);
        assertEquals(e8("2.75"), scenario.positionE8());
        assertEquals(e8("2.75"), scenario.venue.targetQtyE8());
        scenario.venue.take("2.75");
        scenario.run(4_000);
        assertTrue(scenario.has(DecisionAction.POSITION_CLOSED, ExitReason.TARGET));
        assertSameMoney(scenario);
        scenario.assertReconciled("limit target");
    }

    @Test
    void shouldCancelTheRestingTargetByTheVenuesIdWhenThePositionIsClosed() {
        final Scenario scenario = withLimitTarget();
        scenario.venue.isThin = true;
        scenario.priceTo("101.2").run(200);
        assertEquals(1, scenario.venue.restingOrders());
        scenario.exitSignal().run(6_000);
        assertEquals(0, scenario.positionE8());
        assertEquals(0, scenario.venue.restingOrders(), () -> "left: " + scenario.venue.log);
        scenario.assertReconciled("cancelled");
    }

    @Test
    void shouldKeepTheRestingTargetWhenASnapshotListsItAsAStrangers() {
        final Scenario scenario = withLimitTarget();
        scenario.venue.isThin = true;
        scenario.priceTo("101.2").run(10_000);
        scenario.venue.snapshot();
        scenario.run(2_000);
        assertEquals(1, scenario.venue.restingOrders());
        assertEquals(e8("3.75"), scenario.venue.targetQtyE8(), "no second target beside it");
        assertEquals(0, scenario.count(DecisionAction.DRIFT_MISSING));
    }

    @TestFactory
    List<DynamicTest> shouldReconcileWhenEntryAndStopAreAgitated() {
        return all("stop", (index, fault) -> play(index, fault, Side.BUY, 2, "99.2", false));
    }

    @TestFactory
    List<DynamicTest> shouldReconcileWhenEntryAndTargetAreAgitated() {
        return all("target", (index, fault) -> play(index, fault, Side.SELL, 1, "98.8", false));
    }

    @TestFactory
    List<DynamicTest> shouldReconcileWhenEntryAndLimitTargetAreAgitated() {
        return all("limit", (index, fault) -> play(index, fault, Side.BUY, 2, "101.3", true));
    }

    private static List<DynamicTest> all(
            final String name, final BiFunction<Integer, Fault, Scenario> play) {
        final int messages = play.apply(-1, Fault.NONE).messages();
        assertTrue(messages > 8, "messages=" + messages);
        final List<DynamicTest> tests = new ArrayList<>();
        for (final Fault fault : Fault.values()) {
            for (int i = 0; fault != Fault.NONE && i < messages; i++) {
                final int index = i;
                final String title = name + " " + fault + " " + index;
                tests.add(
                        DynamicTest.dynamicTest(
                                title, () -> play.apply(index, fault).assertReconciled(title)));
            }
        }
        return tests;
    }

    private static Scenario play(
            final int index,
            final Fault fault,
            final Side side,
            final int parts,
            final String exit,
            final boolean isLimit) {
        final EngineConfig config =
                isLimit
                        ? TestSetup.with(
                                TestSetup.targets(TargetMode.SINGLE, TargetStyle.LIMIT, false))
                        : TestSetup.config();
        final Scenario scenario = Scenario.ready(config).withFault(index, fault);
        scenario.venue.areChildIdsMade = true;
        scenario.venue.fillParts = parts;
        scenario.signal(side, EntryStyle.MARKET).run(8_000).priceTo(exit);
        scenario.run(4_000).priceTo(isLimit ? "101.4" : exit).run(4_000);
        final int messages = scenario.messages();
        scenario.venue.snapshot();
        scenario.run(8_000);
        return scenario.countedAs(messages);
    }

    private static void assertSameMoney(final Scenario scenario) {
        assertEquals(scenario.venue.commissionsE8, scenario.engine.view().feesE8(), "fees");
        assertEquals(scenario.venue.realizedE8, scenario.engine.view().realizedE8(), "profit");
        assertEquals(scenario.venue.walletE8, scenario.engine.view().walletE8(), "wallet");
    }
}
