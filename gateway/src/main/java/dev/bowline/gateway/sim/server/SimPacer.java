package dev.bowline.gateway.sim.server;

import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.NanoClock;

/**
 * Moves virtual time and sends what happens. In real time the clock follows the wall, at the speed
 * asked for; if the client cannot keep up, time is stretched instead of frames being piled up. In
 * lockstep one market timestamp is sent, socket by socket, each only when the client has digested
 * the one before, so that the same seed gives the same run. All but the marked methods belong to
 * the exchange's thread, which calls {@link #step} between two rounds of its sockets.
 */
final class SimPacer {
    private static final int MOMENTS_PER_STEP = 256;
    // A short stall of the host is caught up; who stays behind by more gets stretched time.
    private static final long FIRST_STEP_NS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final long MAX_LAG_NS = TimeUnit.SECONDS.toNanos(2);
    // Waiting for a client in lockstep is lost, not caught up: its own timers went on meanwhile.
    private static final long MAX_LOCKSTEP_LAG_NS = TimeUnit.MILLISECONDS.toNanos(5);

    private final SimClock clock;
    private final MarketDrive market;
    private final StreamHub hub;
    private final Pace pace;
    private final ClientQuiet quiet;
    private final PaceListener listener;
    private final NanoClock wall;
    private final long quietDeadlineNs;

    private volatile boolean running;
    private volatile boolean ended;
    private volatile String failureOrNull;
    private boolean wasRunning;
    private long wallBaseNs;
    private long virtualBaseNs;
    private boolean waiting;
    private boolean marketDue;
    private long waitingSinceNs;
    private long momentNs;
    private long stepNs = FIRST_STEP_NS;
    private long stretchedNs;

    SimPacer(
            final SimClock clock,
            final MarketDrive market,
            final StreamHub hub,
            final SimServerConfig config,
            final NanoClock wall) {
        this.clock = clock;
        this.market = market;
        this.hub = hub;
        this.pace = config.pace();
        this.quiet = config.quiet();
        this.listener = config.listener();
        this.wall = wall;
        this.quietDeadlineNs = TimeUnit.MILLISECONDS.toNanos(config.quietDeadlineMs());
    }

    /** Starts or stops time; any thread. */
    void setRunning(final boolean on) {
        running = on;
    }

    /** Any thread. */
    boolean isRunning() {
        return running;
    }

    /** Whether the market data is used up; any thread. */
    boolean hasEnded() {
        return ended;
    }

    /** Why time stands still, or {@code null}; any thread. */
    String failureOrNull() {
        return failureOrNull;
    }

    /** Wall time added because the client or this host was slower than the speed asked for. */
    long stretchedNs() {
        return stretchedNs;
    }

    /**
     * Does what is due now.
     *
     * @return whether anything happened
     */
    boolean step() {
        if (!running || ended || failureOrNull != null) {
            wasRunning = false;
            waiting = false;
            return hub.flushNext();
        }
        if (!wasRunning) {
            wasRunning = true;
            rebase();
        }
        return pace.lockstep() ? lockstep() : realTime();
    }

    /** Wall time until something is due, for the loop to sleep; 0 when it must not. */
    long idleNs() {
        if (!running || ended || failureOrNull != null) {
            return TimeUnit.MILLISECONDS.toNanos(10);
        }
        if (pace.lockstep()) {
            return 0;
        }
        final long aheadNs = market.nextTimeNs() - virtualNow();
        final long wallNs = aheadNs / pace.speedPercent() * 100;
        return Math.max(0, Math.min(wallNs, TimeUnit.MILLISECONDS.toNanos(10)));
    }

    private void rebase() {
        wallBaseNs = wall.nanoTime();
        virtualBaseNs = clock.nanoTime();
    }

    private long virtualNow() {
        final long elapsedNs = wall.nanoTime() - wallBaseNs;
        return virtualBaseNs
                + elapsedNs / 100 * pace.speedPercent()
                + elapsedNs % 100 * pace.speedPercent() / 100;
    }

