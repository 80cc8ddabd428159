package dev.bowline.gateway.binance.user;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventSink;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.gateway.binance.market.DecodeCounters;
import dev.bowline.gateway.binance.market.DecodeResult;
import dev.bowline.gateway.binance.market.SymbolTable;
import dev.bowline.gateway.json.FixedReader;
import dev.bowline.gateway.json.Piece;
import dev.bowline.gateway.json.ShortWords;

/**
 * The user frames that make slots in the very layout the venue sends, in one pass and without a
 * table of fields. Whatever deviates in a single byte (order, unknown field or word, blank, escape,
 * odd number, a value that cannot be) is left to the general decoder with nothing published, so
 * both give the same slots and the same refusals.
 */
// USDⓈ-M docs, User Data Streams, read 2026-11-20, and captures of August and September 2026.
final class UsualUserFrames {
    private static final Piece STREAM = Piece.of("{\"stream\":\"");
    private static final Piece DATA = Piece.of("\",\"data\":");
    private static final Piece EVENT = Piece.of("{\"e\":\"");
    private static final Piece ORDER_TRADE = Piece.of("ORDER_TRADE_");
    private static final Piece UPDATE = Piece.of("UPDATE");
    private static final Piece TRADE_LITE = Piece.of("TRADE_LITE");
    private static final Piece ALGO_UPDATE = Piece.of("ALGO_UPDATE");
    private static final Piece ACCOUNT_UPDATE = Piece.of("ACCOUNT_UPDATE");
    private static final Piece TIME = Piece.of(",\"T\":");
    private static final Piece TIME_FIRST = Piece.of("\",\"T\":");
    private static final Piece EVENT_TIME = Piece.of(",\"E\":");
    private static final Piece EVENT_TIME_FIRST = Piece.of("\",\"E\":");

    private static final Piece ORDER = Piece.of(",\"o\":{\"s\":\"");
    private static final Piece CLIENT_ID = Piece.of("\",\"c\":\"");
    private static final Piece SIDE = Piece.of("\",\"S\":\"");
    private static final Piece TYPE = Piece.of("\",\"o\":\"");
    private static final Piece IN_FORCE = Piece.of("\",\"f\":\"");
    private static final Piece QTY = Piece.of("\",\"q\":\"");
    private static final Piece PRICE = Piece.of("\",\"p\":\"");
    private static final Piece AVERAGE = Piece.of("\",\"ap\":\"");
    private static final Piece STOP_PRICE = Piece.of("\",\"sp\":\"");
    private static final Piece EXECUTION = Piece.of("\",\"x\":\"");
    private static final Piece STATUS = Piece.of("\",\"X\":\"");
    private static final Piece ORDER_ID = Piece.of("\",\"i\":");
    private static final Piece LAST_QTY = Piece.of(",\"l\":\"");
    private static final Piece FILLED_QTY = Piece.of("\",\"z\":\"");
    private static final Piece LAST_PRICE = Piece.of("\",\"L\":\"");
    private static final Piece COMMISSION = Piece.of("\",\"n\":\"");
    private static final Piece COMMISSION_ASSET = Piece.of("\",\"N\":\"");
    private static final Piece TRADE_ID = Piece.of(",\"t\":");
    private static final Piece BIDS = Piece.of(",\"b\":\"");
    private static final Piece ASKS = Piece.of("\",\"a\":\"");
    private static final Piece MAKER = Piece.of("\",\"m\":");
    private static final Piece REDUCE_ONLY = Piece.of(",\"R\":");
    private static final Piece WORKING_TYPE = Piece.of(",\"wt\":\"");
    private static final Piece ORIGINAL_TYPE = Piece.of("\",\"ot\":\"");
    private static final Piece POSITION_SIDE = Piece.of("\",\"ps\":\"");
    private static final Piece CLOSE_POSITION = Piece.of("\",\"cp\":");
    private static final Piece REALIZED = Piece.of(",\"rp\":\"");
    private static final Piece PROTECT = Piece.of("\",\"pP\":");
    private static final Piece SI = Piece.of(",\"si\":");
    private static final Piece SS = Piece.of(",\"ss\":");
    private static final Piece PREVENTION = Piece.of(",\"V\":\"");
    private static final Piece PRICE_MATCH = Piece.of("\",\"pm\":\"");
    private static final Piece GOOD_TILL = Piece.of("\",\"gtd\":");
    private static final Piece EXPIRY_REASON = Piece.of(",\"er\":\"");
    private static final Piece MODIFY_ID = Piece.of("\",\"M\":\"");
    private static final Piece ORDER_END = Piece.of("\"}}");

