package dev.bowline.core.sizing;

import dev.bowline.core.num.Checks;
import dev.bowline.core.num.FixedPoint;

/**
 * Risk budget and caps of one position. Money and shares at scale 1e-8.
 *
 * @param riskShareE8 share of equity lost at the stop
 * @param leverage leverage of new positions, set on the venue
 * @param maxMarginE8 margin of one position, quote coin
 * @param maxTotalMarginShareE8 margin of all positions over equity
 * @param maxVolumeShareE8 notional over 24 h quote volume
 * @param minNotionalE8 least notional worth an order, quote coin
 */
public record SizingLimits(
        long riskShareE8,
        int leverage,
        long maxMarginE8,
        long maxTotalMarginShareE8,
        long maxVolumeShareE8,
        long minNotionalE8) {

    /** Refuses values out of range, naming key, value and range. */
    public SizingLimits {
        Checks.inRangeE8("sizing.risk-share", riskShareE8, 1, FixedPoint.ONE_E8 / 10);
        Checks.inRange("sizing.leverage", leverage, 1, 125);
        Checks.inRangeE8("sizing.max-margin", maxMarginE8, 1, 1_000_000 * FixedPoint.ONE_E8);
        Checks.inRangeE8(
                "sizing.max-total-margin-share", maxTotalMarginShareE8, 1, FixedPoint.ONE_E8);
        Checks.inRangeE8("sizing.max-volume-share", maxVolumeShareE8, 1, FixedPoint.ONE_E8);
        Checks.inRangeE8("sizing.min-notional", minNotionalE8, 0, 1_000_000 * FixedPoint.ONE_E8);
    }
}
