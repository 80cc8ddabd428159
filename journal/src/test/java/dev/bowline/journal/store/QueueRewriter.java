package dev.bowline.journal.store;

import dev.bowline.journal.codec.JournalRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/** A forger: reads a run's records and writes them again as a queue that is sound in itself. */
final class QueueRewriter {
    private final Path run;
    private final List<byte[]> records = new ArrayList<>();

    QueueRewriter(final Path journal, final int runId, final List<byte[]> records) {
        run = JournalDirectory.runPath(journal, runId);
        this.records.addAll(records);
    }

    QueueRewriter(final Path journal, final int runId) {
        this(journal, runId, List.of());
        try (RunReader reader = new RunReader(journal, runId)) {
            for (JournalRecord r = reader.nextOrNull(); r != null; r = reader.nextOrNull()) {
                records.add(r.copy().bytes());
            }
        }
    }

    List<byte[]> records() {
        return records;
    }

    void rewrite() throws IOException {
        try (var files = Files.list(run)) {
            for (final Path file : files.toList()) {
                Files.delete(file);
            }
        }
        try (ChronicleQueue queue =
                        SingleChronicleQueueBuilder.binary(run)
                                .rollCycle(RollCycles.FAST_DAILY)
                                .blockSize(1 << 20)
                                .timeProvider(() -> 1_700_000_000_000L)
                                .build();
                ExcerptAppender appender = queue.createAppender()) {
            for (final byte[] record : records) {
                try (DocumentContext document = appender.writingDocument()) {
                    document.wire().bytes().write(record);
                }
            }
        }
    }
}
