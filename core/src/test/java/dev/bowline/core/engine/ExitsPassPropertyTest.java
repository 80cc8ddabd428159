package dev.bowline.core.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.StreamRoute;
import dev.bowline.core.risk.RejectReason;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever holds trading back, an exit passes, and protection stays (RISK-5, RISK-9). */
class ExitsPassPropertyTest {
    private static final OperatorKind[] KINDS = OperatorKind.values();

    @Property(tries = 150)
    void shouldSendExitWhateverHappenedBefore(@ForAll final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final Scenario scenario = Scenario.ready().buySignal().run(200);
        for (int i = 0; i < 25; i++) {
            disturb(scenario, random);
            scenario.run(random.nextInt(40) * 10L);
        }
        final boolean hasPosition = scenario.positionE8() != 0;
        scenario.forget().exitSignal().run(10_000);
        for (final Scenario.Said record : scenario.records) {
            if (record.action() == DecisionAction.INTENT_REFUSED) {
                assertTrue(!hasPosition, () -> "refused: " + scenario.records);
                assertEquals(RejectReason.NO_POSITION, record.reasonCode());
            }
        }
        assertEquals(0, scenario.venue.positionE8, () -> "open: " + scenario.venue.log);
        scenario.assertReconciled("seed " + seed);
    }

    private static void disturb(final Scenario scenario, final SplittableRandom random) {
        switch (random.nextInt(6)) {
            case 0 -> scenario.operator(KINDS[random.nextInt(KINDS.length)], random.nextInt(3) - 1);
            case 1 -> {
                final StreamRoute[] routes = StreamRoute.values();
                scenario.stream(routes[random.nextInt(routes.length)], random.nextBoolean());
            }
            case 2 ->
                    scenario.rate(
                            "0." + random.nextInt(10, 100),
                            random.nextInt(3) * 500L,
                            random.nextBoolean() ? 418 : 429);
            case 3 -> scenario.venue.snapshot();
            case 4 -> scenario.buySignal();
            default ->
                    scenario.send(
                            EventType.ACCOUNT_UPDATE,
                            event -> {
                                // An empty row says nothing.
                            });
        }
    }
}
