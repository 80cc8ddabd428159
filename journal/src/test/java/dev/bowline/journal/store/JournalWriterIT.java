package dev.bowline.journal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.journal.RandomEvents;
import dev.bowline.journal.TestRuns;
import dev.bowline.journal.chain.AuditReport;
import dev.bowline.journal.chain.HeadKeys;
import dev.bowline.journal.codec.JournalRecord;
import dev.bowline.journal.codec.RecordType;
import dev.bowline.journal.codec.RunEnd;
import dev.bowline.journal.codec.SlotCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JRN-1, JRN-4: what is appended is read back, in order, linked, across rolls and restarts. */
final class JournalWriterIT {
    @TempDir Path journal;

    private final EngineEvent event = new EngineEvent();
    private final RandomEvents events = new RandomEvents(11);
    private long sequence;

    @Test
    void shouldLinkAcrossRollsAndRestartsWhenRunsFollowEachOther() throws IOException {
        final AtomicLong clockMs = new AtomicLong(1_700_000_000_000L);
        final JournalSettings hourly =
                new JournalSettings(RollCycles.FAST_HOURLY, 1L << 20, 0, clockMs::get);
        for (int run = 1; run <= 3; run++) {
            sequence = 0;
            try (JournalDirectory directory = JournalDirectory.lock(journal);
                    JournalWriter writer =
                            new JournalWriter(directory, hourly, TestRuns.nextHeader(journal))) {
                for (int file = 0; file < 4; file++) {
                    append(writer, 300);
                    clockMs.addAndGet(3_600_000);
                }
                if (run != 2) {
                    writer.end("test", 0, null);
                }
            }
        }
        try (var files = Files.list(JournalDirectory.runPath(journal, 1))) {
            assertTrue(files.filter(file -> file.toString().endsWith(".cq4")).count() >= 4);
        }
        final AuditReport report = JournalAudit.verify(journal, null);
        assertNull(report.firstBadOrNull());
        assertEquals(3, report.runs());
        assertEquals(3 * 1201 + 2, report.records());
        assertEquals(LastRun.find(journal).head(), report.head());
        assertTrue(LastRun.find(journal).isEnded());
    }

    @ParameterizedTest
    @CsvSource({"DAILY,86400000", "HOURLY,3600000", "MINUTELY,60000"})
    void shouldGoOnInANewFileWhenTheTimeOfTheRollIsOver(final JournalRoll roll, final long rollMs)
            throws IOException {
        final AtomicLong clockMs = new AtomicLong(1_700_000_000_000L / rollMs * rollMs);
        final JournalSettings settings =
                new JournalSettings(
                        JournalSettings.standard(roll).rollCycle(), 1L << 20, 0, clockMs::get);
        try (JournalDirectory directory = JournalDirectory.lock(journal);
                JournalWriter writer =
                        new JournalWriter(directory, settings, TestRuns.nextHeader(journal))) {
            for (int i = 0; i < 6; i++) {
                append(writer, 300);
                clockMs.addAndGet(rollMs / 2);
            }
        }
        try (var files = Files.list(JournalDirectory.runPath(journal, 1))) {
            final long made = files.filter(file -> file.toString().endsWith(".cq4")).count();
            assertTrue(made == 3 || made == 4, "the clock is coarse, files=" + made);
        }
        assertEquals(1801, JournalAudit.verify(journal, null).records());
    }

    @Test
    void shouldReadWhatTheQueueItselfReadsWhenFilesAreScanned() {
        write(500, "test");
        final List<byte[]> scanned = new ArrayList<>();
        try (RunReader reader = new RunReader(journal, 1)) {
            for (JournalRecord r = reader.nextOrNull(); r != null; r = reader.nextOrNull()) {
                scanned.add(r.copy().bytes());
            }
        }
        int index = 0;
        try (ChronicleQueue queue =
                        SingleChronicleQueueBuilder.binary(JournalDirectory.runPath(journal, 1))
                                .rollCycle(RollCycles.FAST_DAILY)
                                .readOnly(true)
                                .build();
                ExcerptTailer tailer = queue.createTailer()) {
            while (true) {
                try (DocumentContext document = tailer.readingDocument()) {
                    if (!document.isPresent()) {
                        break;
                    }
                    final byte[] read = document.wire().bytes().toByteArray();
                    final byte[] ours = scanned.get(index);
                    assertEquals(-1, Arrays.mismatch(ours, Arrays.copyOf(read, ours.length)));
                    index++;
                }
            }
        }
        assertEquals(502, index);
        assertEquals(scanned.size(), index);
    }

    @Test
    void shouldShowNewRecordsWhenRunIsStillWritten() {
        try (JournalDirectory directory = JournalDirectory.lock(journal);
                JournalWriter writer =
                        new JournalWriter(
                                directory, TestRuns.settings(), TestRuns.nextHeader(journal));
                RunReader reader = new RunReader(journal, 1)) {
            assertEquals(RecordType.RUN_HEADER, reader.nextOrNull().type());
            assertNull(reader.nextOrNull());
            append(writer, 2);
            assertEquals(0, reader.nextOrNull().sequence());
            assertEquals(1, reader.nextOrNull().sequence());
            assertNull(reader.nextOrNull());
            writer.end("over", 3, null);
            final JournalRecord end = reader.nextOrNull();
            assertEquals(new RunEnd(2, 3, "over"), RunEnd.read(end));
        }
    }

