package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.risk.RejectReason;
import org.junit.jupiter.api.Test;

/** REC-8: a copy of us, from a copied disk, gives the same client ids to orders of its own. */
class CopiedInstanceScenarioTest {
    private static final String SEEN = "REDUCING: SECOND_INSTANCE";
    private static final long UNTOLD_ID = 0;

    private static VenueOrder orderOf(final Scenario scenario, final OrderLeg leg) {
        return scenario.venue.orders.values().stream()
                .filter(order -> ClientOrderId.leg(order.orderKey) == leg)
                .findFirst()
                .orElseThrow();
    }

    private static void fill(final Scenario scenario, final VenueOrder copy) {
        scenario.venue.bookReport(copy, ExecutionType.NEW);
        scenario.venue.fill(copy);
    }

    private static void assertSeenAndCovered(final Scenario scenario) {
        scenario.run(2_000);
        assertEquals(SEEN, scenario.engine.view().stateText());
        assertEquals(e8("7.5"), scenario.positionE8(), "the position is the truth");
        assertTrue(scenario.venue.stopQtyE8() >= e8("7.5"), "the surplus is protected, too");
        scenario.forget().buySignal().run(100);
        assertEquals(1, scenario.count(DecisionAction.INTENT_REFUSED));
        scenario.assertReconciled("copied");
    }

    @Test
    void shouldSeeTheCopyAndCoverWhatItBoughtWhenItsEntryCarriesOurId() {
        final Scenario scenario = Scenario.ready().buySignal().run(200);
        final VenueOrder entry = orderOf(scenario, OrderLeg.ENTRY);
        fill(scenario, scenario.venue.copyOf(entry, scenario.venue.nextId++));
        assertSeenAndCovered(scenario);
    }

    /** The ids of what was placed before are still known. */
    @Test
    void shouldSeeTheCopyWhenRestartedMeanwhile() {
        final Scenario before = Scenario.ready().buySignal().run(200);
        final VenueOrder entry = orderOf(before, OrderLeg.ENTRY);
        final Scenario after = before.restart().enable().run(200);
        assertEquals("ACTIVE", after.engine.view().stateText());
        fill(after, after.venue.copyOf(entry, after.venue.nextId++));
        assertSeenAndCovered(after);
    }

    @Test
    void shouldSeeTheCopyWhenMoreIsFilledThanWasOrdered() {
        final Scenario scenario = Scenario.ready().buySignal().run(200);
        final VenueOrder entry = orderOf(scenario, OrderLeg.ENTRY);
        fill(scenario, scenario.venue.copyOf(entry, UNTOLD_ID));
        assertSeenAndCovered(scenario);
    }

    @Test
    void shouldSeeTheCopyWhenItsStopCarriesOurId() {
        final Scenario scenario = Scenario.ready().buySignal().run(200);
        final VenueOrder stop = orderOf(scenario, OrderLeg.STOP);
        scenario.venue.algoReport(scenario.venue.copyOf(stop, scenario.venue.nextId++));
        scenario.run(100);
        assertEquals(SEEN, scenario.engine.view().stateText());
        assertTrue(scenario.engine.view().coveredQtyE8(0) > 0, "our own protection stays");
    }

    @Test
    void shouldKeepOurOrderWhenTheCopysIsCancelled() {
        final Scenario scenario = Scenario.ready().signal(Side.BUY, EntryStyle.LIMIT).run(200);
        assertEquals(1, scenario.venue.restingEntries());
        final VenueOrder copy =
                scenario.venue.copyOf(orderOf(scenario, OrderLeg.ENTRY), scenario.venue.nextId++);
        copy.status = VenueOrderStatus.CANCELED;
        scenario.venue.bookReport(copy, ExecutionType.CANCELED);
        scenario.run(20);
        assertEquals(SEEN, scenario.engine.view().stateText());
        scenario.run(500);
        assertEquals(0, scenario.venue.restingEntries(), "ours was withdrawn, not forgotten");
    }

    @Test
    void shouldSayItOnceWhenTheOperatorHasSortedItOut() {
        final Scenario scenario = Scenario.ready().buySignal().run(200);
        final VenueOrder entry = orderOf(scenario, OrderLeg.ENTRY);
        final VenueOrder copy = scenario.venue.copyOf(entry, scenario.venue.nextId++);
        fill(scenario, copy);
        scenario.run(500).operator(OperatorKind.ARM);
        scenario.venue.tradeList();
        scenario.venue.bookReport(copy, ExecutionType.NEW);
        scenario.run(500);
        assertEquals("ACTIVE", scenario.engine.view().stateText());
    }

    /** What a conditional order places has an id of its own. */
    @Test
    void shouldSeeNobodyWhenStopsAndTargetsTrigger() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.areChildIdsMade = true;
        scenario.buySignal().run(200).priceTo("99.2").run(500).priceTo("100").run(500);
        scenario.buySignal().run(200).priceTo("101.2").run(500);
        assertEquals(0, scenario.positionE8());
        assertFalse(scenario.has(DecisionAction.INTENT_REFUSED, RejectReason.REDUCING));
        assertEquals("ACTIVE", scenario.engine.view().stateText());
    }

    /** What never left is sent again under the same id. */
    @Test
    void shouldSeeNobodyWhenAStopIsSentAgain() {
        final Scenario scenario = Scenario.ready();
        scenario.venue.isStopNotSent = true;
        scenario.buySignal().run(300);
        scenario.venue.isStopNotSent = false;
        scenario.run(1_000);
        assertEquals(e8("3.75"), scenario.venue.stopQtyE8());
        assertEquals("ACTIVE", scenario.engine.view().stateText());
    }
}
