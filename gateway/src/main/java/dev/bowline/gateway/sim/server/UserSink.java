package dev.bowline.gateway.sim.server;

/** Where the account's events go. Exchange thread only. */
@FunctionalInterface
interface UserSink {
    /**
     * One event for whoever listens with the key.
     *
     * @param payload valid during the call
     */
    void publishUser(String listenKey, String eventType, JsonWriter payload);
}
