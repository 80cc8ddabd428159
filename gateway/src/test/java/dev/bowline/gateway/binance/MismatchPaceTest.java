package dev.bowline.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.gateway.net.EventThread;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Snapshots that refusals ask for never come in a row (REC-2, RISK-7). */
final class MismatchPaceTest {
    /** Time stands until it is set, and one task may wait. */
    private static final class SetLoop implements EventThread {
        long nowMs = 1_000;
        long dueMs;
        Runnable waiting;

        @Override
        public boolean isCurrent() {
            return true;
        }

        @Override
        public void schedule(final Runnable task, final long delayMs) {
            assertEquals(null, waiting, "one at a time");
            waiting = task;
            dueMs = nowMs + delayMs;
        }

        @Override
        public long nanoTime() {
            return TimeUnit.MILLISECONDS.toNanos(nowMs);
        }

        @Override
        public void execute(final Runnable task) {
            task.run();
        }

        void advance(final long ms) {
            final long endMs = nowMs + ms;
            while (waiting != null && dueMs <= endMs) {
                final Runnable due = waiting;
                waiting = null;
                nowMs = dueMs;
                due.run();
            }
            nowMs = endMs;
        }
    }

    private final SetLoop loop = new SetLoop();
    private int snapshots;
    private final MismatchPace pace = new MismatchPace(loop, () -> snapshots++);

    private void refuse(final int times, final long everyMs) {
        for (int i = 0; i < times; i++) {
            pace.onMismatch();
            loop.advance(everyMs);
        }
    }

    @Test
    void shouldAskAtOnceWhenItIsTheFirst() {
        pace.onMismatch();
        assertEquals(1, snapshots);
    }

    @Test
    void shouldAnswerAllOfAPauseByOneSnapshotAtItsEnd() {
        refuse(5, 500);
        assertEquals(1, snapshots);
        loop.advance(MismatchPace.FIRST_PAUSE_MS);
        assertEquals(2, snapshots);
        loop.advance(MismatchPace.LONGEST_PAUSE_MS);
        assertEquals(2, snapshots, "nothing was refused since");
    }

    @Test
    void shouldDoubleThePauseWhileRefusalsGoOn() {
        refuse(360, 500);
        assertTrue(snapshots >= 6, "never silent for longer than the longest pause: " + snapshots);
        assertTrue(snapshots <= 10, "in three minutes: " + snapshots);
    }

    @Test
    void shouldAskAtOnceAgainAfterACalm() {
        refuse(360, 500);
        loop.advance(3 * MismatchPace.LONGEST_PAUSE_MS);
        final int before = snapshots;
        pace.onMismatch();
        assertEquals(before + 1, snapshots);
        loop.advance(1);
        pace.onMismatch();
        loop.advance(MismatchPace.FIRST_PAUSE_MS);
        assertEquals(before + 2, snapshots, "the pause is the first again");
    }
}
