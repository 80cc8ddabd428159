package dev.bowline.core.signal;

import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.num.Checks;
import dev.bowline.core.num.FixedPoint;

/**
 * Numbers of the {@code book-momentum} strategy (SIG-6). Shares at scale 1e-8 of one, times in
 * milliseconds.
 *
 * @param enabled whether it runs
 * @param minImbalanceE8 (bid − ask) / (bid + ask) of the best quantities, smoothed
 * @param minFlowShareE8 (buy − sell) / (buy + sell) of the taker flow in the window
 * @param minFlowTrades trades in the window before the flow counts
 * @param windowMs length of the decaying window of both
 * @param cooldownMs between two signals of one instrument
 * @param stopShareE8 stop distance over price
 * @param targetShareE8 target distance over price
 * @param entryStyle how its entries are sent
 * @param iocCapShareE8 how far an IOC entry may pay through the best price
 */
public record BookMomentumParameters(
        boolean enabled,
        long minImbalanceE8,
        long minFlowShareE8,
        int minFlowTrades,
        long windowMs,
        long cooldownMs,
        long stopShareE8,
        long targetShareE8,
        EntryStyle entryStyle,
        long iocCapShareE8) {

    /** Refuses values out of range, naming key, value and range. */
    public BookMomentumParameters {
        Checks.inRangeE8("book-momentum.min-imbalance", minImbalanceE8, 0, FixedPoint.ONE_E8);
        Checks.inRangeE8("book-momentum.min-flow-share", minFlowShareE8, 0, FixedPoint.ONE_E8);
        Checks.inRange("book-momentum.min-flow-trades", minFlowTrades, 1, 1_000_000);
        Checks.inRange("book-momentum.window-ms", windowMs, 1, 3_600_000);
        Checks.inRange("book-momentum.cooldown-ms", cooldownMs, 0, 86_400_000);
        Checks.inRangeE8("book-momentum.stop-share", stopShareE8, 1, FixedPoint.ONE_E8 / 2);
        Checks.inRangeE8("book-momentum.target-share", targetShareE8, 1, FixedPoint.ONE_E8 / 2);
        Checks.inRangeE8("book-momentum.ioc-cap-share", iocCapShareE8, 0, FixedPoint.ONE_E8 / 10);
    }
}
