package dev.bowline.gateway.sim.server;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.EpochClock;
import org.agrona.concurrent.EpochNanoClock;

/**
 * The exchange's virtual time, epoch nanoseconds. Written by the exchange's thread alone, readable
 * by every thread; client and exchange share one instance when both run in one process.
 */
public final class SimClock implements EpochNanoClock, EpochClock {
    private volatile long nowNs;

    public SimClock(final long startNs) {
        this.nowNs = startNs;
    }

    @Override
    public long nanoTime() {
        return nowNs;
    }

    /** The same time in whole milliseconds, rounded down. */
    @Override
    public long time() {
        return TimeUnit.NANOSECONDS.toMillis(nowNs);
    }

    /** Moves time forward; an earlier time leaves it where it is. Exchange thread only. */
    public void advanceTo(final long toNs) {
        if (toNs > nowNs) {
            nowNs = toNs;
        }
    }
}
