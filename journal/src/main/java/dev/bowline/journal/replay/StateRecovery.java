package dev.bowline.journal.replay;

import dev.bowline.core.engine.EngineView;
import dev.bowline.journal.codec.JournalFormatException;
import dev.bowline.journal.codec.RunLink;
import dev.bowline.journal.store.JournalException;
import dev.bowline.journal.store.LastRun;
import dev.bowline.journal.store.MemoryRun;
import dev.bowline.journal.store.RunReader;
import dev.bowline.journal.store.RunScan;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;

/**
 * The durable state at the end of the last run (JRN-3): its latest good snapshot and a replay of
 * the records behind it, or, without a snapshot, a replay of the whole run, whose first slot is the
 * state it started from. Records that are torn or do not fit their links are cut off and reported;
 * the venue's snapshot corrects what they would have told.
 *
 * <p>A snapshot holds all that the decision link knew, market and indicators included, so the tail
 * is decided again and must give the journal's answers and state hashes to the bit. If it does not,
 * the whole run is replayed instead; so a wrong snapshot costs time, never the state.
 */
public final class StateRecovery {
    private final List<String> notes = new ArrayList<>();
    private LastRun lastRun;
    private Replayed replayed;
    private boolean isFromSnapshot;

    private StateRecovery() {}

    /** Reads the last run from its start; see {@link #recover(Path, PublicKey)}. */
    public static StateRecovery recover(final Path journal) {
        return recover(journal, null);
    }

    /**
     * Reads the last run; runs that were killed before they took over the state they were to start
     * from are passed over.
     *
     * @param keyOrNull that signs this journal's checkpoints: reading begins at the newest of them
     * @throws JournalFormatException if a newer build wrote it, or this one refuses its header
     * @throws JournalException if it cannot be read
     */
    public static StateRecovery recover(final Path journal, final PublicKey keyOrNull) {
        final StateRecovery recovery = new StateRecovery();
        RunScan scan = RunScan.lastOrNull(journal, keyOrNull);
        recovery.lastRun = LastRun.of(journal, scan);
        while (scan != null) {
            recovery.readRun(journal, scan);
            if (recovery.replayed.stateOrNull() != null) {
                return recovery;
            }
            final RunLink link = linkOf(journal, scan.runId());
            scan =
                    link.previousRunId() == 0
                            ? null
                            : RunScan.read(
                                    journal,
                                    link.previousRunId(),
                                    link.previousRecords(),
                                    keyOrNull);
        }
        recovery.replayed = null;
        return recovery;
    }

    private void readRun(final Path journal, final RunScan scan) {
        notes.addAll(scan.notes());
        noteCut(scan);
        isFromSnapshot = false;
        final Replayed fromSnapshot = fromSnapshotOrNull(journal, scan);
        if (fromSnapshot != null && fromSnapshot.report().firstDifferenceOrNull() == null) {
            replayed = fromSnapshot;
            isFromSnapshot = true;
            return;
        }
        if (scan.firstRecord() > 0) {
            // Nothing is taken from records that were not verified.
            final RunScan whole = RunScan.read(journal, scan.runId(), scan.records(), null);
            notes.addAll(whole.notes());
            noteCut(whole);
            replayed = ReplayVerifier.replay(journal, scan.runId(), whole.records());
        } else {
            replayed = ReplayVerifier.replay(journal, scan.runId(), scan.records());
        }
        if (fromSnapshot != null && isLater(fromSnapshot.report(), replayed.report())) {
            replayed = fromSnapshot;
            isFromSnapshot = true;
        }
    }

    private void noteCut(final RunScan scan) {
        if (scan.cutReasonOrNull() != null) {
            notes.add(
                    "run "
                            + scan.runId()
                            + " is cut behind record "
                            + (scan.records() - 1)
                            + ": "
                            + scan.cutReasonOrNull());
        }
    }

    private Replayed fromSnapshotOrNull(final Path journal, final RunScan scan) {
        final List<RunScan.Place> snapshots = scan.snapshots();
        for (int i = snapshots.size() - 1; i >= 0; i--) {
            final RunScan.Place place = snapshots.get(i);
            final String what =
                    "snapshot at record " + place.recordNumber() + " of run " + scan.runId();
            try {
                final Replayed tail =
                        ReplayVerifier.replay(journal, scan.runId(), place, scan.records());
                if (!tail.report().isIdentical()) {
                    notes.add(what + " not used: " + differenceOf(tail.report()));
                }
                return tail;
            } catch (final JournalFormatException e) {
                notes.add(what + " not used: " + e.getMessage());
                if (e.isNewerVersion()) {
                    throw e;
                }
            }
        }
        return null;
    }

    private static String differenceOf(final ReplayReport report) {
        return report.firstDifferenceOrNull() == null
                ? report.missingSlots() + " slots are missing behind it"
                : report.firstDifferenceOrNull().toText();
    }

    /** If another build decided both, the one that follows the journal longer is nearer to it. */
    private static boolean isLater(final ReplayReport tail, final ReplayReport whole) {
        return whole.firstDifferenceOrNull() != null
                && tail.firstDifferenceOrNull().sequence()
                        > whole.firstDifferenceOrNull().sequence();
    }

    /**
     * As {@link #recover(Path)}, from runs kept in memory. A snapshot whose tail is decided
     * otherwise is reported as a difference.
     *
     * @param runs oldest first, those that a newer one has made superfluous may be missing
     * @param fromSnapshot begins at the latest snapshot, if there is one; else the whole run is
     *     replayed
     */
    public static StateRecovery recover(final List<MemoryRun> runs, final boolean fromSnapshot) {
        final StateRecovery recovery = new StateRecovery();
        recovery.lastRun = LastRun.none();
        for (int i = runs.size() - 1; i >= 0; i--) {
            final MemoryRun run = runs.get(i);
            final int runId = run.header().runId();
            if (i == runs.size() - 1) {
                recovery.lastRun =
                        new LastRun(runId, run.records(), run.headHex(), false, null, runId + 1);
            }
            recovery.isFromSnapshot = fromSnapshot && run.hasSnapshot();
            recovery.replayed = ReplayVerifier.replay(run, recovery.isFromSnapshot);
            if (recovery.replayed.stateOrNull() != null) {
                return recovery;
            }
        }
        recovery.replayed = null;
        return recovery;
    }

    /** The run the next one follows, its head, and the next run's id. */
    public LastRun lastRun() {
        return lastRun;
    }

    /** For STATE_RESTORED; {@code null} if nothing was journaled so far. */
    public byte[] stateOrNull() {
        return replayed == null ? null : replayed.stateOrNull();
    }

    /** Figures of that state, or {@code null}. */
    public EngineView viewOrNull() {
        return replayed == null ? null : replayed.view();
    }

    /** What the replay found, or {@code null}; a difference means that the build has changed. */
    public ReplayReport replayOrNull() {
        return replayed == null ? null : replayed.report();
    }

    /** Whether the state comes from a snapshot and the records behind it. */
    public boolean isFromSnapshot() {
        return isFromSnapshot;
    }

    /** What people should know: records cut off, checkpoints and snapshots that were no use. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    private static RunLink linkOf(final Path journal, final int runId) {
        try (RunReader reader = new RunReader(journal, runId)) {
            return RunLink.read(reader.nextOrNull());
        }
    }
}
