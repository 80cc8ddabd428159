package dev.bowline.journal.store;

import dev.bowline.journal.codec.JournalFormatException;
import dev.bowline.journal.codec.RecordHeader;
import java.nio.file.Path;
import java.util.List;

/**
 * The newest run with a whole record: what the next one follows. Its records are read once and
 * their links checked; the first one that is torn or wrong cuts the rest off.
 *
 * @param runId the run, 0 if the journal has none
 * @param records whole records with a right link
 * @param head link of the last of them, hex
 * @param isEnded it ended in order
 * @param cutReason why what stands behind those records is cut, {@code null} if nothing is
 * @param nextRunId first id without a directory
 */
public record LastRun(
        int runId, long records, String head, boolean isEnded, String cutReason, int nextRunId) {
    private static final String NO_HEAD = "00".repeat(RecordHeader.HASH_BYTES);

    /**
     * Finds it, and verifies all of it.
     *
     * @throws JournalFormatException if a newer version wrote it
     * @throws JournalException if it cannot be read
     */
    public static LastRun find(final Path journal) {
        return of(journal, RunScan.lastOrNull(journal, null));
    }

    /** What a scan found; {@code null} for a journal without a whole record. */
    public static LastRun of(final Path journal, final RunScan scanOrNull) {
        final List<Integer> runIds = JournalDirectory.runIds(journal);
        final int nextRunId = runIds.isEmpty() ? 1 : runIds.get(runIds.size() - 1) + 1;
        return scanOrNull == null
                ? new LastRun(0, 0, NO_HEAD, true, null, nextRunId)
                : new LastRun(
                        scanOrNull.runId(),
                        scanOrNull.records(),
                        scanOrNull.headHex(),
                        scanOrNull.isEnded(),
                        scanOrNull.cutReasonOrNull(),
                        nextRunId);
    }

    /** What the first run of a journal follows. */
    public static LastRun none() {
        return new LastRun(0, 0, NO_HEAD, true, null, 1);
    }
}
