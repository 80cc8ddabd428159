package dev.bowline.gateway.sim.server;

/** Follows the exchange's time. Called on the exchange's thread; must not block. */
public interface PaceListener {
    /** For those who do not care. */
    PaceListener NONE = new PaceListener() {};

    /**
     * Virtual time has moved, nothing of the new moment was sent yet: the place to publish clock
     * ticks that must come at the same point in every run.
     *
     * @return whether something was published, so that in lockstep the client is waited for
     */
    default boolean onTime(final long nowNs) {
        return false;
    }

    /** The market data is used up and, in lockstep, the client has digested it. */
    default void onEnd() {}

    /** The run cannot go on; the message names what was missing. */
    default void onFailure(final String message) {}
}
