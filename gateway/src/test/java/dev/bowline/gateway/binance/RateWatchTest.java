package dev.bowline.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventSink;
import dev.bowline.core.event.EventType;
import dev.bowline.gateway.binance.rest.RateBudget;
import dev.bowline.gateway.binance.rest.ServerClock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the engine is told of the request limits (RISK-7). */
class RateWatchTest {
    private static final long START_MS = 1_795_176_000_000L;

    private final RateBudget budget = new RateBudget(1_000, 300, 1_200);
    private final List<String> told = new ArrayList<>();
    private final Sink sink = new Sink();
    private long nowMs = START_MS;
    private final RateWatch watch =
            new RateWatch(budget, new ServerClock(), () -> nowMs * 1_000_000L, sink);

    /** Notes what is published. */
    private final class Sink implements EventSink {
        private boolean isFull;

        @Override
        public EngineEvent tryClaim(final EventType type) {
            final EngineEvent event = new EngineEvent();
            event.clear(type);
            return isFull ? null : event;
        }

        @Override
        public void publish(final EngineEvent event) {
            final long untilMs = event.rateLimit().blockedUntilMs;
            told.add(
                    event.rateLimit().usedShareE8 / 1_000_000
                            + " "
                            + (untilMs == 0 ? 0 : untilMs - nowMs)
                            + " "
                            + event.rateLimit().httpStatus);
        }
    }

    private void used(final int weight) {
        budget.onHeader("X-MBX-USED-WEIGHT-1M", Integer.toString(weight), nowMs);
        watch.run();
    }

    @Test
    void shouldTellEveryPercentFromHalfOnAndTheFall() {
        used(499);
        assertEquals(List.of(), told);
        used(500);
        used(501);
        used(799);
        used(800);
        assertEquals(List.of("50 0 0", "79 0 0", "80 0 0"), told);
        nowMs += 60_000;
        watch.run();
        watch.run();
        assertEquals(List.of("50 0 0", "79 0 0", "80 0 0", "0 0 0"), told);
    }

    @Test
    void shouldTakeTheLimitThatIsUsedMost() {
        budget.onRequest(0, 285, nowMs);
        watch.run();
        assertEquals(List.of("95 0 0"), told, "285 of 300 orders in ten seconds");
    }

    @Test
    void shouldTellBanWithItsEndOnce() {
        budget.onLimitReply(418, START_MS + 120_000, nowMs);
        watch.run();
        nowMs += 10;
        watch.run();
        assertEquals(List.of("0 120000 418"), told);
    }

    @Test
    void shouldTellLaterWhenTheRingIsFull() {
        sink.isFull = true;
        used(900);
        assertEquals(List.of(), told);
        sink.isFull = false;
        watch.run();
        assertEquals(List.of("90 0 0"), told);
    }

    @Test
    void shouldReadOnlyWhileThereIsRoom() {
        final List<String> reads = new ArrayList<>();
        used(790);
        watch.runIfRoom(() -> reads.add("79 %"));
        used(800);
        watch.runIfRoom(() -> reads.add("80 %"));
        nowMs += 60_000;
        budget.onLimitReply(429, nowMs + 5_000, nowMs);
        watch.run();
        watch.runIfRoom(() -> reads.add("banned"));
        nowMs += 5_000;
        watch.runIfRoom(() -> reads.add("over"));
        assertEquals(List.of("79 %", "over"), reads);
    }

    /** MD-6, REC-2, RISK-7: what is kept for exits is kept, and no more. */
    @Test
    void shouldReadPositionsUntilOnlyExitsHaveRoom() {
        final List<String> reads = new ArrayList<>();
        used(949);
        watch.runIfPossible(() -> reads.add("94 %"));
        used(950);
        watch.runIfPossible(() -> reads.add("95 %"));
        nowMs += 60_000;
        budget.onLimitReply(429, nowMs + 5_000, nowMs);
        watch.run();
        watch.runIfPossible(() -> reads.add("banned"));
        assertEquals(List.of("94 %"), reads);
    }
}
