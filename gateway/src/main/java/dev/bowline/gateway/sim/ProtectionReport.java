package dev.bowline.gateway.sim;

import java.util.List;

/**
 * What the venue saw of a bot's protection. Times in venue milliseconds.
 *
 * @param positions positions opened, those still open included
 * @param neverCovered positions that never had a covering stop
 * @param maxUncoveredMs longest stretch of any position
 * @param violations stretches longer than the limit
 * @param maxOrphanMs longest time that closing orders stood without a position
 * @param orphans closing orders that stand without a position now
 * @param each every position, in order of opening
 */
public record ProtectionReport(
        int positions,
        int neverCovered,
        long maxUncoveredMs,
        int violations,
        long maxOrphanMs,
        List<String> orphans,
        List<PositionProtection> each) {

    /** Copies the lists. */
    public ProtectionReport {
        orphans = List.copyOf(orphans);
        each = List.copyOf(each);
    }
}
