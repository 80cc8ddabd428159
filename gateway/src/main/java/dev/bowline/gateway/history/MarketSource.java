package dev.bowline.gateway.history;

import java.io.Closeable;

/** A stream of market records, one timestamp after another. Owned by one thread. */
public interface MarketSource extends Closeable {
    /** Returned by {@link #peekTimeMs} when nothing is left. */
    long END = Long.MAX_VALUE;

    /**
     * Time of the next records, or {@link #END}. Never below the time of the records before.
     *
     * @throws HistoryException if the recorded data behind it is broken
     */
    long peekTimeMs();

    /**
     * Emits every record of the next timestamp, in a fixed order.
     *
     * @return false if nothing was left
     * @throws HistoryException if the recorded data behind it is broken
     */
    boolean advance(MarketListener listener);

    /** Share of the source that has been read, in millionths; -1 if not known. */
    int progressPpm();

    /** Records emitted so far. */
    long records();

    /** Releases files; nothing to do for a generated market. */
    @Override
    default void close() {}
}
