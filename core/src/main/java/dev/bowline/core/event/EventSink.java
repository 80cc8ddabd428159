package dev.bowline.core.event;

/**
 * Where producers put events. Any thread; never blocks. Usage: claim, fill, publish, all on one
 * thread, nothing else in between.
 */
public interface EventSink {
    /**
     * A slot cleared for {@code type}, or {@code null} if the ring is full; then the producer
     * conflates (market data) or queues (user data), but never waits.
     */
    EngineEvent tryClaim(EventType type);

    /** Hands over a slot that {@link #tryClaim} gave; every claimed slot must be published. */
    void publish(EngineEvent event);
}
