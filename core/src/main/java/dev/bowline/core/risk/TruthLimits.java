package dev.bowline.core.risk;

import dev.bowline.core.num.Checks;

/**
 * When our picture of account and market is not trusted any more. Times in milliseconds of engine
 * time.
 *
 * @param snapshotIntervalMs between two snapshots of the account; 0 for none that come by a timer
 * @param missedSnapshots without a complete snapshot for so many intervals entries stop
 * @param gapHealMs least time between a hole in the trade ids and the trade that ends the staleness
 */
public record TruthLimits(long snapshotIntervalMs, int missedSnapshots, long gapHealMs) {

    /** Refuses values out of range, naming key, value and range. */
    public TruthLimits {
        Checks.inRange("venue.reconcile-interval-ms", snapshotIntervalMs, 0, 3_600_000);
        Checks.inRange("risk.missed-snapshots", missedSnapshots, 1, 100);
        Checks.inRange("risk.gap-heal-ms", gapHealMs, 0, 600_000);
    }

    /** Without regular snapshots. */
    public static TruthLimits standard() {
        return new TruthLimits(0, 3, 1_000);
    }

    /** Without a complete snapshot for so long entries stop; 0 for never. */
    public long overdueMs() {
        return snapshotIntervalMs * missedSnapshots;
    }
}
