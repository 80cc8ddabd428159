package dev.bowline.core.engine;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.core.event.EventType;

/**
 * Runs the chain on the caller's thread inside {@link #publish}: backtest, replay and tests. One
 * slot, one thread; a link that publishes while the chain runs finds no slot.
 */
public final class InlineRunner implements EngineRunner {
    private final ChainLink[] links;
    private final EngineEvent slot = new EngineEvent();
    private boolean isClaimed;
    private volatile long published = -1;
    private volatile long processed = -1;

    /** The chain in the order it runs. */
    public InlineRunner(final EngineHandler... chain) {
        links = ChainLink.of(chain);
    }

    @Override
    public EngineEvent tryClaim(final EventType type) {
        if (isClaimed) {
            return null;
        }
        isClaimed = true;
        slot.clear(type);
        slot.sequence = published + 1;
        return slot;
    }

    @Override
    public void publish(final EngineEvent event) {
        if (event != slot || !isClaimed) {
            throw new IllegalStateException("published a slot that was not claimed");
        }
        published = slot.sequence;
        try {
            for (final ChainLink link : links) {
                link.run(slot);
            }
        } finally {
            processed = slot.sequence;
            isClaimed = false;
        }
    }

    /**
     * The slot with input and answer of the event that was published last, until the next claim.
     */
    public EngineEvent lastEvent() {
        return slot;
    }

    @Override
    public long publishedSequence() {
        return published;
    }

    @Override
    public long processedSequence() {
        return processed;
    }
}
