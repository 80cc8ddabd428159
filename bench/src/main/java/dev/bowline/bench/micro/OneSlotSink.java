package dev.bowline.bench.micro;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventSink;
import dev.bowline.core.event.EventType;

/** A ring of one slot: what a decoder costs without the ring. */
final class OneSlotSink implements EventSink {
    private final EngineEvent slot = new EngineEvent();

    @Override
    public EngineEvent tryClaim(final EventType type) {
        slot.clear(type);
        return slot;
    }

    @Override
    public void publish(final EngineEvent event) {
        // The next claim takes it again.
    }

    EngineEvent slot() {
        return slot;
    }
}
