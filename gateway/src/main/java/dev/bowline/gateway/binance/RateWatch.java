package dev.bowline.gateway.binance;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventSink;
import dev.bowline.core.event.EventType;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.gateway.binance.rest.RateBudget;
import dev.bowline.gateway.binance.rest.ServerClock;
import org.agrona.concurrent.EpochNanoClock;

/**
 * Tells the engine how much of the request limits is used (RISK-7): from half of them on at every
 * whole percent, and every ban. Replies raise the usage and time lowers it, so {@link #run} is
 * called again and again. Order loop alone; allocates nothing.
 */
final class RateWatch implements Runnable {
    private static final long PERCENT_E8 = FixedPoint.ONE_E8 / 100;
    private static final long QUIET_PERCENT = 50;
    private static final long READS_UP_TO_E8 = 80 * PERCENT_E8;
    private static final long NEEDED_READS_UP_TO_E8 = 95 * PERCENT_E8;
    private static final long NS_PER_MS = 1_000_000L;

    private final RateBudget budget;
    private final ServerClock serverClock;
    private final EpochNanoClock clock;
    private final EventSink sink;
    private long toldPercent;
    private long toldBlockedUntilMs;
    private volatile long usedShareE8;
    private volatile long blockedUntilMs;

    RateWatch(
            final RateBudget budget,
            final ServerClock serverClock,
            final EpochNanoClock clock,
            final EventSink sink) {
        this.budget = budget;
        this.serverClock = serverClock;
        this.clock = clock;
        this.sink = sink;
    }

    /** Runs a read that is not urgent, if there was room for it at the last check; any thread. */
    void runIfRoom(final Runnable read) {
        runBelow(READS_UP_TO_E8, read);
    }

    /**
     * As {@link #runIfRoom}, for positions and orders: without them nobody knows what to protect,
     * so only what is kept for exits and their lookups is left alone; any thread.
     */
    void runIfPossible(final Runnable read) {
        runBelow(NEEDED_READS_UP_TO_E8, read);
    }

    private void runBelow(final long shareE8, final Runnable read) {
        if (usedShareE8 < shareE8 && serverClock.timestampMs(clock.nanoTime()) >= blockedUntilMs) {
            read.run();
        }
    }

    /** Publishes what changed. */
    @Override
    public void run() {
        final long nowNs = clock.nanoTime();
        final long venueNowMs = serverClock.timestampMs(nowNs);
        final long shareE8 = budget.usedShareE8(venueNowMs);
        final long untilMs = budget.blockedUntilMs();
        usedShareE8 = shareE8;
        blockedUntilMs = untilMs;
        final long percent = shareE8 / PERCENT_E8;
        final long shown = percent < QUIET_PERCENT ? 0 : percent;
        if (shown == toldPercent && untilMs == toldBlockedUntilMs) {
            return;
        }
        final EngineEvent event = sink.tryClaim(EventType.RATE_LIMIT);
        if (event == null) {
            return; // the next check tells it
        }
        event.ingestTimeNs = nowNs;
        event.rateLimit().usedShareE8 = shareE8;
        if (untilMs > venueNowMs) {
            // The venue's clock becomes ours: the engine knows no other.
            event.rateLimit().blockedUntilMs = nowNs / NS_PER_MS + (untilMs - venueNowMs);
            event.rateLimit().httpStatus = budget.blockedByStatus();
        }
        sink.publish(event);
        toldPercent = shown;
        toldBlockedUntilMs = untilMs;
    }
}
