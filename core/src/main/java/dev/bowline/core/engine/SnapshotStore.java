package dev.bowline.core.engine;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.signal.SignalHandler;
import dev.bowline.core.state.Durable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;
import dev.bowline.core.timer.EngineTimers;

/**
 * Order of a snapshot: the instruments, the durable state, and the rest that the next answers
 * depend on, so that a fresh decision link goes on as the one that wrote it (JRN-3). Counters that
 * only people read are left out.
 */
final class SnapshotStore implements Durable {
    /** Version of the layout, first value of a snapshot. To be raised with every change. */
    private static final long VERSION = 9;

    private final Books books;
    private final EngineTimers timers;
    private final DriftDesk driftDesk;
    private final BracketKeeper keeper;
    private final StateDesk states;
    private final DeadmanDesk deadman;
    private final SignalHandler signal;
    private final StateStore stateStore;

    SnapshotStore(
            final Books books,
            final EngineTimers timers,
            final DriftDesk driftDesk,
            final BracketKeeper keeper,
            final StateDesk states,
            final DeadmanDesk deadman,
            final SignalHandler signal,
            final StateStore stateStore) {
        this.books = books;
        this.timers = timers;
        this.driftDesk = driftDesk;
        this.keeper = keeper;
        this.states = states;
        this.deadman = deadman;
        this.signal = signal;
        this.stateStore = stateStore;
    }

    @Override
    public void writeState(final StateSink sink) {
        sink.putLong(VERSION);
        final int instruments = books.instruments.count();
        sink.putLong(instruments);
        for (int id = 0; id < instruments; id++) {
            writeSpec(sink, books.spec(id));
        }
        stateStore.writeState(sink);
        for (int id = 0; id < instruments; id++) {
            if (!stateStore.isUsed(id)) {
                books.position(id).write(sink);
                books.drift(id).write(sink);
            }
            books.drift(id).writeRest(sink);
        }
        books.orders.writeRest(sink);
        books.gate.writeRest(sink);
        books.kill.writeRest(sink);
        books.rate.writeRest(sink);
        states.writeRest(sink);
        deadman.writeRest(sink);
        keeper.writeRest(sink);
        timers.writeRest(sink);
        driftDesk.writeRest(sink);
        books.market.writeRest(sink);
        signal.writeRest(sink);
    }

    /** Fills a link that has seen no event yet. */
    @Override
    public void readState(final StateSource source) {
        final long version = source.getLong();
        if (version != VERSION) {
            throw new IllegalStateException("snapshot version=" + version + ", must be " + VERSION);
        }
        readDurable(source);
        readRest(source);
    }

    /**
     * As {@link #readState}, the durable state alone, of an older layout too: what comes before the
     * rest has never changed its place.
     */
    void readDurableAlone(final StateSource source) {
        final long version = source.getLong();
        if (version < 1 || version > VERSION) {
            throw new IllegalStateException(
                    "snapshot version=" + version + ", must be in [1, " + VERSION + "]");
        }
        readDurable(source);
    }

    private void readDurable(final StateSource source) {
        final long instruments = source.getLong();
        final EngineEvent event = new EngineEvent();
        for (int id = 0; id < instruments; id++) {
            event.clear(EventType.INSTRUMENT);
            event.instrument = readSpec(source, id);
            books.instruments.put(event.instrument);
            books.fills.addInstrument(id);
            keeper.addInstrument(id);
            signal.onEvent(event, 0);
        }
        stateStore.readState(source);
    }

    private void readRest(final StateSource source) {
        for (int id = 0; id < books.instruments.count(); id++) {
            if (!stateStore.isUsed(id)) {
                books.position(id).read(source);
                books.drift(id).read(source);
            }
            books.drift(id).readRest(source);
        }
        books.orders.readRest(source);
        books.gate.readRest(source);
        books.kill.readRest(source);
        books.rate.readRest(source);
        states.readRest(source);
        deadman.readRest(source);
        keeper.readRest(source);
        timers.readRest(source);
        driftDesk.readRest(source);
        books.market.readRest(source);
        signal.readRest(source);
    }

    private static void writeSpec(final StateSink sink, final InstrumentSpec spec) {
        StateStore.writeSymbol(sink, spec.symbol());
        StateStore.writeSymbol(sink, spec.baseAsset());
        StateStore.writeSymbol(sink, spec.quoteAsset());
        StateStore.writeSymbol(sink, spec.marginAsset());
        sink.putLong(spec.tickE8());
        sink.putLong(spec.minPriceE8());
        sink.putLong(spec.maxPriceE8());
        sink.putLong(spec.limitStepE8());
        sink.putLong(spec.limitMinQtyE8());
        sink.putLong(spec.limitMaxQtyE8());
        sink.putLong(spec.marketStepE8());
        sink.putLong(spec.marketMinQtyE8());
        sink.putLong(spec.marketMaxQtyE8());
        sink.putLong(spec.minNotionalE8());
        sink.putLong(spec.percentUpE8());
        sink.putLong(spec.percentDownE8());
        sink.putLong(spec.maxOpenOrders());
        sink.putLong(spec.makerFeeE8());
        sink.putLong(spec.takerFeeE8());
        sink.putLong(spec.leverage());
        sink.putLong(spec.maxNotionalE8());
        sink.putLong(spec.maintMarginRateE8());
    }

    private static InstrumentSpec readSpec(final StateSource source, final int id) {
        return new InstrumentSpec(
                id,
                StateStore.readSymbol(source),
                StateStore.readSymbol(source),
                StateStore.readSymbol(source),
                StateStore.readSymbol(source),
                source.getLong(),
                source.getLong(),
                source.getLong(),
                source.getLong(),
                source.getLong(),
                source.getLong(),
                source.getLong(),
                source.getLong(),
                source.getLong(),
                source.getLong(),
                source.getLong(),
                source.getLong(),
                (int) source.getLong(),
                source.getLong(),
                source.getLong(),
                (int) source.getLong(),
                source.getLong(),
                source.getLong());
    }
}
