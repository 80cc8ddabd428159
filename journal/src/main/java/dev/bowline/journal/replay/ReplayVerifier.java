package dev.bowline.journal.replay;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.journal.codec.JournalFormatException;
import dev.bowline.journal.codec.JournalRecord;
import dev.bowline.journal.codec.RecordType;
import dev.bowline.journal.codec.RunHeader;
import dev.bowline.journal.codec.SnapshotCodec;
import dev.bowline.journal.store.JournalException;
import dev.bowline.journal.store.MemoryRun;
import dev.bowline.journal.store.RunReader;
import dev.bowline.journal.store.RunScan;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * Replays a run and compares every answer with the journal, bit for bit (JRN-2), and every snapshot
 * of this build's layout with what the replay knows there (JRN-3).
 */
public final class ReplayVerifier {
    private final SlotComparison comparison = new SlotComparison();
    private final int runId;
    private final boolean withSnapshots;
    private ReplayDriver driver;
    private long slots;
    private long identicalSlots;
    private long commands;
    private long decisions;
    private long missingSlots;
    private long nextSequence;
    private ReplayDifference firstDifference;
    private boolean hasTraded;

    private ReplayVerifier(final int runId, final boolean withSnapshots) {
        this.runId = runId;
        this.withSnapshots = withSnapshots;
    }

    /**
     * Replays a run from the journal alone.
     *
     * @throws JournalException if the run cannot be read or has no header
     * @throws JournalFormatException if a newer build wrote it, or this one refuses its header
     */
    public static ReplayReport verify(final Path journal, final int runId) {
        return verify(journal, runId, Long.MAX_VALUE);
    }

    /** As {@link #verify(Path, int)}, up to a number of records. */
    public static ReplayReport verify(final Path journal, final int runId, final long maxRecords) {
        return new ReplayVerifier(runId, true).run(journal, null, maxRecords);
    }

    /** Replays up to a number of records and keeps the decision link. */
    static Replayed replay(final Path journal, final int runId, final long maxRecords) {
        return replay(journal, runId, null, maxRecords);
    }

    /**
     * As {@link #replay(Path, int, long)}, from a snapshot on.
     *
     * @param fromOrNull the snapshot, or {@code null} for the start of the run
     * @throws JournalFormatException also if this build cannot read the snapshot
     */
    static Replayed replay(
            final Path journal,
            final int runId,
            final RunScan.Place fromOrNull,
            final long maxRecords) {
        final ReplayVerifier verifier = new ReplayVerifier(runId, false);
        final ReplayReport report = verifier.run(journal, fromOrNull, maxRecords);
        return new Replayed(report, verifier.driver.decision(), verifier.hasTraded);
    }

    /**
     * Replays a run kept in memory and keeps the decision link.
     *
     * @param fromSnapshot begins at the latest snapshot, which the run must have; else snapshots
     *     are compared
     */
    static Replayed replay(final MemoryRun run, final boolean fromSnapshot) {
        final ReplayVerifier verifier = new ReplayVerifier(run.header().runId(), !fromSnapshot);
        verifier.driver = new ReplayDriver(run.header().engine());
        if (fromSnapshot) {
            run.forEachSinceSnapshot(verifier::onTailRecord);
        } else {
            run.forEach(verifier::onRecord);
        }
        return new Replayed(verifier.report(null), verifier.driver.decision(), verifier.hasTraded);
    }

    /**
     * The durable state within a snapshot, of an older layout too; nothing is decided again.
     *
     * @throws JournalFormatException if this build cannot read it
     */
    static Replayed durableOf(final Path journal, final int runId, final RunScan.Place from) {
        final ReplayVerifier verifier = new ReplayVerifier(runId, false);
        try (RunReader reader = new RunReader(journal, runId)) {
            verifier.seek(reader, from, ReplayDriver::resumeDurable);
        }
        return new Replayed(verifier.report(null), verifier.driver.decision(), true);
    }

