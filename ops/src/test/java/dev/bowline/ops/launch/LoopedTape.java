package dev.bowline.ops.launch;

import dev.bowline.core.event.Bar;
import dev.bowline.gateway.history.MarketListener;
import dev.bowline.gateway.history.MarketSource;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A recorded market over and over, as if it happened now and {@value #SPEED} times as fast. Ids go
 * on from one round to the next. Funding is due at each full minute, so that positions of seconds
 * meet it. Klines are left to the exchange, which builds them from the trades.
 */
final class LoopedTape implements MarketSource {
    private static final long MINUTE_MS = 60_000;
    private static final long SPEED = 3;
    private static final long FUNDING_RATE_E8 = 10_000;

    private final Supplier<MarketSource> tapes;
    private final Shifted shifted = new Shifted();
    private final Ids[] books;
    private final Ids[] trades;
    private MarketSource tape;
    private MarketListener listener;
    private final long firstMs;
    private long roundMs;
    private long lastMs;
    private long recordsBefore;

    /**
     * Opens the first round.
     *
     * @param tapes opens the recorded market at its beginning
     * @param instruments with dense ids
     * @param startMs time of the first record
     */
    LoopedTape(final Supplier<MarketSource> tapes, final int instruments, final long startMs) {
        this.tapes = tapes;
        books = Stream.generate(Ids::new).limit(instruments).toArray(Ids[]::new);
        trades = Stream.generate(Ids::new).limit(instruments).toArray(Ids[]::new);
        tape = tapes.get();
        firstMs = tape.peekTimeMs();
        roundMs = startMs;
    }

    @Override
    public long peekTimeMs() {
        if (tape.peekTimeMs() == END) {
            again();
        }
        return movedMs(tape.peekTimeMs());
    }

    private long movedMs(final long recordedMs) {
        return roundMs + (recordedMs - firstMs) / SPEED;
    }

    private void again() {
        recordsBefore += tape.records();
        tape.close();
        tape = tapes.get();
        roundMs = lastMs + 1;
        Stream.of(books, trades).flatMap(Stream::of).forEach(Ids::again);
    }

    /** Ids of one kind of record of one instrument: each round follows the one before. */
    private static final class Ids {
        private long first;
        private long last;
        private long shift;

        long of(final long recorded) {
            first = first == 0 ? recorded : first;
            last = recorded;
            return recorded + shift;
        }

        void again() {
            shift += last - first + 1;
        }
    }

    @Override
    public boolean advance(final MarketListener to) {
        listener = to;
        lastMs = peekTimeMs();
        return tape.advance(shifted);
    }

    @Override
    public int progressPpm() {
        return -1;
    }

    @Override
    public long records() {
        return recordsBefore + tape.records();
    }

    @Override
    public void close() {
        tape.close();
    }

    /** The tape's records, moved. */
    private final class Shifted implements MarketListener {
        @Override
        public void onBook(
                final int instrumentId,
                final long bidE8,
                final long bidQtyE8,
                final long askE8,
                final long askQtyE8,
                final long updateId,
                final long timeMs) {
            listener.onBook(
                    instrumentId,
                    bidE8,
                    bidQtyE8,
                    askE8,
                    askQtyE8,
                    books[instrumentId].of(updateId),
                    movedMs(timeMs));
        }

        @Override
        public void onTrade(
                final int instrumentId,
                final long priceE8,
                final long qtyE8,
                final boolean buyerIsMaker,
                final long tradeId,
                final long timeMs) {
            listener.onTrade(
                    instrumentId,
                    priceE8,
                    qtyE8,
                    buyerIsMaker,
                    trades[instrumentId].of(tradeId),
                    movedMs(timeMs));
        }

        @Override
        public void onMark(
                final int instrumentId,
                final long markE8,
                final long indexE8,
                final long fundingRateE8,
                final long nextFundingMs,
                final long timeMs) {
            final long nowMs = movedMs(timeMs);
            listener.onMark(
                    instrumentId,
                    markE8,
                    indexE8,
                    FUNDING_RATE_E8,
                    (nowMs / MINUTE_MS + 1) * MINUTE_MS,
                    nowMs);
        }

        @Override
        public void onBar(final int instrumentId, final Bar bar, final long timeMs) {
            // Built by the exchange.
        }
    }
}
