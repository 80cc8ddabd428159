package dev.bowline.gateway.binance.user;

import dev.bowline.core.event.AccountRow;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventSink;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.StreamRoute;
import dev.bowline.core.event.StreamStatus;
import dev.bowline.gateway.binance.market.DecodeCounters;
import dev.bowline.gateway.binance.market.DecodeResult;
import dev.bowline.gateway.binance.market.SymbolTable;
import dev.bowline.gateway.json.CheckedFields;
import dev.bowline.gateway.json.FieldTable;
import dev.bowline.gateway.json.JsonScanner;
import org.agrona.DirectBuffer;

/**
 * One text frame of the user data stream to ring slots. A slot is published only after the whole
 * frame proved to be right. One thread; allocates nothing; never throws on any bytes.
 *
 * <p>{@link DecodeResult#NO_SLOT} means that the frame, or its last rows, are not published: the
 * next call must bring the same frame again, and goes on where this one stopped; or {@link
 * #abandon} gives it up.
 */
public final class UserEventDecoder {
    /** Cause of a STREAM_STATUS made by {@code listenKeyExpired}. */
    public static final int LISTEN_KEY_EXPIRED_CAUSE = 5;

    private static final int MAX_LEVERAGE = 125;

    private final DecodeCounters counters = new DecodeCounters();
    private final JsonScanner scanner = new JsonScanner();
    private final UserTables tables = new UserTables();
    private final CheckedFields fields = new CheckedFields();
    private final ExecutionFields executions;
    private final AccountRows accountRows;
    private final UsualUserFrames usualFrames;
    private final SymbolTable symbols;
    private final EventSink sink;

    private FieldTable head;
    private FieldTable order;
    private long ingestTimeNs;
    private long readableNs;
    private int publishedRows;
    private long marginCalls;

    /**
     * Makes a decoder.
     *
     * @param mode letter of our client order ids in this run: s, t, p or r
     */
    public UserEventDecoder(final char mode, final SymbolTable symbols, final EventSink sink) {
        this.symbols = symbols;
        this.sink = sink;
        executions = new ExecutionFields(mode, fields, counters);
        usualFrames = new UsualUserFrames(mode, symbols, sink, counters);
        accountRows = new AccountRows(scanner, tables.row, symbols, fields, counters);
    }

    /**
     * Decodes one whole frame.
     *
     * @param ingestTimeNs our stamp, epoch nanoseconds
     * @param readableNs when the bytes became readable ({@code System.nanoTime})
     */
    public DecodeResult decode(
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final long ingestTimeNs,
            final long readableNs) {
        scanner.wrap(buffer, offset, length);
        final DecodeResult usual =
                usualFrames.decodeOrNull(
                        scanner.bytes(), length, publishedRows, ingestTimeNs, readableNs);
        if (usual == null) {
            return decodeScanned(ingestTimeNs, readableNs);
        }
        publishedRows = usual == DecodeResult.NO_SLOT ? usualFrames.publishedRows() : 0;
        return counters.count(usual);
    }

    /** As {@link #decode}, by the general way alone: the yardstick of the usual one in tests. */
    DecodeResult decodeGeneral(
            final DirectBuffer buffer,
            final int offset,
            final int length,
            final long ingestTimeNs,
            final long readableNs) {
        scanner.wrap(buffer, offset, length);
        return decodeScanned(ingestTimeNs, readableNs);
    }

    private DecodeResult decodeScanned(final long ingestTimeNs, final long readableNs) {
        this.ingestTimeNs = ingestTimeNs;
        this.readableNs = readableNs;
        final DecodeResult result = decodeDocument();
        if (result != DecodeResult.NO_SLOT) {
            publishedRows = 0;
        }
        return counters.count(result);
    }

    /** Forgets a frame that ended with NO_SLOT. */
    public void abandon() {
        publishedRows = 0;
    }

    public DecodeCounters counters() {
        return counters;
    }

    /** MARGIN_CALL events seen. */
    public long marginCalls() {
        return marginCalls;
    }

