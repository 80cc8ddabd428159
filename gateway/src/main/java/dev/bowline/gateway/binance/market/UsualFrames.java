package dev.bowline.gateway.binance.market;

import dev.bowline.core.event.AggTrade;
import dev.bowline.core.event.Bar;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventSink;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.MarkPrice;
import dev.bowline.core.event.TopOfBook;
import dev.bowline.gateway.json.FixedOrder;
import dev.bowline.gateway.json.Piece;
import dev.bowline.gateway.json.ShortWords;

/**
 * The frequent market frames in the very layout the venue sends, in one pass and without a table of
 * fields. Whatever deviates in a single byte (order, unknown field, blank, escape, odd number, a
 * value that cannot be) is left to the general decoder with nothing published, so both give the
 * same slots and the same refusals. Fields of newer frames (nq, ps, ap, st) may be missing.
 */
final class UsualFrames {
    private static final Piece STREAM = Piece.of("{\"stream\":\"");
    private static final Piece DATA = Piece.of("\",\"data\":");
    private static final Piece EVENT = Piece.of("{\"e\":\"");
    private static final Piece AGG_TRADE = Piece.of("aggTrade\",\"E\":");
    private static final Piece BOOK_TICKER = Piece.of("bookTicker\",\"u\":");
    private static final Piece KLINE = Piece.of("kline\",\"E\":");
    private static final Piece MARK_PRICE = Piece.of("markPriceUpdate\"");

    private static final Piece EVENT_TIME = Piece.of(",\"E\":");
    private static final Piece TIME = Piece.of(",\"T\":");
    private static final Piece TIME_AFTER_TEXT = Piece.of("\",\"T\":");
    private static final Piece SYMBOL = Piece.of(",\"s\":\"");
    private static final Piece PAIR = Piece.of("\",\"ps\":\"");
    private static final Piece PLAIN = Piece.of(",\"st\":1");
    private static final Piece BRACE = Piece.of("}");

    private static final Piece ID = Piece.of(",\"a\":");
    private static final Piece FIRST_ID = Piece.of("\",\"f\":");
    private static final Piece LAST_ID = Piece.of(",\"l\":");
    private static final Piece NORMAL_QTY = Piece.of("\",\"nq\":\"");
    private static final Piece MAKER = Piece.of(",\"m\":");
    private static final Piece TRUE = Piece.of("true");
    private static final Piece FALSE = Piece.of("false");

    private static final Piece BID = Piece.of("\",\"b\":\"");
    private static final Piece BID_QTY = Piece.of("\",\"B\":\"");
    private static final Piece ASK = Piece.of("\",\"a\":\"");
    private static final Piece ASK_QTY = Piece.of("\",\"A\":\"");

    private static final Piece PRICE = Piece.of("\",\"p\":\"");
    private static final Piece QTY = Piece.of("\",\"q\":\"");
    private static final Piece AVERAGE = Piece.of("\",\"ap\":\"");
    private static final Piece SETTLE = Piece.of("\",\"P\":\"");
    private static final Piece INDEX = Piece.of("\",\"i\":\"");
    private static final Piece RATE = Piece.of("\",\"r\":\"");
    private static final Piece MINUS = Piece.of("-");

    private static final Piece BAR = Piece.of("\",\"k\":{\"t\":");
    private static final Piece BAR_LAST_ID = Piece.of(",\"L\":");
    private static final Piece OPEN = Piece.of(",\"o\":\"");
    private static final Piece CLOSE = Piece.of("\",\"c\":\"");
    private static final Piece HIGH = Piece.of("\",\"h\":\"");
    private static final Piece LOW = Piece.of("\",\"l\":\"");
    private static final Piece VOLUME = Piece.of("\",\"v\":\"");
    private static final Piece TRADES = Piece.of("\",\"n\":");
    private static final Piece CLOSED = Piece.of(",\"x\":");
    private static final Piece QUOTE_VOLUME = Piece.of(",\"q\":\"");
    private static final Piece TAKER_VOLUME = Piece.of("\",\"V\":\"");
    private static final Piece TAKER_QUOTE = Piece.of("\",\"Q\":\"");
    private static final Piece BAR_END = Piece.of("\",\"B\":\"0\"}");

    private final ShortWords symbols;
    private final EventSink sink;
    private final DecodeCounters counters;

    private boolean wrapped;
    private long ingestTimeNs;
    private long readableNs;

    UsualFrames(final SymbolTable symbols, final EventSink sink, final DecodeCounters counters) {
        this.symbols = symbols.shortNames();
        this.sink = sink;
        this.counters = counters;
    }

