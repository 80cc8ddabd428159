package dev.bowline.core.trailing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** TS-1: every pair of phase and input. */
final class TrailingPhaseTest {
    @Test
    void shouldAnswerEveryPairAsDrawn() {
        assertEquals("WAITING INVALID TRIGGERED", row(TrailingPhase.INACTIVE));
        assertEquals("WAITING ACTIVE TRIGGERED", row(TrailingPhase.WAITING));
        assertEquals("ACTIVE INVALID TRIGGERED", row(TrailingPhase.ACTIVE));
        assertEquals("TRIGGERED INVALID TRIGGERED", row(TrailingPhase.TRIGGERED));
        assertEquals("INVALID INVALID INVALID", row(TrailingPhase.INVALID));
    }

    private static String row(final TrailingPhase from) {
        return Arrays.stream(TrailingInput.values())
                .map(input -> TrailingPhase.next(from, input).name())
                .collect(Collectors.joining(" "));
    }

    @Test
    void shouldKeepCodesWhenConstantsAreAdded() {
        assertEquals(
                "[INACTIVE, WAITING, ACTIVE, TRIGGERED, INVALID]",
                Arrays.toString(TrailingPhase.values()));
        assertEquals("[TRENDING, RANGING, CHOPPY]", Arrays.toString(CallbackRegime.values()));
        for (final TrailingPhase phase : TrailingPhase.values()) {
            assertSame(phase, TrailingPhase.byCodeOrNull(phase.code()));
        }
        assertEquals(0, CallbackRegime.TRENDING.code());
        assertEquals(1, CallbackRegime.RANGING.code());
        assertEquals(2, CallbackRegime.CHOPPY.code());
        assertNull(TrailingPhase.byCodeOrNull(-1));
        assertNull(TrailingPhase.byCodeOrNull(5));
    }
}
