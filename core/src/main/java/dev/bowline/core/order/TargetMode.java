package dev.bowline.core.order;

/** Where the targets of a strategy's positions come from (OMS-6). */
public enum TargetMode {
    /** One target, the strategy's own. */
    SINGLE,
    /** Levels at shares of the entry price. */
    FIXED,
    /** Levels at multiples of ATR; at shares of the entry price until it is known. */
    ATR
}
