package dev.bowline.core.risk;

import static dev.bowline.core.num.FixedPoint.ONE_E8;

import dev.bowline.core.num.Checks;

/**
 * Steps of the liquidation guard (RISK-8). Shares at scale 1e-8 of one; distances are between mark
 * and liquidation price over the mark, ratios are maintenance margin over equity.
 *
 * @param warnShareE8 distance at which it warns
 * @param reduceShareE8 distance at which it closes a part
 * @param closeShareE8 distance at which it closes all
 * @param reducePartE8 part of the position that the second step closes
 * @param warnRatioE8 margin ratio at which it warns
 * @param reduceRatioE8 margin ratio at which it closes a part
 * @param closeRatioE8 margin ratio at which it closes all
 */
public record LiquidationLimits(
        long warnShareE8,
        long reduceShareE8,
        long closeShareE8,
        long reducePartE8,
        long warnRatioE8,
        long reduceRatioE8,
        long closeRatioE8) {

    /** Refuses values out of range, naming key, value and range. */
    public LiquidationLimits {
        Checks.inRangeE8("risk.liquidation-warn-share", warnShareE8, 0, ONE_E8);
        Checks.inRangeE8("risk.liquidation-reduce-share", reduceShareE8, 0, warnShareE8);
        Checks.inRangeE8("risk.liquidation-close-share", closeShareE8, 0, reduceShareE8);
        Checks.inRangeE8("risk.liquidation-reduce-part", reducePartE8, 1, ONE_E8);
        Checks.inRangeE8("risk.margin-ratio-warn", warnRatioE8, 1, ONE_E8);
        Checks.inRangeE8("risk.margin-ratio-reduce", reduceRatioE8, warnRatioE8, ONE_E8);
        Checks.inRangeE8("risk.margin-ratio-close", closeRatioE8, reduceRatioE8, ONE_E8);
    }

    /** The defaults of the configuration. */
    public static LiquidationLimits standard() {
        return new LiquidationLimits(
                5_000_000, 3_000_000, 1_500_000, 50_000_000, 50_000_000, 70_000_000, 85_000_000);
    }
}
