package dev.bowline.core.order;

/** Kind of market that decides how long a resting entry is waited for (OMS-4). */
public enum EntryRegime {
    /** Not told: the general patience. */
    ANY,
    TRENDING,
    RANGING,
    CHOPPY
}
