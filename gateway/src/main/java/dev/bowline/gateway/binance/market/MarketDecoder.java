package dev.bowline.gateway.binance.market;

import dev.bowline.core.event.AggTrade;
import dev.bowline.core.event.Bar;
import dev.bowline.core.event.DayTicker;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventSink;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.MarkPrice;
import dev.bowline.core.event.TopOfBook;
import dev.bowline.gateway.json.CheckedFields;
import dev.bowline.gateway.json.FieldTable;
import dev.bowline.gateway.json.JsonScanner;
import org.agrona.DirectBuffer;

/**
 * One text frame of a market stream to ring slots. Takes raw payloads and the combined wrapper
 * {@code {"stream":…,"data":…}}. A slot is published only after the whole frame proved to be JSON
 * and all its fields were read. One thread; allocates nothing; never throws on any bytes.
 *
 * <p>Fields and streams: USDⓈ-M docs, WebSocket Market Streams, read 2026-11-20.
 */
public final class MarketDecoder {
    private static final int COIN_MARGINED = 2;

    private final DecodeCounters counters = new DecodeCounters();
    private final JsonScanner scanner = new JsonScanner();
    private final MarketTables tables = new MarketTables();
    private final CheckedFields fields = new CheckedFields();
    private final DepthLevels levels = new DepthLevels();
    private final DepthUpdate depth = new DepthUpdate();
    private final SymbolTable symbols;
    private final EventSink sink;
    private final UsualFrames usualFrames;
    private final DepthListener depthListener;
    private final boolean acceptSingleTrades;

    private FieldTable row;
    private FieldTable bar;
    private int instrumentId;
    private long ingestTimeNs;
    private long readableNs;
    private long controlId = -1;
    private int controlErrorCode;

    /**
     * A decoder that takes the undocumented {@code trade} stream as trades, too.
     *
     * @param symbols instruments of the run
     * @param sink where slots come from
     * @param depthListenerOrNull takes depth frames; without one they are ignored
     */
    public MarketDecoder(
            final SymbolTable symbols,
            final EventSink sink,
            final DepthListener depthListenerOrNull) {
        this(symbols, sink, depthListenerOrNull, true);
    }

    /**
     * As above, choosing what to do with the {@code trade} stream.
     *
     * @param acceptSingleTrades map {@code trade} frames like {@code aggTrade}, with the trade id
     *     in place of the aggregate's; false ignores them
     */
    public MarketDecoder(
            final SymbolTable symbols,
            final EventSink sink,
            final DepthListener depthListenerOrNull,
            final boolean acceptSingleTrades) {
        this.symbols = symbols;
        this.sink = sink;
        this.usualFrames = new UsualFrames(symbols, sink, counters);
        this.depthListener = depthListenerOrNull;
        this.acceptSingleTrades = acceptSingleTrades;
    }

    /**
     * Decodes one whole frame.
     *
     * @param ingestTimeNs our stamp, epoch nanoseconds
     * @param readableNs when the bytes became readable ({@code System.nanoTime})
     * @return what became of it; NO_SLOT if at least one row found no slot, and decoding the frame
     *     again is harmless because every row is a state or carries an id
     */
    public DecodeResult decode(
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final long ingestTimeNs,
            final long readableNs) {
        this.ingestTimeNs = ingestTimeNs;
        this.readableNs = readableNs;
        scanner.wrap(buffer, offset, length);
        final DecodeResult usual =
                usualFrames.decodeOrNull(scanner.bytes(), length, ingestTimeNs, readableNs);
        return counters.count(usual == null ? decodeDocument() : usual);
    }

    /** As {@link #decode}, by the general way alone: the yardstick of the usual one in tests. */
    DecodeResult decodeGeneral(
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final long ingestTimeNs,
            final long readableNs) {
        this.ingestTimeNs = ingestTimeNs;
        this.readableNs = readableNs;
        scanner.wrap(buffer, offset, length);
        return counters.count(decodeDocument());
    }

    public DecodeCounters counters() {
        return counters;
    }

    /** {@code id} of the last control reply, or -1. */
    public long controlId() {
        return controlId;
    }

    /** Error code of the last control reply, 0 if it was no error. */
    public int controlErrorCode() {
        return controlErrorCode;
    }

