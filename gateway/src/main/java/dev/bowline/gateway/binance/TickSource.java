package dev.bowline.gateway.binance;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventSink;
import dev.bowline.core.event.EventType;
import org.agrona.concurrent.EpochNanoClock;

/**
 * CLOCK_TICK events, driven by the injected clock: a clock that runs faster than the wall ticks
 * faster, a jump gives one tick. One thread.
 */
final class TickSource {
    private final EpochNanoClock clock;
    private final EventSink ring;
    private final long intervalNs;
    private long nextNs = Long.MIN_VALUE;

    TickSource(final EpochNanoClock clock, final EventSink ring, final long intervalNs) {
        this.clock = clock;
        this.ring = ring;
        this.intervalNs = intervalNs;
    }

    /** Publishes a tick, unless the interval is 0, if it is time and the ring has room. */
    void tickIfDue() {
        final long nowNs = clock.nanoTime();
        if (nowNs < nextNs || intervalNs == 0) {
            return;
        }
        final EngineEvent event = ring.tryClaim(EventType.CLOCK_TICK);
        if (event != null) {
            event.ingestTimeNs = nowNs;
            ring.publish(event);
            nextNs = nowNs + intervalNs;
        }
    }
}
