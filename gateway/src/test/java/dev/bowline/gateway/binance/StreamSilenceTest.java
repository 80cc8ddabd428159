package dev.bowline.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.gateway.binance.GatewayConfig.Connections;
import dev.bowline.gateway.binance.GatewayConfig.Silence;
import dev.bowline.gateway.net.ReconnectBackoff;
import org.junit.jupiter.api.Test;

/** Each stream by its own interval, in virtual time (MD-9). */
class StreamSilenceTest {
    private static final long MS = 1_000_000;

    private final StreamSilence marks = new StreamSilence(3_000);
    private long nowMs = 10;

    private boolean isSilentAfter(final long ms, final boolean isUp, final long count) {
        nowMs += ms;
        return marks.isSilent(isUp, count, nowMs * MS);
    }

    @Test
    void shouldCountAsSilentAtThreeIntervalsAndNotBefore() {
        assertFalse(isSilentAfter(0, true, 1));
        assertFalse(isSilentAfter(2_999, true, 1));
        assertTrue(isSilentAfter(1, true, 1));
    }

    @Test
    void shouldBeginAnewWhenOneComes() {
        assertFalse(isSilentAfter(0, true, 1));
        assertFalse(isSilentAfter(2_900, true, 2));
        assertFalse(isSilentAfter(2_900, true, 2));
        assertTrue(isSilentAfter(100, true, 2));
    }

    /** Else one long silence would drop the connection at each look. */
    @Test
    void shouldTellItOnceInEachLimit() {
        assertFalse(isSilentAfter(0, true, 1));
        assertTrue(isSilentAfter(3_000, true, 1));
        assertFalse(isSilentAfter(1, true, 1));
        assertFalse(isSilentAfter(2_998, true, 1));
        assertTrue(isSilentAfter(1, true, 1));
    }

    @Test
    void shouldWaitForTheFirstOneFromWhenTheConnectionIsUpAgain() {
        assertFalse(isSilentAfter(0, true, 1));
        assertFalse(isSilentAfter(60_000, false, 1));
        assertFalse(isSilentAfter(60_000, true, 1));
        assertFalse(isSilentAfter(2_999, true, 1));
        assertTrue(isSilentAfter(1, true, 1));
    }

    @Test
    void shouldTakeLimitsFromIntervals() {
        final Connections standard = Connections.standard();
        assertEquals(3_000, standard.marketStream().maxSilenceMs());
        assertEquals(30_000, standard.publicStream().maxSilenceMs());
        assertEquals(60_000, standard.privateStream().maxSilenceMs());
        final Connections other =
                Connections.standard(
                        Silence.of(5, 2_000, 90_000), ReconnectBackoff.Settings.standard());
        assertEquals(5_000, other.marketStream().maxSilenceMs());
        assertEquals(10_000, other.publicStream().maxSilenceMs());
        assertEquals(90_000, other.privateStream().maxSilenceMs());
        assertEquals(30_000, other.privateStream().pingIntervalMs());
        assertThrows(IllegalArgumentException.class, () -> new Silence(0, 1, 60_000));
    }
}
