package dev.bowline.core.signal;

/** What strategies may know about our own exposure. */
public interface PositionView {
    /** 1 long, -1 short, 0 flat. */
    int positionSide(int instrumentId);

    /** Whether an entry order works, is in doubt, or has not been answered yet. */
    boolean hasWorkingEntry(int instrumentId);
}
