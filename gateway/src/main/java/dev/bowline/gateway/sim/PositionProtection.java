package dev.bowline.gateway.sim;

/**
 * How one position, from flat to flat, was protected. Times in venue milliseconds.
 *
 * @param instrumentId dense id
 * @param openedMs first fill
 * @param closedMs last fill, or -1 while it is open
 * @param firstStopMs when a stop first covered the whole position, or -1 if none ever did
 * @param maxUncoveredMs longest stretch without a covering stop
 * @param uncoveredMs all such stretches together
 * @param violations stretches longer than the limit
 * @param replaceGapMs longest stretch that began when a stop was cancelled while the position was
 *     covered
 * @param maxStops most covering stops that stood at once
 */
public record PositionProtection(
        int instrumentId,
        long openedMs,
        long closedMs,
        long firstStopMs,
        long maxUncoveredMs,
        long uncoveredMs,
        int violations,
        long replaceGapMs,
        int maxStops) {}