    private DecodeResult decodeDocument() {
        final FieldTable top = tables.top;
        if (!scanner.scanObject(top) || !scanner.atEnd()) {
            return DecodeResult.MALFORMED;
        }
        if (!top.has(UserTables.DATA)) {
            head = top;
            order = tables.topOrder;
            return decodeEvent(tables.topAccount);
        }
        if (top.kind(UserTables.DATA) != JsonScanner.OBJECT) {
            return DecodeResult.MALFORMED;
        }
        head = tables.data;
        order = tables.dataOrder;
        return decodeEvent(tables.dataAccount);
    }

    private DecodeResult decodeEvent(final FieldTable account) {
        if (!head.has('e')) {
            return decodeControl();
        }
        if (!head.isText('e')) {
            return DecodeResult.MALFORMED;
        }
        fields.start(head);
        return switch (head.wordCode('e', UserTables.EVENTS)) {
            case UserTables.ORDER_TRADE_UPDATE -> decodeOrder();
            case UserTables.TRADE_LITE -> decodeTradeLite();
            case UserTables.ALGO_UPDATE -> decodeAlgo();
            case UserTables.ACCOUNT_UPDATE -> decodeAccount(account);
            case UserTables.LISTEN_KEY_EXPIRED -> decodeListenKeyExpired();
            case UserTables.MARGIN_CALL -> decodeMarginCall();
            case UserTables.ACCOUNT_CONFIG_UPDATE ->
                    decodeConfig(head == tables.top ? tables.topConfig : tables.dataConfig);
            case -1 -> DecodeResult.UNKNOWN_EVENT;
            default -> DecodeResult.IGNORED;
        };
    }

    private DecodeResult decodeOrder() {
        if (head.kind('o') != JsonScanner.OBJECT || !order.isText('s')) {
            return DecodeResult.MALFORMED;
        }
        final int instrumentId = symbols.idOf(order, 's');
        if (instrumentId == SymbolTable.MISSING) {
            return DecodeResult.UNKNOWN_SYMBOL;
        }
        counters.addUnknownFields(
                head.unknownFields(UserTables.HEAD_WORDS, UserTables.HEAD_LETTERS)
                        + order.unknownFields(UserTables.ORDER_WORDS, UserTables.ORDER_LETTERS));
        final long eventTimeMs = fields.natural('E');
        executions.readOrder(order);
        return publishExecution(instrumentId, eventTimeMs);
    }

    private DecodeResult decodeTradeLite() {
        if (!head.isText('s')) {
            return DecodeResult.MALFORMED;
        }
        final int instrumentId = symbols.idOf(head, 's');
        if (instrumentId == SymbolTable.MISSING) {
            return DecodeResult.UNKNOWN_SYMBOL;
        }
        counters.addUnknownFields(
                head.unknownFields(UserTables.HEAD_WORDS, UserTables.LITE_LETTERS));
        final long eventTimeMs = fields.natural('E');
        executions.readTradeLite(head);
        return publishExecution(instrumentId, eventTimeMs);
    }

    private DecodeResult decodeAlgo() {
        if (head.kind('o') != JsonScanner.OBJECT || !order.isText('s')) {
            return DecodeResult.MALFORMED;
        }
        final int instrumentId = symbols.idOf(order, 's');
        if (instrumentId == SymbolTable.MISSING) {
            return DecodeResult.UNKNOWN_SYMBOL;
        }
        counters.addUnknownFields(
                head.unknownFields(UserTables.HEAD_WORDS, UserTables.HEAD_LETTERS)
                        + order.unknownFields(UserTables.ALGO_WORDS, UserTables.ALGO_LETTERS));
        final long eventTimeMs = fields.natural('E');
        final long transactionTimeMs = fields.natural('T');
        executions.readAlgo(order, transactionTimeMs);
        return publishExecution(instrumentId, eventTimeMs);
    }

    private DecodeResult publishExecution(final int instrumentId, final long eventTimeMs) {
        if (fields.fault() != CheckedFields.FINE) {
            return refusal();
        }
        final EngineEvent event = claim(EventType.EXECUTION_REPORT, instrumentId, eventTimeMs);
        if (event == null) {
            return DecodeResult.NO_SLOT;
        }
        executions.copyTo(event.execution());
        return publish(event);
    }

