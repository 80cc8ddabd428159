package dev.bowline.journal.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.engine.DecisionHandler;
import dev.bowline.core.engine.EngineConfig;
import dev.bowline.core.engine.HaltOnError;
import dev.bowline.core.engine.HaltSwitch;
import dev.bowline.core.engine.InlineRunner;
import dev.bowline.core.engine.SnapshotTaker;
import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.state.SnapshotSink;
import dev.bowline.core.state.StateBuffer;
import dev.bowline.journal.TestRuns;
import dev.bowline.journal.chain.Checkpoint;
import dev.bowline.journal.codec.JournalRecord;
import dev.bowline.journal.codec.RecordType;
import dev.bowline.journal.codec.RunHeader;
import dev.bowline.journal.codec.SlotCodec;
import dev.bowline.journal.store.JournalDirectory;
import dev.bowline.journal.store.JournalHandler;
import dev.bowline.journal.store.JournalWriter;
import dev.bowline.journal.store.RunReader;
import dev.bowline.journal.store.SnapshotBuffer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.PrivateKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A run with snapshots, as a launcher makes it, the state of the living engine behind every slot,
 * and copies of the journal that end anywhere.
 */
final class RecordedRun {
    private final Path journal;
    final List<byte[]> stateBehindSlot = new ArrayList<>();
    final List<JournalRecord> records = new ArrayList<>();

    private RecordedRun(final Path journal) {
        this.journal = journal;
    }

    /**
     * Trades.
     *
     * @param intervalNs between snapshots
     * @param around the decision's way to the journal, to harm it
     * @param keyOrNull signs a checkpoint behind every snapshot
     */
    static RecordedRun trade(
            final Path journal,
            final int steps,
            final long intervalNs,
            final UnaryOperator<SnapshotSink> around,
            final PrivateKey keyOrNull) {
        return trade(journal, steps, intervalNs, around, keyOrNull, UnaryOperator.identity());
    }

    /**
     * As above.
     *
     * @param build what the engine is made with, other than the header says: another build, which
     *     decides otherwise
     */
    static RecordedRun trade(
            final Path journal,
            final int steps,
            final long intervalNs,
            final UnaryOperator<SnapshotSink> around,
            final PrivateKey keyOrNull,
            final UnaryOperator<EngineConfig> build) {
        final RecordedRun run = new RecordedRun(journal);
        final StateRecovery recovery = StateRecovery.recover(journal);
        try (JournalDirectory directory = JournalDirectory.lock(journal)) {
            final RunHeader header = TestRuns.nextHeader(journal);
            final MarketScript script = new MarketScript(header.runId());
            final DecisionHandler decision = new DecisionHandler(build.apply(header.engine()));
            final SnapshotBuffer buffer = new SnapshotBuffer();
            final SnapshotTaker taker =
                    new SnapshotTaker(
                            new HaltOnError(decision, new HaltSwitch()),
                            decision,
                            around.apply(buffer),
                            intervalNs);
            try (JournalWriter writer = new JournalWriter(directory, TestRuns.settings(), header)) {
                final JournalHandler handler = new JournalHandler(writer, buffer);
                final InlineRunner runner =
                        new InlineRunner(
                                taker,
                                handler,
                                (event, nowNs) -> run.afterSlot(decision, writer, keyOrNull),
                                script);
                script.run(
                        (type, filler) -> {
                            final EngineEvent event = runner.tryClaim(type);
                            filler.accept(event);
                            runner.publish(event);
                        },
                        recovery.stateOrNull(),
                        steps);
                assertFalse(handler.isHalted());
                assertEquals(0, handler.lostSnapshots());
                assertTrue(handler.storedSnapshots() > 0);
            }
            try (RunReader reader = new RunReader(journal, header.runId())) {
                for (JournalRecord r = reader.nextOrNull(); r != null; r = reader.nextOrNull()) {
                    run.records.add(r.copy());
                }
            }
        }
        return run;
    }

    private void afterSlot(
            final DecisionHandler decision,
            final JournalWriter writer,
            final PrivateKey keyOrNull) {
        final StateBuffer state = new StateBuffer();
        if (!decision.isStateWaiting()) {
            decision.writeState(state);
        }
        stateBehindSlot.add(state.toBytes());
        try {
            if (keyOrNull != null) {
                writer.writeCheckpoint(keyOrNull);
            }
        } catch (final IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The engine's state behind the last slot of the first records. */
    byte[] stateBehind(final int count) {
        int slots = 0;
        for (int i = 0; i < count; i++) {
            slots += records.get(i).type() == RecordType.SLOT ? 1 : 0;
        }
        return stateBehindSlot.get(slots - 1);
    }

    /** Whether a record of this run places an order. */
    boolean placesAt(final int index) {
        if (records.get(index).type() != RecordType.SLOT) {
            return false;
        }
        final EngineEvent event = new EngineEvent();
        new SlotCodec().read(records.get(index), event);
        for (int i = 0; i < event.commands().count(); i++) {
            final CommandKind kind = event.commands().get(i).kind;
            if (kind == CommandKind.PLACE_ORDER || kind == CommandKind.PLACE_ALGO) {
                return true;
            }
        }
        return false;
    }

    /** Number of the newest snapshot among the first records, or -1. */
    int lastSnapshot(final int count) {
        for (int i = count - 1; i >= 0; i--) {
            if (records.get(i).type() == RecordType.SNAPSHOT) {
                return i;
            }
        }
        return -1;
    }

    /**
     * The journal as a process leaves it that dies behind so many records of this run.
     *
     * @param tornBytes of the next record that were written already
     */
    Path cut(final Path target, final int count, final int tornBytes) throws IOException {
        final int runId = records.get(0).runId();
        copy(target);
        final JournalRecord last = records.get(count - 1);
        final long end = last.offset() + 4 + ((last.length() + 3) & ~3);
        try (FileChannel channel =
                FileChannel.open(target.resolve(last.file()), StandardOpenOption.WRITE)) {
            channel.truncate(end + tornBytes);
        }
        final Path checkpoint = JournalDirectory.checkpointPath(target, runId);
        if (Files.exists(checkpoint) && checkpointRecords(checkpoint) > count) {
            Files.delete(checkpoint);
        }
        return target;
    }

    private static long checkpointRecords(final Path checkpoint) throws IOException {
        return Checkpoint.read(checkpoint).records();
    }

    Path copy(final Path target) throws IOException {
        try (var files = Files.walk(journal)) {
            for (final Path file : files.toList()) {
                final Path to = target.resolve(journal.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else if (!file.getFileName().toString().equals("lock")) {
                    Files.copy(file, to);
                }
            }
        }
        return target;
    }
}
