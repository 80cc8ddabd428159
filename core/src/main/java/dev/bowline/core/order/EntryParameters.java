package dev.bowline.core.order;

import dev.bowline.core.num.Checks;
import dev.bowline.core.num.FixedPoint;

/**
 * How long resting entries work and what follows (OMS-4). Times in milliseconds of engine time,
 * shares at scale 1e-8 of one.
 *
 * @param patienceMs while no regime is told
 * @param patienceTrendingMs in a trend
 * @param patienceRangingMs in a range
 * @param patienceChoppyMs in a choppy market
 * @param regime regime while nobody classifies
 * @param patienceEnd what follows
 * @param maxChaseShareE8 how far the price may be from the signal's for a second order
 * @param repriceAttempts how often a post-only entry that would have taken is priced anew
 */
public record EntryParameters(
        long patienceMs,
        long patienceTrendingMs,
        long patienceRangingMs,
        long patienceChoppyMs,
        EntryRegime regime,
        PatienceEnd patienceEnd,
        long maxChaseShareE8,
        int repriceAttempts) {

    private static final long MIN_MS = 1_000;
    private static final long MAX_MS = 86_400_000;

    /** Refuses values out of range, naming key, value and range. */
    public EntryParameters {
        Checks.inRange("entry.patience-ms", patienceMs, MIN_MS, MAX_MS);
        Checks.inRange("entry.patience-trending-ms", patienceTrendingMs, MIN_MS, MAX_MS);
        Checks.inRange("entry.patience-ranging-ms", patienceRangingMs, MIN_MS, MAX_MS);
        Checks.inRange("entry.patience-choppy-ms", patienceChoppyMs, MIN_MS, MAX_MS);
        Checks.inRangeE8("entry.max-chase", maxChaseShareE8, 0, FixedPoint.ONE_E8 / 10);
        Checks.inRange("entry.reprice-attempts", repriceAttempts, 0, 20);
    }

    /** How long an entry may rest now, in milliseconds. */
    public long restMs() {
        return switch (regime) {
            case ANY -> patienceMs;
            case TRENDING -> patienceTrendingMs;
            case RANGING -> patienceRangingMs;
            case CHOPPY -> patienceChoppyMs;
        };
    }
}
