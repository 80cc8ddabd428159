package dev.bowline.journal.store;

import dev.bowline.journal.chain.Checkpoint;
import dev.bowline.journal.chain.HashChain;
import dev.bowline.journal.codec.JournalFormatException;
import dev.bowline.journal.codec.JournalRecord;
import dev.bowline.journal.codec.RecordHeader;
import dev.bowline.journal.codec.RecordType;
import dev.bowline.journal.codec.RunLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads a run once, without understanding it: whole records, their links, and where the snapshots
 * stand. The first record that is torn or does not fit cuts the rest off. A snapshot whose bytes
 * changed is passed over if the records behind it fit, for it tells nothing that they do not.
 *
 * <p>It begins at the run's signed checkpoint if there is a good one, else at the first record
 * (JRN-3): what lies before a checkpoint was linked by the process that signed it, and state is
 * taken from nothing before it. The whole chain is the business of {@link JournalAudit}.
 */
public final class RunScan {
    private final int runId;
    private final byte[] head = new byte[RecordHeader.HASH_BYTES];
    private final List<Place> snapshots = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private HashChain chain;
    private JournalRecord doubtful;
    private byte[] doubtfulHead;
    private long firstRecord;
    private long records;
    private boolean isEnded;
    private String cutReason;

    /**
     * Where a snapshot stands.
     *
     * @param file name of the queue's file
     * @param offset where in it
     * @param recordNumber within the run
     */
    public record Place(String file, long offset, long recordNumber) {}

    private RunScan(final int runId) {
        this.runId = runId;
    }

    /**
     * Scans a run.
     *
     * @param maxRecords where to stop
     * @param keyOrNull that signed its checkpoint; without it the checkpoint is not used
     * @throws JournalFormatException if a newer version wrote it
     * @throws JournalException if it cannot be read
     */
    public static RunScan read(
            final Path journal, final int runId, final long maxRecords, final PublicKey keyOrNull) {
        String why = null;
        if (keyOrNull != null) {
            final Path path = JournalDirectory.checkpointPath(journal, runId);
            if (Files.exists(path)) {
                final RunScan scan = new RunScan(runId);
                why = scan.fromCheckpoint(journal, path, maxRecords, keyOrNull);
                if (why == null) {
                    return scan;
                }
            }
        }
        final RunScan whole = new RunScan(runId);
        if (why != null) {
            whole.notes.add("checkpoint of run " + runId + " not used: " + why);
        }
        try (RunReader reader = new RunReader(journal, runId)) {
            whole.readOn(reader, maxRecords);
        }
        return whole;
    }

    /** The newest run with a whole record, or {@code null}. */
    public static RunScan lastOrNull(final Path journal, final PublicKey keyOrNull) {
        final List<Integer> runIds = JournalDirectory.runIds(journal);
        for (int i = runIds.size() - 1; i >= 0; i--) {
            final RunScan scan = read(journal, runIds.get(i), Long.MAX_VALUE, keyOrNull);
            if (scan.records > 0) {
                return scan;
            }
        }
        return null;
    }

    /** Why the checkpoint is of no use, or {@code null} if the scan is done. */
    private String fromCheckpoint(
            final Path journal, final Path path, final long maxRecords, final PublicKey key) {
        final Checkpoint checkpoint;
        try {
            checkpoint = Checkpoint.read(path);
        } catch (final IOException e) {
            return e.getMessage();
        }
        if (!checkpoint.isSignedBy(key) || checkpoint.runId() != runId) {
            return "it is not signed by this key for this run";
        }
        if (checkpoint.records() > maxRecords) {
            return "it lies behind record " + maxRecords;
        }
        try (RunReader reader = new RunReader(journal, runId)) {
            final JournalRecord record =
                    reader.trySeek(checkpoint.file(), checkpoint.offset())
                            ? reader.nextOrNull()
                            : null;
            if (record == null
                    || record.type() != RecordType.SNAPSHOT
                    || record.runId() != runId
                    || record.recordNumber() != checkpoint.records() - 1) {
                return "its snapshot is not where it says";
            }
            chain = new HashChain(HexFormat.of().parseHex(checkpoint.previousHead()));
            chain.copyHead(head, 0);
            records = record.recordNumber();
            firstRecord = records;
            if (!accept(record) || doubtful != null || !headHex().equals(checkpoint.head())) {
                return "its snapshot has changed";
            }
            readOn(reader, maxRecords);
            return null;
        } catch (final JournalFormatException e) {
            if (e.isNewerVersion()) {
                throw e;
            }
            return e.getMessage();
        }
    }

