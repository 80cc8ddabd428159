package dev.bowline.gateway.sim.server;

/**
 * Tells the exchange, in lockstep, whether the client has digested everything: all frames were
 * received and went through its whole chain, and no request of it is on its way. Called in a tight
 * loop on the exchange's thread; must not block or allocate.
 */
@FunctionalInterface
public interface ClientQuiet {
    /**
     * Whether nothing is left to digest.
     *
     * @param framesSent text frames handed to the client's stream sockets since the exchange was
     *     started: market events, user events and answers to subscriptions
     */
    boolean isQuiet(long framesSent);

    /** Asks a client that sleeps on its sockets to look at what it was told without a frame. */
    default void wake() {}

    /** What the client still owes, for the error message when the wait took too long. */
    default String describe() {
        return "the client did not say what it waits for";
    }
}
