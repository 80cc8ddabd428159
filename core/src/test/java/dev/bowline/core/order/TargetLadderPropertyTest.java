package dev.bowline.core.order;

import static dev.bowline.core.num.FixedPoint.ONE_E8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.Side;
import dev.bowline.core.num.FixedPoint;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** How a position is shared among its targets (OMS-6). */
final class TargetLadderPropertyTest {
    private static final long STEP_E8 = ONE_E8 / 1000;
    private static final long PRICE_E8 = 100 * ONE_E8;

    private static TargetLadder ladder() {
        final TargetLadder ladder = new TargetLadder();
        ladder.add(PRICE_E8, ONE_E8 / 10 * 5);
        ladder.add(PRICE_E8, ONE_E8 / 10 * 3);
        ladder.add(PRICE_E8, ONE_E8 / 10 * 2);
        return ladder;
    }

    private static void fill(final TargetLadder ladder, final int level, final long qtyE8) {
        ladder.onFill(
                ClientOrderId.key(1, 1, Side.SELL, OrderLeg.TARGET, ladder.nextAttempt(level)),
                qtyE8);
    }

    private static void assertShares(
            final TargetLadder ladder, final long first, final long second, final long third) {
        assertEquals(first * STEP_E8, ladder.level(0).wantedQtyE8);
        assertEquals(second * STEP_E8, ladder.level(1).wantedQtyE8);
        assertEquals(third * STEP_E8, ladder.level(2).wantedQtyE8);
    }

    @Test
    void shouldShareAndGiveTheRemainderToTheLastLevel() {
        final TargetLadder ladder = ladder();
        ladder.allot(3_751 * STEP_E8, STEP_E8, STEP_E8, 0);
        assertShares(ladder, 1_875, 1_125, 751);
        fill(ladder, 0, 1_875 * STEP_E8);
        ladder.allot(1_876 * STEP_E8, STEP_E8, STEP_E8, 0);
        assertShares(ladder, 0, 1_125, 751);
    }

    @Test
    void shouldMergeSharesThatAreTooSmall() {
        final TargetLadder ladder = ladder();
        ladder.allot(3 * STEP_E8, STEP_E8, STEP_E8, 0);
        assertShares(ladder, 1, 0, 2);
        ladder.allot(100 * STEP_E8, STEP_E8, 40 * STEP_E8, 0);
        assertShares(ladder, 50, 0, 50);
        ladder.allot(60 * STEP_E8, STEP_E8, STEP_E8, 5 * ONE_E8);
        assertShares(ladder, 0, 0, 60);
        ladder.allot(100 * STEP_E8, STEP_E8, STEP_E8, 5 * ONE_E8);
        assertShares(ladder, 50, 0, 50);
    }

    @Property(tries = 3000)
    void shouldOpenExactlyThePositionWhateverWasTaken(
            @ForAll @IntRange(min = 1, max = 100_000) final int position,
            @ForAll @IntRange(max = 50_000) final int first,
            @ForAll @IntRange(max = 50_000) final int second,
            @ForAll @IntRange(max = 50_000) final int third,
            @ForAll @IntRange(min = 1, max = 3_000) final int minimum) {
        final TargetLadder ladder = ladder();
        fill(ladder, 0, first * STEP_E8);
        fill(ladder, 1, second * STEP_E8);
        fill(ladder, 2, third * STEP_E8);
        ladder.allot(position * STEP_E8, STEP_E8, minimum * STEP_E8, 0);
        long sumE8 = 0;
        int orders = 0;
        int crumbs = 0;
        for (int i = 0; i < ladder.count(); i++) {
            final long wantedE8 = ladder.level(i).wantedQtyE8;
            assertEquals(wantedE8, FixedPoint.floorToStepE8(wantedE8, STEP_E8));
            sumE8 += wantedE8;
            orders += wantedE8 > 0 ? 1 : 0;
            crumbs += wantedE8 > 0 && wantedE8 < minimum * STEP_E8 ? 1 : 0;
        }
        assertEquals(position * STEP_E8, sumE8);
        assertTrue(crumbs == 0 || orders == 1, "only a whole position may be under the minimum");
    }
}