    private static final Piece LITE_SYMBOL = Piece.of(",\"s\":\"");
    private static final Piece LITE_CLIENT_ID = Piece.of(",\"c\":\"");
    private static final Piece LITE_LAST_PRICE = Piece.of("\",\"L\":\"");
    private static final Piece LITE_LAST_QTY = Piece.of("\",\"l\":\"");
    private static final Piece LITE_TRADE_ID = Piece.of("\",\"t\":");
    private static final Piece LITE_ORDER_ID = Piece.of(",\"i\":");
    private static final Piece BRACE = Piece.of("}");

    private static final Piece ALGO = Piece.of(",\"o\":{\"caid\":\"");
    private static final Piece ALGO_ID = Piece.of("\",\"aid\":");
    private static final Piece ALGO_TYPE = Piece.of(",\"at\":\"");
    private static final Piece SYMBOL = Piece.of("\",\"s\":\"");
    private static final Piece CHILD_ID = Piece.of("\",\"ai\":\"");
    private static final Piece TRIGGER_PRICE = Piece.of("\",\"tp\":\"");
    private static final Piece ALGO_PREVENTION = Piece.of("\",\"V\":\"");
    private static final Piece ALGO_WORKING_TYPE = Piece.of("\",\"wt\":\"");
    private static final Piece ALGO_PROTECT = Piece.of(",\"pP\":");
    private static final Piece TRIGGER_TIME = Piece.of(",\"tt\":");
    private static final Piece ALGO_GOOD_TILL = Piece.of(",\"gtd\":");
    private static final Piece ACTIVATED = Piece.of(",\"ia\":");
    private static final Piece CHILD_AVERAGE = Piece.of(",\"ap\":\"");
    private static final Piece CHILD_QTY = Piece.of("\",\"aq\":\"");
    private static final Piece CHILD_TYPE = Piece.of("\",\"act\":\"");
    private static final Piece FAILURE = Piece.of("\",\"rm\":\"");
    private static final Piece FLAG_END = Piece.of("}}");

    private final FixedReader reader = new FixedReader();
    private final ExecutionReport report = new ExecutionReport();
    private final ClientIds ids;
    private final ShortWords symbols;
    private final UsualAccountFrames accounts;
    private final EventSink sink;
    private final DecodeCounters counters;

    private int instrumentId;
    private long eventTimeMs;
    private long transactionTimeMs;
    private int publishedRows;

    UsualUserFrames(
            final char mode,
            final SymbolTable symbols,
            final EventSink sink,
            final DecodeCounters counters) {
        this.symbols = symbols.shortNames();
        this.sink = sink;
        this.counters = counters;
        ids = new ClientIds(mode);
        accounts = new UsualAccountFrames(reader, this.symbols);
    }

    /**
     * EVENTS or NO_SLOT; {@code null} if the general decoder must look.
     *
     * @param skippedRows account rows of this frame that an earlier call published
     */
    DecodeResult decodeOrNull(
            final byte[] json,
            final int end,
            final int skippedRows,
            final long ingestTimeNs,
            final long readableNs) {
        reader.start(json);
        publishedRows = skippedRows;
        final boolean wrapped = reader.skip(STREAM);
        if (wrapped) {
            reader.skipText();
            reader.expect(DATA);
        }
        reader.expect(EVENT);
        final boolean account = reader.peek(0) == 'A' && reader.peek(1) == 'C';
        switch (reader.peek(0)) {
            case 'O' -> readOrder();
            case 'T' -> readTradeLite();
            case 'A' -> {
                if (account) {
                    readAccount();
                } else {
                    readAlgo();
                }
            }
            default -> {
                return null;
            }
        }
        if (wrapped) {
            reader.expect(BRACE);
        }
        if (!reader.isEnd(end)) {
            return null;
        }
        return account
                ? publishRows(ingestTimeNs, readableNs)
                : publishReport(ingestTimeNs, readableNs);
    }

    /** Rows of the account frame read last that are published, if it ended with NO_SLOT. */
    int publishedRows() {
        return publishedRows;
    }

    /** Both stamps of a frame, in either order. */
    private void readTimes() {
        if (reader.skip(TIME_FIRST)) {
            transactionTimeMs = reader.natural();
            reader.expect(EVENT_TIME);
            eventTimeMs = reader.natural();
        } else {
            reader.expect(EVENT_TIME_FIRST);
            eventTimeMs = reader.natural();
            reader.expect(TIME);
            transactionTimeMs = reader.natural();
        }
    }

