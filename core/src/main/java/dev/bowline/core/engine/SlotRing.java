package dev.bowline.core.engine;

import com.lmax.disruptor.InsufficientCapacityException;
import com.lmax.disruptor.RingBuffer;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;

/** Claim and publish on a multi-producer ring, without waiting. Any thread. */
final class SlotRing {
    private final RingBuffer<EngineEvent> ring;

    SlotRing(final RingBuffer<EngineEvent> ring) {
        this.ring = ring;
    }

    EngineEvent tryClaim(final EventType type) {
        final long sequence;
        try {
            sequence = ring.tryNext();
        } catch (final InsufficientCapacityException ignored) {
            // Full is an answer, not a fault: the producer conflates or queues. The exception is a
            // shared instance without a stack trace, so nothing is allocated.
            return null;
        }
        final EngineEvent event = ring.get(sequence);
        event.clear(type);
        event.sequence = sequence;
        return event;
    }

    void publish(final EngineEvent event) {
        ring.publish(event.sequence);
    }

    static int requirePowerOfTwo(final int slots) {
        if (slots < 2 || Integer.bitCount(slots) != 1) {
            throw new IllegalArgumentException(
                    "engine.ring-slots=" + slots + ", must be a power of two >= 2");
        }
        return slots;
    }
}
