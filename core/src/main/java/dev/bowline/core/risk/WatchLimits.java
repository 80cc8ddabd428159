package dev.bowline.core.risk;

import static dev.bowline.core.num.FixedPoint.ONE_E8;

import dev.bowline.core.num.Checks;

/**
 * What is watched while a position lives (PROT-2, PROT-3, PROT-4). Shares at scale 1e-8 of one,
 * times in milliseconds of engine time.
 *
 * @param entrySlippageShareE8 loss against the reference price of an entry that warns
 * @param exitSlippageShareE8 loss against trigger or reference price of an exit that warns
 * @param signalToFillMs signal to first fill that warns
 * @param slippageBreaches so many within the window block the symbol for entries
 * @param slippageWindowMs the window
 * @param slippageBlockMs how long it is blocked
 * @param warnAgeMs age of a position that warns once
 * @param maxAgeMs age at which it is closed; 0 for never
 * @param driftAdd what becomes of a position that appears without us
 */
public record WatchLimits(
        long entrySlippageShareE8,
        long exitSlippageShareE8,
        long signalToFillMs,
        int slippageBreaches,
        long slippageWindowMs,
        long slippageBlockMs,
        long warnAgeMs,
        long maxAgeMs,
        DriftPolicy driftAdd) {
    private static final long WEEK_MS = 604_800_000;

    /** Refuses values out of range, naming key, value and range. */
    public WatchLimits {
        Checks.inRangeE8("protection.entry-slippage-share", entrySlippageShareE8, 1, ONE_E8);
        Checks.inRangeE8("protection.exit-slippage-share", exitSlippageShareE8, 1, ONE_E8);
        Checks.inRange("protection.signal-to-fill-ms", signalToFillMs, 1, 60_000);
        Checks.inRange(
                "protection.slippage-breaches", slippageBreaches, 1, SymbolGuard.MAX_BREACHES);
        Checks.inRange("protection.slippage-window-ms", slippageWindowMs, 1_000, WEEK_MS);
        Checks.inRange("protection.slippage-block-ms", slippageBlockMs, 1_000, WEEK_MS);
        Checks.inRange("protection.warn-age-ms", warnAgeMs, 1_000, 4 * WEEK_MS);
        Checks.inRange("protection.max-age-ms", maxAgeMs, 0, 4 * WEEK_MS);
    }

    /** The defaults of the configuration. */
    public static WatchLimits standard() {
        return new WatchLimits(
                200_000, 300_000, 300, 3, 3_600_000, 3_600_000, 3_600_000, 0, DriftPolicy.ADOPT);
    }
}
