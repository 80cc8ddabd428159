package dev.bowline.gateway.sim.server;

/**
 * How virtual time passes.
 *
 * @param lockstep as fast as the client keeps up, one market timestamp after the other
 * @param speedPercent otherwise: virtual time per wall time in percent, 100 for real time
 */
public record Pace(boolean lockstep, long speedPercent) {
    /** As fast as the client keeps up. */
    public static final Pace LOCKSTEP = new Pace(true, 100);

    /** As fast as the clock on the wall. */
    public static final Pace REAL_TIME = new Pace(false, 100);

    /** One million times real time. */
    private static final long MAX_PERCENT = 100_000_000;

    public Pace {
        if (speedPercent < 1 || speedPercent > MAX_PERCENT) {
            throw new IllegalArgumentException(
                    "sim speed=" + speedPercent + " %, must be in [1, " + MAX_PERCENT + "]");
        }
    }

    /** Real time times a whole number. */
    public static Pace times(final long factor) {
        return new Pace(false, Math.multiplyExact(factor, 100L));
    }
}
