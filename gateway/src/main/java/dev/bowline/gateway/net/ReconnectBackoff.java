package dev.bowline.gateway.net;

import dev.bowline.core.num.Checks;
import java.util.random.RandomGenerator;

/**
 * Delays between attempts to connect: base × 2^n up to a ceiling, each shifted by up to the jitter
 * in both directions so that many clients do not return in step (MD-4). Beyond the permitted number
 * of attempts they go on, at the ceiling. Not thread-safe.
 */
public final class ReconnectBackoff {
    private final Settings settings;
    private final RandomGenerator random;
    private int attempts;

    /**
     * @param random source of the jitter; seeded by the caller
     */
    public ReconnectBackoff(final Settings settings, final RandomGenerator random) {
        this.settings = settings;
        this.random = random;
    }

    /** Attempts announced since the last {@link #reset}. */
    public int attempts() {
        return attempts;
    }

    /** Call after a successful connect. */
    public void reset() {
        attempts = 0;
    }

    /** Whether more attempts failed than are permitted before the outage counts as permanent. */
    public boolean isExhausted() {
        return attempts > settings.maxAttempts();
    }

    /** Milliseconds to wait before the next attempt. */
    public long nextDelayMs() {
        final boolean isSlow = attempts >= settings.maxAttempts();
        final long doubledMs = settings.baseMs() << Math.min(attempts, 20);
        attempts = Math.min(attempts, Integer.MAX_VALUE - 1) + 1;
        final long delayMs = isSlow ? settings.maxMs() : Math.min(doubledMs, settings.maxMs());
        final long spreadMs = delayMs * settings.jitterPercent() / 100;
        final long shiftMs = spreadMs == 0 ? 0 : random.nextLong(-spreadMs, spreadMs + 1);
        return Math.min(delayMs + shiftMs, settings.maxMs());
    }

    /**
     * Numbers of the backoff.
     *
     * @param baseMs first delay
     * @param maxMs greatest delay, jitter included
     * @param jitterPercent share of the delay by which it may move in both directions
     * @param maxAttempts failed attempts in a row before the outage counts as permanent; slow
     *     attempts go on
     */
    public record Settings(long baseMs, long maxMs, int jitterPercent, int maxAttempts) {
        /** Refuses values out of range, naming key, value and range. */
        public Settings {
            Checks.inRange("reconnect.base-ms", baseMs, 1, 600_000);
            Checks.inRange("reconnect.max-ms", maxMs, baseMs, 3_600_000);
            Checks.inRange("reconnect.jitter-percent", jitterPercent, 0, 50);
            Checks.inRange("reconnect.max-attempts", maxAttempts, 1, Integer.MAX_VALUE);
        }

        /** The same for a client whose time passes faster than the wall's. */
        public Settings fasterBy(final int factor) {
            return new Settings(
                    Math.max(1, baseMs / factor),
                    Math.max(1, maxMs / factor),
                    jitterPercent,
                    maxAttempts);
        }

        /** 5 s doubling to 300 s, 20 % jitter, 10 attempts. */
        public static Settings standard() {
            return new Settings(5_000, 300_000, 20, 10);
        }
    }
}
