package dev.bowline.core.engine;

import com.lmax.disruptor.RingBuffer;
import com.lmax.disruptor.Sequence;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.core.event.EventType;

/**
 * Compact layout: a ring that any thread may fill, emptied by the owner's own I/O loop, which runs
 * all links for one slot before it looks at the next. Nothing is handed between threads after the
 * claim. {@link #poll} belongs to one thread.
 */
public final class CompactRunner implements EngineRunner {
    private final ChainLink[] links;
    private final RingBuffer<EngineEvent> ring;
    private final SlotRing slots;
    private final Sequence consumed = new Sequence(-1);
    private final int pollLimit;

    /**
     * Makes all slots.
     *
     * @param ringSlots power of two
     * @param chain in the order it runs
     */
    public CompactRunner(final int ringSlots, final EngineHandler... chain) {
        links = ChainLink.of(chain);
        ring =
                RingBuffer.createMultiProducer(
                        EngineEvent::new, SlotRing.requirePowerOfTwo(ringSlots));
        ring.addGatingSequences(consumed);
        slots = new SlotRing(ring);
        pollLimit = ringSlots;
    }

    @Override
    public EngineEvent tryClaim(final EventType type) {
        return slots.tryClaim(type);
    }

    @Override
    public void publish(final EngineEvent event) {
        slots.publish(event);
    }

    /**
     * Runs the chain over what is published, at most one ring full, so that the caller's loop gets
     * its turn. A link that throws leaves the slot consumed and the exception to the caller.
     *
     * @return number of slots processed
     */
    public int poll() {
        int count = 0;
        long next = consumed.get() + 1;
        while (count < pollLimit && ring.isAvailable(next)) {
            final EngineEvent event = ring.get(next);
            try {
                for (final ChainLink link : links) {
                    link.run(event);
                }
            } finally {
                consumed.set(next);
            }
            next++;
            count++;
        }
        return count;
    }

    @Override
    public long publishedSequence() {
        return ring.getCursor();
    }

    @Override
    public long processedSequence() {
        return consumed.get();
    }
}
