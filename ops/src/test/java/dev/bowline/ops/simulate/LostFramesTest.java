package dev.bowline.ops.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** SIM-4, REC-2: what a lost frame excuses, and until when. */
final class LostFramesTest {
    private final LostFrames lost = new LostFrames(2);

    @Test
    void shouldExcuseOneContractUntilASnapshotThatBeganAfterTheLoss() {
        lost.onLost(1, 100);
        assertEquals(0, lost.allowanceMs(0));
        assertEquals(LostFrames.RECONCILE_MS + 2 * LostFrames.READ_MS, lost.allowanceMs(1));
        lost.onRead(100, 0, 150);
        assertTrue(lost.isAny(), "the snapshot began with the loss");
        lost.onRead(101, 0, 200);
        assertFalse(lost.isAny());
        assertEquals(0, lost.allowanceMs(1));
        assertEquals(200, lost.knownSinceNs(1));
    }

    @Test
    void shouldWaitForTheNextSnapshotWhenOneIsLostDuringTheReading() {
        lost.onLost(0, 100);
        lost.onLost(0, 180);
        lost.onRead(150, 0, 200);
        assertEquals(150, lost.firstNs(0));
        lost.onRead(181, 0, 300);
        assertFalse(lost.isAny());
    }

    @Test
    void shouldWaitForTheNextSnapshotWhenItsListIsOld() {
        lost.onLost(0, 100);
        lost.onOldList(-1, 160);
        lost.onRead(150, 0, 200);
        assertTrue(lost.isAny());
    }

    @Test
    void shouldExcuseLongerWhenReadingsFail() {
        lost.onLost(0, 100);
        final long usualMs = lost.allowanceMs(0);
        lost.onRead(50, 2, 150);
        assertEquals(
                usualMs + 2 * (LostFrames.RECONCILE_MS + LostFrames.READ_MS), lost.allowanceMs(0));
        lost.onReadFault();
        assertEquals(
                usualMs
                        + 2 * (LostFrames.RECONCILE_MS + LostFrames.READ_MS)
                        + LostFrames.READ_FAULT_MS,
                lost.allowanceMs(0));
    }

    @Test
    void shouldRememberALossThatIsAboutNoContract() {
        lost.onLost(-1, 100);
        assertTrue(lost.isAny());
        lost.onRead(101, 0, 200);
        assertFalse(lost.isAny());
    }
}
