package dev.bowline.core.event;

/** Edge of a REST snapshot of positions, orders and algo orders. */
public final class VenueSnapshot {
    /** Begin or end. */
    public SnapshotMark mark;

    /** Same at both edges. */
    public long snapshotId;

    /** At the end: every part was read; an incomplete snapshot proves nothing absent. */
    public boolean complete;

    /** Sets every field to its empty value. */
    public void clear() {
        mark = null;
        snapshotId = 0;
        complete = false;
    }
}