    private void readOrder() {
        reader.expect(ORDER_TRADE);
        reader.expect(UPDATE);
        readTimes();
        report.clear();
        report.source = ReportSource.ORDER_TRADE_UPDATE;
        reader.expect(ORDER);
        readSymbol();
        reader.expect(CLIENT_ID);
        readClientId();
        reader.expect(SIDE);
        report.side = reader.word(UserTables.SIDES);
        reader.expect(TYPE);
        report.orderType = reader.word(UserTables.TYPES);
        reader.expect(IN_FORCE);
        report.timeInForce = reader.word(UserTables.TIMES_IN_FORCE);
        reader.expect(QTY);
        report.qtyE8 = reader.decimalE8();
        reader.expect(PRICE);
        report.priceE8 = reader.truncatedE8();
        reader.expect(AVERAGE);
        report.avgPriceE8 = reader.truncatedE8();
        reader.expect(STOP_PRICE);
        report.triggerPriceE8 = reader.truncatedE8();
        reader.expect(EXECUTION);
        report.executionType = reader.word(UserTables.EXECUTIONS);
        reader.expect(STATUS);
        report.status = reader.word(UserTables.STATES);
        reader.expect(ORDER_ID);
        report.orderId = reader.natural();
        readFill();
        readFlags();
        readEnd();
    }

    private void readFill() {
        final boolean trade = report.executionType == ExecutionType.TRADE;
        reader.expect(LAST_QTY);
        report.lastQtyE8 = trade ? reader.decimalE8() : reader.truncatedE8();
        reader.expect(FILLED_QTY);
        report.cumQtyE8 = reader.decimalE8();
        reader.expect(LAST_PRICE);
        report.lastPriceE8 = trade ? reader.decimalE8() : reader.truncatedE8();
        reader.expect(COMMISSION);
        report.commissionE8 = reader.signedTruncatedE8();
        reader.expect(COMMISSION_ASSET);
        report.commissionAssetCode = reader.eightBytesOfText();
        reader.expect(TIME_FIRST);
        report.transactionTimeMs = reader.natural();
        reader.expect(TRADE_ID);
        report.tradeId = reader.natural();
        if (trade && (report.lastQtyE8 == 0 || report.lastPriceE8 == 0)) {
            reader.lose();
        }
    }

    private void readFlags() {
        skipText(BIDS);
        skipText(ASKS);
        reader.expect(MAKER);
        report.maker = reader.flag();
        reader.expect(REDUCE_ONLY);
        report.reduceOnly = reader.flag();
        skipText(WORKING_TYPE);
        skipText(ORIGINAL_TYPE);
        skipText(POSITION_SIDE);
        reader.expect(CLOSE_POSITION);
        report.closePosition = reader.flag();
        reader.expect(REALIZED);
        report.realizedPnlE8 = reader.signedTruncatedE8();
    }

    private void readEnd() {
        reader.expect(PROTECT);
        reader.flag();
        reader.expect(SI);
        reader.skipNatural();
        reader.expect(SS);
        reader.skipNatural();
        skipText(PREVENTION);
        skipText(PRICE_MATCH);
        reader.expect(GOOD_TILL);
        reader.skipNatural();
        reader.expect(EXPIRY_REASON);
        report.expiryReason = (int) Math.min(reader.natural(), Integer.MAX_VALUE);
        if (reader.skip(MODIFY_ID)) {
            reader.skipText();
        }
        reader.expect(ORDER_END);
    }

    private void readTradeLite() {
        reader.expect(TRADE_LITE);
        readTimes();
        report.clear();
        report.source = ReportSource.TRADE_LITE;
        report.executionType = ExecutionType.TRADE;
        report.transactionTimeMs = transactionTimeMs;
        reader.expect(LITE_SYMBOL);
        readSymbol();
        reader.expect(QTY);
        report.qtyE8 = reader.decimalE8();
        reader.expect(PRICE);
        report.priceE8 = reader.truncatedE8();
        reader.expect(MAKER);
        report.maker = reader.flag();
        reader.expect(LITE_CLIENT_ID);
        readClientId();
        reader.expect(SIDE);
        report.side = reader.word(UserTables.SIDES);
        reader.expect(LITE_LAST_PRICE);
        report.lastPriceE8 = reader.decimalE8();
        reader.expect(LITE_LAST_QTY);
        report.lastQtyE8 = reader.decimalE8();
        reader.expect(LITE_TRADE_ID);
        report.tradeId = reader.natural();
        reader.expect(LITE_ORDER_ID);
        report.orderId = reader.natural();
        reader.expect(BRACE);
        if (report.lastQtyE8 == 0 || report.lastPriceE8 == 0) {
            reader.lose();
        }
    }

