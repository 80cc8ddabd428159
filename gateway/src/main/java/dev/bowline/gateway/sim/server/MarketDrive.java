package dev.bowline.gateway.sim.server;

/** What the pacer moves through time: the exchange's model with its market behind it. */
interface MarketDrive {
    /**
     * Time of the next thing that happens by itself; {@code Long.MAX_VALUE} when nothing is left.
     */
    long nextTimeNs();

    /** Lets everything happen that is due at or before {@code toNs}; frames go to the hub. */
    void advanceTo(long toNs);
}
