package dev.bowline.journal.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.journal.RandomEvents;
import dev.bowline.journal.TestRuns;
import dev.bowline.journal.chain.ChainVerifier;
import dev.bowline.journal.chain.Finding;
import dev.bowline.journal.chain.HeadKeys;
import dev.bowline.journal.codec.JournalFormatException;
import dev.bowline.journal.codec.JournalRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JRN-4: whatever is changed in a journal is found, and the first bad record is named. */
final class JournalMutationIT {
    private static final int SLOTS = 1500;
    private static final int RECORD_MUTATIONS = 1200;
    private static final int RAW_MUTATIONS = 300;
    private static final int REWRITES = 40;

    @TempDir Path journal;

    // -Dbowline.seed repeats a failure.
    private final long seed = Long.getLong("bowline.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final List<List<byte[]>> runs = new ArrayList<>();
    private PublicKey key;

    @BeforeEach
    void writeTwoRunsThatAreGood() throws IOException {
        final Path keyFile = journal.resolve("key");
        final var privateKey = HeadKeys.loadOrCreate(keyFile);
        key = HeadKeys.loadPublic(keyFile);
        final RandomEvents events = new RandomEvents(seed);
        final EngineEvent event = new EngineEvent();
        for (int run = 1; run <= 2; run++) {
            try (JournalDirectory directory = JournalDirectory.lock(journal);
                    JournalWriter writer =
                            new JournalWriter(
                                    directory, TestRuns.settings(), TestRuns.nextHeader(journal))) {
                final EventType[] types = EventType.values();
                for (int i = 0; i < SLOTS; i++) {
                    final EventType type = types[3 + random.nextInt(types.length - 3)];
                    events.fill(event, type, i % 8 == 0);
                    event.sequence = i;
                    assertTrue(writer.tryAppend(event));
                }
                if (run == 2) {
                    writer.end("test", 0, privateKey);
                }
            }
            runs.add(new ArrayList<>(new QueueRewriter(journal, run).records()));
        }
        assertNull(JournalAudit.verify(journal, key).firstBadOrNull());
        assertNull(firstBad(runs));
    }

    @Test
    void shouldFindEveryMutationWhenRecordsAreChanged() {
        for (int i = 0; i < RECORD_MUTATIONS; i++) {
            final List<List<byte[]>> mutated = new ArrayList<>();
            runs.forEach(records -> mutated.add(new ArrayList<>(records)));
            final String what = mutate(mutated);
            final Finding found = firstBad(mutated);
            assertNotNull(found, () -> "seed=" + seed + " not found: " + what);
        }
    }

    @Test
    void shouldNameTheRecordWhenOneBitIsFlipped() {
        for (int i = 0; i < 200; i++) {
            final int run = random.nextInt(2);
            final int index = random.nextInt(runs.get(run).size());
            final List<List<byte[]>> mutated = new ArrayList<>();
            runs.forEach(records -> mutated.add(new ArrayList<>(records)));
            mutated.get(run).set(index, flipped(mutated.get(run).get(index)));
            final Finding found = firstBad(mutated);
            assertNotNull(found, () -> "seed=" + seed);
            assertEquals(run + 1, found.runId(), () -> "seed=" + seed);
            assertEquals(index, found.recordNumber(), () -> "seed=" + seed);
        }
    }

    @Test
    void shouldFindEveryMutationWhenFileBytesAreChanged() throws IOException {
        for (int i = 0; i < RAW_MUTATIONS; i++) {
            final int run = 1 + random.nextInt(2);
            final List<JournalRecord> places = places(run);
            final int index = random.nextInt(places.size());
            final JournalRecord record = places.get(index);
            final Path file = journal.resolve(record.file());
            try (FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                // The document's header (4 bytes) or anything of the record.
                final int at = random.nextInt(4 + record.length());
                final int count =
                        switch (random.nextInt(3)) {
                            case 0 -> 4;
                            case 1 -> 1 + random.nextInt(200);
                            default -> 1;
                        };
                final ByteBuffer before = ByteBuffer.allocate(count);
                channel.read(before, record.offset() + at);
                final ByteBuffer after = ByteBuffer.allocate(count);
                final boolean isWipe = random.nextBoolean();
                for (int b = 0; b < count; b++) {
                    after.put((byte) (isWipe ? 0 : before.get(b) ^ (1 << random.nextInt(8))));
                }
                if (before.flip().equals(after.flip())) {
                    continue;
                }
                channel.write(after, record.offset() + at);
                final Finding found = JournalAudit.verify(journal, key).firstBadOrNull();
                assertNotNull(
                        found,
                        () ->
                                "seed="
                                        + seed
                                        + " run "
                                        + run
                                        + " record "
                                        + index
                                        + " byte "
                                        + at
                                        + " count "
                                        + count
                                        + " wiped "
                                        + isWipe);
                channel.write(before, record.offset() + at);
            }
        }
        assertNull(JournalAudit.verify(journal, key).firstBadOrNull());
    }

    @Test
    void shouldFindEveryMutationWhenQueueIsWrittenAgain() throws IOException {
        for (int i = 0; i < REWRITES; i++) {
            final List<List<byte[]>> mutated = new ArrayList<>();
            runs.forEach(records -> mutated.add(new ArrayList<>(records)));
            final String what = mutate(mutated);
            for (int run = 0; run < 2; run++) {
                if (!mutated.get(run).equals(runs.get(run))) {
                    rewrite(run + 1, mutated.get(run));
                }
            }
            assertNotNull(
                    JournalAudit.verify(journal, key).firstBadOrNull(),
                    () -> "seed=" + seed + " not found: " + what);
            rewrite(1, runs.get(0));
            rewrite(2, runs.get(1));
        }
        assertNull(JournalAudit.verify(journal, key).firstBadOrNull());
    }

    @Test
    void shouldFindItWhenFileOrRunIsCutOrRemoved() throws IOException {
        final JournalRecord middle = places(2).get(SLOTS / 2);
        final Path file = journal.resolve(middle.file());
        final byte[] whole = Files.readAllBytes(file);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(middle.offset() + 17);
        }
        final Finding cut = JournalAudit.verify(journal, key).firstBadOrNull();
        assertEquals(SLOTS / 2, cut.recordNumber());
        Files.write(file, whole);
        assertNull(JournalAudit.verify(journal, key).firstBadOrNull());

        Files.move(JournalDirectory.runPath(journal, 1), journal.resolve("away"));
        assertNotNull(JournalAudit.verify(journal, key).firstBadOrNull());
        Files.move(journal.resolve("away"), JournalDirectory.runPath(journal, 1));
        Files.move(JournalDirectory.runPath(journal, 2), journal.resolve("away"));
        final Finding gone = JournalAudit.verify(journal, key).firstBadOrNull();
        assertTrue(gone.reason().contains("missing"), gone.toText());
    }

