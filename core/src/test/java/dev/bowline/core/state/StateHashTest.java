package dev.bowline.core.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.position.FillLog;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The state hash tells any change of a value (JRN-2). */
final class StateHashTest {
    private static final int VALUES = 12;

    private static long hashOf(final long... values) {
        final StateHash hash = new StateHash();
        for (final long value : values) {
            hash.putLong(value);
        }
        return hash.value();
    }

    @Test
    void shouldDifferWhenAnyTwoBitsDiffer() {
        final Set<Long> seen = new HashSet<>();
        seen.add(hashOf(new long[VALUES]));
        int hashes = 1;
        for (int first = 0; first < VALUES * Long.SIZE; first++) {
            for (int second = first; second < VALUES * Long.SIZE; second += 7) {
                final long[] values = new long[VALUES];
                values[first / Long.SIZE] ^= 1L << first;
                values[second / Long.SIZE] |= 1L << second;
                seen.add(hashOf(values));
                hashes++;
            }
        }
        assertEquals(hashes, seen.size(), "states that share a hash");
        assertTrue(hashes > 40_000, "hashes=" + hashes);
    }

    @Test
    void shouldDifferWhenOrderDiffers() {
        assertNotEquals(hashOf(1, 2), hashOf(2, 1));
        assertNotEquals(hashOf(0), hashOf(0, 0));
    }

    private static long hashOf(final FillLog fills) {
        final StateHash hash = new StateHash();
        fills.write(hash, 0);
        return hash.value();
    }

    private static FillLog logOf(final long... tradeIds) {
        final FillLog fills = new FillLog(1);
        fills.addInstrument(0);
        for (final long tradeId : tradeIds) {
            fills.add(0, tradeId, tradeId * 3, false);
        }
        return fills;
    }

    @Test
    void shouldDifferWhenFillsChangeAfterTheirDigestWasTaken() {
        final FillLog fills = logOf(1, 2);
        final Set<Long> seen = new HashSet<>();
        seen.add(hashOf(fills));
        fills.add(0, 3, 7, false);
        seen.add(hashOf(fills));
        fills.setFeeBooked(0, fills.find(0, 2));
        seen.add(hashOf(fills));
        for (int id = 4; id < 4 + FillLog.KEPT; id++) {
            fills.add(0, id, 0, true); // the oldest are forgotten
            seen.add(hashOf(fills));
        }
        assertEquals(3 + FillLog.KEPT, seen.size());
    }

    @Test
    void shouldHaveTheSameHashWhenFillsWereReadBack() {
        final FillLog fills = logOf(5, 6, 7);
        final StateBuffer state = new StateBuffer();
        fills.write(state, 0);
        final FillLog again = logOf();
        final long empty = hashOf(again);
        again.read(new StateBuffer(state.toBytes()), 0);
        assertEquals(hashOf(fills), hashOf(again));
        assertNotEquals(empty, hashOf(again));
    }
}
