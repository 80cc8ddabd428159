package dev.bowline.journal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.bowline.core.engine.DecisionHandler;
import dev.bowline.core.engine.SnapshotTaker;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.journal.TestRuns;
import dev.bowline.journal.codec.RunHeader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JRN-3: taking and storing snapshots allocates nothing: median of five rounds. */
final class SnapshotAllocationTest {
    private static final int ROUNDS = 5;
    private static final int SNAPSHOTS = 20_000;
    private static final long MAPPED_BYTES = 1L << 30;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final EngineEvent event = new EngineEvent();
    private long sequence;

    @TempDir Path journal;

    @Test
    void shouldAllocateNothingWhenSnapshotsAreTakenAndStored() {
        final RunHeader header = TestRuns.nextHeader(journal);
        final DecisionHandler decision = new DecisionHandler(header.engine());
        final SnapshotBuffer buffer = new SnapshotBuffer();
        final SnapshotTaker taker = new SnapshotTaker(decision, decision, buffer, 1);
        try (JournalDirectory directory = JournalDirectory.lock(journal);
                JournalWriter writer =
                        new JournalWriter(
                                directory,
                                new JournalSettings(
                                        TestRuns.settings().rollCycle(),
                                        MAPPED_BYTES,
                                        1 << 20,
                                        TestRuns.settings().rollClock()),
                                header)) {
            final JournalHandler handler = new JournalHandler(writer, buffer);
            event.clear(EventType.OPERATOR_COMMAND);
            event.operator().kind = OperatorKind.ENABLE_ENTRIES;
            publish(taker, handler);
            // Warm-up ends with a clean round: the compiler takes its time on a busy machine.
            long warmBytes = 1;
            for (int round = 0; round < 4 * ROUNDS && warmBytes != 0; round++) {
                warmBytes = bytesOf(() -> tick(taker, handler));
            }
            final long[] bytes = new long[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                bytes[round] = bytesOf(() -> tick(taker, handler));
            }
            assertTrue(handler.storedSnapshots() >= (1L + ROUNDS) * SNAPSHOTS - 1);
            assertEquals(0, handler.lostSnapshots());
            assertEquals(0, taker.failures());
            final long[] sorted = bytes.clone();
            Arrays.sort(sorted);
            assertEquals(0, sorted[ROUNDS / 2], () -> Arrays.toString(bytes));
        }
    }

    private long bytesOf(final Runnable round) {
        final long before = threads.getCurrentThreadAllocatedBytes();
        round.run();
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private void tick(final SnapshotTaker taker, final JournalHandler handler) {
        for (int i = 0; i < SNAPSHOTS; i++) {
            event.clear(EventType.CLOCK_TICK);
            publish(taker, handler);
        }
    }

    private void publish(final SnapshotTaker taker, final JournalHandler handler) {
        event.sequence = sequence++;
        event.ingestTimeNs = sequence * 1_000;
        taker.onEvent(event, event.ingestTimeNs);
        handler.onEvent(event, event.ingestTimeNs);
    }
}
