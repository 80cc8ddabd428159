package dev.bowline.core.engine;

import com.lmax.disruptor.EventHandler;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;

/**
 * One handler on one thread with its engine time: the greatest ingest time so far. Links that see
 * the same slots have the same time, so it needs no sharing.
 */
final class ChainLink implements EventHandler<EngineEvent> {
    private final EngineHandler handler;
    private long nowNs;

    ChainLink(final EngineHandler handler) {
        this.handler = handler;
    }

    @Override
    public void onEvent(final EngineEvent event, final long sequence, final boolean endOfBatch) {
        run(event);
    }

    void run(final EngineEvent event) {
        nowNs = Math.max(nowNs, event.ingestTimeNs);
        handler.onEvent(event, nowNs);
    }

    static ChainLink[] of(final EngineHandler... chain) {
        if (chain.length == 0) {
            throw new IllegalArgumentException("chain of 0 handlers, must have at least 1");
        }
        final ChainLink[] links = new ChainLink[chain.length];
        for (int i = 0; i < chain.length; i++) {
            links[i] = new ChainLink(chain[i]);
        }
        return links;
    }
}
