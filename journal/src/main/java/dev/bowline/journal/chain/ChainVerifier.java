package dev.bowline.journal.chain;

import dev.bowline.journal.codec.JournalFormatException;
import dev.bowline.journal.codec.JournalRecord;
import dev.bowline.journal.codec.RecordHeader;
import dev.bowline.journal.codec.RecordType;
import dev.bowline.journal.codec.RunLink;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Checks runs record by record in journal order: type and number of each record, its link, and that
 * each run follows the one before. Feed it with {@link #beginRun}, {@link #onRecord} or {@link
 * #onUnreadable}, {@link #endRun}; it keeps the first thing that is wrong.
 *
 * <p>Records that cannot be read at the end of a run are a torn tail, not a fault, if the next run
 * says that it continues right before them: a killed process leaves such a tail.
 */
public final class ChainVerifier {
    private static final int MAX_TAILS = 16;

    private final HashChain chain = new HashChain(new byte[RecordHeader.HASH_BYTES]);
    private final byte[] lastGood = new byte[RecordHeader.HASH_BYTES];
    private final List<String> notes = new ArrayList<>();
    private final List<Finding> tails = new ArrayList<>();
    private Finding fault;
    private int runs;
    private long records;
    private int previousRunId;
    private long previousRecords;
    private int runId;
    private long runRecords;
    private long nextSequence;
    private boolean isEnded;
    private boolean isRunBad;

    /** A new run starts; runs come in ascending order. */
    public void beginRun(final int newRunId) {
        runs++;
        runId = newRunId;
        runRecords = 0;
        nextSequence = 0;
        isEnded = false;
        isRunBad = false;
    }

    /**
     * Checks the next record of the run.
     *
     * @return whether the run is still good; otherwise the rest of it need not be read
     */
    public boolean onRecord(final JournalRecord record) {
        if (isRunBad) {
            return false;
        }
        final String reason = reasonOrNull(record);
        if (reason != null) {
            onUnreadable(record.file(), record.offset(), reason);
            return false;
        }
        runRecords++;
        records++;
        isEnded = record.type() == RecordType.RUN_END;
        return true;
    }

    /** The next record cannot be read. */
    public void onUnreadable(final String file, final long offset, final String reason) {
        isRunBad = true;
        if (tails.size() < MAX_TAILS) {
            tails.add(new Finding(runId, file, offset, runRecords, reason));
        }
    }

    /** The run has no more records. */
    public void endRun() {
        if (runRecords == 0) {
            notes.add("run " + runId + " has no whole record");
            return;
        }
        previousRunId = runId;
        previousRecords = runRecords;
        if (!isEnded && !isRunBad) {
            notes.add("run " + runId + " ends without a RUN_END record");
        }
    }

    /** A fault found outside the records, for example in a signed head. */
    public void onFault(final Finding finding) {
        if (fault == null) {
            fault = finding;
        }
    }

    /** Something worth knowing that is no fault. */
    public void note(final String text) {
        notes.add(text);
    }

    /** Records of the current run so far. */
    public long runRecords() {
        return runRecords;
    }

    /** Link of the last good record, hex. */
    public String headHex() {
        return HexFormat.of().formatHex(chain.head());
    }

    /** First bad record so far, or {@code null}. */
    public Finding firstBadOrNull() {
        if (tails.isEmpty()) {
            return fault;
        }
        return fault == null || tails.get(0).runId() <= fault.runId() ? tails.get(0) : fault;
    }

    /** All runs were fed. */
    public AuditReport report() {
        return new AuditReport(runs, records, headHex(), firstBadOrNull(), List.copyOf(notes));
    }

    private String reasonOrNull(final JournalRecord record) {
        if (record.recordNumber() != runRecords) {
            return "record number " + record.recordNumber() + ", must be " + runRecords;
        }
        if (record.runId() != runId) {
            return "record of run " + record.runId() + " in run " + runId;
        }
        if (isEnded) {
            return "record behind the RUN_END record";
        }
        if ((record.type() == RecordType.RUN_HEADER) != (runRecords == 0)) {
            return "record of type " + record.type() + " at record number " + runRecords;
        }
        if (record.type() == RecordType.RUN_HEADER) {
            final String reason = followReasonOrNull(record);
            if (reason != null) {
                return reason;
            }
        }
        if (record.type() == RecordType.SLOT) {
            if (record.sequence() < nextSequence) {
                return "slot sequence " + record.sequence() + ", must be at least " + nextSequence;
            }
            nextSequence = record.sequence() + 1;
        }
        chain.copyHead(lastGood, 0);
        chain.advance(record.bytes(), 0, record.linkedLength());
        if (chain.isHead(record.bytes(), record.linkedLength())) {
            return null;
        }
        chain.restore(lastGood, 0);
        return "link does not fit the record and the one before it";
    }

    /** Whether the run follows the one before; settles that one's torn tail. */
    private String followReasonOrNull(final JournalRecord record) {
        final RunLink link;
        try {
            link = RunLink.read(record);
        } catch (final JournalFormatException e) {
            return e.getMessage();
        }
        if (link.runId() != runId || link.previousRunId() != previousRunId) {
            return "run "
                    + link.runId()
                    + " continues run "
                    + link.previousRunId()
                    + ", but the run before it is "
                    + previousRunId;
        }
        if (link.previousRecords() != previousRecords || !headHex().equals(link.previousHead())) {
            return "run continues after record "
                    + (link.previousRecords() - 1)
                    + " of run "
                    + previousRunId
                    + ", which has "
                    + previousRecords
                    + " good records"
                    + (link.previousRecords() == previousRecords ? " and another head" : "");
        }
        for (final Finding tail : tails) {
            notes.add("torn tail, cut by run " + runId + ": " + tail.toText());
        }
        tails.clear();
        return null;
    }
}
