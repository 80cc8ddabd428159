package dev.bowline.gateway.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** MD-4: 5 s × 2^n, at most 300 s, at most 10 attempts, reset after success. */
class ReconnectBackoffTest {
    @Test
    void shouldDoubleUpToTheCeilingAndStayThereBeyondThePermittedAttempts() {
        final ReconnectBackoff backoff =
                new ReconnectBackoff(
                        new ReconnectBackoff.Settings(5_000, 300_000, 0, 10),
                        new SplittableRandom(1));
        final long[] expectedMs = {
            5_000, 10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000, 300_000, 300_000
        };
        for (final long delayMs : expectedMs) {
            assertEquals(delayMs, backoff.nextDelayMs());
        }
        assertFalse(backoff.isExhausted());
        assertEquals(300_000, backoff.nextDelayMs());
        assertTrue(backoff.isExhausted());
        assertEquals(300_000, backoff.nextDelayMs());
        backoff.reset();
        assertFalse(backoff.isExhausted());
        assertEquals(5_000, backoff.nextDelayMs());
        assertEquals(1, backoff.attempts());
    }

    @Test
    void shouldStayWithinTheJitterAndTheCeilingForEverySeed() {
        for (int seed = 0; seed < 200; seed++) {
            final ReconnectBackoff backoff =
                    new ReconnectBackoff(
                            ReconnectBackoff.Settings.standard(), new SplittableRandom(seed));
            final long firstMs = backoff.nextDelayMs();
            assertTrue(firstMs >= 4_000 && firstMs <= 6_000, "seed " + seed + ": " + firstMs);
            for (int i = 0; i < 9; i++) {
                final long delayMs = backoff.nextDelayMs();
                assertTrue(delayMs <= 300_000, "seed " + seed + ": " + delayMs);
            }
        }
    }
}
