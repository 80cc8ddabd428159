package dev.bowline.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** RISK-7: what snapshots take of the venue's weight leaves room for exits. */
final class SnapshotPaceTest {
    private static final int LIMIT_PER_MINUTE = 2_400;
    private static final int WEIGHT = 115;

    private final SnapshotPace pace = new SnapshotPace();

    @Test
    void shouldNotWaitWhenFewWereRead() {
        for (int i = 0; i < SnapshotPace.BURST_WEIGHT / WEIGHT; i++) {
            assertEquals(0, pace.waitMs(0));
            pace.onRead(WEIGHT, 0);
        }
    }

    @Test
    void shouldWaitWhenManyWereRead() {
        for (int i = 0; i < 10; i++) {
            pace.onRead(WEIGHT, 0);
        }
        final long waitMs = pace.waitMs(0);
        assertTrue(waitMs > 20_000 && waitMs < 60_000, () -> waitMs + " ms");
        assertEquals(0, pace.waitMs(TimeUnit.MILLISECONDS.toNanos(waitMs)));
    }

    @Test
    void shouldLeaveRoomForExitsWhenThereIsAlwaysReasonToRead() {
        final long tenthNs = TimeUnit.MILLISECONDS.toNanos(100);
        for (int minute = 0; minute < 10; minute++) {
            int weight = 0;
            for (int tenth = 0; tenth < 600; tenth++) {
                final long nowNs = Long.MAX_VALUE - 1_000 + (minute * 600L + tenth) * tenthNs;
                if (pace.waitMs(nowNs) == 0) {
                    pace.onRead(WEIGHT, nowNs);
                    pace.onRead(WEIGHT, nowNs);
                    weight += 2 * WEIGHT;
                }
            }
            final int used = weight;
            assertTrue(used < LIMIT_PER_MINUTE * 9 / 10, () -> used + " in a minute");
            assertTrue(used > SnapshotPace.WEIGHT_PER_MINUTE / 2, () -> used + " in a minute");
        }
    }
}