    /** EVENTS or NO_SLOT; {@code null} if the general decoder must look. */
    DecodeResult decodeOrNull(
            final byte[] json, final int end, final long ingestTimeNs, final long readableNs) {
        this.ingestTimeNs = ingestTimeNs;
        this.readableNs = readableNs;
        int i = 0;
        wrapped = STREAM.isAt(json, 0);
        if (wrapped) {
            i = DATA.after(json, FixedOrder.textEnd(json, STREAM.length()));
        }
        i = EVENT.after(json, i);
        return switch (json[i]) {
            case 'a' -> decodeAggTrade(json, AGG_TRADE.after(json, i), end);
            case 'b' -> decodeBookTicker(json, BOOK_TICKER.after(json, i), end);
            case 'k' -> decodeKline(json, KLINE.after(json, i), end);
            case 'm' -> {
                i = MARK_PRICE.after(json, i);
                yield decodeMarkPrice(json, EVENT_TIME.after(json, i), end);
            }
            default -> null;
        };
    }

    private DecodeResult decodeAggTrade(final byte[] json, final int eventTimeAt, final int end) {
        final int eventTimeEnd = FixedOrder.naturalEnd(json, eventTimeAt);
        final int idAt = ID.after(json, eventTimeEnd);
        final int idEnd = FixedOrder.naturalEnd(json, idAt);
        final int symbol = SYMBOL.after(json, idEnd);
        final int symbolEnd = FixedOrder.textEnd(json, symbol);
        final int priceAt = PRICE.after(json, symbolEnd);
        final int priceEndAt = FixedOrder.decimalEnd(json, priceAt);
        final int qtyAt = QTY.after(json, priceEndAt);
        final int qtyEnd = FixedOrder.decimalEnd(json, qtyAt);
        final int firstIdAt = FIRST_ID.after(json, optionalDecimal(NORMAL_QTY, json, qtyEnd));
        final int firstIdEnd = FixedOrder.naturalEnd(json, firstIdAt);
        final int lastIdAt = LAST_ID.after(json, firstIdEnd);
        final int lastIdEnd = FixedOrder.naturalEnd(json, lastIdAt);
        final int timeAt = TIME.after(json, lastIdEnd);
        final int timeEnd = FixedOrder.naturalEnd(json, timeAt);
        final int makerAt = MAKER.after(json, timeEnd);
        final int instrumentId = symbols.codeOf(json, symbol, symbolEnd);
        final long priceE8 = FixedOrder.decimalE8(json, priceAt, priceEndAt);
        final long qtyE8 = FixedOrder.decimalE8(json, qtyAt, qtyEnd);
        if (!isEnd(json, PLAIN.skip(json, flagEnd(json, makerAt)), end)
                || instrumentId == SymbolTable.MISSING
                || priceE8 == 0
                || qtyE8 == 0) {
            return null;
        }
        final EngineEvent event = sink.tryClaim(EventType.AGG_TRADE);
        if (event == null) {
            return DecodeResult.NO_SLOT;
        }
        final AggTrade trade = event.trade();
        trade.aggTradeId = FixedOrder.natural(json, idAt, idEnd);
        trade.priceE8 = priceE8;
        trade.qtyE8 = qtyE8;
        trade.firstTradeId = FixedOrder.natural(json, firstIdAt, firstIdEnd);
        trade.lastTradeId = FixedOrder.natural(json, lastIdAt, lastIdEnd);
        trade.tradeTimeMs = FixedOrder.natural(json, timeAt, timeEnd);
        trade.buyerIsMaker = json[makerAt] == 't';
        return publish(event, instrumentId, FixedOrder.natural(json, eventTimeAt, eventTimeEnd));
    }

