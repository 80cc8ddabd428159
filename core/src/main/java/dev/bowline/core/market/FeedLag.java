package dev.bowline.core.market;

import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * How late market messages are (MD-2, RISK-1), without knowing how the venue's clock differs from
 * ours: the difference of both stamps holds that offset and the way here, and its smallest value of
 * the last minutes, over all instruments and streams, is the way without delay. A message is as
 * late as its difference is above that. A clock that is set forward makes all messages late until
 * the smallest value is a new one, {@link #WINDOW_NS} to twice that later; one that is set back
 * counts as soon as two messages agree. Nanoseconds; allocates nothing; decision thread.
 */
public final class FeedLag implements Resumable {
    /** Time over which the smallest difference is kept at least. */
    static final long WINDOW_NS = 300_000_000_000L;

    /** A difference so far below all others is believed when a second message shows it. */
    static final long TOLERANCE_NS = 1_000_000_000L;

    /** Difference of what carries no stamp. */
    static final long UNSTAMPED = Long.MIN_VALUE;

    private static final long NONE = Long.MAX_VALUE;

    /** Beyond it there are no nanoseconds in a {@code long}; in the year 2255. */
    private static final long MAX_TIME_MS = 9_000_000_000_000L;

    private long windowFromNs;
    private long leastNs = NONE;
    private long leastBeforeNs = NONE;
    private long candidateNs = NONE;

    /** Difference of our stamp and the venue's, which is taken into account. */
    long onMessage(final long eventTimeMs, final long nowNs) {
        if (eventTimeMs <= 0 || eventTimeMs > MAX_TIME_MS) {
            return UNSTAMPED;
        }
        final long differenceNs = nowNs - eventTimeMs * 1_000_000L;
        if (nowNs - windowFromNs >= WINDOW_NS) {
            roll(nowNs);
        }
        if (differenceNs < leastNs) {
            offer(differenceNs);
        }
        return differenceNs;
    }

    private void roll(final long nowNs) {
        windowFromNs = nowNs;
        leastBeforeNs = leastNs == NONE ? leastBeforeNs : leastNs;
        leastNs = NONE;
    }

    /** One garbled stamp of the future must not make all that follows late (MD-8). */
    private void offer(final long differenceNs) {
        final long knownNs = Math.min(leastNs, leastBeforeNs);
        if (knownNs != NONE && differenceNs >= knownNs - TOLERANCE_NS) {
            leastNs = differenceNs;
        } else if (candidateNs != NONE && Math.abs(differenceNs - candidateNs) <= TOLERANCE_NS) {
            leastNs = Math.max(differenceNs, candidateNs);
            candidateNs = NONE;
        } else {
            candidateNs = differenceNs;
        }
    }

    /** How late a message with this difference was; 0 while nothing is known to compare with. */
    long lateNs(final long differenceNs) {
        final long knownNs = Math.min(leastNs, leastBeforeNs);
        return knownNs == NONE || differenceNs == UNSTAMPED
                ? 0
                : Math.max(0, differenceNs - knownNs);
    }

    @Override
    public void writeRest(final StateSink sink) {
        sink.putLong(windowFromNs);
        sink.putLong(leastNs);
        sink.putLong(leastBeforeNs);
        sink.putLong(candidateNs);
    }

    @Override
    public void readRest(final StateSource source) {
        windowFromNs = source.getLong();
        leastNs = source.getLong();
        leastBeforeNs = source.getLong();
        candidateNs = source.getLong();
    }
}
