package dev.bowline.core.engine;

import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.order.Order;
import dev.bowline.core.position.DriftWatch;
import dev.bowline.core.position.FillLog;
import dev.bowline.core.position.Position;
import dev.bowline.core.risk.SymbolGuard;
import dev.bowline.core.state.Durable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;
import dev.bowline.core.timer.EngineTimers;

/**
 * Order of the durable state. Instruments are written by symbol, because ids are given anew in each
 * run; then only those with anything to remember.
 */
final class StateStore implements Durable {
    /** Version of the layout, first value of the state. */
    private static final long VERSION = 9;

    /** Oldest layout that can be read; what it lacks is as at the first start. */
    private static final long OLDEST = 5;

    private static final long WITH_FUNDING = 6;
    private static final long WITH_CHILDREN = 8;
    private static final long WITH_VENUE_IDS = 9;

    private static final int CHARS_PER_LONG = 4;
    private static final int MAX_SYMBOL_CHARS = 64;

    private final Books books;
    private final EngineTimers timers;

    StateStore(final Books books, final EngineTimers timers) {
        this.books = books;
        this.timers = timers;
    }

    @Override
    public void writeState(final StateSink sink) {
        sink.putLong(VERSION);
        sink.putLong(books.nextIntentSeq);
        sink.putLong(timers.day());
        sink.putLong(books.maxUnprotectedNs);
        sink.putLong(books.maxReplaceGapNs);
        sink.putLong(books.fillsReadUntilMs);
        sink.putLong(books.fillsWantedNs);
        sink.putLong(books.fillsAskedNs);
        sink.putLong(books.fundingFromMs);
        books.funding.writeState(sink);
        books.gate.writeState(sink);
        books.kill.writeState(sink);
        books.rate.writeState(sink);
        books.ledger.writeState(sink);
        books.portfolio.writeTotals(sink);
        books.outcomes.write(sink);
        sink.putLong(books.instruments.count());
        for (int id = 0; id < books.instruments.count(); id++) {
            writeSymbol(sink, books.spec(id).symbol());
        }
        books.orders.writeState(sink);
        for (int id = 0; id < books.instruments.count(); id++) {
            writeInstrument(sink, id);
        }
        sink.putLong(books.isOtherFeeWarned ? 1 : 0);
        books.orders.writeChildren(sink);
        for (int id = 0; id < books.instruments.count(); id++) {
            sink.putLong(books.position(id).stopExitCode());
            books.fills.writeStrangers(sink, id);
        }
        books.orders.writeVenueIds(sink);
    }

    /** Whether there is anything to remember of an instrument. */
    boolean isUsed(final int id) {
        return books.fills.knows(id) || !books.position(id).isIdle() || books.guard(id).isUsed();
    }

    private void writeInstrument(final StateSink sink, final int id) {
        sink.putLong(isUsed(id) ? 1 : 0);
        if (!isUsed(id)) {
            return;
        }
        books.position(id).write(sink);
        books.drift(id).write(sink);
        books.guard(id).write(sink);
        books.fills.write(sink, id);
        sink.putLong(books.brackets[id].isOpen ? 1 : 0);
        if (books.brackets[id].isOpen) {
            books.brackets[id].write(sink);
            books.trails[id].write(sink);
        }
    }

    /** Length, then four characters per value. */
    static void writeSymbol(final StateSink sink, final String symbol) {
        sink.putLong(symbol.length());
        for (int at = 0; at < symbol.length(); at += CHARS_PER_LONG) {
            long packed = 0;
            for (int i = 0; i < CHARS_PER_LONG && at + i < symbol.length(); i++) {
                packed |= (long) symbol.charAt(at + i) << (Character.SIZE * i);
            }
            sink.putLong(packed);
        }
    }

    static String readSymbol(final StateSource source) {
        final long chars = source.getLong();
        if (chars < 1 || chars > MAX_SYMBOL_CHARS) {
            throw new IllegalStateException(
                    "restored symbol of " + chars + " characters, must be in [1, 64]");
        }
        final StringBuilder symbol = new StringBuilder();
        for (int at = 0; at < chars; at += CHARS_PER_LONG) {
            final long packed = source.getLong();
            for (int i = 0; i < CHARS_PER_LONG && at + i < chars; i++) {
                symbol.append((char) (packed >>> (Character.SIZE * i)));
            }
        }
        return symbol.toString();
    }

