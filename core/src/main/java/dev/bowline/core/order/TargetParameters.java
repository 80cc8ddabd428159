package dev.bowline.core.order;

import dev.bowline.core.num.Checks;
import dev.bowline.core.num.FixedPoint;

/**
 * Levels of the targets and how the position is shared among them (OMS-6). Shares, multiples of ATR
 * and factors at scale 1e-8.
 *
 * @param scalping mode of scalping-v1
 * @param bookMomentum mode of book-momentum
 * @param style how a target leaves once triggered
 * @param move1E8 distance of the first level over the entry price
 * @param move2E8 of the second
 * @param move3E8 of the third
 * @param atr1E8 distance of the first level in ATR
 * @param atr2E8 of the second
 * @param atr3E8 of the third
 * @param share1E8 share of the position at the first level; 0 for no such level
 * @param share2E8 at the second
 * @param share3E8 at the third; the last level takes what rounding leaves
 * @param adaptive whether the win rate widens and narrows the distances
 * @param winRateTrades closed positions the win rate is of; until then distances are as given
 * @param wideAboveE8 win rate above which they are widened
 * @param wideFactorE8 by this
 * @param narrowBelowE8 win rate below which they are narrowed
 * @param narrowFactorE8 by this
 */
public record TargetParameters(
        TargetMode scalping,
        TargetMode bookMomentum,
        TargetStyle style,
        long move1E8,
        long move2E8,
        long move3E8,
        long atr1E8,
        long atr2E8,
        long atr3E8,
        long share1E8,
        long share2E8,
        long share3E8,
        boolean adaptive,
        int winRateTrades,
        long wideAboveE8,
        long wideFactorE8,
        long narrowBelowE8,
        long narrowFactorE8) {

    private static final long MAX_MOVE_E8 = FixedPoint.ONE_E8 / 2;
    private static final long MAX_ATR_E8 = 100 * FixedPoint.ONE_E8;
    private static final long MAX_FACTOR_E8 = 10 * FixedPoint.ONE_E8;

    /** Refuses values out of range, naming key, value and range. */
    public TargetParameters {
        Checks.inRangeE8("targets.move-1", move1E8, 1, MAX_MOVE_E8);
        Checks.inRangeE8("targets.move-2", move2E8, 1, MAX_MOVE_E8);
        Checks.inRangeE8("targets.move-3", move3E8, 1, MAX_MOVE_E8);
        Checks.inRangeE8("targets.atr-1", atr1E8, 1, MAX_ATR_E8);
        Checks.inRangeE8("targets.atr-2", atr2E8, 1, MAX_ATR_E8);
        Checks.inRangeE8("targets.atr-3", atr3E8, 1, MAX_ATR_E8);
        Checks.inRangeE8("targets.share-1", share1E8, 0, FixedPoint.ONE_E8);
        Checks.inRangeE8("targets.share-2", share2E8, 0, FixedPoint.ONE_E8);
        Checks.inRangeE8("targets.share-3", share3E8, 0, FixedPoint.ONE_E8);
        Checks.inRange("targets.win-rate-trades", winRateTrades, 1, 256);
        Checks.inRangeE8("targets.wide-above", wideAboveE8, 0, FixedPoint.ONE_E8);
        Checks.inRangeE8("targets.wide-factor", wideFactorE8, 1, MAX_FACTOR_E8);
        Checks.inRangeE8("targets.narrow-below", narrowBelowE8, 0, FixedPoint.ONE_E8);
        Checks.inRangeE8("targets.narrow-factor", narrowFactorE8, 1, MAX_FACTOR_E8);
        if (share1E8 + share2E8 + share3E8 != FixedPoint.ONE_E8) {
            throw new IllegalArgumentException(
                    "targets.share-1 + targets.share-2 + targets.share-3 must be 1");
        }
        if (move1E8 > move2E8 || move2E8 > move3E8 || atr1E8 > atr2E8 || atr2E8 > atr3E8) {
            throw new IllegalArgumentException(
                    "targets.move-1 to -3 and targets.atr-1 to -3 must not fall");
        }
    }

    /** Distance of a level over the entry price, {@code 0 <= level < 3}. */
    public long moveE8(final int level) {
        return level == 0 ? move1E8 : level == 1 ? move2E8 : move3E8;
    }

    /** Distance of a level in ATR, {@code 0 <= level < 3}. */
    public long atrE8(final int level) {
        return level == 0 ? atr1E8 : level == 1 ? atr2E8 : atr3E8;
    }

    /** Share of the position at a level, {@code 0 <= level < 3}. */
    public long shareE8(final int level) {
        return level == 0 ? share1E8 : level == 1 ? share2E8 : share3E8;
    }
}
