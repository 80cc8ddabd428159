package dev.bowline.gateway.binance;

/**
 * Counters of back-pressure.
 *
 * @param conflated books and mark prices replaced by newer ones
 * @param droppedTrades trades lost, each run of them marked as a gap
 * @param droppedBars bars lost
 * @param queuedUserEvents user events that waited
 * @param userStreamDrops times the user stream was dropped and reconciled
 */
public record Pressure(
        long conflated,
        long droppedTrades,
        long droppedBars,
        long queuedUserEvents,
        long userStreamDrops) {}
