package dev.bowline.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventSink;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.StreamRoute;
import dev.bowline.gateway.net.DownCause;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Back-pressure: what waits, what is replaced, what is lost, and in which order it comes back. */
class PressureTest {
    private final NarrowSink ring = new NarrowSink();

    private static void book(final EventSink sink, final int id, final long bidE8) {
        final EngineEvent event = sink.tryClaim(EventType.TOP_OF_BOOK);
        event.instrumentId = id;
        event.topOfBook().bidPriceE8 = bidE8;
        sink.publish(event);
    }

    private static void trade(final EventSink sink, final int id, final long ingestTimeNs) {
        final EngineEvent event = sink.tryClaim(EventType.AGG_TRADE);
        event.instrumentId = id;
        event.ingestTimeNs = ingestTimeNs;
        sink.publish(event);
    }

    @Test
    void shouldPassEverythingThroughWhileThereIsRoom() {
        final ConflatingSink sink = new ConflatingSink(ring, 2);
        book(sink, 0, 1);
        trade(sink, 1, 5);
        assertEquals(2, ring.published.size());
        assertFalse(sink.isHolding());
    }

    @Test
    void shouldKeepTheNewestBookPerInstrumentWhenTheRingIsFull() {
        final ConflatingSink sink = new ConflatingSink(ring, 3);
        ring.full = true;
        book(sink, 2, 10);
        book(sink, 0, 20);
        book(sink, 2, 11);
        book(sink, 2, 12);
        assertEquals(2, sink.conflated());
        assertTrue(sink.isHolding());
        ring.full = false;
        book(sink, 1, 30);
        assertEquals(
                List.of("2:12", "0:20", "1:30"),
                ring.published.stream()
                        .map(e -> e.instrumentId + ":" + e.topOfBook().bidPriceE8)
                        .toList());
        assertFalse(sink.isHolding());
        ring.full = true;
        book(sink, 2, 13);
        ring.full = false;
        assertTrue(sink.flush());
        assertEquals(13, ring.published.get(3).topOfBook().bidPriceE8);
    }

    @Test
    void shouldReportAGapBeforeAnythingElseWhenTradesWereLost() {
        final ConflatingSink sink = new ConflatingSink(ring, 2);
        ring.full = true;
        trade(sink, 0, 41);
        trade(sink, 1, 42);
        ring.full = false;
        trade(sink, 0, 43);
        assertEquals(2, sink.droppedTrades());
        assertEquals(EventType.STREAM_STATUS, ring.published.get(0).type);
        assertEquals(4, ring.published.get(0).stream().causeCode);
        assertEquals(42, ring.published.get(0).ingestTimeNs);
        assertEquals(EventType.AGG_TRADE, ring.published.get(1).type);
        assertEquals(2, ring.published.size());
    }

    /** MD-6, MD-9: the stream that is dropped for want of room must be told, or entries go on. */
    @Test
    void shouldTellThatAStreamWentDownWhenTheQueueIsFull() {
        final QueueingSink sink = new QueueingSink(ring, 1);
        final StreamWatch watch =
                new StreamWatch(
                        StreamRoute.PRIVATE, sink, () -> 7, (route, up, permanent, attempt) -> {});
        ring.full = true;
        sink.publish(sink.tryClaim(EventType.EXECUTION_REPORT));
        assertNull(sink.tryClaim(EventType.EXECUTION_REPORT));
        for (int i = 0; i < 16; i++) {
            watch.onDown(DownCause.ERROR, i, false, "");
            watch.onUp(false);
        }
        assertNull(sink.tryClaim(EventType.STREAM_STATUS), "32 at most");
        assertEquals(33, sink.waiting());
        ring.full = false;
        assertTrue(sink.flush());
        assertEquals(33, ring.published.size());
        assertEquals(EventType.EXECUTION_REPORT, ring.published.get(0).type);
        assertFalse(ring.published.get(1).stream().up);
        assertTrue(ring.published.get(32).stream().up);
        sink.publish(sink.tryClaim(EventType.EXECUTION_REPORT));
        ring.full = true;
        assertNotNull(sink.tryClaim(EventType.EXECUTION_REPORT), "the room came back");
    }

    @Test
    void shouldQueueUserEventsInOrderAndRefuseWhenTheQueueIsFull() {
        final QueueingSink sink = new QueueingSink(ring, 3);
        ring.full = true;
        for (int i = 0; i < 3; i++) {
            final EngineEvent event = sink.tryClaim(EventType.EXECUTION_REPORT);
            assertNotNull(event);
            event.execution().tradeId = i;
            sink.publish(event);
        }
        assertNull(sink.tryClaim(EventType.EXECUTION_REPORT));
        assertEquals(1, sink.overflows());
        assertEquals(3, sink.waiting());
        ring.full = false;
        final EngineEvent next = sink.tryClaim(EventType.EXECUTION_REPORT);
        next.execution().tradeId = 3;
        sink.publish(next);
        assertEquals(
                List.of(0L, 1L, 2L, 3L),
                ring.published.stream().map(e -> e.execution().tradeId).toList());
        assertEquals(0, sink.waiting());
    }
}
