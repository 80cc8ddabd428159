package dev.bowline.journal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.Decision;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.Side;
import dev.bowline.journal.TestRuns;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Appending, answers in Wire included, allocates nothing: median of five rounds of a million. */
final class JournalAppendAllocationTest {
    private static final int ROUNDS = 5;
    private static final int SLOTS = 1_000_000;

    // Larger than a round: mapping the next part of the file makes a few hundred bytes of objects.
    private static final long MAPPED_BYTES = 1L << 30;
    private static final int WARM_UP_SLOTS = 100_000;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final EngineEvent event = new EngineEvent();

    @TempDir Path temporary;

    @Test
    void shouldAllocateNothingWhenMillionsOfSlotsAreAppended() throws IOException {
        final long[] bytes = new long[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            final Path journal = temporary.resolve("round" + round);
            try (JournalDirectory directory = JournalDirectory.lock(journal);
                    JournalWriter writer =
                            new JournalWriter(
                                    directory,
                                    new JournalSettings(
                                            TestRuns.settings().rollCycle(),
                                            MAPPED_BYTES,
                                            1 << 20,
                                            TestRuns.settings().rollClock()),
                                    TestRuns.nextHeader(journal))) {
                final JournalHandler handler = new JournalHandler(writer);
                append(handler, WARM_UP_SLOTS);
                final long before = threads.getCurrentThreadAllocatedBytes();
                append(handler, SLOTS);
                bytes[round] = threads.getCurrentThreadAllocatedBytes() - before;
                assertEquals(0, handler.lostSlots());
            }
            delete(journal);
        }
        final long[] sorted = bytes.clone();
        Arrays.sort(sorted);
        assertEquals(0, sorted[ROUNDS / 2], () -> Arrays.toString(bytes));
    }

    private void append(final JournalHandler handler, final int slots) {
        for (int i = 0; i < slots; i++) {
            event.clear(EventType.TOP_OF_BOOK);
            event.sequence = i;
            event.instrumentId = 3;
            event.ingestTimeNs = i;
            event.topOfBook().updateId = i;
            event.topOfBook().bidPriceE8 = 6_000_000_000_000L + i;
            if (i % 16 == 0) {
                answer();
            }
            handler.onEvent(event, i);
        }
    }

    private void answer() {
        event.intents().addOrNull().side = Side.BUY;
        event.commands().addOrNull().kind = CommandKind.PLACE_ALGO;
        for (int d = 0; d < 2; d++) {
            final Decision decision = event.decisions().addOrNull();
            decision.action = DecisionAction.SIGNAL;
            decision.side = Side.SELL;
            decision.valueE8 = 1L << (d * 20);
            for (int c = 0; c < 4; c++) {
                decision.addCondition(c, 70 * 100_000_000L, 30, true);
            }
        }
    }

    private static void delete(final Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
