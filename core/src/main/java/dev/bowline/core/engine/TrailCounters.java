package dev.bowline.core.engine;

/** What the trailing stops of this run did (MON-1); not part of the durable state. */
final class TrailCounters {
    /** Trailing stops that became active. */
    long activations;

    /** Moves of a stop that the venue confirmed. */
    long updates;

    /** Moves of a stop that the venue refused. */
    long failures;

    /** Positions found without a trailing stop, which were given one (TS-1). */
    long missing;
}
