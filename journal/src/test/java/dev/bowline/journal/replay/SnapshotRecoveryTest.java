package dev.bowline.journal.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.state.SnapshotSink;
import dev.bowline.journal.chain.Checkpoint;
import dev.bowline.journal.chain.HeadKeys;
import dev.bowline.journal.codec.JournalRecord;
import dev.bowline.journal.store.JournalAudit;
import dev.bowline.journal.store.JournalDirectory;
import dev.bowline.journal.store.RunScan;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** JRN-3, REC-4: snapshot and tail lead where the whole run leads, wherever the process died. */
@Timeout(120)
final class SnapshotRecoveryTest {
    private static final int STEPS = 2_000;
    private static final int CUTS = 150;
    private static final long INTERVAL_NS = 3_000_000_000L;

    @TempDir Path temporary;

    // -Dbowline.seed repeats a failure.
    private final long seed = Long.getLong("bowline.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private Path journal() {
        return temporary.resolve("journal");
    }

    private RecordedRun trade() {
        return RecordedRun.trade(journal(), STEPS, INTERVAL_NS, UnaryOperator.identity(), null);
    }

    private static void assertSameState(
            final byte[] expected, final StateRecovery recovery, final String what) {
        assertArrayEquals(expected, recovery.stateOrNull(), what);
    }

    @Test
    void shouldReachSameStateWhenKilledAnywhere() throws IOException {
        final RecordedRun run = trade();
        int fromSnapshot = 0;
        for (int i = 0; i < CUTS; i++) {
            final int count = 10 + random.nextInt(run.records.size() - 10);
            final Path killed = run.cut(temporary.resolve("cut" + i), count, 0);
            final String what = "seed=" + seed + " records=" + count;
            final StateRecovery recovery = StateRecovery.recover(killed);
            assertSameState(run.stateBehind(count), recovery, what);
            assertSameState(ReplayVerifier.replay(killed, 1, count).stateOrNull(), recovery, what);
            assertNull(recovery.replayOrNull().firstDifferenceOrNull(), what);
            assertEquals(run.lastSnapshot(count) >= 0, recovery.isFromSnapshot(), what);
            assertTrue(recovery.notes().isEmpty(), () -> what + recovery.notes());
            if (recovery.isFromSnapshot()) {
                fromSnapshot++;
                final int tail = count - 1 - run.lastSnapshot(count);
                assertEquals(tail, recovery.replayOrNull().slots(), what);
            }
        }
        assertTrue(fromSnapshot > CUTS / 2, "recoveries from a snapshot: " + fromSnapshot);
    }

    @Test
    void shouldReachSameStateWhenKilledRightBehindEachSnapshot() throws IOException {
        final RecordedRun run = trade();
        int snapshots = 0;
        for (int at = run.lastSnapshot(run.records.size()); at >= 0; at = run.lastSnapshot(at)) {
            final Path killed = run.cut(temporary.resolve("behind" + at), at + 1, 0);
            final StateRecovery recovery = StateRecovery.recover(killed);
            assertSameState(run.stateBehind(at + 1), recovery, "record " + at);
            assertEquals(0, recovery.replayOrNull().slots());
            snapshots++;
        }
        assertTrue(snapshots >= 5, "snapshots=" + snapshots);
    }

    @Test
    void shouldUseEarlierSnapshotWhenLastOneIsTorn() throws IOException {
        final RecordedRun run = trade();
        final int at = run.lastSnapshot(run.records.size());
        final int length = run.records.get(at).length();
        for (final int torn : new int[] {1, 4, 5, 44, length / 2, length + 3}) {
            final Path killed = run.cut(temporary.resolve("torn" + torn), at, torn);
            final StateRecovery recovery = StateRecovery.recover(killed);
            assertSameState(run.stateBehind(at), recovery, "torn bytes " + torn);
            assertTrue(recovery.isFromSnapshot());
            assertEquals(at, recovery.lastRun().records());
            final boolean isTold = recovery.lastRun().cutReason() != null;
            assertEquals(isTold, !recovery.notes().isEmpty());
            assertTrue(isTold || torn < 4, "a whole document header is told: " + torn);
        }
    }

