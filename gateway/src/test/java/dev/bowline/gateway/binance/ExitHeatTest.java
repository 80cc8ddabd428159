package dev.bowline.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The idle loop keeps its exit warm, once a millisecond and not more (PERF-1). */
final class ExitHeatTest {
    private static final long MS = 1_000_000L;

    @Test
    void shouldEncodeOncePerMillisecondWhenTouchedMoreOften() {
        final List<Integer> rounds = new ArrayList<>();
        try (ExitHeat heat = new ExitHeat(rounds::add)) {
            for (long nowNs = 0; nowNs < 10 * MS; nowNs += MS / 10) {
                heat.touchIfDue(nowNs);
            }
            assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), rounds);
        }
    }

    /** Its own socket never fills: what is written is read again. */
    @Test
    void shouldGoOnWritingWhenTouchedForLong() {
        final long[] touches = new long[1];
        final ExitHeat heat = new ExitHeat(round -> touches[0]++);
        for (int i = 0; i < 50_000; i++) {
            heat.touchIfDue(i * MS);
        }
        assertEquals(50_000, touches[0]);
        assertTrue(heat.isWriting());
        heat.close();
        assertFalse(heat.isWriting());
        heat.touchIfDue(50_000 * MS);
        assertEquals(50_001, touches[0], "encoding goes on without the socket");
    }
}
