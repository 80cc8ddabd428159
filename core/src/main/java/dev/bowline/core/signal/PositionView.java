package dev.bowline.core.signal;

import dev.bowline.core.event.Side;

/** What strategies may know about our own exposure. */
public interface PositionView {
    /** 1 long, -1 short, 0 flat. */
    int positionSide(int instrumentId);

    /** Whether an entry order works, is in doubt, or has not been answered yet. */
    boolean hasWorkingEntry(int instrumentId);

    /**
     * A strategy found a signal: a resting entry of its own on the other side has lost its ground.
     */
    default void noteSignal(final int instrumentId, final int strategyId, final Side side) {}
}
