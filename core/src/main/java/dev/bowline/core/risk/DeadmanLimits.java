package dev.bowline.core.risk;

import dev.bowline.core.num.Checks;

/**
 * The venue's dead-man switch (PROT-6). Milliseconds of engine time.
 *
 * @param countdownMs how long the venue waits for the next sign of life before it cancels the plain
 *     orders of an instrument; 0: the switch is not used
 * @param refreshMs between signs of life while an entry works, at most half the countdown
 */
public record DeadmanLimits(long countdownMs, long refreshMs) {
    private static final long SHORTEST_MS = 5_000;
    private static final long LONGEST_MS = 600_000;

    /** Refuses values out of range, naming key, value and range. */
    public DeadmanLimits {
        if (countdownMs != 0) {
            Checks.inRange("protection.deadman-ms", countdownMs, SHORTEST_MS, LONGEST_MS);
            Checks.inRange("protection.deadman-refresh-ms", refreshMs, 1_000, countdownMs / 2);
        }
    }

    /** The defaults of the configuration. */
    public static DeadmanLimits standard() {
        return new DeadmanLimits(60_000, 20_000);
    }
}
