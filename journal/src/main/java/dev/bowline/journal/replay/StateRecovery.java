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
 *
 * <p>After an upgrade that changed layouts a replay would decide otherwise than the build that
 * traded. Then the durable state of the newest snapshot is taken over without the records behind
 * it, for the venue tells fills, positions and orders since; {@link #notes} say so. A run that
 * ended in order has a snapshot at its end.
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
     * @throws JournalFormatException if a newer build wrote it
     * @throws JournalException if it cannot be read
     */
    public static StateRecovery recover(final Path journal, final PublicKey keyOrNull) {
        final StateRecovery recovery = new StateRecovery();
        RunScan scan = RunScan.lastOrNull(journal, keyOrNull);
        recovery.lastRun = LastRun.of(journal, scan);
        while (scan != null) {
            recovery.readRun(journal, scan);
            if (recovery.replayed == null || recovery.replayed.stateOrNull() != null) {
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
        final Replayed whole = wholeOrNull(journal, scan);
        if (whole != null && whole.report().firstDifferenceOrNull() == null) {
            replayed = whole;
        } else if (fromSnapshot != null
                && (whole == null || isLater(fromSnapshot.report(), whole.report()))) {
            replayed = fromSnapshot;
            isFromSnapshot = true;
        } else {
            final Replayed durable = fromSnapshot == null ? durableOrNull(journal, scan) : null;
            isFromSnapshot = durable != null;
            replayed = durable == null ? whole : durable;
            if (durable == null && whole != null) {
                notes.add(
                        "run "
                                + scan.runId()
                                + " was decided otherwise by the build that traded: "
                                + differenceOf(whole.report()));
            }
        }
        if (replayed == null) {
            notes.add(
                    "run "
                            + scan.runId()
                            + " cannot be read by this build: positions and orders are taken over"
                            + " from the venue, figures of the day and totals begin anew");
        }
    }

    /** The run replayed from its start, or {@code null} if its header is not readable any more. */
    private Replayed wholeOrNull(final Path journal, final RunScan scan) {
        long records = scan.records();
        if (scan.firstRecord() > 0) {
            // Nothing is taken from records that were not verified.
            final RunScan whole = RunScan.read(journal, scan.runId(), scan.records(), null);
            notes.addAll(whole.notes());
            noteCut(whole);
            records = whole.records();
        }
        try {
            return ReplayVerifier.replay(journal, scan.runId(), records);
        } catch (final JournalFormatException e) {
            if (e.isNewerVersion()) {
                throw e;
            }
            notes.add("run " + scan.runId() + " cannot be replayed: " + e.getMessage());
            return null;
        }
    }

    /**
     * After an upgrade no replay leads where the old build was. Its newest snapshot holds what was
     * true then; what came behind it, fills, positions and orders, is read from the venue.
     */
    private Replayed durableOrNull(final Path journal, final RunScan scan) {
        final List<RunScan.Place> snapshots = scan.snapshots();
        if (snapshots.isEmpty()) {
            return null;
        }
        final RunScan.Place place = snapshots.get(snapshots.size() - 1);
        final String what =
                "snapshot at record " + place.recordNumber() + " of run " + scan.runId();
        try {
            final Replayed durable = ReplayVerifier.durableOf(journal, scan.runId(), place);
            notes.add(
                    what
                            + " is of another build: its durable state is taken over, what came"
                            + " behind it is read from the venue");
            return durable;
        } catch (final JournalFormatException e) {
            notes.add(what + " has no durable state for this build: " + e.getMessage());
            return null;
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
                        new LastRun(
                                runId,
                                run.records(),
                                run.headHex(),
                                false,
                                run.isTorn() ? "torn record" : null,
                                runId + 1);
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