    @Test
    void shouldCutAndReportWhenTailOfUnsignedRunIsTorn() throws IOException {
        Files.delete(JournalDirectory.headPath(journal, 2));
        final JournalRecord last = places(2).get(SLOTS);
        try (FileChannel channel =
                FileChannel.open(journal.resolve(last.file()), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(9), last.offset() + 30);
        }
        final LastRun run = LastRun.find(journal);
        assertEquals(SLOTS, run.records());
        assertNotNull(run.cutReason());
        assertEquals(SLOTS, JournalAudit.verify(journal, key).firstBadOrNull().recordNumber());
        try (JournalDirectory directory = JournalDirectory.lock(journal);
                JournalWriter writer =
                        new JournalWriter(
                                directory, TestRuns.settings(), TestRuns.nextHeader(journal))) {
            writer.end("test", 0, null);
        }
        // The next run says where it continues, so the tail is explained.
        final var report = JournalAudit.verify(journal, key);
        assertNull(report.firstBadOrNull());
        assertTrue(report.notes().stream().anyMatch(note -> note.startsWith("torn tail")));
    }

    private List<JournalRecord> places(final int run) {
        final List<JournalRecord> places = new ArrayList<>();
        try (RunReader reader = new RunReader(journal, run)) {
            for (JournalRecord r = reader.nextOrNull(); r != null; r = reader.nextOrNull()) {
                places.add(r.copy());
            }
        }
        return places;
    }

    private void rewrite(final int run, final List<byte[]> records) throws IOException {
        new QueueRewriter(journal, run, records).rewrite();
    }

    /** Never cuts the end of run 2, which only its signed head shows. */
    private String mutate(final List<List<byte[]>> mutated) {
        final int run = random.nextInt(2);
        final List<byte[]> records = mutated.get(run);
        final int index = random.nextInt(records.size());
        switch (random.nextInt(6)) {
            case 0 -> {
                records.set(index, flipped(records.get(index)));
                return "flip in run " + (run + 1) + " record " + index;
            }
            case 1 -> {
                final int inside = random.nextInt(records.size() - 1);
                records.remove(inside);
                return "delete of run " + (run + 1) + " record " + inside;
            }
            case 2 -> {
                final int other = (index + 1 + random.nextInt(records.size() - 1)) % records.size();
                Collections.swap(records, index, other);
                return "swap in run " + (run + 1) + " of " + index + " and " + other;
            }
            case 3 -> {
                final List<byte[]> source = mutated.get(random.nextInt(2));
                records.add(index, source.get(random.nextInt(source.size())));
                return "insert of a copy in run " + (run + 1) + " at " + index;
            }
            case 4 -> {
                records.add(index, flipped(records.get(index)));
                return "insert of a forgery in run " + (run + 1) + " at " + index;
            }
            default -> {
                final List<byte[]> first = mutated.get(0);
                final int keep = random.nextInt(first.size());
                first.subList(keep, first.size()).clear();
                return "truncation of run 1 to " + keep;
            }
        }
    }

    private byte[] flipped(final byte[] record) {
        final byte[] copy = record.clone();
        copy[random.nextInt(copy.length)] ^= (byte) (1 << random.nextInt(8));
        return copy;
    }

    private static Finding firstBad(final List<List<byte[]>> runs) {
        final ChainVerifier verifier = new ChainVerifier();
        final JournalRecord record = new JournalRecord();
        for (int run = 0; run < runs.size(); run++) {
            verifier.beginRun(run + 1);
            try {
                for (final byte[] bytes : runs.get(run)) {
                    record.wrap(bytes, bytes.length, "memory", 0);
                    verifier.onRecord(record);
                }
            } catch (final JournalFormatException e) {
                verifier.onUnreadable("memory", 0, e.getMessage());
            }
            verifier.endRun();
        }
        return verifier.firstBadOrNull();
    }
}
