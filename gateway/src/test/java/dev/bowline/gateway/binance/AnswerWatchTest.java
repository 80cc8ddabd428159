package dev.bowline.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** MD-9: a user stream whose socket lives and that tells nothing. */
class AnswerWatchTest {
    private static final long MS = 1_000_000L;

    private final AtomicInteger drops = new AtomicInteger();
    private final AnswerWatch watch = new AnswerWatch(10_000, drops::incrementAndGet);
    private final long startNs = System.nanoTime();

    @Test
    void shouldDropTheStreamOnceWhenNothingIsToldOfAnAcceptedOrder() {
        watch.onFrame(startNs);
        watch.onAccepted(startNs + MS, startNs + 2 * MS);
        watch.onAccepted(startNs + 5_000 * MS, startNs + 5_002 * MS);
        watch.check(startNs + 10_001 * MS);
        assertEquals(0, drops.get());
        watch.check(startNs + 10_002 * MS);
        assertEquals(1, drops.get());
        watch.check(startNs + 99_999 * MS);
        assertEquals(1, drops.get());
    }

    @Test
    void shouldBeContentWhenAFrameCameAfterTheRequestLeft() {
        watch.onFrame(startNs + 2 * MS);
        // The stream was faster than the answer.
        watch.onAccepted(startNs + MS, startNs + 3 * MS);
        watch.check(startNs + 60_000 * MS);
        watch.onAccepted(startNs + 60_001 * MS, startNs + 60_002 * MS);
        watch.onFrame(startNs + 60_003 * MS);
        watch.check(startNs + 90_000 * MS);
        assertEquals(0, drops.get());
    }
}
