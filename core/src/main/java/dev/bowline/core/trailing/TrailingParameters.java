package dev.bowline.core.trailing;

import dev.bowline.core.num.Checks;
import dev.bowline.core.num.FixedPoint;

/**
 * Numbers of the trailing stops (TS-2 to TS-7, TS-10). Shares at scale 1e-8 of one, multiples of
 * ATR at scale 1e-8, times in milliseconds of engine time.
 *
 * @param activationProfitE8 profit over entry price that activates
 * @param activationTimeMs time without a break in profit that activates
 * @param breakEvenProfitE8 profit over entry price that moves the stop to entry plus costs
 * @param callbackTrendingE8 distance of the stop over the extreme price, by regime
 * @param callbackRangingE8 distance of the stop over the extreme price, by regime
 * @param callbackChoppyE8 distance of the stop over the extreme price, by regime
 * @param atrMode distances are multiples of ATR instead, once it is known
 * @param callbackAtrTrendingE8 distance in ATR mode
 * @param callbackAtrRangingE8 distance in ATR mode
 * @param callbackAtrChoppyE8 distance in ATR mode
 * @param atrPeriod closed bars whose mean true range is the ATR
 * @param defaultRegime regime while nobody classifies
 * @param momentumAtrE8 move in favour within the window, in ATR scaled to it, that is momentum
 * @param momentumWindowMs length of that window
 * @param momentumFactorE8 callback under momentum over the usual one
 * @param updateIntervalMs between two updates of the venue's stop
 * @param minImprovementE8 least improvement over the old stop's price that is worth an update
 * @param overrideImprovementE8 improvement that overrides the interval
 * @param cancelFirst if the venue refuses a second stop, cancel the old one before placing
 * @param nativeStrategies bit n: positions of strategy n get the venue's own trailing stop beside
 *     the protective one
 */
public record TrailingParameters(
        long activationProfitE8,
        long activationTimeMs,
        long breakEvenProfitE8,
        long callbackTrendingE8,
        long callbackRangingE8,
        long callbackChoppyE8,
        boolean atrMode,
        long callbackAtrTrendingE8,
        long callbackAtrRangingE8,
        long callbackAtrChoppyE8,
        int atrPeriod,
        CallbackRegime defaultRegime,
        long momentumAtrE8,
        long momentumWindowMs,
        long momentumFactorE8,
        long updateIntervalMs,
        long minImprovementE8,
        long overrideImprovementE8,
        boolean cancelFirst,
        long nativeStrategies) {

    private static final long MAX_SHARE_E8 = FixedPoint.ONE_E8 / 2;
    private static final long MAX_ATR_E8 = 100 * FixedPoint.ONE_E8;

    /** Refuses values out of range, naming key, value and range. */
    public TrailingParameters {
        Checks.inRangeE8("trailing.activation-profit", activationProfitE8, 1, MAX_SHARE_E8);
        Checks.inRange("trailing.activation-time-ms", activationTimeMs, 1_000, 86_400_000);
        Checks.inRangeE8("trailing.break-even-profit", breakEvenProfitE8, 1, MAX_SHARE_E8);
        Checks.inRangeE8("trailing.callback-trending", callbackTrendingE8, 1, MAX_SHARE_E8);
        Checks.inRangeE8("trailing.callback-ranging", callbackRangingE8, 1, MAX_SHARE_E8);
        Checks.inRangeE8("trailing.callback-choppy", callbackChoppyE8, 1, MAX_SHARE_E8);
        Checks.inRangeE8("trailing.callback-atr-trending", callbackAtrTrendingE8, 1, MAX_ATR_E8);
        Checks.inRangeE8("trailing.callback-atr-ranging", callbackAtrRangingE8, 1, MAX_ATR_E8);
        Checks.inRangeE8("trailing.callback-atr-choppy", callbackAtrChoppyE8, 1, MAX_ATR_E8);
        Checks.inRange("trailing.atr-period", atrPeriod, 2, 500);
        Checks.inRangeE8("trailing.momentum-atr", momentumAtrE8, 1, MAX_ATR_E8);
        Checks.inRange("trailing.momentum-window-ms", momentumWindowMs, 1_000, 3_600_000);
        Checks.inRangeE8("trailing.momentum-factor", momentumFactorE8, 1, FixedPoint.ONE_E8);
        Checks.inRange("trailing.update-interval-ms", updateIntervalMs, 0, 3_600_000);
        Checks.inRangeE8("trailing.min-improvement", minImprovementE8, 0, MAX_SHARE_E8);
        Checks.inRangeE8("trailing.override-improvement", overrideImprovementE8, 1, MAX_SHARE_E8);
        if (defaultRegime == null) {
            throw new IllegalArgumentException("trailing.regime is missing");
        }
    }

    /** Distance of the stop over the extreme price. */
    public long callbackE8(final CallbackRegime regime) {
        return switch (regime) {
            case TRENDING -> callbackTrendingE8;
            case RANGING -> callbackRangingE8;
            case CHOPPY -> callbackChoppyE8;
        };
    }

    /** Distance of the stop in multiples of ATR. */
    public long callbackAtrE8(final CallbackRegime regime) {
        return switch (regime) {
            case TRENDING -> callbackAtrTrendingE8;
            case RANGING -> callbackAtrRangingE8;
            case CHOPPY -> callbackAtrChoppyE8;
        };
    }

    /** Whether positions of this strategy get the venue's own trailing stop (TS-10). */
    public boolean isNative(final int strategyId) {
        return strategyId > 0 && (nativeStrategies >>> strategyId & 1) != 0;
    }
}
