package dev.bowline.gateway.binance;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventSink;
import dev.bowline.core.event.EventType;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * In front of the ring for events that must not be lost: while the ring is full they wait here, in
 * order. When the queue is full, too, {@link #tryClaim} gives {@code null}, and the producer drops
 * its stream and takes a snapshot. That it was dropped must not be lost either, so changes of
 * streams have room of their own. One thread; allocates nothing.
 */
final class QueueingSink implements EventSink {
    /** At one reconnect in some seconds, as many minutes of a full ring. */
    private static final int STATUS_SLOTS = 32;

    private final EventSink ring;
    private final ArrayDeque<EngineEvent> spare;
    private final ArrayDeque<EngineEvent> spareStatus = new ArrayDeque<>(STATUS_SLOTS);
    private final ArrayDeque<EngineEvent> queue;
    private final AtomicLong queued = new AtomicLong();
    private final AtomicLong overflows = new AtomicLong();
    private final AtomicInteger waiting = new AtomicInteger();
    private EngineEvent claimedSpare;

    QueueingSink(final EventSink ring, final int slots) {
        this.ring = ring;
        spare = new ArrayDeque<>(slots);
        queue = new ArrayDeque<>(slots + STATUS_SLOTS);
        for (int i = 0; i < slots; i++) {
            spare.addLast(new EngineEvent());
        }
        for (int i = 0; i < STATUS_SLOTS; i++) {
            spareStatus.addLast(new EngineEvent());
        }
    }

    /** Events that wait now; any thread. */
    int waiting() {
        return waiting.get();
    }

    /** Events that had to wait; any thread. */
    long queued() {
        return queued.get();
    }

    /** Events that found the queue full; any thread. */
    long overflows() {
        return overflows.get();
    }

    @Override
    public EngineEvent tryClaim(final EventType type) {
        final EngineEvent slot = flush() ? ring.tryClaim(type) : null;
        if (slot != null) {
            return slot;
        }
        claimedSpare = (type == EventType.STREAM_STATUS ? spareStatus : spare).pollFirst();
        if (claimedSpare == null) {
            overflows.incrementAndGet();
            return null;
        }
        claimedSpare.clear(type);
        return claimedSpare;
    }

    @Override
    public void publish(final EngineEvent event) {
        if (event == claimedSpare) {
            claimedSpare = null;
            queue.addLast(event);
            waiting.lazySet(queue.size());
            queued.incrementAndGet();
        } else {
            ring.publish(event);
        }
    }

    /** Moves what waits into the ring; true if nothing waits any more. */
    boolean flush() {
        while (!queue.isEmpty()) {
            final EngineEvent oldest = queue.peekFirst();
            final EngineEvent slot = ring.tryClaim(oldest.type);
            if (slot == null) {
                return false;
            }
            SlotCopy.input(oldest, slot);
            ring.publish(slot);
            queue.removeFirst();
            (oldest.type == EventType.STREAM_STATUS ? spareStatus : spare).addLast(oldest);
            waiting.lazySet(queue.size());
        }
        return true;
    }
}
