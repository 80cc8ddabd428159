package dev.bowline.core.engine;

import dev.bowline.core.event.EngineEvent;

/** A link with a trading state of its own that goes to HALTED when it threw. */
public interface Haltable {
    /**
     * Called on the link's thread right after it threw on {@code event}. Must not throw.
     *
     * @param event the failed slot
     * @param nowNs engine time
     */
    void halt(EngineEvent event, long nowNs);
}
