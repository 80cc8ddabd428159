package dev.bowline.core.engine;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import java.util.function.LongSupplier;

/**
 * Wraps the decision link and stamps {@link EngineEvent#decidedNs} on slots that carry commands.
 * The clock is the launcher's; the stamp is for latency figures and is not journaled.
 */
public final class DecidedStamp implements EngineHandler {
    private final EngineHandler handler;
    private final LongSupplier nanoClock;

    /**
     * Wraps one link.
     *
     * @param handler the decision link
     * @param nanoClock for example {@code System::nanoTime}
     */
    public DecidedStamp(final EngineHandler handler, final LongSupplier nanoClock) {
        this.handler = handler;
        this.nanoClock = nanoClock;
    }

    @Override
    public void onEvent(final EngineEvent event, final long nowNs) {
        handler.onEvent(event, nowNs);
        if (event.commands().count() > 0) {
            event.decidedNs = nanoClock.getAsLong();
        }
    }
}