    private void readOn(final RunReader reader, final long maxRecords) {
        try {
            while (cutReason == null && records + (doubtful == null ? 0 : 1) < maxRecords) {
                final JournalRecord record = reader.nextOrNull();
                if (record == null) {
                    break;
                }
                if (!accept(record)) {
                    cutReason = "record " + records + " has no right link";
                }
            }
            if (reader.isTorn()) {
                cutReason = reader.tornReason();
            }
        } catch (final JournalFormatException e) {
            if (e.isNewerVersion()) {
                throw e;
            }
            cutReason = e.getMessage();
        }
        if (doubtful != null && cutReason == null) {
            cutReason = "record " + records + " has no right link";
        }
    }

    private boolean accept(final JournalRecord record) {
        if (chain == null) {
            chain = new HashChain(HexFormat.of().parseHex(RunLink.read(record).previousHead()));
            chain.copyHead(head, 0);
        }
        if (record.recordNumber() != records + (doubtful == null ? 0 : 1)) {
            return false;
        }
        if (doubtful == null) {
            if (!isLinked(record, head)) {
                return tryDoubt(record);
            }
        } else {
            if (!isLinked(record, doubtful.hash()) && !isLinked(record, doubtfulHead)) {
                return false;
            }
            notes.add(
                    "snapshot at record " + records + " of run " + runId + " is damaged, not used");
            doubtful = null;
            records++;
        }
        records++;
        chain.copyHead(head, 0);
        isEnded = record.type() == RecordType.RUN_END;
        if (record.type() == RecordType.SNAPSHOT) {
            final String path = record.file();
            snapshots.add(
                    new Place(
                            path.substring(path.lastIndexOf('/') + 1),
                            record.offset(),
                            record.recordNumber()));
        }
        return true;
    }

    /** A changed snapshot: either its bytes or its link may be the part that is still right. */
    private boolean tryDoubt(final JournalRecord record) {
        if (record.type() != RecordType.SNAPSHOT) {
            return false;
        }
        doubtful = record.copy();
        doubtfulHead = chain.head();
        return true;
    }

    private boolean isLinked(final JournalRecord record, final byte[] headBefore) {
        chain.restore(headBefore, 0);
        chain.advance(record.bytes(), 0, record.linkedLength());
        return chain.isHead(record.bytes(), record.linkedLength());
    }

    public int runId() {
        return runId;
    }

    /** Whole records with a right link; those before the first that was read are counted too. */
    public long records() {
        return records;
    }

    /** Number of the first record that was read: 0, or the checkpoint's snapshot. */
    public long firstRecord() {
        return firstRecord;
    }

    /** Link of the last whole record, hex. */
    public String headHex() {
        return HexFormat.of().formatHex(head);
    }

    /** The run ended in order. */
    public boolean isEnded() {
        return isEnded;
    }

    /** Why what stands behind is cut off, {@code null} if nothing is. */
    public String cutReasonOrNull() {
        return cutReason;
    }

    /** Good snapshots that were met, oldest first. */
    public List<Place> snapshots() {
        return List.copyOf(snapshots);
    }

    /** What people should know: a checkpoint or snapshot that was of no use. */
    public List<String> notes() {
        return List.copyOf(notes);
    }
}
