package dev.bowline.core.order;

/** What follows when the patience with a resting entry is over (OMS-4). */
public enum PatienceEnd {
    /** The rest is cancelled. */
    CANCEL,
    /** The rest is cancelled, and bought at the market if the signal still holds. */
    MARKET
}
