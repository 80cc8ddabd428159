package dev.bowline.gateway.binance;

import java.util.concurrent.TimeUnit;

/**
 * When a snapshot that was asked for may be read. Reasons to ask come in series: every lookup of an
 * order that is not there yet is one. What reads take of the venue's weight is missing for exits,
 * and a limit that is reached stops them all until the next minute. So a few snapshots are free,
 * and in the long run all of them take at most half of the weight. Written by the threads that
 * read, one at a time; any thread may ask.
 */
final class SnapshotPace {
    /** Half of the venue's limit. */
    static final int WEIGHT_PER_MINUTE = 1_200;

    /** What may be read at once: with the half, less than the limit in any minute. */
    static final int BURST_WEIGHT = 600;

    private static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long BURST_NS = MINUTE_NS * BURST_WEIGHT / WEIGHT_PER_MINUTE;

    private volatile long paidUntilNs;
    private volatile boolean isUsed;

    /**
     * How long to wait before the next one.
     *
     * @param nowNs of a clock that only goes forward
     * @return milliseconds, 0 for not at all
     */
    long waitMs(final long nowNs) {
        final long debtNs = isUsed ? paidUntilNs - nowNs : 0;
        return debtNs <= BURST_NS ? 0 : TimeUnit.NANOSECONDS.toMillis(debtNs - BURST_NS) + 1;
    }

    /** Counts a snapshot that is read now, whatever it was read for. */
    void onRead(final int weight, final long nowNs) {
        final long fromNs = isUsed && paidUntilNs - nowNs > 0 ? paidUntilNs : nowNs;
        paidUntilNs = fromNs + MINUTE_NS * weight / WEIGHT_PER_MINUTE;
        isUsed = true;
    }
}
