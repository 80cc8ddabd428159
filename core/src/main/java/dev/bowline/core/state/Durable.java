package dev.bowline.core.state;

/** A part of the engine whose state survives a restart and counts in the state hash. */
public interface Durable {
    /** Writes the state; same state, same values. Allocates nothing. */
    void writeState(StateSink sink);

    /** Replaces the state by what {@link #writeState} wrote. */
    void readState(StateSource source);
}
