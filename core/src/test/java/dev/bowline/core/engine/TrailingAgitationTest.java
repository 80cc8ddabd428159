package dev.bowline.core.engine;

import static dev.bowline.core.engine.TestSetup.e8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.engine.VenueModel.Fault;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.Side;
import dev.bowline.core.num.DecimalFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Trailing with each message of the venue lost, doubled and swapped, and on random walks: at no
 * step does the venue see a position that had been covered by stops and is not (TS-6, TS-7).
 */
final class TrailingAgitationTest {
    private static final long MINUTE_NS = 60_000_000_000L;

    @TestFactory
    List<DynamicTest> shouldStayCoveredWhenMessagesAreAgitated() {
        final List<DynamicTest> tests = new ArrayList<>();
        for (final long nativeStrategies : new long[] {0, 2}) {
            for (final Side side : Side.values()) {
                final int messages = play(side, nativeStrategies, -1, Fault.NONE).messages();
                assertTrue(messages > 20, "messages=" + messages);
                for (final Fault fault : Fault.values()) {
                    for (int i = 0; i < messages; i++) {
                        final int index = i;
                        final String title = side + " " + nativeStrategies + " " + fault + " " + i;
                        tests.add(
                                DynamicTest.dynamicTest(
                                        title,
                                        () -> check(side, nativeStrategies, index, fault, title)));
                    }
                }
            }
        }
        return tests;
    }

    private static void check(
            final Side side,
            final long nativeStrategies,
            final int index,
            final Fault fault,
            final String title) {
        final Scenario scenario = play(side, nativeStrategies, index, fault);
        assertEquals(0, scenario.venue.uncoveredAfterCovered, title);
        assertEquals(0, scenario.engine.view().trailingMissing());
        scenario.assertReconciled(title);
    }

    /** Entry in two parts, break-even, two moves, and out at the trailed stop. */
    private static Scenario play(
            final Side side, final long nativeStrategies, final int index, final Fault fault) {
        final Scenario scenario =
                Scenario.ready(
                                TestSetup.trailingConfig(
                                        1, TestSetup.trailing(false, nativeStrategies)))
                        .withFault(index, fault);
        scenario.venue.fillParts = 2;
        scenario.targetPermille = 100;
        scenario.signal(side, EntryStyle.MARKET).run(8_000);
        final boolean isLong = side == Side.BUY;
        scenario.walk(8_000, isLong ? "100.4" : "99.6").run(60_000);
        scenario.walk(8_000, isLong ? "101" : "99").run(60_000);
        scenario.walk(8_000, isLong ? "102" : "98", isLong ? "101.5" : "98.5");
        final int messages = scenario.messages();
        scenario.venue.snapshot();
        return scenario.run(8_000).countedAs(messages);
    }

    @Test
    void shouldKeepTheRulesWhenPriceWalksAtRandom() {
        long moves = 0;
        for (long seed = 1; seed <= 60; seed++) {
            moves += walk(seed);
        }
        assertTrue(moves > 100, "moves=" + moves);
    }

    private static long walk(final long seed) {
        final SplittableRandom random = new SplittableRandom(seed);
        final Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        final long sign = side == Side.BUY ? 1 : -1;
        final Scenario scenario = Scenario.ready(TestSetup.trailingConfig(1, TestSetup.trailing()));
        scenario.targetPermille = 100;
        scenario.signal(side, EntryStyle.MARKET).run(200);
        long stopE8 = scenario.engine.view().confirmedStopPriceE8(0);
        for (int i = 0; i < 150 && scenario.venue.positionE8 != 0; i++) {
            final long stepE8 = random.nextLong(-10, 14) * sign * e8("0.01");
            scenario.priceTo(DecimalFormat.toText(scenario.venue.priceE8 + stepE8));
            scenario.run(random.nextLong(1, 40) * 100);
            final long nowE8 = scenario.engine.view().confirmedStopPriceE8(0);
            if (nowE8 != 0) {
                assertTrue((nowE8 - stopE8) * sign >= 0, "seed=" + seed + " moved back");
                stopE8 = nowE8;
            }
        }
        assertEquals(0, scenario.venue.uncoveredAfterCovered, "seed=" + seed);
        scenario.run(500).assertReconciled("seed=" + seed);
        return assertRateLimited(scenario, seed);
    }

    private static long assertRateLimited(final Scenario scenario, final long seed) {
        long lastNs = 0;
        long moves = 0;
        for (final Scenario.Said said : scenario.records) {
            if (said.action() != DecisionAction.TRAIL_UPDATE) {
                continue;
            }
            final long movedE8 = Math.abs(said.priceE8() - said.limitE8());
            assertTrue(movedE8 * 1_000 >= said.limitE8(), "seed=" + seed + " below 0.1 %");
            assertTrue(
                    lastNs == 0
                            || said.atNs() - lastNs >= MINUTE_NS
                            || movedE8 * 100 >= said.limitE8(),
                    "seed=" + seed + " too soon");
            lastNs = said.atNs();
            moves++;
        }
        assertEquals(moves, scenario.engine.view().trailingUpdates());
        return moves;
    }
}
