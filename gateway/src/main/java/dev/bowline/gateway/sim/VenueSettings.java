package dev.bowline.gateway.sim;

import dev.bowline.core.num.Checks;

/**
 * What one simulated venue starts with.
 *
 * @param marginAsset coin of the wallet; contracts of other margin assets are refused
 * @param startBalanceE8 wallet at the start
 * @param protectionLimitMs how long a position may be without a stop before the auditor counts a
 *     violation
 * @param depthLevels levels a taker may walk beyond the best one before the book is exhausted
 */
public record VenueSettings(
        String marginAsset, long startBalanceE8, long protectionLimitMs, int depthLevels) {

    /** Refuses values out of range, naming key, value and range. */
    public VenueSettings {
        Checks.inRangeE8("sim.balance", startBalanceE8, 0, Long.MAX_VALUE / 1_000);
        Checks.inRange("sim.protection-limit-ms", protectionLimitMs, 1, 3_600_000);
        Checks.inRange("sim.depth-levels", depthLevels, 1, 10_000);
    }

    /** USDC wallet, protection within 1.5 s (PROT-1), twenty levels of depth. */
    public static VenueSettings usdc(final long startBalanceE8) {
        return new VenueSettings("USDC", startBalanceE8, 1_500, 20);
    }
}
