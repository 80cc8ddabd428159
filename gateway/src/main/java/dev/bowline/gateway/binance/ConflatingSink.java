package dev.bowline.gateway.binance;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventSink;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.MarkPrice;
import dev.bowline.core.event.StreamRoute;
import dev.bowline.core.event.TopOfBook;
import java.util.concurrent.atomic.AtomicLong;

/**
 * In front of the ring for market data: while the ring is full, books and mark prices are kept per
 * instrument, newest wins; trades and bars are dropped. A dropped trade is reported as a gap (cause
 * 4) as soon as there is room. Never gives {@code null}, never waits. One thread; allocates
 * nothing.
 */
public final class ConflatingSink implements EventSink {
    private static final int GAP_CAUSE = 4;

    private final EventSink ring;
    private final EngineEvent scratch = new EngineEvent();
    private final Kept<TopOfBook> books;
    private final Kept<MarkPrice> marks;
    private final AtomicLong conflated = new AtomicLong();
    private final AtomicLong droppedTrades = new AtomicLong();
    private final AtomicLong droppedBars = new AtomicLong();
    private volatile boolean holding;
    private boolean gap;
    private long gapIngestTimeNs;

    /** Newest values of one type, and in which order they wait. */
    private static final class Kept<T> {
        private final T[] values;
        private final long[] eventTimeMs;
        private final long[] ingestTimeNs;
        private final long[] readableNs;
        private final boolean[] waits;
        private final int[] order;
        private int first;
        private int count;

        Kept(final T[] values) {
            this.values = values;
            eventTimeMs = new long[values.length];
            ingestTimeNs = new long[values.length];
            readableNs = new long[values.length];
            waits = new boolean[values.length];
            order = new int[values.length];
        }

        /** Notes the header; true if an older value was still waiting. */
        boolean keep(final EngineEvent event) {
            final int id = event.instrumentId;
            eventTimeMs[id] = event.eventTimeMs;
            ingestTimeNs[id] = event.ingestTimeNs;
            readableNs[id] = event.readableNs;
            if (waits[id]) {
                return true;
            }
            waits[id] = true;
            order[(first + count++) % order.length] = id;
            return false;
        }

        void putHeader(final EngineEvent slot) {
            final int id = order[first];
            slot.instrumentId = id;
            slot.eventTimeMs = eventTimeMs[id];
            slot.ingestTimeNs = ingestTimeNs[id];
            slot.readableNs = readableNs[id];
        }

        T oldest() {
            return values[order[first]];
        }

        void removeOldest() {
            waits[order[first]] = false;
            first = (first + 1) % order.length;
            count--;
        }
    }

    /**
     * @param instruments ids are below this
     */
    public ConflatingSink(final EventSink ring, final int instruments) {
        this.ring = ring;
        final TopOfBook[] bookValues = new TopOfBook[instruments];
        final MarkPrice[] markValues = new MarkPrice[instruments];
        for (int i = 0; i < instruments; i++) {
            bookValues[i] = new TopOfBook();
            markValues[i] = new MarkPrice();
        }
        books = new Kept<>(bookValues);
        marks = new Kept<>(markValues);
    }

    /** Values that were replaced by newer ones before anybody saw them; any thread. */
    public long conflated() {
        return conflated.get();
    }

    /** Trades lost for want of room; any thread. */
    public long droppedTrades() {
        return droppedTrades.get();
    }

    /** Bars lost for want of room; any thread. */
    public long droppedBars() {
        return droppedBars.get();
    }

    /** Whether something waits for room; any thread. */
    public boolean isHolding() {
        return holding;
    }

    @Override
    public EngineEvent tryClaim(final EventType type) {
        final EngineEvent slot = flush() ? ring.tryClaim(type) : null;
        if (slot != null) {
            return slot;
        }
        scratch.clear(type);
        return scratch;
    }

    @Override
    public void publish(final EngineEvent event) {
        if (event != scratch) {
            ring.publish(event);
            return;
        }
        holding = true;
        switch (event.type) {
            case TOP_OF_BOOK -> {
                countIf(books.keep(event));
                SlotCopy.book(event.topOfBook(), books.values[event.instrumentId]);
            }
            case MARK_PRICE -> {
                countIf(marks.keep(event));
                SlotCopy.mark(event.mark(), marks.values[event.instrumentId]);
            }
            case AGG_TRADE -> {
                droppedTrades.incrementAndGet();
                gap = true;
                gapIngestTimeNs = event.ingestTimeNs;
            }
            default -> droppedBars.incrementAndGet();
        }
    }

    private void countIf(final boolean replaced) {
        if (replaced) {
            conflated.incrementAndGet();
        }
    }

    /** Moves what was kept into the ring; true if nothing waits any more. */
    public boolean flush() {
        if (!holding) {
            return true;
        }
        final boolean empty = flushGap() && flushBooks() && flushMarks();
        holding = !empty;
        return empty;
    }

    private boolean flushGap() {
        if (!gap) {
            return true;
        }
        final EngineEvent slot = ring.tryClaim(EventType.STREAM_STATUS);
        if (slot == null) {
            return false;
        }
        slot.ingestTimeNs = gapIngestTimeNs;
        slot.stream().route = StreamRoute.MARKET;
        slot.stream().up = true;
        slot.stream().causeCode = GAP_CAUSE;
        ring.publish(slot);
        gap = false;
        return true;
    }

    private boolean flushBooks() {
        while (books.count > 0) {
            final EngineEvent slot = ring.tryClaim(EventType.TOP_OF_BOOK);
            if (slot == null) {
                return false;
            }
            books.putHeader(slot);
            SlotCopy.book(books.oldest(), slot.topOfBook());
            ring.publish(slot);
            books.removeOldest();
        }
        return true;
    }

    private boolean flushMarks() {
        while (marks.count > 0) {
            final EngineEvent slot = ring.tryClaim(EventType.MARK_PRICE);
            if (slot == null) {
                return false;
            }
            marks.putHeader(slot);
            SlotCopy.mark(marks.oldest(), slot.mark());
            ring.publish(slot);
            marks.removeOldest();
        }
        return true;
    }
}
