package dev.bowline.journal.store;

import dev.bowline.core.state.SnapshotSink;
import dev.bowline.journal.codec.RecordOutput;
import dev.bowline.journal.codec.SnapshotCodec;

/**
 * Carries a snapshot from the decision's thread to the journal's: filled by the one, stored and
 * freed by the other, and refused while it is full. It is the record itself, so nothing is copied.
 */
public final class SnapshotBuffer implements SnapshotSink {
    /** Room for 1,024 instruments and 512 orders. */
    private static final int STANDARD_BYTES = 4 << 20;

    private static final long FREE = -1;

    private final RecordOutput out;
    private long nowNs;
    private volatile long sequence = FREE;

    /** Room for every instrument there may be. */
    public SnapshotBuffer() {
        this(STANDARD_BYTES);
    }

    /** Room for so many bytes; grows when a snapshot is larger than every one before it. */
    public SnapshotBuffer(final int bytes) {
        out = new RecordOutput(bytes);
    }

    @Override
    public boolean tryBegin() {
        if (sequence != FREE) {
            return false;
        }
        SnapshotCodec.begin(out);
        return true;
    }

    @Override
    public void putLong(final long value) {
        out.putLong(value);
    }

    @Override
    public void end(final long slotSequence, final long engineNowNs) {
        SnapshotCodec.end(out, engineNowNs);
        nowNs = engineNowNs;
        sequence = slotSequence;
    }

    /** Whether it holds the snapshot behind this slot. The journal's thread. */
    boolean isOf(final long slotSequence) {
        return sequence == slotSequence;
    }

    /** The record with room for its header. The journal's thread, while it is full. */
    RecordOutput record() {
        return out;
    }

    long nowNs() {
        return nowNs;
    }

    /** Makes room for the next one. The journal's thread. */
    void free() {
        sequence = FREE;
    }
}
