package dev.bowline.ops.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.OperatorKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Too much memory warns, reduces, and at last stops (REC-7). */
final class MemoryGuardTest {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

    private final List<OperatorKind> told = new ArrayList<>();
    private final List<String> stops = new ArrayList<>();
    private long rssMb;
    private long nowNs = 1;

    private MemoryGuard guard(final long stopAfterSeconds) {
        return new MemoryGuard(
                () -> rssMb << 20,
                1_000L << 20,
                stopAfterSeconds * SECOND_NS,
                told::add,
                stops::add);
    }

    private void passes(final MemoryGuard guard, final int seconds, final long newRssMb) {
        rssMb = newRssMb;
        for (int i = 0; i < seconds * 4; i++) {
            guard.poll(nowNs);
            nowNs += SECOND_NS / 4;
        }
    }

    @Test
    void shouldSayNothingWhenTheLimitIsJustKept() {
        passes(guard(10), 60, 1_000);
        assertEquals(List.of(), told);
        assertEquals(List.of(), stops);
    }

    @Test
    void shouldTellOnceAndStopOnceWhenItLasts() {
        final MemoryGuard guard = guard(10);
        passes(guard, 9, 1_001);
        assertEquals(List.of(OperatorKind.MEMORY_HIGH), told);
        assertEquals(List.of(), stops);
        passes(guard, 30, 1_400);
        assertEquals(List.of(OperatorKind.MEMORY_HIGH), told);
        assertEquals(List.of("memory guard: 1400 MB, at most 1000"), stops);
    }

    @Test
    void shouldTakeItBackWhenClearlyUnderTheLimitAgain() {
        final MemoryGuard guard = guard(10);
        passes(guard, 5, 1_200);
        passes(guard, 4, 980);
        assertEquals(List.of(OperatorKind.MEMORY_HIGH), told, "980 is not clearly under 1000");
        passes(guard, 2, 940);
        passes(guard, 60, 960);
        assertEquals(List.of(OperatorKind.MEMORY_HIGH, OperatorKind.MEMORY_NORMAL), told);
        assertEquals(List.of(), stops);
    }

    /** A full ring must not make the engine miss it, nor end the watch (JRN-6). */
    @Test
    void shouldTellAgainWhenTheEngineCouldNotBeTold() {
        rssMb = 1_200;
        final int[] refusals = {2};
        final MemoryGuard guard =
                new MemoryGuard(
                        () -> rssMb << 20,
                        1_000L << 20,
                        0,
                        kind -> refusals[0]-- <= 0 && told.add(kind),
                        stops::add);
        passes(guard, 2, 1_200);
        assertEquals(List.of(), told);
        passes(guard, 10, 1_200);
        assertEquals(List.of(OperatorKind.MEMORY_HIGH), told);
    }

    @Test
    void shouldNeverStopWhenTheTimeIsZero() {
        passes(guard(0), 1_000, 2_000);
        assertEquals(List.of(), stops);
    }

    @Test
    void shouldReadTheMemoryOfThisProcess() {
        final long bytes = MemoryGuard.residentBytes();
        assertTrue(bytes > 10 << 20, "bytes=" + bytes);
    }
}
