package dev.bowline.core.risk;

import static dev.bowline.core.num.FixedPoint.ONE_E8;

import dev.bowline.core.num.Checks;

/**
 * What takes trading back by itself (RISK-6 to RISK-9). Shares at scale 1e-8 of one.
 *
 * @param killOnDayStop a limit of the day pulls the kill switch
 * @param flatVerifyMs kill to verified flat; after it an incident is recorded, each time again
 * @param rateEntryShareE8 used part of the venue's request limits at which entries stop
 * @param rateExitShareE8 used part at which everything but exits and protection stops
 * @param liquidation steps of the liquidation guard
 * @param watch slippage, age and found positions
 * @param deadman the venue's dead-man switch
 * @param truth when our picture is not trusted any more
 */
public record GuardLimits(
        boolean killOnDayStop,
        long flatVerifyMs,
        long rateEntryShareE8,
        long rateExitShareE8,
        LiquidationLimits liquidation,
        WatchLimits watch,
        DeadmanLimits deadman,
        TruthLimits truth) {

    /** Refuses values out of range, naming key, value and range. */
    public GuardLimits {
        Checks.inRange("risk.flat-verify-ms", flatVerifyMs, 1_000, 600_000);
        Checks.inRangeE8("risk.rate-entry-share", rateEntryShareE8, 1, ONE_E8);
        Checks.inRangeE8("risk.rate-exit-share", rateExitShareE8, rateEntryShareE8, ONE_E8);
    }

    /** The same with another view of what is true. */
    public GuardLimits withTruth(final TruthLimits newTruth) {
        return new GuardLimits(
                killOnDayStop,
                flatVerifyMs,
                rateEntryShareE8,
                rateExitShareE8,
                liquidation,
                watch,
                deadman,
                newTruth);
    }

    /** The defaults of the configuration, without regular snapshots. */
    public static GuardLimits standard() {
        return new GuardLimits(
                false,
                10_000,
                80_000_000,
                95_000_000,
                LiquidationLimits.standard(),
                WatchLimits.standard(),
                DeadmanLimits.standard(),
                TruthLimits.standard());
    }
}
