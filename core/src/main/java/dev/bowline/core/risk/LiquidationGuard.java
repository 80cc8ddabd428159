package dev.bowline.core.risk;

import static dev.bowline.core.num.FixedPoint.ONE_E8;

import dev.bowline.core.num.FixedPoint;

/**
 * Arithmetic of the liquidation guard (RISK-8). The price is that of a position with nothing but
 * its own margin, first bracket, as in RISK-1; whatever else is in a cross wallet moves it away.
 * What other positions take out of a cross wallet shows in the margin ratio of the account.
 */
public final class LiquidationGuard {
    /** Nothing to do. */
    public static final int NONE = 0;

    /** Warn, and take no new risk. */
    public static final int WARN = 1;

    /** Close a part. */
    public static final int REDUCE = 2;

    /** Close all. */
    public static final int CLOSE = 3;

    /** The warning ends at a distance this much greater than it began with. */
    private static final long HYSTERESIS_E8 = 120_000_000;

    private LiquidationGuard() {}

    /**
     * USDⓈ-M liquidation formula, one isolated position, first bracket; rounded toward the entry.
     *
     * @param leverage {@code >= 1}
     * @param maintMarginRateE8 {@code 0 <= rate < 1}
     * @return {@code >= 0}
     */
    public static long priceE8(
            final boolean isLong,
            final long entryPriceE8,
            final long leverage,
            final long maintMarginRateE8) {
        final long marginE8 = ONE_E8 / leverage;
        return isLong
                ? FixedPoint.mulDivCeil(entryPriceE8, ONE_E8 - marginE8, ONE_E8 - maintMarginRateE8)
                : FixedPoint.mulDivFloor(
                        entryPriceE8, ONE_E8 + marginE8, ONE_E8 + maintMarginRateE8);
    }

    /** Distance from mark to liquidation over the mark, rounded down; negative if it is past. */
    public static long distanceE8(
            final boolean isLong, final long markPriceE8, final long liquidationPriceE8) {
        final long awayE8 =
                isLong ? markPriceE8 - liquidationPriceE8 : liquidationPriceE8 - markPriceE8;
        return FixedPoint.divFloorE8(awayE8, markPriceE8);
    }

    /** Maintenance margin over equity, rounded up, at most one; one if there is no equity. */
    public static long ratioE8(final long maintMarginE8, final long equityE8) {
        return equityE8 <= 0 || maintMarginE8 >= equityE8
                ? ONE_E8
                : FixedPoint.divCeilE8(maintMarginE8, equityE8);
    }

    /** The step that distance or ratio asks for. */
    public static int step(
            final LiquidationLimits limits, final long distanceE8, final long ratioE8) {
        if (distanceE8 <= limits.closeShareE8() || ratioE8 >= limits.closeRatioE8()) {
            return CLOSE;
        }
        if (distanceE8 <= limits.reduceShareE8() || ratioE8 >= limits.reduceRatioE8()) {
            return REDUCE;
        }
        return distanceE8 <= limits.warnShareE8() || ratioE8 >= limits.warnRatioE8() ? WARN : NONE;
    }

    /** Whether it has moved away so far that the warning ends. */
    public static boolean isFar(
            final LiquidationLimits limits, final long distanceE8, final long ratioE8) {
        return distanceE8 > FixedPoint.mulCeilE8(limits.warnShareE8(), HYSTERESIS_E8)
                && FixedPoint.mulCeilE8(ratioE8, HYSTERESIS_E8) < limits.warnRatioE8();
    }
}