    @Test
    void shouldPassOverSnapshotWhenItsBytesChanged() throws IOException {
        final RecordedRun run = trade();
        final int at = run.lastSnapshot(run.records.size());
        final JournalRecord snapshot = run.records.get(at);
        // Body, then link: either way the records behind it tell what the other must be.
        for (final int inside : new int[] {60, snapshot.length() / 2, snapshot.length() - 1}) {
            final Path harmed = run.copy(temporary.resolve("harmed" + inside));
            flip(harmed, snapshot, inside);
            final StateRecovery recovery = StateRecovery.recover(harmed);
            assertSameState(run.stateBehind(run.records.size()), recovery, "byte " + inside);
            assertTrue(recovery.isFromSnapshot(), "an earlier one");
            assertEquals(run.records.size(), recovery.lastRun().records());
            assertTrue(recovery.notes().get(0).contains("damaged"), () -> "" + recovery.notes());
            assertNotNull(JournalAudit.verify(harmed, null).firstBadOrNull(), "audit finds it");
        }
    }

    @Test
    void shouldCutWhenChangedSnapshotIsTheLastRecord() throws IOException {
        final RecordedRun run = trade();
        final int at = run.lastSnapshot(run.records.size());
        final Path harmed = run.cut(temporary.resolve("last"), at + 1, 0);
        flip(harmed, run.records.get(at), 60);
        final StateRecovery recovery = StateRecovery.recover(harmed);
        assertSameState(run.stateBehind(at), recovery, "cut");
        assertEquals(at, recovery.lastRun().records());
        assertNotNull(recovery.lastRun().cutReason());
    }

    @Test
    void shouldReplayWholeRunWhenSnapshotsAreOfAnotherLayout() {
        final RecordedRun run =
                RecordedRun.trade(journal(), STEPS, INTERVAL_NS, sink -> alter(sink, 0), null);
        final StateRecovery recovery = StateRecovery.recover(journal());
        assertFalse(recovery.isFromSnapshot());
        assertSameState(run.stateBehind(run.records.size()), recovery, "other layout");
        assertTrue(recovery.notes().get(0).contains("version="), () -> "" + recovery.notes());
        assertTrue(ReplayVerifier.verify(journal(), 1).isIdentical(), "answers are the same");
    }

    @Test
    void shouldReplayWholeRunWhenSnapshotIsWrongBySingleValue() {
        int whole = 0;
        for (int value = 40; value < 220; value += 6) {
            final int wrong = value;
            final Path journal = temporary.resolve("wrong" + value);
            final RecordedRun run =
                    RecordedRun.trade(journal, 700, INTERVAL_NS, sink -> alter(sink, wrong), null);
            final StateRecovery recovery = StateRecovery.recover(journal);
            assertSameState(run.stateBehind(run.records.size()), recovery, "value " + value);
            whole += recovery.isFromSnapshot() ? 0 : 1;
            assertFalse(ReplayVerifier.verify(journal, 1).isIdentical(), "replay tells");
        }
        assertTrue(whole > 15, "snapshots found wrong: " + whole);
    }

    @Test
    void shouldBeIdenticalWhenRunWithSnapshotsIsReplayed() {
        trade();
        final ReplayReport report = ReplayVerifier.verify(journal(), 1);
        assertTrue(report.isIdentical(), () -> "" + report.firstDifferenceOrNull());
        assertTrue(report.commands() >= 10);
    }

    @Test
    void shouldReadFromCheckpointWhenItIsSigned() throws IOException {
        final PrivateKey key = HeadKeys.loadOrCreate(temporary.resolve("key"));
        final PublicKey publicKey = HeadKeys.loadPublic(temporary.resolve("key"));
        final RecordedRun run =
                RecordedRun.trade(journal(), STEPS, INTERVAL_NS, UnaryOperator.identity(), key);
        final int at = run.lastSnapshot(run.records.size());
        assertEquals(at, RunScan.lastOrNull(journal(), publicKey).firstRecord());
        assertEquals(0, RunScan.lastOrNull(journal(), null).firstRecord());
        final StateRecovery recovery = StateRecovery.recover(journal(), publicKey);
        assertSameState(run.stateBehind(run.records.size()), recovery, "checkpoint");
        assertEquals(StateRecovery.recover(journal()).lastRun(), recovery.lastRun());
        assertTrue(recovery.notes().isEmpty(), () -> "" + recovery.notes());

        // The next run continues from there, and the one after it too.
        final RecordedRun next =
                RecordedRun.trade(journal(), 500, INTERVAL_NS, UnaryOperator.identity(), key);
        final StateRecovery afterNext = StateRecovery.recover(journal(), publicKey);
        assertSameState(next.stateBehind(next.records.size()), afterNext, "next run");
        assertNull(JournalAudit.verify(journal(), publicKey).firstBadOrNull());
    }

