package dev.bowline.core.signal;

import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.num.Checks;
import dev.bowline.core.num.FixedPoint;

/**
 * Numbers of the {@code scalping-v1} strategy (SIG-5). Shares at scale 1e-8 of one.
 *
 * @param enabled whether it runs
 * @param timeframeMs length of its bars
 * @param rsiPeriod bars
 * @param rsiOversold long side, 0 to 100
 * @param rsiOverbought short side, 0 to 100
 * @param macdFast bars
 * @param macdSlow bars
 * @param macdSignal bars
 * @param atrPeriod bars
 * @param minAtrShareE8 ATR over price
 * @param maxAtrShareE8 ATR over price
 * @param volumePeriod bars
 * @param minVolumeRatioE8 volume over its average
 * @param weightRsi points of the RSI condition
 * @param weightMacd points of the MACD condition
 * @param weightAtr points of the ATR condition
 * @param weightVolume points of the volume condition
 * @param minScore points an entry needs
 * @param stopShareE8 stop distance over price in fixed mode
 * @param targetShareE8 target distance over price in fixed mode
 * @param atrMode stop and target as multiples of ATR
 * @param stopAtrE8 multiple of ATR
 * @param targetAtrE8 multiple of ATR
 * @param entryStyle how its entries are sent
 * @param iocCapShareE8 how far an IOC entry may pay through the best price
 */
public record ScalpingParameters(
        boolean enabled,
        long timeframeMs,
        int rsiPeriod,
        int rsiOversold,
        int rsiOverbought,
        int macdFast,
        int macdSlow,
        int macdSignal,
        int atrPeriod,
        long minAtrShareE8,
        long maxAtrShareE8,
        int volumePeriod,
        long minVolumeRatioE8,
        int weightRsi,
        int weightMacd,
        int weightAtr,
        int weightVolume,
        int minScore,
        long stopShareE8,
        long targetShareE8,
        boolean atrMode,
        long stopAtrE8,
        long targetAtrE8,
        EntryStyle entryStyle,
        long iocCapShareE8) {

    /** Refuses values out of range, naming key, value and range. */
    public ScalpingParameters {
        Checks.inRange("scalping.timeframe-ms", timeframeMs, 60_000, 86_400_000);
        Checks.inRange("scalping.rsi-period", rsiPeriod, 2, 500);
        Checks.inRange("scalping.rsi-oversold", rsiOversold, 1, 50);
        Checks.inRange("scalping.rsi-overbought", rsiOverbought, 50, 99);
        Checks.inRange("scalping.macd-fast", macdFast, 2, 500);
        Checks.inRange("scalping.macd-slow", macdSlow, macdFast + 1, 500);
        Checks.inRange("scalping.macd-signal", macdSignal, 2, 500);
        Checks.inRange("scalping.atr-period", atrPeriod, 2, 500);
        Checks.inRangeE8("scalping.min-atr-share", minAtrShareE8, 0, FixedPoint.ONE_E8);
        Checks.inRangeE8("scalping.max-atr-share", maxAtrShareE8, minAtrShareE8, FixedPoint.ONE_E8);
        Checks.inRange("scalping.volume-period", volumePeriod, 2, 500);
        Checks.inRangeE8("scalping.min-volume-ratio", minVolumeRatioE8, 0, 100 * FixedPoint.ONE_E8);
        Checks.inRange("scalping.weight-rsi", weightRsi, 0, 100);
        Checks.inRange("scalping.weight-macd", weightMacd, 0, 100);
        Checks.inRange("scalping.weight-atr", weightAtr, 0, 100);
        Checks.inRange("scalping.weight-volume", weightVolume, 0, 100);
        Checks.inRange(
                "scalping.min-score",
                minScore,
                1,
                (long) weightRsi + weightMacd + weightAtr + weightVolume);
        Checks.inRangeE8("scalping.stop-share", stopShareE8, 1, FixedPoint.ONE_E8 / 2);
        Checks.inRangeE8("scalping.target-share", targetShareE8, 1, FixedPoint.ONE_E8 / 2);
        Checks.inRangeE8("scalping.stop-atr", stopAtrE8, 1, 100 * FixedPoint.ONE_E8);
        Checks.inRangeE8("scalping.target-atr", targetAtrE8, 1, 100 * FixedPoint.ONE_E8);
        Checks.inRangeE8("scalping.ioc-cap-share", iocCapShareE8, 0, FixedPoint.ONE_E8 / 10);
    }
}
