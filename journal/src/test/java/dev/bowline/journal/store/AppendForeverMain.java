package dev.bowline.journal.store;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.journal.RandomEvents;
import dev.bowline.journal.TestRuns;
import java.nio.file.Path;

/** Starts the next run of a journal and appends at full speed until it is killed. */
public final class AppendForeverMain {
    private AppendForeverMain() {}

    public static void main(final String[] args) {
        final Path journal = Path.of(args[0]);
        final EventType[] types = EventType.values();
        final EngineEvent event = new EngineEvent();
        final RandomEvents events = new RandomEvents(5);
        try (JournalDirectory directory = JournalDirectory.lock(journal);
                JournalWriter writer =
                        new JournalWriter(
                                directory, TestRuns.settings(), TestRuns.nextHeader(journal))) {
            for (long sequence = 0; sequence < Long.MAX_VALUE; sequence++) {
                events.fill(event, types[(int) (sequence % types.length)], sequence % 4 == 0);
                event.sequence = sequence;
                if (!writer.tryAppend(event)) {
                    throw new IllegalStateException(writer.lastErrorOrNull());
                }
                if (sequence % 100 == 0) {
                    System.out.println(sequence);
                }
            }
        }
    }
}
