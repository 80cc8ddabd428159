package dev.bowline.core.trailing;

/** What moves the phase of a trailing stop. */
public enum TrailingInput {
    /** The venue has confirmed a stop over the position. */
    STOP_CONFIRMED,
    /** Profit or time in profit is enough. */
    ACTIVATION_DUE,
    /** The stop fired, or the price is past it and the position is closed at the market. */
    STOP_FIRED
}
