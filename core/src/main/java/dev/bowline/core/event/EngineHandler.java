package dev.bowline.core.event;

/**
 * One link of the chain decide → journal → exit. Called on one thread, slot by slot, in sequence.
 * Must not block, and must leave alone a slot that is marked failed, unless its job is to record
 * it.
 */
@FunctionalInterface
public interface EngineHandler {
    /**
     * Reads the slot and adds its part.
     *
     * @param event the slot; nothing of it may be kept after the call
     * @param nowNs engine time, epoch nanoseconds, never going backwards
     */
    void onEvent(EngineEvent event, long nowNs);
}
