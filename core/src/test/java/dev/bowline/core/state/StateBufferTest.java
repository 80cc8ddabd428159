package dev.bowline.core.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Durable values as bytes and as a hash. */
final class StateBufferTest {
    @Test
    void shouldGiveBackWhatItTookWhenItHasToGrow() {
        final StateBuffer written = new StateBuffer();
        for (long i = 0; i < 2_000; i++) {
            written.putLong(i * i - 7);
        }
        final StateBuffer read = new StateBuffer(written.toBytes());
        for (long i = 0; i < 2_000; i++) {
            assertEquals(i * i - 7, read.getLong());
        }
        final IllegalStateException end = assertThrows(IllegalStateException.class, read::getLong);
        assertTrue(end.getMessage().contains("16000"), end.getMessage());
        assertThrows(IllegalArgumentException.class, () -> new StateBuffer(new byte[9]));
    }

    @Test
    void shouldDifferWhenAnyBitOfAnyValueDiffers() {
        final long seed = 20_261_121L;
        final Random random = new Random(seed);
        final long[] values = random.longs(40).toArray();
        final long before = hash(values);
        assertEquals(before, hash(values));
        for (int i = 0; i < values.length; i++) {
            for (int bit = 0; bit < Long.SIZE; bit++) {
                values[i] ^= 1L << bit;
                assertNotEquals(before, hash(values), "seed " + seed + " value " + i + "/" + bit);
                values[i] ^= 1L << bit;
            }
        }
    }

    private static long hash(final long[] values) {
        final StateHash hash = new StateHash();
        for (final long value : values) {
            hash.putLong(value);
        }
        return hash.value();
    }
}
