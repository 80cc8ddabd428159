package dev.bowline.core.state;

/**
 * A part of the engine that knows more than its durable state: market, indicators, deadlines. That
 * rest is lost at a restart on purpose and counts in no hash, but the answers to the next events
 * depend on it, so a snapshot carries it and a replay may resume behind the snapshot (JRN-3).
 */
public interface Resumable {
    /** Writes the rest; same rest, same values. Allocates nothing. */
    void writeRest(StateSink sink);

    /** Replaces the rest by what {@link #writeRest} wrote. */
    void readRest(StateSource source);
}