    private boolean realTime() {
        if (hub.isCongested()) {
            stretch();
            return false;
        }
        final long dueNs = virtualNow();
        boolean worked = false;
        for (int i = 0; i < MOMENTS_PER_STEP; i++) {
            final long nextNs = market.nextTimeNs();
            if (nextNs > dueNs) {
                break;
            }
            worked = true;
            clock.advanceTo(nextNs);
            listener.onTime(clock.nanoTime());
            market.advanceTo(nextNs);
        }
        if (market.nextTimeNs() > dueNs) {
            clock.advanceTo(dueNs);
        } else if (dueNs - clock.nanoTime() > MAX_LAG_NS / 100 * pace.speedPercent()) {
            stretch();
        }
        hub.flushAll();
        if (market.nextTimeNs() == Long.MAX_VALUE) {
            end();
        }
        return worked;
    }

    private void stretch() {
        final long lostNs = virtualNow() - clock.nanoTime();
        stretchedNs += lostNs / pace.speedPercent() * 100;
        rebase();
    }

    private boolean lockstep() {
        // Also when nothing was sent: a request of another thread of the client may be on its way.
        if (!waiting) {
            await();
        }
        if (!isQuietNow()) {
            return false;
        }
        if (hub.flushNext()) {
            return true;
        }
        return pace.isLimitedLockstep() ? stepByWall() : stepAtOnce();
    }

    /** Like the next moment of the market, or the time until the wall's clock is there. */
    private boolean stepByWall() {
        final long nextNs = market.nextTimeNs();
        if (nextNs == Long.MAX_VALUE) {
            end();
            return true;
        }
        final long dueNs = virtualNow();
        if (nextNs <= dueNs) {
            momentNs = nextNs;
            clock.advanceTo(nextNs);
            if (listener.onTime(nextNs)) {
                quiet.wake();
            }
            market.advanceTo(nextNs);
            if (dueNs - nextNs > MAX_LOCKSTEP_LAG_NS / 100 * pace.speedPercent()) {
                stretch();
            }
            hub.flushNext();
            return true;
        }
        clock.advanceTo(dueNs);
        if (listener.onTime(dueNs)) {
            quiet.wake();
        }
        return false;
    }

    private boolean stepAtOnce() {
        for (int i = 0; i < MOMENTS_PER_STEP; i++) {
            if (marketDue) {
                marketDue = false;
                market.advanceTo(momentNs);
            } else {
                final long nextNs = market.nextTimeNs();
                if (nextNs == Long.MAX_VALUE) {
                    end();
                    return true;
                }
                advanceToward(nextNs);
                // What the client was told at a moment of the market is ahead of that moment's
                // frames anyway; between two moments nothing else would make it look.
                if (listener.onTime(clock.nanoTime()) && !marketDue) {
                    quiet.wake();
                    return true;
                }
            }
            if (hub.flushNext()) {
                return true;
            }
        }
        return true;
    }

    /**
     * To the next moment of the market, or part of the way if that is far: a client has deadlines
     * between two moments, and the first seconds after one matter most, so steps double.
     */
    private void advanceToward(final long nextNs) {
        final long stepEndNs = momentNs + stepNs;
        if (momentNs == 0 || nextNs <= stepEndNs) {
            momentNs = nextNs;
            stepNs = FIRST_STEP_NS;
            marketDue = true;
            clock.advanceTo(nextNs);
        } else {
            stepNs *= 2;
            clock.advanceTo(stepEndNs);
        }
    }

    private void await() {
        waiting = true;
        waitingSinceNs = wall.nanoTime();
    }

    private boolean isQuietNow() {
        if (quiet.isQuiet(hub.framesSent())) {
            waiting = false;
            return true;
        }
        final long waitedNs = wall.nanoTime() - waitingSinceNs;
        if (waitedNs > quietDeadlineNs) {
            failureOrNull =
                    "the client was not quiet for "
                            + TimeUnit.NANOSECONDS.toMillis(waitedNs)
                            + " ms at virtual time "
                            + clock.time()
                            + " after "
                            + hub.framesSent()
                            + " frames: "
                            + quiet.describe();
            listener.onFailure(failureOrNull);
        }
        return false;
    }

    private void end() {
        ended = true;
        listener.onEnd();
    }
}