    /** Two passes: nothing is published before every row was read. */
    private DecodeResult decodeAccount(final FieldTable account) {
        if (head.kind('a') != JsonScanner.OBJECT) {
            return DecodeResult.MALFORMED;
        }
        final long eventTimeMs = fields.natural('E');
        accountRows.start(account);
        while (accountRows.next()) {
            accountRows.countUnknowns();
        }
        counters.addUnknownFields(
                head.unknownFields(UserTables.HEAD_WORDS, UserTables.HEAD_LETTERS)
                        + account.unknownFields(0, UserTables.ACCOUNT_LETTERS));
        if (fields.fault() != CheckedFields.FINE) {
            return refusal();
        }
        DecodeResult result = DecodeResult.IGNORED;
        accountRows.start(account);
        for (int i = 0; accountRows.next(); i++) {
            if (accountRows.isUnknownSymbol()) {
                result = result == DecodeResult.EVENTS ? result : DecodeResult.UNKNOWN_SYMBOL;
            } else if (i < publishedRows) {
                result = DecodeResult.EVENTS;
            } else {
                final EngineEvent event =
                        claim(EventType.ACCOUNT_UPDATE, accountRows.instrumentId(), eventTimeMs);
                if (event == null) {
                    publishedRows = i;
                    return DecodeResult.NO_SLOT;
                }
                accountRows.copyTo(event.account());
                result = publish(event);
            }
        }
        return result;
    }

    private DecodeResult decodeMarginCall() {
        final long eventTimeMs = fields.natural('E');
        // Only a cross position's call tells a wallet.
        final long walletE8 = fields.optionalSignedE8(UserTables.CROSS_WALLET);
        if (fields.fault() != CheckedFields.FINE) {
            return refusal();
        }
        final EngineEvent event = claim(EventType.ACCOUNT_UPDATE, -1, eventTimeMs);
        if (event == null) {
            return DecodeResult.NO_SLOT;
        }
        marginCalls++;
        event.account().row = AccountRow.MARGIN_CALL;
        event.account().crossWalletE8 = walletE8;
        return publish(event);
    }

    /** Leverage of a symbol; a change of the multi-assets mode has no symbol and is left alone. */
    private DecodeResult decodeConfig(final FieldTable config) {
        if (!head.has(UserTables.CONFIG)) {
            return DecodeResult.IGNORED;
        }
        if (head.kind(UserTables.CONFIG) != JsonScanner.OBJECT || !config.isText('s')) {
            return DecodeResult.MALFORMED;
        }
        final int instrumentId = symbols.idOf(config, 's');
        if (instrumentId == SymbolTable.MISSING) {
            return DecodeResult.UNKNOWN_SYMBOL;
        }
        final long eventTimeMs = fields.natural('E');
        fields.use(config);
        final long leverage = fields.natural('l');
        if (fields.fault() != CheckedFields.FINE) {
            return refusal();
        }
        if (leverage < 1 || leverage > MAX_LEVERAGE) {
            return DecodeResult.ABSURD_NUMBER;
        }
        final EngineEvent event = claim(EventType.ACCOUNT_UPDATE, instrumentId, eventTimeMs);
        if (event == null) {
            return DecodeResult.NO_SLOT;
        }
        event.account().row = AccountRow.LEVERAGE;
        event.account().leverage = (int) leverage;
        return publish(event);
    }

    private DecodeResult decodeListenKeyExpired() {
        final long eventTimeMs = fields.natural('E');
        if (fields.fault() != CheckedFields.FINE) {
            return refusal();
        }
        final EngineEvent event = claim(EventType.STREAM_STATUS, -1, eventTimeMs);
        if (event == null) {
            return DecodeResult.NO_SLOT;
        }
        final StreamStatus stream = event.stream();
        stream.route = StreamRoute.PRIVATE;
        stream.up = false;
        stream.causeCode = LISTEN_KEY_EXPIRED_CAUSE;
        return publish(event);
    }

    private DecodeResult decodeControl() {
        if (head.has(UserTables.ERROR) || head.has(UserTables.CODE)) {
            return DecodeResult.CONTROL_ERROR;
        }
        return head.has(UserTables.ID) && head.has(UserTables.RESULT)
                ? DecodeResult.CONTROL_REPLY
                : DecodeResult.UNKNOWN_EVENT;
    }

    private EngineEvent claim(
            final EventType type, final int instrumentId, final long eventTimeMs) {
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

    private DecodeResult refusal() {
        return fields.fault() == CheckedFields.ABSURD
                ? DecodeResult.ABSURD_NUMBER
                : DecodeResult.MALFORMED;
    }
}
