package dev.bowline.gateway.history;

import dev.bowline.core.num.Checks;
import dev.bowline.core.num.FixedPoint;

/**
 * How missing parts of recorded data are made up.
 *
 * @param spreadTicks least distance of bid and ask where no book is recorded
 * @param spreadShareE8 distance over price where no book is recorded; the greater of both counts
 * @param bookQuoteE8 value shown at each best price where no book is recorded
 * @param legSteps steps of each of the three legs in which a kline is walked
 */
public record HistoryOptions(int spreadTicks, long spreadShareE8, long bookQuoteE8, int legSteps) {

    /** Refuses values out of range, naming key, value and range. */
    public HistoryOptions {
        Checks.inRange("history.spread-ticks", spreadTicks, 1, 10_000);
        Checks.inRangeE8("history.spread-share", spreadShareE8, 0, FixedPoint.ONE_E8 / 10);
        Checks.inRangeE8("history.book-quote", bookQuoteE8, 1, Long.MAX_VALUE / 1_000);
        Checks.inRange("history.leg-steps", legSteps, 1, 1_000);
    }

    /** One tick or one basis point, 20,000 shown, klines walked in four points. */
    public static HistoryOptions usual() {
        return new HistoryOptions(1, 10_000, 20_000 * FixedPoint.ONE_E8, 1);
    }
}
