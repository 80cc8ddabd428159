package dev.bowline.gateway.binance;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventSink;
import dev.bowline.core.event.EventType;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** For slow threads, which may wait until the ring has room; gives up after ten seconds. */
final class WaitingSink {
    private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long PAUSE_NS = 100_000;

    private final EventSink ring;

    WaitingSink(final EventSink ring) {
        this.ring = ring;
    }

    /**
     * A slot of the ring.
     *
     * @throws IllegalStateException if the ring stays full
     */
    EngineEvent claim(final EventType type) {
        final long deadlineNs = System.nanoTime() + PATIENCE_NS;
        EngineEvent slot = ring.tryClaim(type);
        while (slot == null) {
            if (System.nanoTime() - deadlineNs >= 0) {
                throw new IllegalStateException("the ring was full for 10 s, claiming " + type);
            }
            LockSupport.parkNanos(PAUSE_NS);
            slot = ring.tryClaim(type);
        }
        return slot;
    }

    void publish(final EngineEvent event) {
        ring.publish(event);
    }
}
