package dev.bowline.core.state;

/**
 * Takes a snapshot on the decision thread for whoever stores it. {@link #tryBegin}, values, {@link
 * #end} in this order; what was begun and not ended is forgotten by the next begin.
 */
public interface SnapshotSink extends StateSink {
    /** Starts a snapshot; {@code false} while the last one is not stored yet. */
    boolean tryBegin();

    /**
     * Hands the snapshot over.
     *
     * @param sequence slot after which it was taken
     * @param nowNs engine time then
     */
    void end(long sequence, long nowNs);
}