    private void readAlgo() {
        reader.expect(ALGO_UPDATE);
        readTimes();
        report.clear();
        report.source = ReportSource.ALGO_UPDATE;
        report.transactionTimeMs = transactionTimeMs;
        reader.expect(ALGO);
        readClientId();
        reader.expect(ALGO_ID);
        report.algoId = reader.natural();
        skipText(ALGO_TYPE);
        reader.expect(TYPE);
        report.orderType = reader.word(UserTables.TYPES);
        reader.expect(SYMBOL);
        readSymbol();
        reader.expect(SIDE);
        report.side = reader.word(UserTables.SIDES);
        skipText(POSITION_SIDE);
        reader.expect(IN_FORCE);
        report.timeInForce = reader.word(UserTables.TIMES_IN_FORCE);
        reader.expect(QTY);
        report.qtyE8 = reader.decimalE8();
        readAlgoStatus();
        reader.expect(CHILD_ID);
        if (reader.peek(0) != '"') {
            report.orderId = reader.natural();
        }
        reader.expect(TRIGGER_PRICE);
        report.triggerPriceE8 = reader.truncatedE8();
        reader.expect(PRICE);
        report.priceE8 = reader.truncatedE8();
        readAlgoFlags();
        readChild();
    }

    /** What made an order be rejected is a text, which the general decoder reads. */
    private void readAlgoStatus() {
        reader.expect(STATUS);
        report.status = reader.word(UserTables.STATES);
        if (report.status == null || report.status == VenueOrderStatus.REJECTED) {
            reader.lose();
            return;
        }
        report.executionType = ExecutionFields.executionOf(report.status);
    }

    private void readAlgoFlags() {
        skipText(ALGO_PREVENTION);
        skipText(ALGO_WORKING_TYPE);
        skipText(PRICE_MATCH);
        reader.expect(CLOSE_POSITION);
        report.closePosition = reader.flag();
        reader.expect(ALGO_PROTECT);
        reader.flag();
        reader.expect(REDUCE_ONLY);
        report.reduceOnly = reader.flag();
        reader.expect(TRIGGER_TIME);
        reader.skipNatural();
        reader.expect(ALGO_GOOD_TILL);
        reader.skipNatural();
        reader.expect(ACTIVATED);
        reader.flag();
    }

    /** What the venue tells of the order an algo order became; absent before it triggers. */
    private void readChild() {
        if (reader.skip(FLAG_END)) {
            return;
        }
        reader.expect(CHILD_AVERAGE);
        report.avgPriceE8 = reader.truncatedE8();
        reader.expect(CHILD_QTY);
        report.cumQtyE8 = reader.truncatedE8();
        skipText(CHILD_TYPE);
        if (reader.skip(FAILURE)) {
            reader.skipText();
        }
        reader.expect(ORDER_END);
    }

    private void readAccount() {
        reader.expect(ACCOUNT_UPDATE);
        readTimes();
        accounts.read();
    }

    private void readSymbol() {
        final int from = reader.at();
        reader.skipText();
        instrumentId = symbols.codeOf(reader.bytes(), from, reader.at());
        if (instrumentId == SymbolTable.MISSING) {
            reader.lose();
        }
    }

    private void readClientId() {
        final int from = reader.at();
        reader.skipText();
        ids.read(reader.bytes(), from, reader.at());
        report.origin = ids.origin();
        report.runId = ids.runId();
        report.orderKey = ids.orderKey();
    }

    private void skipText(final Piece name) {
        reader.expect(name);
        reader.skipText();
    }

    private DecodeResult publishReport(final long ingestTimeNs, final long readableNs) {
        final EngineEvent event = sink.tryClaim(EventType.EXECUTION_REPORT);
        if (event == null) {
            return DecodeResult.NO_SLOT;
        }
        ExecutionFields.copy(report, event.execution());
        publish(event, instrumentId, ingestTimeNs, readableNs);
        return DecodeResult.EVENTS;
    }

    private DecodeResult publishRows(final long ingestTimeNs, final long readableNs) {
        for (int i = publishedRows; i < accounts.rows(); i++) {
            final EngineEvent event = sink.tryClaim(EventType.ACCOUNT_UPDATE);
            if (event == null) {
                publishedRows = i;
                return DecodeResult.NO_SLOT;
            }
            AccountRows.copy(accounts.row(i), event.account());
            publish(event, accounts.instrumentId(i), ingestTimeNs, readableNs);
        }
        return DecodeResult.EVENTS;
    }

    private void publish(
            final EngineEvent event,
            final int instrument,
            final long ingestTimeNs,
            final long readableNs) {
        event.instrumentId = instrument;
        event.eventTimeMs = eventTimeMs;
        event.ingestTimeNs = ingestTimeNs;
        event.readableNs = readableNs;
        sink.publish(event);
        counters.addSlot();
    }
}
