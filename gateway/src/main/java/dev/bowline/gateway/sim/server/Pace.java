package dev.bowline.gateway.sim.server;

import java.util.concurrent.TimeUnit;

/**
 * How virtual time passes.
 *
 * @param lockstep only when the client has digested all before, one market timestamp after the
 *     other
 * @param speedPercent virtual time per wall time in percent, 100 for real time; in lockstep the
 *     greatest, or {@link #UNLIMITED}
 */
public record Pace(boolean lockstep, long speedPercent) {
    /** One million times real time: no limit. */
    public static final long UNLIMITED = 100_000_000;

    /** As fast as the client keeps up. */
    public static final Pace LOCKSTEP = new Pace(true, UNLIMITED);

    /** As fast as the clock on the wall. */
    public static final Pace REAL_TIME = new Pace(false, 100);

    /** Refuses a speed out of range. */
    public Pace {
        if (speedPercent < 1 || speedPercent > UNLIMITED) {
            throw new IllegalArgumentException(
                    "sim speed=" + speedPercent + " %, must be in [1, " + UNLIMITED + "]");
        }
    }

    /** Real time times a whole number. */
    public static Pace times(final long factor) {
        return new Pace(false, Math.multiplyExact(factor, 100L));
    }

    /** Whether time waits for the client and has a limit of speed, too. */
    public boolean isLimitedLockstep() {
        return lockstep && speedPercent != UNLIMITED;
    }

    /** Wall time of so much virtual time; without a limit of speed they are the same. */
    long wallNs(final long virtualMs) {
        final long virtualNs = TimeUnit.MILLISECONDS.toNanos(virtualMs);
        return speedPercent == UNLIMITED ? virtualNs : virtualNs / speedPercent * 100;
    }
}