    @Test
    void shouldReadWholeRunWhenCheckpointIsNoGood() throws IOException {
        final PrivateKey key = HeadKeys.loadOrCreate(temporary.resolve("key"));
        final PublicKey publicKey = HeadKeys.loadPublic(temporary.resolve("key"));
        final PrivateKey strange = HeadKeys.loadOrCreate(temporary.resolve("strange"));
        final RecordedRun run =
                RecordedRun.trade(journal(), STEPS, INTERVAL_NS, UnaryOperator.identity(), key);
        final byte[] state = run.stateBehind(run.records.size());
        final Path file = JournalDirectory.checkpointPath(journal(), 1);
        final Checkpoint good = Checkpoint.read(file);
        final Checkpoint moved =
                new Checkpoint(
                        1, good.records(), good.previousHead(), good.head(), good.file(), 64, "");
        final Checkpoint other =
                new Checkpoint(
                        1,
                        good.records(),
                        good.previousHead(),
                        good.previousHead(),
                        good.file(),
                        good.offset(),
                        "");
        for (final Checkpoint bad :
                new Checkpoint[] {
                    good.signedBy(strange), moved.signedBy(key), other.signedBy(key), moved
                }) {
            bad.write(file);
            final StateRecovery recovery = StateRecovery.recover(journal(), publicKey);
            assertSameState(state, recovery, "" + bad);
            assertTrue(
                    recovery.notes().get(0).startsWith("checkpoint"), () -> "" + recovery.notes());
        }
        Files.writeString(file, "nonsense");
        assertSameState(state, StateRecovery.recover(journal(), publicKey), "nonsense");
        good.write(file);
        flip(journal(), run.records.get((int) good.records() - 1), 100);
        final StateRecovery recovery = StateRecovery.recover(journal(), publicKey);
        assertSameState(state, recovery, "the snapshot itself");
        assertEquals(2, recovery.notes().size(), () -> "" + recovery.notes());
    }

    @Test
    void shouldCutTailWhenRecordBehindCheckpointChanged() throws IOException {
        final PrivateKey key = HeadKeys.loadOrCreate(temporary.resolve("key"));
        final PublicKey publicKey = HeadKeys.loadPublic(temporary.resolve("key"));
        final RecordedRun run =
                RecordedRun.trade(journal(), STEPS, INTERVAL_NS, UnaryOperator.identity(), key);
        final int at = run.lastSnapshot(run.records.size()) + 5;
        flip(journal(), run.records.get(at), 50);
        final StateRecovery recovery = StateRecovery.recover(journal(), publicKey);
        assertEquals(at, recovery.lastRun().records());
        assertNotNull(recovery.lastRun().cutReason());
        assertSameState(run.stateBehind(at), recovery, "cut");
    }

    private static void flip(final Path journal, final JournalRecord record, final int inside)
            throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        journal.resolve(record.file()),
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            final long at = record.offset() + 4 + inside;
            final ByteBuffer one = ByteBuffer.allocate(1);
            channel.read(one, at);
            one.put(0, (byte) (one.get(0) ^ 4)).flip();
            channel.write(one, at);
        }
    }

    /** Writes value {@code index} of each snapshot wrong. */
    private static SnapshotSink alter(final SnapshotSink sink, final int index) {
        return new SnapshotSink() {
            private int next;

            @Override
            public boolean tryBegin() {
                next = 0;
                return sink.tryBegin();
            }

            @Override
            public void putLong(final long value) {
                sink.putLong(next++ == index ? value ^ 1 : value);
            }

            @Override
            public void end(final long sequence, final long nowNs) {
                sink.end(sequence, nowNs);
            }
        };
    }
}