    private DecodeResult decodeDocument() {
        if (scanner.peek() == '[') {
            tables.wrapped = false;
            final boolean whole = scanner.readValue() == JsonScanner.ARRAY && scanner.atEnd();
            return whole ? decodeRows(0) : DecodeResult.MALFORMED;
        }
        final FieldTable top = tables.top;
        if (!scanner.scanObject(top) || !scanner.atEnd()) {
            return DecodeResult.MALFORMED;
        }
        final byte data = top.kind(MarketTables.DATA);
        tables.wrapped = data == JsonScanner.OBJECT || data == JsonScanner.ARRAY;
        if (data == JsonScanner.ARRAY) {
            return decodeRows(top.start(MarketTables.DATA));
        }
        if (data != JsonScanner.BAD && !tables.wrapped) {
            return DecodeResult.MALFORMED;
        }
        row = tables.wrapped ? tables.data : top;
        bar = tables.wrapped ? tables.dataBar : tables.topBar;
        return decodeRow();
    }

    /** An array of events whose grammar is known to be right. */
    private DecodeResult decodeRows(final int start) {
        scanner.moveTo(start);
        scanner.enterArray();
        row = tables.data;
        bar = tables.dataBar;
        DecodeResult all = DecodeResult.IGNORED;
        boolean first = true;
        while (scanner.nextElement(first) == 1) {
            first = false;
            final boolean object = scanner.peek() == '{' && scanner.scanObject(row);
            final int next = scanner.position();
            final DecodeResult one = object ? decodeRow() : DecodeResult.MALFORMED;
            if (!object) {
                return published(all) ? countBadRow(one, all) : one;
            }
            scanner.moveTo(next);
            if (one == DecodeResult.NO_SLOT) {
                counters.addLostRow();
            }
            all = merge(all, one);
        }
        return all;
    }

    private DecodeResult merge(final DecodeResult all, final DecodeResult one) {
        if (all == DecodeResult.NO_SLOT || one == DecodeResult.NO_SLOT) {
            return DecodeResult.NO_SLOT;
        }
        if (published(all)) {
            return isBad(one) ? countBadRow(one, all) : all;
        }
        if (published(one)) {
            return isBad(all) ? countBadRow(all, one) : one;
        }
        return isBad(all) ? all : one;
    }

    private static boolean published(final DecodeResult result) {
        return result == DecodeResult.EVENTS || result == DecodeResult.NO_SLOT;
    }

    private static boolean isBad(final DecodeResult result) {
        return result == DecodeResult.MALFORMED || result == DecodeResult.ABSURD_NUMBER;
    }

    /** A bad row beside good ones is counted by itself; the frame counts as what was good. */
    private DecodeResult countBadRow(final DecodeResult bad, final DecodeResult frame) {
        counters.count(bad);
        return frame;
    }

    private DecodeResult decodeRow() {
        final byte kind = row.kind('e');
        final int event =
                kind == JsonScanner.BAD
                        ? tables.eventOfNamelessRow(row)
                        : row.wordCode('e', MarketTables.EVENTS);
        if (kind != JsonScanner.BAD && !row.isText('e')) {
            return DecodeResult.MALFORMED;
        }
        if (row.has(MarketTables.ST) && row.integer(MarketTables.ST) == COIN_MARGINED) {
            return DecodeResult.COIN_MARGINED;
        }
        return switch (event) {
            case MarketTables.BOOK_TICKER,
                    MarketTables.AGG_TRADE,
                    MarketTables.TRADE,
                    MarketTables.KLINE,
                    MarketTables.MARK_PRICE,
                    MarketTables.TICKER,
                    MarketTables.MINI_TICKER,
                    MarketTables.DEPTH ->
                    decodeEvent(event);
            case MarketTables.CONTROL -> decodeControl();
            case MarketTables.UNKNOWN -> DecodeResult.UNKNOWN_EVENT;
            default -> DecodeResult.IGNORED;
        };
    }

    private DecodeResult decodeEvent(final int event) {
        if (!row.isText('s')) {
            return DecodeResult.MALFORMED;
        }
        instrumentId = symbols.idOf(row, 's');
        if (instrumentId == SymbolTable.MISSING) {
            return DecodeResult.UNKNOWN_SYMBOL;
        }
        final int unknown =
                row.unknownFields(MarketTables.WORDS[event], MarketTables.LETTERS[event]);
        if (unknown != 0) {
            counters.addUnknownFields(unknown);
        }
        fields.start(row);
        return switch (event) {
            case MarketTables.BOOK_TICKER -> decodeBookTicker();
            case MarketTables.AGG_TRADE -> decodeAggTrade('a', 'f', 'l');
            case MarketTables.TRADE -> decodeTrade();
            case MarketTables.KLINE -> decodeKline();
            case MarketTables.MARK_PRICE -> decodeMarkPrice();
            case MarketTables.DEPTH -> decodeDepth();
            default -> decodeTicker();
        };
    }

