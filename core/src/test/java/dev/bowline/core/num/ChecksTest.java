package dev.bowline.core.num;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ChecksTest {
    @Test
    void shouldAcceptBothEndsWhenInRange() {
        assertDoesNotThrow(() -> Checks.inRange("a.b", 1, 1, 3));
        assertDoesNotThrow(() -> Checks.inRange("a.b", 3, 1, 3));
        assertDoesNotThrow(() -> Checks.inRangeE8("a.b", 5, 5, 5));
    }

    @Test
    void shouldNameKeyValueAndRangeWhenOutside() {
        final IllegalArgumentException whole =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Checks.inRange("risk.max-open-positions", 0, 1, 32));
        assertEquals("risk.max-open-positions=0, must be in [1, 32]", whole.getMessage());
        final IllegalArgumentException share =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> Checks.inRangeE8("risk.day-loss-share", 250_000_000, 1, 100_000_000));
        assertEquals("risk.day-loss-share=2.5, must be in [0.00000001, 1]", share.getMessage());
    }
}
