package dev.bowline.journal.store;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;

/**
 * Second link of the chain: appends every slot, failed ones too, before the exit sees it. If a slot
 * cannot be appended it is counted and {@link #isHalted} holds from then on: the exit then sends
 * nothing that opens or enlarges a position, but stops, cancels and reduce-only orders as before.
 */
public final class JournalHandler implements EngineHandler {
    private final JournalWriter writer;
    private final SnapshotBuffer snapshots;
    private volatile String whyHalted = "";
    private volatile boolean isHalted;
    private volatile long lostSlots;
    private volatile long storedSnapshots;
    private volatile long lostSnapshots;

    /** Slots alone. */
    public JournalHandler(final JournalWriter writer) {
        this(writer, null);
    }

    /**
     * Slots, and snapshots behind the slots they belong to.
     *
     * @param snapshotsOrNull filled by the decision link of the same chain
     */
    public JournalHandler(final JournalWriter writer, final SnapshotBuffer snapshotsOrNull) {
        this.writer = writer;
        snapshots = snapshotsOrNull;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer: the journal's thread
    public void onEvent(final EngineEvent event, final long nowNs) {
        if (!writer.tryAppend(event)) {
            lostSlots++;
            if (!isHalted) {
                whyHalted = String.valueOf(writer.lastErrorOrNull().getMessage());
            }
            isHalted = true;
        }
        if (snapshots != null && snapshots.isOf(event.sequence)) {
            storeSnapshot(event.sequence);
        }
    }

    /** A snapshot that is lost costs time at the next start, nothing else. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer: the journal's thread
    private void storeSnapshot(final long sequence) {
        if (!isHalted && writer.tryAppendSnapshot(snapshots, sequence)) {
            storedSnapshots++;
        } else {
            lostSnapshots++;
        }
        snapshots.free();
    }

    /** A slot was lost: no entries any more. Any thread. */
    public boolean isHalted() {
        return isHalted;
    }

    /** What kept the first lost slot out, in words; empty while nothing is lost. Any thread. */
    public String whyHalted() {
        return whyHalted;
    }

    /** Snapshots in the journal. Any thread. */
    public long storedSnapshots() {
        return storedSnapshots;
    }

    /** Snapshots that were taken and could not be stored. Any thread. */
    public long lostSnapshots() {
        return lostSnapshots;
    }

    /** Slots that are not in the journal. Any thread. */
    public long lostSlots() {
        return lostSlots;
    }
}