    private DecodeResult decodeBookTicker() {
        final long updateId = fields.natural('u');
        final long bidPriceE8 = fields.nonNegativeE8('b');
        final long bidQtyE8 = fields.nonNegativeE8('B');
        final long askPriceE8 = fields.nonNegativeE8('a');
        final long askQtyE8 = fields.nonNegativeE8('A');
        final long eventTimeMs = fields.optionalNatural('E', 0);
        // A price of 0 means that the side is empty; then there is no quantity either.
        if ((bidPriceE8 == 0 && bidQtyE8 != 0) || (askPriceE8 == 0 && askQtyE8 != 0)) {
            fields.fail(CheckedFields.ABSURD);
        }
        final EngineEvent event = claim(EventType.TOP_OF_BOOK, eventTimeMs);
        if (event == null) {
            return refusal();
        }
        final TopOfBook top = event.topOfBook();
        top.updateId = updateId;
        top.bidPriceE8 = bidPriceE8;
        top.bidQtyE8 = bidQtyE8;
        top.askPriceE8 = askPriceE8;
        top.askQtyE8 = askQtyE8;
        return publish(event);
    }

    private DecodeResult decodeTrade() {
        if (!acceptSingleTrades) {
            return DecodeResult.IGNORED;
        }
        // X other than MARKET is an insurance fund or ADL print, which aggTrade leaves out, too.
        if (row.has('X') && row.wordCode('X', MarketTables.TRADE_KINDS) != 0) {
            return DecodeResult.IGNORED;
        }
        return decodeAggTrade('t', 't', 't');
    }

    private DecodeResult decodeAggTrade(final int id, final int firstId, final int lastId) {
        final long aggTradeId = fields.natural(id);
        final long priceE8 = fields.positiveE8('p');
        final long qtyE8 = fields.positiveE8('q');
        final long firstTradeId = fields.natural(firstId);
        final long lastTradeId = fields.natural(lastId);
        final long tradeTimeMs = fields.natural('T');
        final boolean buyerIsMaker = fields.flag('m');
        final long eventTimeMs = fields.natural('E');
        final EngineEvent event = claim(EventType.AGG_TRADE, eventTimeMs);
        if (event == null) {
            return refusal();
        }
        final AggTrade trade = event.trade();
        trade.aggTradeId = aggTradeId;
        trade.priceE8 = priceE8;
        trade.qtyE8 = qtyE8;
        trade.firstTradeId = firstTradeId;
        trade.lastTradeId = lastTradeId;
        trade.tradeTimeMs = tradeTimeMs;
        trade.buyerIsMaker = buyerIsMaker;
        return publish(event);
    }

    private DecodeResult decodeMarkPrice() {
        counters.addMark();
        final long markPriceE8 = fields.positiveTruncatedE8('p');
        // Delivery contracts have no funding: r is an empty text there.
        final long indexPriceE8 = fields.optionalNonNegativeE8('i');
        final long fundingRateE8 = fields.optionalSignedE8('r');
        final long nextFundingTimeMs = fields.optionalNatural('T', 0);
        final long eventTimeMs = fields.natural('E');
        final EngineEvent event = claim(EventType.MARK_PRICE, eventTimeMs);
        if (event == null) {
            return refusal();
        }
        final MarkPrice mark = event.mark();
        mark.markPriceE8 = markPriceE8;
        mark.indexPriceE8 = indexPriceE8;
        mark.fundingRateE8 = fundingRateE8;
        mark.nextFundingTimeMs = nextFundingTimeMs;
        return publish(event);
    }

    private DecodeResult decodeTicker() {
        final long quoteVolumeE8 = fields.nonNegativeTruncatedE8('q');
        final long lastPriceE8 = fields.nonNegativeE8('c');
        final long eventTimeMs = fields.natural('E');
        final EngineEvent event = claim(EventType.DAY_TICKER, eventTimeMs);
        if (event == null) {
            return refusal();
        }
        final DayTicker ticker = event.ticker();
        ticker.quoteVolumeE8 = quoteVolumeE8;
        ticker.lastPriceE8 = lastPriceE8;
        return publish(event);
    }

