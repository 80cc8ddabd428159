package dev.bowline.journal.replay;

import dev.bowline.core.engine.EngineView;
import dev.bowline.journal.codec.JournalFormatException;
import dev.bowline.journal.codec.RunLink;
import dev.bowline.journal.store.JournalException;
import dev.bowline.journal.store.LastRun;
import dev.bowline.journal.store.MemoryRun;
import dev.bowline.journal.store.RunReader;
import java.nio.file.Path;
import java.util.List;

/**
 * The durable state at the end of the last run, got by replaying that run alone: its first slot is
 * the state it started from. Records that are torn or do not fit their links are cut off and
 * reported; the venue's snapshot corrects what they would have told.
 */
public final class StateRecovery {
    private final LastRun lastRun;
    private final byte[] state;
    private final EngineView view;
    private final ReplayReport replay;

    private StateRecovery(
            final LastRun lastRun,
            final byte[] state,
            final EngineView view,
            final ReplayReport replay) {
        this.lastRun = lastRun;
        this.state = state;
        this.view = view;
        this.replay = replay;
    }

    /**
     * Reads the last run; runs that were killed before they took over the state they were to start
     * from are passed over.
     *
     * @throws JournalFormatException if a newer build wrote it, or this one refuses its header
     * @throws JournalException if it cannot be read
     */
    public static StateRecovery recover(final Path journal) {
        final LastRun last = LastRun.find(journal);
        int runId = last.runId();
        long records = last.records();
        while (runId != 0) {
            final Replayed replayed = ReplayVerifier.replay(journal, runId, records);
            final byte[] state = replayed.stateOrNull();
            if (state != null) {
                return new StateRecovery(last, state, replayed.view(), replayed.report());
            }
            final RunLink link = linkOf(journal, runId);
            runId = link.previousRunId();
            records = link.previousRecords();
        }
        return new StateRecovery(last, null, null, null);
    }

    /**
     * As {@link #recover(Path)}, from runs kept in memory.
     *
     * @param runs oldest first, those that a newer one has made superfluous may be missing
     */
    public static StateRecovery recover(final List<MemoryRun> runs) {
        if (runs.isEmpty()) {
            return new StateRecovery(LastRun.none(), null, null, null);
        }
        final MemoryRun newest = runs.get(runs.size() - 1);
        final int runId = newest.header().runId();
        final LastRun last =
                new LastRun(runId, newest.records(), newest.headHex(), false, null, runId + 1);
        for (int i = runs.size() - 1; i >= 0; i--) {
            final Replayed replayed = ReplayVerifier.replay(runs.get(i));
            final byte[] state = replayed.stateOrNull();
            if (state != null) {
                return new StateRecovery(last, state, replayed.view(), replayed.report());
            }
        }
        return new StateRecovery(last, null, null, null);
    }

    /** The run the next one follows, its head, and the next run's id. */
    public LastRun lastRun() {
        return lastRun;
    }

    /** For STATE_RESTORED; {@code null} if nothing was journaled so far. */
    public byte[] stateOrNull() {
        return state == null ? null : state.clone();
    }

    /** Figures of that state, or {@code null}. */
    public EngineView viewOrNull() {
        return view;
    }

    /** What the replay found, or {@code null}; a difference means that the build has changed. */
    public ReplayReport replayOrNull() {
        return replay;
    }

    private static RunLink linkOf(final Path journal, final int runId) {
        try (RunReader reader = new RunReader(journal, runId)) {
            return RunLink.read(reader.nextOrNull());
        }
    }
}
