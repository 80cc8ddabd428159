package dev.bowline.core.engine;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;

/**
 * A link that survives its handler: what it throws marks the slot failed, trips the switch and, for
 * the decision link, puts trading into HALTED on the same thread, so that a replay does the same.
 * The chain goes on with the next slot; protection and reduce-only orders still work.
 */
public final class HaltOnError implements EngineHandler {
    private final EngineHandler handler;
    private final HaltSwitch haltSwitch;
    private long errors;

    /**
     * Wraps one link.
     *
     * @param handler the link; if it is {@link Haltable} it is told
     * @param haltSwitch seen by the exit and by the launcher
     */
    public HaltOnError(final EngineHandler handler, final HaltSwitch haltSwitch) {
        this.handler = handler;
        this.haltSwitch = haltSwitch;
    }

    @Override
    public void onEvent(final EngineEvent event, final long nowNs) {
        try {
            handler.onEvent(event, nowNs);
        } catch (final RuntimeException | StackOverflowError | AssertionError error) {
            errors++;
            event.failed = true;
            haltSwitch.trip(event.sequence, error);
            if (handler instanceof Haltable haltable) {
                haltable.halt(event, nowNs);
            }
        }
    }

    /** Slots on which the handler threw. Written by the link's thread. */
    public long errors() {
        return errors;
    }
}
