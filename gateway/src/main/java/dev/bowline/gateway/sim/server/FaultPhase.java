package dev.bowline.gateway.sim.server;

/** Where in the exchange a fault takes hold. */
public enum FaultPhase {
    /** On one request, over REST or the WebSocket API. */
    REQUEST,
    /** On one event of the account. */
    EVENT,
    /** On one write to a stream socket. */
    FRAME,
    /** On one public trade. */
    TRADE,
    /** As long as it lasts. */
    CONDITION,
    /** Once, by itself, when its time has come. */
    ACTION
}
