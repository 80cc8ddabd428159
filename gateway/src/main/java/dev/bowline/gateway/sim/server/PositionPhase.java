package dev.bowline.gateway.sim.server;

import java.util.Arrays;
import java.util.Locale;

/**
 * Where a position is in its life, as the exchange sees it: faults may wait for it. The name in a
 * script is {@link #word}: it is stable.
 */
public enum PositionPhase {
    /** Flat, and an order that opens is being placed or rests. */
    ENTRY,
    /** A part of the opening order is filled, the rest of it rests. */
    PARTIAL,
    /** Nothing opens any more, and no stop covers the whole position. */
    UNPROTECTED,
    /** A stop covers it that has not been moved. */
    PROTECTED,
    /** A stop covers it that has been moved in its favour, or trails by itself. */
    TRAILING,
    /**
     * From the arrival of a reduce-only market order until the position and every order that only
     * reduces it are gone.
     */
    CLOSING;

    /** Its name in scripts. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The phase with this name, or {@code null}. */
    static PositionPhase byWordOrNull(final String word) {
        return Arrays.stream(values())
                .filter(phase -> phase.word().equals(word))
                .findFirst()
                .orElse(null);
    }
}