    @Override
    public void readState(final StateSource source) {
        final long version = source.getLong();
        if (version < OLDEST || version > VERSION) {
            throw new IllegalStateException(
                    "restored state version="
                            + version
                            + ", must be in ["
                            + OLDEST
                            + ", "
                            + VERSION
                            + "]");
        }
        books.nextIntentSeq = source.getLong();
        timers.restoreDay(source.getLong());
        books.maxUnprotectedNs = source.getLong();
        books.maxReplaceGapNs = source.getLong();
        books.fillsReadUntilMs = source.getLong();
        books.fillsWantedNs = source.getLong();
        books.fillsAskedNs = source.getLong();
        if (version >= WITH_FUNDING) {
            books.fundingFromMs = source.getLong();
            books.funding.readState(source);
        }
        books.gate.readState(source);
        books.kill.readState(source);
        books.rate.readState(source);
        books.ledger.readState(source);
        books.portfolio.readTotals(source);
        books.outcomes.read(source);
        final String[] symbols = new String[(int) source.getLong()];
        for (int i = 0; i < symbols.length; i++) {
            symbols[i] = readSymbol(source);
        }
        books.ledger.streak().renumber(id -> id < 0 ? id : idOrMinus1(symbols[id]));
        books.orders.readState(source);
        for (int i = books.orders.count() - 1; i >= 0; i--) {
            final Order order = books.orders.get(i);
            final String symbol = symbols[order.instrumentId];
            order.instrumentId = order.isOpen() ? requireId(symbol) : idOrMinus1(symbol);
            if (order.instrumentId < 0) {
                books.orders.remove(order);
            }
        }
        for (int i = books.orders.retiredCount() - 1; i >= 0; i--) {
            final Order order = books.orders.getRetired(i);
            order.instrumentId = idOrMinus1(symbols[order.instrumentId]);
            if (order.instrumentId < 0) {
                books.orders.remove(order);
            }
        }
        for (final String symbol : symbols) {
            readInstrument(source, symbol);
        }
        if (version >= WITH_CHILDREN) {
            readChildren(source, symbols);
        }
        if (version >= WITH_VENUE_IDS) {
            books.orders.readVenueIds(source);
        }
    }

    private void readChildren(final StateSource source, final String[] symbols) {
        books.isOtherFeeWarned = source.getLong() != 0;
        books.orders.readChildren(source);
        for (final String symbol : symbols) {
            final int id = idOrMinus1(symbol);
            final long stopExitCode = source.getLong();
            if (id < 0) {
                // Pairs of an instrument that is not traded any more.
                for (long left = 2 * source.getLong(); left > 0; left--) {
                    source.getLong();
                }
            } else {
                books.position(id).noteStopExit((int) stopExitCode);
                books.fills.readStrangers(source, id);
            }
        }
    }

    private int idOrMinus1(final String symbol) {
        final InstrumentSpec spec = books.instruments.bySymbolOrNull(symbol);
        return spec == null ? -1 : spec.id();
    }

    /** What is at the venue must be among the instruments of this run. */
    private int requireId(final String symbol) {
        final int id = idOrMinus1(symbol);
        if (id < 0) {
            throw new IllegalStateException(
                    "restored state has an order or position in "
                            + symbol
                            + ", which is no instrument of this run");
        }
        return id;
    }

    private void readInstrument(final StateSource source, final String symbol) {
        if (source.getLong() == 0) {
            return;
        }
        final int id = idOrMinus1(symbol);
        if (id < 0) {
            skipInstrument(source, symbol);
            return;
        }
        books.position(id).read(source);
        books.drift(id).read(source);
        books.guard(id).read(source);
        books.fills.read(source, id);
        if (source.getLong() != 0) {
            books.brackets[id].read(source, books.orders);
            books.trails[id].read(source);
        }
    }

    /** Old fills of an instrument that is not traded any more are of no use. */
    private void skipInstrument(final StateSource source, final String symbol) {
        final Position position = new Position();
        position.read(source);
        new DriftWatch().read(source);
        new SymbolGuard().read(source);
        final FillLog fills = new FillLog(1);
        fills.addInstrument(0);
        fills.read(source, 0);
        final boolean hasBracket = source.getLong() != 0;
        if (hasBracket || !position.isFlat()) {
            requireId(symbol);
        }
    }
}
