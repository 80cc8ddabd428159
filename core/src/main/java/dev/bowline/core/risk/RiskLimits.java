package dev.bowline.core.risk;

import dev.bowline.core.num.Checks;
import dev.bowline.core.num.FixedPoint;

/**
 * Hard limits of one account. Money in quote coin, shares and money at scale 1e-8 ({@code 0.5} is
 * 50 %), times in milliseconds; losses are positive numbers.
 *
 * @param maxOpenPositions open positions and working entries together
 * @param maxMarginShareE8 used plus new margin over equity
 * @param minVolumeMultiple 24 h quote volume over notional
 * @param maxSpreadShareE8 spread over mid price
 * @param maxDataAgeMs greatest age of the top of book
 * @param maxLeverage greatest leverage of an entry
 * @param minLiquidationStopMultiple distance to liquidation over distance to the stop
 * @param tradingFromMinuteUtc first minute of the UTC day with entries
 * @param tradingToMinuteUtc minute of the UTC day from which there are none
 * @param dayLossShareE8 loss of the day over the day's starting equity that stops the day
 * @param maxStopLossStreak stop-losses in a row that stop the day
 * @param minProfitFactorE8 profit factor below which the day stops
 * @param profitFactorTrades trades of the day before the profit factor counts
 */
public record RiskLimits(
        int maxOpenPositions,
        long maxMarginShareE8,
        int minVolumeMultiple,
        long maxSpreadShareE8,
        long maxDataAgeMs,
        int maxLeverage,
        int minLiquidationStopMultiple,
        int tradingFromMinuteUtc,
        int tradingToMinuteUtc,
        long dayLossShareE8,
        int maxStopLossStreak,
        long minProfitFactorE8,
        int profitFactorTrades) {

    /** Refuses values out of range, naming key, value and range. */
    public RiskLimits {
        Checks.inRange("risk.max-open-positions", maxOpenPositions, 1, 32);
        Checks.inRangeE8("risk.max-margin-share", maxMarginShareE8, 1, FixedPoint.ONE_E8);
        Checks.inRange("risk.min-volume-multiple", minVolumeMultiple, 0, 1_000_000);
        Checks.inRangeE8("risk.max-spread-share", maxSpreadShareE8, 1, FixedPoint.ONE_E8);
        Checks.inRange("risk.max-data-age-ms", maxDataAgeMs, 1, 3_600_000);
        Checks.inRange("risk.max-leverage", maxLeverage, 1, 125);
        Checks.inRange("risk.min-liquidation-stop-multiple", minLiquidationStopMultiple, 0, 100);
        Checks.inRange("risk.trading-from-minute-utc", tradingFromMinuteUtc, 0, 1440);
        Checks.inRange("risk.trading-to-minute-utc", tradingToMinuteUtc, 0, 1440);
        Checks.inRangeE8("risk.day-loss-share", dayLossShareE8, 1, FixedPoint.ONE_E8);
        Checks.inRange("risk.max-stop-loss-streak", maxStopLossStreak, 1, 1000);
        Checks.inRangeE8("risk.min-profit-factor", minProfitFactorE8, 0, 100 * FixedPoint.ONE_E8);
        Checks.inRange("risk.profit-factor-trades", profitFactorTrades, 1, 100_000);
    }
}