    @Test
    void shouldKeepSlotsExactlyWhenTheyAreReadBack() {
        final RandomEvents again = new RandomEvents(11);
        write(1000, null);
        final EngineEvent read = new EngineEvent();
        final EngineEvent expected = new EngineEvent();
        final SlotCodec codec = new SlotCodec();
        try (RunReader reader = new RunReader(journal, 1)) {
            assertEquals(RecordType.RUN_HEADER, reader.nextOrNull().type());
            for (int i = 0; i < 1000; i++) {
                final EventType[] types = EventType.values();
                again.fill(expected, types[i % types.length], true);
                codec.read(reader.nextOrNull(), read);
                assertEquals(i, read.sequence);
                assertEquals(RandomEvents.values(expected), RandomEvents.values(read));
            }
            assertNull(reader.nextOrNull());
        }
    }

    @Test
    void shouldNameDirectoryWhenItIsInUseOrNotWritable() throws IOException {
        try (JournalDirectory directory = JournalDirectory.lock(journal)) {
            assertEquals(journal, directory.path());
            final JournalException e =
                    assertThrows(JournalException.class, () -> JournalDirectory.lock(journal));
            assertTrue(e.getMessage().contains(journal.toString()), e.getMessage());
        }
        final Path file = Files.createFile(journal.resolve("file"));
        final JournalException e =
                assertThrows(
                        JournalException.class, () -> JournalDirectory.lock(file.resolve("under")));
        assertTrue(e.getMessage().contains("file"), e.getMessage());
        JournalDirectory.lock(journal).close();
    }

    @Test
    void shouldRefuseToStartWhenDiskIsFullerThanAllowed() {
        final JournalSettings settings =
                new JournalSettings(
                        RollCycles.FAST_DAILY, 1L << 20, Long.MAX_VALUE, System::currentTimeMillis);
        try (JournalDirectory directory = JournalDirectory.lock(journal)) {
            final JournalException e =
                    assertThrows(
                            JournalException.class,
                            () ->
                                    new JournalWriter(
                                            directory, settings, TestRuns.nextHeader(journal)));
            assertTrue(e.getMessage().contains("bytes free"), e.getMessage());
            assertTrue(JournalDirectory.runIds(journal).isEmpty());
        }
    }

    @Test
    void shouldHaltAndCountAndStayLinkedWhenSlotCannotBeStored() {
        try (JournalDirectory directory = JournalDirectory.lock(journal);
                JournalWriter writer =
                        new JournalWriter(
                                directory, TestRuns.settings(), TestRuns.nextHeader(journal))) {
            final JournalHandler handler = new JournalHandler(writer);
            append(writer, 5);
            event.clear(EventType.STATE_RESTORED);
            event.state = new byte[1 << 20];
            event.sequence = sequence++;
            handler.onEvent(event, 0);
            assertTrue(handler.isHalted());
            assertEquals(1, handler.lostSlots());
            assertTrue(handler.whyHalted().contains("at most"), handler.whyHalted());
            assertTrue(writer.lastErrorOrNull().getMessage().contains("at most"));
            append(writer, 5);
            writer.end("test", handler.lostSlots(), null);
        }
        assertNull(JournalAudit.verify(journal, null).firstBadOrNull());
    }

    @Test
    void shouldShowCutWhenEndOfSignedRunIsMissing() throws IOException {
        final Path key = journal.resolve("key");
        final var privateKey = HeadKeys.loadOrCreate(key);
        try (JournalDirectory directory = JournalDirectory.lock(journal);
                JournalWriter writer =
                        new JournalWriter(
                                directory, TestRuns.settings(), TestRuns.nextHeader(journal))) {
            append(writer, 50);
            writer.end("test", 0, privateKey);
        }
        assertNull(JournalAudit.verify(journal, HeadKeys.loadPublic(key)).firstBadOrNull());

        // The same records without the last ones, as a queue that is right in itself.
        final QueueRewriter rewriter = new QueueRewriter(journal, 1);
        rewriter.records().remove(rewriter.records().size() - 1);
        rewriter.rewrite();
        final AuditReport cut = JournalAudit.verify(journal, HeadKeys.loadPublic(key));
        assertFalse(cut.isGood());
        assertTrue(cut.firstBadOrNull().reason().contains("52 records, found 51"));
    }

    @Test
    void shouldRefuseSignatureWhenItIsByAnotherKey() throws IOException {
        final var privateKey = HeadKeys.loadOrCreate(journal.resolve("key"));
        HeadKeys.loadOrCreate(journal.resolve("other"));
        try (JournalDirectory directory = JournalDirectory.lock(journal);
                JournalWriter writer =
                        new JournalWriter(
                                directory, TestRuns.settings(), TestRuns.nextHeader(journal))) {
            writer.end("test", 0, privateKey);
        }
        final var other = HeadKeys.loadPublic(journal.resolve("other"));
        assertTrue(
                JournalAudit.verify(journal, other)
                        .firstBadOrNull()
                        .reason()
                        .contains("not by this key"));
    }

    private void write(final int slots, final String reasonOrNull) {
        try (JournalDirectory directory = JournalDirectory.lock(journal);
                JournalWriter writer =
                        new JournalWriter(
                                directory, TestRuns.settings(), TestRuns.nextHeader(journal))) {
            append(writer, slots);
            if (reasonOrNull != null) {
                writer.end(reasonOrNull, 0, null);
            }
        }
    }

    private void append(final JournalWriter writer, final int slots) {
        final EventType[] types = EventType.values();
        for (int i = 0; i < slots; i++) {
            events.fill(event, types[i % types.length], true);
            event.sequence = sequence++;
            assertTrue(writer.tryAppend(event));
        }
    }
}
