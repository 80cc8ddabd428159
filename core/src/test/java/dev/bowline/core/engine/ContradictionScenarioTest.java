package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.order.OrderLeg;
import org.junit.jupiter.api.Test;

/** News that cannot be: an incident and a reconciliation, and trading goes on (OMS-1). */
final class ContradictionScenarioTest {
    private static long incidents(final Scenario scenario) {
        return scenario.records.stream()
                .filter(said -> said.action() == DecisionAction.INCIDENT)
                .filter(said -> said.reasonCode() == CommandCause.ILLEGAL_TRANSITION)
                .count();
    }

    /** The entry that was filled was refused, the venue says. */
    private static void contradict(final Scenario scenario) {
        final VenueOrder entry =
                scenario.venue.orders.get(ClientOrderId.key(1, 1, Side.BUY, OrderLeg.ENTRY, 0));
        scenario.venue.report(
                entry,
                ReportSource.ORDER_TRADE_UPDATE,
                ExecutionType.REJECTED,
                VenueOrderStatus.REJECTED,
                0,
                0,
                0,
                0,
                0);
        scenario.run(20);
    }

    @Test
    void shouldReconcileAndSaySoWhenATransitionIsIllegal() {
        final Scenario scenario = Scenario.ready().buySignal().run(200);
        contradict(scenario);
        assertEquals(1, scenario.count(DecisionAction.ILLEGAL_TRANSITION));
        assertEquals(1, incidents(scenario));
        scenario.run(100);
        assertEquals(1, scenario.venue.reconciles);
        assertEquals(e8("3.75"), scenario.positionE8());
        scenario.run(10_000);
        assertEquals(1, scenario.venue.reconciles, "once is enough");
        scenario.assertReconciled("contradicted");
    }

    @Test
    void shouldAskNowAndThenWhenContradictionsDoNotEnd() {
        final Scenario scenario = Scenario.ready().buySignal().run(200);
        for (int i = 0; i < 200; i++) {
            contradict(scenario);
            scenario.run(30);
        }
        assertEquals(200, scenario.count(DecisionAction.ILLEGAL_TRANSITION));
        assertEquals(2, scenario.venue.reconciles, "ten seconds of them");
        assertEquals(3, incidents(scenario));
    }

    @Test
    void shouldAskLaterWhenRequestsAreShort() {
        final Scenario scenario = Scenario.ready().buySignal().run(200);
        scenario.rate("0.96", 0, 200);
        contradict(scenario);
        scenario.run(1_000);
        assertEquals(0, scenario.venue.reconciles);
        scenario.rate("0.1", 0, 200).run(200);
        assertEquals(1, scenario.venue.reconciles);
    }
}