    private ReplayReport run(
            final Path journal, final RunScan.Place fromOrNull, final long maxRecords) {
        String cutReason = null;
        try (RunReader reader = new RunReader(journal, runId)) {
            long records = 0;
            if (fromOrNull != null) {
                seek(reader, fromOrNull, ReplayDriver::resume);
                records = fromOrNull.recordNumber() + 1;
            }
            while (records < maxRecords) {
                final JournalRecord record = reader.nextOrNull();
                if (record == null) {
                    break;
                }
                onRecord(record);
                records++;
            }
            cutReason = reader.isTorn() ? reader.tornReason() : null;
        } catch (final JournalFormatException e) {
            if (driver == null || e.isNewerVersion()) {
                throw e;
            }
            cutReason = e.getMessage();
        }
        if (driver == null) {
            throw new JournalException("run " + runId + " in " + journal + " has no header");
        }
        return report(cutReason);
    }

    private ReplayReport report(final String cutReason) {
        return new ReplayReport(
                runId,
                slots,
                identicalSlots,
                commands,
                decisions,
                missingSlots,
                firstDifference,
                driver.decision().stateHash(),
                cutReason);
    }

    /** The header tells the configuration, the snapshot the rest. */
    private void seek(
            final RunReader reader,
            final RunScan.Place from,
            final BiConsumer<ReplayDriver, JournalRecord> resume) {
        final JournalRecord header = reader.nextOrNull();
        if (header == null) {
            throw new JournalFormatException("run " + runId + " has no whole header");
        }
        final ReplayDriver resumed = new ReplayDriver(RunHeader.read(header).engine());
        final JournalRecord snapshot =
                reader.trySeek(from.file(), from.offset()) ? reader.nextOrNull() : null;
        if (snapshot == null || snapshot.recordNumber() != from.recordNumber()) {
            throw new JournalFormatException("snapshot is not at " + from);
        }
        try {
            resume.accept(resumed, snapshot);
        } catch (final IllegalStateException
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | NullPointerException
                | NegativeArraySizeException e) {
            // Whatever another layout makes of the bytes.
            throw new JournalFormatException("snapshot is not readable: " + e.getMessage(), e);
        }
        takeUp(resumed, snapshot);
    }

    private void takeUp(final ReplayDriver resumed, final JournalRecord snapshot) {
        nextSequence = snapshot.sequence() + 1;
        hasTraded = true;
        driver = resumed;
    }

    /** The first one is the snapshot. */
    private void onTailRecord(final JournalRecord record) {
        if (slots == 0 && record.type() == RecordType.SNAPSHOT) {
            driver.resume(record);
            takeUp(driver, record);
        } else {
            onRecord(record);
        }
    }

    private void onRecord(final JournalRecord record) {
        if (driver == null) {
            driver = new ReplayDriver(RunHeader.read(record).engine());
        } else if (record.type() == RecordType.SLOT) {
            onSlot(record);
        } else if (record.type() == RecordType.SNAPSHOT && withSnapshots) {
            onSnapshot(record);
        }
    }

    private void onSlot(final JournalRecord record) {
        missingSlots += record.sequence() - nextSequence;
        nextSequence = record.sequence() + 1;
        final EngineEvent event = driver.replay(record);
        final ReplayDifference difference = comparison.firstOrNull(record, event);
        slots++;
        switch (event.type) {
            case STATE_RESTORED, INSTRUMENT, CLOCK_TICK, EMPTY -> {
                // Still preparing: the restored state takes effect with the first other event.
            }
            default -> hasTraded = true;
        }
        commands += event.commands().count();
        decisions += event.decisions().count();
        if (difference == null) {
            identicalSlots++;
        } else if (firstDifference == null) {
            firstDifference = difference;
        }
    }

    /** Snapshots of other layouts cannot be compared. */
    private void onSnapshot(final JournalRecord record) {
        final byte[] journaled = SnapshotCodec.state(record);
        final byte[] replayed = driver.snapshot();
        final boolean isSameLayout =
                Arrays.mismatch(journaled, 0, Long.BYTES, replayed, 0, Long.BYTES) < 0;
        final int at = Arrays.mismatch(journaled, replayed);
        if (isSameLayout && at >= 0 && firstDifference == null) {
            firstDifference =
                    new ReplayDifference(
                            record.sequence(),
                            "snapshot",
                            journaled.length + " bytes",
                            replayed.length + " bytes, other from byte " + at);
        }
    }
}
