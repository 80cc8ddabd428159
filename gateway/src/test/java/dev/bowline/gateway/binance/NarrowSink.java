package dev.bowline.gateway.binance;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventSink;
import dev.bowline.core.event.EventType;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A ring that is full when the test says so, and keeps what was published. */
final class NarrowSink implements EventSink {
    final List<EngineEvent> published = new CopyOnWriteArrayList<>();
    volatile boolean full;
    private long sequence;

    @Override
    public synchronized EngineEvent tryClaim(final EventType type) {
        if (full) {
            return null;
        }
        final EngineEvent event = new EngineEvent();
        event.clear(type);
        event.sequence = sequence++;
        return event;
    }

    @Override
    public void publish(final EngineEvent event) {
        published.add(event);
    }

    long count(final EventType type) {
        return published.stream().filter(event -> event.type == type).count();
    }
}
