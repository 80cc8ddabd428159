package dev.bowline.core.state;

/** Gives back what a {@link StateSink} took, in the same order. */
public interface StateSource {
    /**
     * The next value.
     *
     * @throws IllegalStateException if there is none
     */
    long getLong();
}