    private DecodeResult decodeBookTicker(final byte[] json, final int idAt, final int end) {
        final int idEnd = FixedOrder.naturalEnd(json, idAt);
        final int symbol = SYMBOL.after(json, idEnd);
        final int symbolEnd = FixedOrder.textEnd(json, symbol);
        final int pair = PAIR.skip(json, symbolEnd);
        final int pairEnd = pair == symbolEnd ? pair : FixedOrder.textEnd(json, pair);
        final int bidAt = BID.after(json, pairEnd);
        final int bidEnd = FixedOrder.decimalEnd(json, bidAt);
        final int bidQtyAt = BID_QTY.after(json, bidEnd);
        final int bidQtyEnd = FixedOrder.decimalEnd(json, bidQtyAt);
        final int askAt = ASK.after(json, bidQtyEnd);
        final int askEnd = FixedOrder.decimalEnd(json, askAt);
        final int askQtyAt = ASK_QTY.after(json, askEnd);
        final int askQtyEnd = FixedOrder.decimalEnd(json, askQtyAt);
        final int timeEnd = FixedOrder.naturalEnd(json, TIME_AFTER_TEXT.after(json, askQtyEnd));
        final int eventTimeAt = EVENT_TIME.after(json, timeEnd);
        final int eventTimeEnd = FixedOrder.naturalEnd(json, eventTimeAt);
        final int instrumentId = symbols.codeOf(json, symbol, symbolEnd);
        if (!isEnd(json, PLAIN.skip(json, eventTimeEnd), end)
                || instrumentId == SymbolTable.MISSING) {
            return null;
        }
        final long bidPriceE8 = FixedOrder.decimalE8(json, bidAt, bidEnd);
        final long askPriceE8 = FixedOrder.decimalE8(json, askAt, askEnd);
        if (bidPriceE8 == 0 || askPriceE8 == 0) {
            return null;
        }
        final EngineEvent event = sink.tryClaim(EventType.TOP_OF_BOOK);
        if (event == null) {
            return DecodeResult.NO_SLOT;
        }
        final TopOfBook top = event.topOfBook();
        top.updateId = FixedOrder.natural(json, idAt, idEnd);
        top.bidPriceE8 = bidPriceE8;
        top.bidQtyE8 = FixedOrder.decimalE8(json, bidQtyAt, bidQtyEnd);
        top.askPriceE8 = askPriceE8;
        top.askQtyE8 = FixedOrder.decimalE8(json, askQtyAt, askQtyEnd);
        return publish(event, instrumentId, FixedOrder.natural(json, eventTimeAt, eventTimeEnd));
    }

    private DecodeResult decodeMarkPrice(final byte[] json, final int eventTimeAt, final int end) {
        final int eventTimeEnd = FixedOrder.naturalEnd(json, eventTimeAt);
        final int symbol = SYMBOL.after(json, eventTimeEnd);
        final int symbolEnd = FixedOrder.textEnd(json, symbol);
        final int priceAt = PRICE.after(json, symbolEnd);
        final int priceEndAt = FixedOrder.decimalEnd(json, priceAt);
        final int settleAt = SETTLE.after(json, optionalDecimal(AVERAGE, json, priceEndAt));
        final int indexAt = INDEX.after(json, FixedOrder.decimalEnd(json, settleAt));
        final int indexEnd = FixedOrder.decimalEnd(json, indexAt);
        final int sign = RATE.after(json, indexEnd);
        final int rateAt = MINUS.skip(json, sign);
        final int rateEnd = FixedOrder.decimalEnd(json, rateAt);
        final int timeAt = TIME_AFTER_TEXT.after(json, rateEnd);
        final int timeEnd = FixedOrder.naturalEnd(json, timeAt);
        final int instrumentId = symbols.codeOf(json, symbol, symbolEnd);
        final long priceE8 = FixedOrder.decimalE8(json, priceAt, priceEndAt);
        if (!isEnd(json, PLAIN.skip(json, timeEnd), end)
                || instrumentId == SymbolTable.MISSING
                || priceE8 == 0) {
            return null;
        }
        counters.addMark();
        final EngineEvent event = sink.tryClaim(EventType.MARK_PRICE);
        if (event == null) {
            return DecodeResult.NO_SLOT;
        }
        final MarkPrice mark = event.mark();
        final long rateE8 = FixedOrder.decimalE8(json, rateAt, rateEnd);
        mark.markPriceE8 = priceE8;
        mark.indexPriceE8 = FixedOrder.decimalE8(json, indexAt, indexEnd);
        mark.fundingRateE8 = rateAt == sign ? rateE8 : -rateE8;
        mark.nextFundingTimeMs = FixedOrder.natural(json, timeAt, timeEnd);
        return publish(event, instrumentId, FixedOrder.natural(json, eventTimeAt, eventTimeEnd));
    }

