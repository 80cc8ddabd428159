package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.engine.VenueModel.Fault;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.Side;
import dev.bowline.core.order.OrderParameters;
import dev.bowline.core.order.PatienceEnd;
import dev.bowline.core.order.TargetMode;
import dev.bowline.core.order.TargetStyle;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Random entries, takers, price moves, strangers and lost, doubled and swapped messages: in the end
 * the position is the sum of the venue's fills, the stop covers it, the targets do not exceed it,
 * and nothing is left over (OMS-1, OMS-4 to OMS-7, PROT-1).
 */
final class OrderFlowPropertyTest {
    private static final int STEPS = 40;
    private static final List<TargetMode> MODES = List.of(TargetMode.values());
    private static final List<EntryStyle> STYLES = List.of(EntryStyle.values());

    @Property(tries = 150)
    void shouldReconcileWhenMessagesAreDoubledAndSwapped(@ForAll final long seed) {
        final Scenario scenario = play(seed, 20, Fault.DOUBLED, Fault.SWAPPED);
        scenario.assertReconciled("seed " + seed);
        assertTargetsFit(scenario, seed);
    }

    @Property(tries = 150)
    void shouldReconcileWhenMessagesAreLostToo(@ForAll final long seed) {
        final Scenario scenario = play(seed, 40, Fault.LOST, Fault.DOUBLED, Fault.SWAPPED);
        // What was lost is only told by the snapshot, so the time without a stop has no bound here.
        scenario.longestNakedNs = 0;
        scenario.assertReconciled("seed " + seed);
        assertTargetsFit(scenario, seed);
    }

    private static void assertTargetsFit(final Scenario scenario, final long seed) {
        assertTrue(
                scenario.venue.targetQtyE8() <= Math.abs(scenario.venue.positionE8),
                () -> "targets exceed the position, seed " + seed + scenario.venue.log);
        assertEquals(0, scenario.venue.foreignTouched);
        assertEquals(0, scenario.venue.restingEntries(), () -> "rests, seed " + seed);
    }

    private static Scenario play(final long seed, final int oneIn, final Fault... faults) {
        final Random random = new Random(seed);
        final OrderParameters entries =
                TestSetup.entries(
                        random.nextBoolean() ? PatienceEnd.MARKET : PatienceEnd.CANCEL,
                        random.nextInt(4));
        final OrderParameters targets =
                TestSetup.targets(
                        MODES.get(random.nextInt(3)),
                        random.nextBoolean() ? TargetStyle.MARKET : TargetStyle.LIMIT,
                        random.nextBoolean());
        final Scenario scenario =
                Scenario.ready(
                        TestSetup.with(new OrderParameters(entries.entries(), targets.targets())));
        scenario.venue.foreignOrder(Side.BUY);
        scenario.withFaults(random, oneIn, faults);
        for (int i = 0; i < STEPS; i++) {
            step(scenario, random);
        }
        scenario.withoutFaults().run(8_000);
        scenario.venue.isThin = false;
        scenario.priceTo("100.3").run(2_000);
        scenario.venue.tradeList();
        scenario.venue.snapshot();
        scenario.run(12_000);
        scenario.venue.snapshot();
        return scenario.run(6_000);
    }

    private static void step(final Scenario scenario, final Random random) {
        final Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        switch (random.nextInt(8)) {
            case 0, 1 ->
                    scenario.signal(side, STYLES.get(random.nextInt(4))).run(random.nextInt(400));
            case 2, 3 -> {
                if (scenario.venue.restingOrders() > 0) {
                    scenario.venue.take(random.nextBoolean() ? "0.7" : "1.234");
                }
                scenario.run(random.nextInt(400));
            }
            case 4 ->
                    scenario.priceTo(Double.toString(99 + random.nextInt(200) / 100.0))
                            .run(random.nextInt(600));
            case 5 -> {
                scenario.venue.isThin = random.nextBoolean();
                scenario.venue.fillParts = 1 + random.nextInt(4);
                scenario.venue.fillBeforeCancelE8 = random.nextBoolean() ? e8("0.3") : 0;
                scenario.run(random.nextInt(1_500));
            }
            case 6 -> {
                final long qtyE8 = Math.abs(scenario.venue.positionE8) / 3 / 100_000 * 100_000;
                if (qtyE8 > 0) {
                    scenario.venue.foreignTrade(
                            scenario.venue.positionE8 > 0 ? Side.SELL : Side.BUY,
                            qtyE8,
                            OrderOrigin.FOREIGN);
                }
                scenario.run(random.nextInt(2_000));
            }
            default -> scenario.run(random.nextInt(3_000));
        }
    }
}
