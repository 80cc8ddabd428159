package dev.bowline.journal.store;

import dev.bowline.journal.chain.AuditReport;
import dev.bowline.journal.chain.ChainVerifier;
import dev.bowline.journal.chain.Finding;
import dev.bowline.journal.chain.SignedHead;
import dev.bowline.journal.codec.JournalFormatException;
import dev.bowline.journal.codec.JournalRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;

/** Checks a whole journal on disk: every record, every link, every run, every signed head. */
public final class JournalAudit {
    private JournalAudit() {}

    /**
     * Reads everything once, front to back.
     *
     * @param journal its directory
     * @param keyOrNull checks the signed heads; without it they are still compared
     * @throws JournalException if there is no journal or a file cannot be read
     */
    public static AuditReport verify(final Path journal, final PublicKey keyOrNull) {
        final List<Integer> runIds = JournalDirectory.runIds(journal);
        final List<Integer> headIds = JournalDirectory.headIds(journal);
        if (runIds.isEmpty() && headIds.isEmpty()) {
            throw new JournalException("no journal in " + journal);
        }
        final ChainVerifier verifier = new ChainVerifier();
        for (final int runId : runIds) {
            verifyRun(journal, runId, verifier);
            if (headIds.contains(runId)) {
                verifyHead(journal, runId, verifier, keyOrNull);
                if (runId == runIds.get(runIds.size() - 1)) {
                    verifier.note(
                            keyOrNull == null
                                    ? "signed end, but its signature was not checked: no public key"
                                    : "signed end");
                }
            } else if (runId == runIds.get(runIds.size() - 1)) {
                verifier.note("unsigned end: nothing shows if records were cut off behind it");
            }
        }
        for (final int runId : headIds) {
            if (!runIds.contains(runId)) {
                final String file = JournalDirectory.headPath(journal, runId).toString();
                verifier.onFault(
                        new Finding(runId, file, -1, 0, "signed head of a run that is missing"));
            }
        }
        return verifier.report();
    }

    private static void verifyRun(
            final Path journal, final int runId, final ChainVerifier verifier) {
        verifier.beginRun(runId);
        try (RunReader reader = new RunReader(journal, runId)) {
            try {
                boolean isGood = true;
                while (isGood) {
                    final JournalRecord record = reader.nextOrNull();
                    if (record == null) {
                        break;
                    }
                    isGood = verifier.onRecord(record);
                }
                if (isGood && reader.isTorn()) {
                    verifier.onUnreadable(reader.fileName(), reader.offset(), reader.tornReason());
                } else if (isGood && reader.hasBytesBehindEnd()) {
                    verifier.onUnreadable(
                            reader.fileName(),
                            reader.offset(),
                            "bytes stand behind the last record");
                }
            } catch (final JournalFormatException e) {
                verifier.onUnreadable(reader.fileName(), reader.offset(), e.getMessage());
            }
        }
        verifier.endRun();
    }

    private static void verifyHead(
            final Path journal,
            final int runId,
            final ChainVerifier verifier,
            final PublicKey keyOrNull) {
        final Path file = JournalDirectory.headPath(journal, runId);
        final String reason = headReasonOrNull(file, runId, verifier, keyOrNull);
        if (reason != null) {
            verifier.onFault(
                    new Finding(runId, file.toString(), -1, verifier.runRecords(), reason));
        }
    }

    private static String headReasonOrNull(
            final Path file,
            final int runId,
            final ChainVerifier verifier,
            final PublicKey keyOrNull) {
        final SignedHead head;
        try {
            head = SignedHead.read(file);
        } catch (final IOException e) {
            return "signed head is not readable: " + e.getMessage();
        }
        if (keyOrNull != null && !head.isSignedBy(keyOrNull)) {
            return "signature of the head is not by this key";
        }
        if (head.runId() != runId || head.records() != verifier.runRecords()) {
            return "signed head says run "
                    + head.runId()
                    + " has "
                    + head.records()
                    + " records, found "
                    + verifier.runRecords();
        }
        return head.head().equals(verifier.headHex()) ? null : "signed head has another link";
    }

    /** Whether there is anything to verify. */
    public static boolean hasJournal(final Path journal) {
        return Files.isDirectory(journal) && !JournalDirectory.runIds(journal).isEmpty();
    }
}
