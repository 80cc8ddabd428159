package dev.bowline.core.engine;

import dev.bowline.core.event.EventSink;

/**
 * Runs the chain over slots in the order they were claimed. Sequences start at 0; {@code -1} means
 * none yet. The counters may be read by any thread.
 */
public interface EngineRunner extends EventSink {
    /**
     * Sequence of the newest slot that a producer has claimed. Nothing is under way exactly when
     * this equals {@link #processedSequence}.
     */
    long publishedSequence();

    /** Sequence of the newest slot that the last link has finished. */
    long processedSequence();
}
