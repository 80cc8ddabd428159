package dev.bowline.core.engine;

import com.lmax.disruptor.TimeoutException;
import com.lmax.disruptor.dsl.Disruptor;
import com.lmax.disruptor.dsl.EventHandlerGroup;
import com.lmax.disruptor.dsl.ProducerType;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.core.event.EventType;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Split layout: one thread per link, each following the one before it over the same ring. Threads
 * come from the caller's factory, which pins them, in the order of the links.
 */
public final class RingRunner implements EngineRunner, AutoCloseable {
    private static final long CLOSE_TIMEOUT_MS = 5_000;

    private final Disruptor<EngineEvent> disruptor;
    private final SlotRing slots;
    private volatile boolean isOpen;

    /**
     * Makes all slots; {@link #start} starts the threads.
     *
     * @param ringSlots power of two
     * @param waitKind how the threads wait
     * @param threads asked once per link
     * @param chain in the order it runs
     */
    public RingRunner(
            final int ringSlots,
            final WaitKind waitKind,
            final ThreadFactory threads,
            final EngineHandler... chain) {
        final ChainLink[] links = ChainLink.of(chain);
        disruptor =
                new Disruptor<>(
                        EngineEvent::new,
                        SlotRing.requirePowerOfTwo(ringSlots),
                        threads,
                        ProducerType.MULTI,
                        waitKind.newStrategy());
        disruptor.setDefaultExceptionHandler(new UnexpectedError());
        EventHandlerGroup<EngineEvent> group = disruptor.handleEventsWith(links[0]);
        for (int i = 1; i < links.length; i++) {
            group = group.then(links[i]);
        }
        slots = new SlotRing(disruptor.getRingBuffer());
    }

    /** Starts the threads; slots may be claimed from now on. */
    public void start() {
        disruptor.start();
        isOpen = true;
    }

    @Override
    public EngineEvent tryClaim(final EventType type) {
        return isOpen ? slots.tryClaim(type) : null;
    }

    @Override
    public void publish(final EngineEvent event) {
        slots.publish(event);
    }

    /**
     * Refuses new claims, lets every link finish what is published, and ends the threads.
     *
     * @throws IllegalStateException if the links do not finish within {@value #CLOSE_TIMEOUT_MS} ms
     */
    @Override
    public void close() {
        isOpen = false;
        try {
            disruptor.shutdown(CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (final TimeoutException e) {
            final long waiting = publishedSequence() - processedSequence();
            disruptor.halt();
            throw new IllegalStateException(
                    "ring did not drain in " + CLOSE_TIMEOUT_MS + " ms, slots waiting=" + waiting,
                    e);
        }
    }

    @Override
    public long publishedSequence() {
        return disruptor.getCursor();
    }

    @Override
    public long processedSequence() {
        return disruptor.getRingBuffer().getMinimumGatingSequence();
    }
}
