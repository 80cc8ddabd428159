package dev.bowline.core.state;

/**
 * Takes the engine's durable state, value by value, in a fixed order. One implementation writes
 * bytes (carried over to the next run), another mixes a hash (compared by replay).
 */
public interface StateSink {
    /** Takes one value. */
    void putLong(long value);

    /**
     * Whether a digest may stand for values that seldom change: only what is compared, never what
     * is read back.
     */
    default boolean takesDigests() {
        return false;
    }
}
