package dev.bowline.journal.store;

import dev.bowline.journal.chain.HashChain;
import dev.bowline.journal.codec.JournalFormatException;
import dev.bowline.journal.codec.JournalRecord;
import dev.bowline.journal.codec.RecordHeader;
import dev.bowline.journal.codec.RecordType;
import dev.bowline.journal.codec.RunLink;
import java.nio.file.Path;
import java.util.HexFormat;
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
     * Finds it.
     *
     * @throws JournalFormatException if a newer version wrote it
     * @throws JournalException if it cannot be read
     */
    public static LastRun find(final Path journal) {
        final List<Integer> runIds = JournalDirectory.runIds(journal);
        final int nextRunId = runIds.isEmpty() ? 1 : runIds.get(runIds.size() - 1) + 1;
        for (int i = runIds.size() - 1; i >= 0; i--) {
            final LastRun run = read(journal, runIds.get(i), nextRunId);
            if (run.records > 0) {
                return run;
            }
        }
        return new LastRun(0, 0, NO_HEAD, true, null, nextRunId);
    }

    /** What the first run of a journal follows. */
    public static LastRun none() {
        return new LastRun(0, 0, NO_HEAD, true, null, 1);
    }

    private static LastRun read(final Path journal, final int runId, final int nextRunId) {
        HashChain chain = null;
        final byte[] head = new byte[RecordHeader.HASH_BYTES];
        long records = 0;

        String cutReason = null;
        boolean isEnded = false;
        try (RunReader reader = new RunReader(journal, runId)) {
            for (JournalRecord record = reader.nextOrNull();
                    record != null && cutReason == null;
                    record = reader.nextOrNull()) {
                if (chain == null) {
                    final RunLink link = RunLink.read(record);
                    chain = new HashChain(HexFormat.of().parseHex(link.previousHead()));
                }
                chain.advance(record.bytes(), 0, record.linkedLength());
                if (record.recordNumber() != records
                        || !chain.isHead(record.bytes(), record.linkedLength())) {
                    cutReason = "record " + records + " has no right link";
                } else {
                    records++;
                    chain.copyHead(head, 0);

                    isEnded = record.type() == RecordType.RUN_END;
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
        return new LastRun(
                runId, records, HexFormat.of().formatHex(head), isEnded, cutReason, nextRunId);
    }
}