    private DecodeResult decodeKline(final byte[] json, final int eventTimeAt, final int end) {
        final int eventTimeEnd = FixedOrder.naturalEnd(json, eventTimeAt);
        final int symbol = SYMBOL.after(json, eventTimeEnd);
        final int symbolEnd = FixedOrder.textEnd(json, symbol);
        final int from = BAR.after(json, symbolEnd);
        final int fromEnd = FixedOrder.naturalEnd(json, from);
        final int to = TIME.after(json, fromEnd);
        final int toEnd = FixedOrder.naturalEnd(json, to);
        final int openAt = barPricesAt(json, toEnd);
        final int openEnd = FixedOrder.decimalEnd(json, openAt);
        final int closeAt = CLOSE.after(json, openEnd);
        final int closeEnd = FixedOrder.decimalEnd(json, closeAt);
        final int highAt = HIGH.after(json, closeEnd);
        final int highEnd = FixedOrder.decimalEnd(json, highAt);
        final int lowAt = LOW.after(json, highEnd);
        final int lowEnd = FixedOrder.decimalEnd(json, lowAt);
        final int volumeAt = VOLUME.after(json, lowEnd);
        final int volumeEnd = FixedOrder.decimalEnd(json, volumeAt);
        final int tradesAt = TRADES.after(json, volumeEnd);
        final int tradesEnd = FixedOrder.naturalEnd(json, tradesAt);
        final int closedAt = CLOSED.after(json, tradesEnd);
        final int quoteAt = QUOTE_VOLUME.after(json, flagEnd(json, closedAt));
        final int quoteEnd = FixedOrder.decimalEnd(json, quoteAt);
        final int takerAt = FixedOrder.decimalEnd(json, TAKER_VOLUME.after(json, quoteEnd));
        final int takerQuoteAt = FixedOrder.decimalEnd(json, TAKER_QUOTE.after(json, takerAt));
        final int barEnd = BAR_END.after(json, takerQuoteAt);
        final int instrumentId = symbols.codeOf(json, symbol, symbolEnd);
        if (!isEnd(json, PLAIN.skip(json, barEnd), end) || instrumentId == SymbolTable.MISSING) {
            return null;
        }
        final long openTimeMs = FixedOrder.natural(json, from, fromEnd);
        final long closeTimeMs = FixedOrder.natural(json, to, toEnd);
        final long openE8 = FixedOrder.decimalE8(json, openAt, openEnd);
        final long closeE8 = FixedOrder.decimalE8(json, closeAt, closeEnd);
        final long highE8 = FixedOrder.decimalE8(json, highAt, highEnd);
        final long lowE8 = FixedOrder.decimalE8(json, lowAt, lowEnd);
        final long leastE8 = Math.min(lowE8, Math.min(openE8, closeE8));
        if (closeTimeMs < openTimeMs || lowE8 > highE8 || leastE8 == 0) {
            return null;
        }
        final EngineEvent event = sink.tryClaim(EventType.BAR);
        if (event == null) {
            return DecodeResult.NO_SLOT;
        }
        final Bar bar = event.bar();
        bar.openTimeMs = openTimeMs;
        bar.closeTimeMs = closeTimeMs;
        bar.intervalMs = closeTimeMs - openTimeMs + 1;
        bar.openE8 = openE8;
        bar.highE8 = highE8;
        bar.lowE8 = lowE8;
        bar.closeE8 = closeE8;
        bar.volumeE8 = FixedOrder.decimalE8(json, volumeAt, volumeEnd);
        bar.quoteVolumeE8 = FixedOrder.decimalE8(json, quoteAt, quoteEnd);
        bar.tradeCount = FixedOrder.natural(json, tradesAt, tradesEnd);
        bar.closed = json[closedAt] == 't';
        return publish(event, instrumentId, FixedOrder.natural(json, eventTimeAt, eventTimeEnd));
    }

    /** Goes over symbol, interval and trade ids of a bar to its first price. */
    private static int barPricesAt(final byte[] json, final int from) {
        final int again = FixedOrder.textEnd(json, SYMBOL.after(json, from));
        final int word = FixedOrder.textEnd(json, INDEX.after(json, again));
        final int firstIdAt = FixedOrder.naturalEnd(json, FIRST_ID.after(json, word));
        final int lastIdAt = FixedOrder.naturalEnd(json, BAR_LAST_ID.after(json, firstIdAt));
        return OPEN.after(json, lastIdAt);
    }

    private static int optionalDecimal(final Piece name, final byte[] json, final int i) {
        final int from = name.skip(json, i);
        return from == i ? i : FixedOrder.decimalEnd(json, from);
    }

    private static int flagEnd(final byte[] json, final int i) {
        return json[i] == 't' ? TRUE.after(json, i) : FALSE.after(json, i);
    }

    /** Whether the braces stand at {@code i} and the document ends behind them. */
    private boolean isEnd(final byte[] json, final int i, final int end) {
        final int one = BRACE.after(json, i);
        return (wrapped ? BRACE.after(json, one) : one) == end;
    }

    private DecodeResult publish(
            final EngineEvent event, final int instrumentId, final long eventTimeMs) {
        event.instrumentId = instrumentId;
        event.eventTimeMs = eventTimeMs;
        event.ingestTimeNs = ingestTimeNs;
        event.readableNs = readableNs;
        sink.publish(event);
        counters.addSlot();
        return DecodeResult.EVENTS;
    }
}
