package dev.bowline.core.timer;

import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Deadlines on engine time: checked with one comparison per event, so they fire on whatever event
 * comes first after them, not on clock ticks alone.
 */
public final class EngineTimers implements Resumable {
    private static final long NS_PER_DAY = 86_400_000_000_000L;

    private final long scanIntervalNs;
    private final long hashIntervalNs;
    private long nextScanNs;
    private long nextHashNs;
    private long day = -1;

    /**
     * Both intervals in nanoseconds of engine time.
     *
     * @param scanIntervalNs between looks at all orders and positions
     * @param hashIntervalNs between state hashes
     */
    public EngineTimers(final long scanIntervalNs, final long hashIntervalNs) {
        this.scanIntervalNs = scanIntervalNs;
        this.hashIntervalNs = hashIntervalNs;
    }

    /** Whether orders and positions are to be looked at; sets the next deadline. */
    public boolean isScanDue(final long nowNs) {
        if (nowNs < nextScanNs) {
            return false;
        }
        nextScanNs = nowNs + scanIntervalNs;
        return true;
    }

    /** Whether a state hash is due; deadlines lie on multiples of the interval. */
    public boolean isHashDue(final long nowNs) {
        if (nowNs < nextHashNs) {
            return false;
        }
        nextHashNs = nowNs - nowNs % hashIntervalNs + hashIntervalNs;
        return true;
    }

    /** Whether the UTC day changed; the first call only notes the day. */
    public boolean isNewDay(final long nowNs) {
        final long today = nowNs / NS_PER_DAY;
        if (today == day) {
            return false;
        }
        final boolean isRoll = day >= 0 && today > day;
        day = Math.max(day, today);
        return isRoll;
    }

    /** Days since 1970-01-01 UTC, -1 before the first event. */
    public long day() {
        return day;
    }

    /** Sets the day of a restored state. */
    public void restoreDay(final long restoredDay) {
        day = restoredDay;
    }

    @Override
    public void writeRest(final StateSink sink) {
        sink.putLong(nextScanNs);
        sink.putLong(nextHashNs);
    }

    @Override
    public void readRest(final StateSource source) {
        nextScanNs = source.getLong();
        nextHashNs = source.getLong();
    }
}