    private DecodeResult decodeKline() {
        final long eventTimeMs = fields.natural('E');
        if (row.kind('k') != JsonScanner.OBJECT) {
            return DecodeResult.MALFORMED;
        }
        counters.addUnknownFields(bar.unknownFields(0, MarketTables.BAR_LETTERS));
        fields.use(bar);
        final long openTimeMs = fields.natural('t');
        final long closeTimeMs = fields.natural('T');
        final long openE8 = fields.positiveE8('o');
        final long highE8 = fields.positiveE8('h');
        final long lowE8 = fields.positiveE8('l');
        final long closeE8 = fields.positiveE8('c');
        final long volumeE8 = fields.nonNegativeE8('v');
        final long quoteVolumeE8 = fields.nonNegativeTruncatedE8('q');
        final long tradeCount = fields.natural('n');
        final boolean closed = fields.flag('x');
        if (closeTimeMs < openTimeMs || lowE8 > highE8) {
            fields.fail(CheckedFields.ABSURD);
        }
        final EngineEvent event = claim(EventType.BAR, eventTimeMs);
        if (event == null) {
            return refusal();
        }
        final Bar slot = event.bar();
        slot.openTimeMs = openTimeMs;
        slot.closeTimeMs = closeTimeMs;
        slot.intervalMs = closeTimeMs - openTimeMs + 1;
        slot.openE8 = openE8;
        slot.highE8 = highE8;
        slot.lowE8 = lowE8;
        slot.closeE8 = closeE8;
        slot.volumeE8 = volumeE8;
        slot.quoteVolumeE8 = quoteVolumeE8;
        slot.tradeCount = tradeCount;
        slot.closed = closed;
        return publish(event);
    }

    private DecodeResult decodeDepth() {
        if (depthListener == null || tables.isRetailDepth()) {
            return DecodeResult.IGNORED;
        }
        depth.clear();
        depth.instrumentId = instrumentId;
        depth.firstUpdateId = fields.natural('U');
        depth.lastUpdateId = fields.natural('u');
        depth.previousUpdateId = fields.optionalNatural(MarketTables.PU, DepthUpdate.NO_ID);
        depth.eventTimeMs = fields.natural('E');
        depth.transactionTimeMs = fields.optionalNatural('T', 0);
        depth.ingestTimeNs = ingestTimeNs;
        depth.partial = tables.isPartialDepth();
        levels.readBids(scanner, row, 'b', depth, fields);
        levels.readAsks(scanner, row, 'a', depth, fields);
        if (fields.fault() != CheckedFields.FINE) {
            return refusal();
        }
        depthListener.onDepth(depth);
        return DecodeResult.DEPTH;
    }

    private DecodeResult decodeControl() {
        controlId = row.integer(MarketTables.ID) >= 0 ? row.integer(MarketTables.ID) : -1;
        final FieldTable error =
                row.kind(MarketTables.ERROR) == JsonScanner.OBJECT ? tables.error : row;
        final long code = error.integer(MarketTables.CODE);
        final boolean failed = row.has(MarketTables.ERROR) || row.has(MarketTables.CODE);
        controlErrorCode = code == FieldTable.INVALID ? 0 : (int) code;
        return failed ? DecodeResult.CONTROL_ERROR : DecodeResult.CONTROL_REPLY;
    }

    /** A slot with its header filled; {@code null} if a field was wrong or the ring is full. */
    private EngineEvent claim(final EventType type, final long eventTimeMs) {
        if (fields.fault() != CheckedFields.FINE) {
            return null;
        }
        final EngineEvent event = sink.tryClaim(type);
        if (event != null) {
            event.instrumentId = instrumentId;
            event.eventTimeMs = eventTimeMs;
            event.ingestTimeNs = ingestTimeNs;
            event.readableNs = readableNs;
        }
        return event;
    }

    private DecodeResult publish(final EngineEvent event) {
        sink.publish(event);
        counters.addSlot();
        return DecodeResult.EVENTS;
    }

    /** Why {@link #claim} gave nothing. */
    private DecodeResult refusal() {
        return switch (fields.fault()) {
            case CheckedFields.FINE -> DecodeResult.NO_SLOT;
            case CheckedFields.ABSURD -> DecodeResult.ABSURD_NUMBER;
            default -> DecodeResult.MALFORMED;
        };
    }
}
