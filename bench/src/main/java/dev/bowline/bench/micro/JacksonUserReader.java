package dev.bowline.bench.micro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.AccountRow;
import dev.bowline.core.event.AccountUpdate;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.gateway.binance.user.ClientIds;
import java.io.IOException;
import java.util.Arrays;

/**
 * The yardstick for user frames: Jackson's streaming parser used with care, to the same slots as
 * ours. Texts are read from its character buffer without making a string; fields that are not used
 * are skipped, and nothing is checked beyond what filling the slot needs.
 */
final class JacksonUserReader {
    private static final int SCALE = 8;
    private static final long[] POWERS_OF_TEN = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
    };

    private static final CharWords EVENTS =
            new CharWords("ORDER_TRADE_UPDATE", "TRADE_LITE", "ALGO_UPDATE", "ACCOUNT_UPDATE");
    private static final Side[] SIDES = Side.values();
    private static final CharWords SIDE_WORDS = words(SIDES);
    private static final OrderType[] TYPES = OrderType.values();
    private static final CharWords TYPE_WORDS = words(TYPES);
    private static final TimeInForce[] TIMES_IN_FORCE = TimeInForce.values();
    private static final CharWords TIME_IN_FORCE_WORDS = words(TIMES_IN_FORCE);
    private static final ExecutionType[] EXECUTIONS = ExecutionType.values();
    private static final CharWords EXECUTION_WORDS = words(EXECUTIONS);
    private static final VenueOrderStatus[] STATES = VenueOrderStatus.values();
    private static final CharWords STATE_WORDS = words(STATES);
    private static final AccountReason[] REASONS = AccountReason.values();
    private static final CharWords REASON_WORDS = words(REASONS);
    private static final CharWords ISOLATED = new CharWords("isolated", "ISOLATED");

    private final JsonFactory factory = new JsonFactory();
    private final ClientIds ids = new ClientIds('s');
    private final byte[] id = new byte[64];
    private final OneSlotSink sink;
    private final CharWords symbols;

    private int kind;
    private int instrumentId;
    private long eventTimeMs;
    private long timeMs;
    private AccountUpdate[] rows = new AccountUpdate[16];
    private int[] rowInstruments = new int[16];
    private int rowCount;
    private final ExecutionReport report = new ExecutionReport();

    JacksonUserReader(final InstrumentRegistry registry, final OneSlotSink sink) {
        this.sink = sink;
        final String[] names = new String[registry.count()];
        for (int i = 0; i < names.length; i++) {
            names[i] = registry.byIdOrNull(i).symbol();
        }
        symbols = new CharWords(names);
        Arrays.setAll(rows, i -> new AccountUpdate());
    }

    private static CharWords words(final Enum<?>[] constants) {
        return new CharWords(Arrays.stream(constants).map(Enum::name).toArray(String[]::new));
    }

    /** Fills a slot for each event of the frame; number of slots. */
    int read(final byte[] json) throws IOException {
        rowCount = 0;
        report.clear();
        try (JsonParser parser = factory.createParser(json, 0, json.length)) {
            parser.nextToken();
            readFrame(parser);
        }
        return kind == 3 ? publishRows() : publishReport();
    }

    private void readFrame(final JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            final String name = parser.currentName();
            final JsonToken token = parser.nextToken();
            switch (name) {
                case "stream" -> {
                    // Only looked at.
                }
                case "data" -> readFrame(parser);
                case "e" -> kind = code(parser, EVENTS);
                case "E" -> eventTimeMs = parser.getLongValue();
                case "T" -> timeMs = parser.getLongValue();
                default -> {
                    if (token != JsonToken.START_OBJECT) {
                        readLite(parser, name);
                    } else if (kind == 0) {
                        readOrder(parser);
                    } else if (kind == 2) {
                        readAlgo(parser);
                    } else {
                        readAccount(parser);
                    }
                }
            }
        }
    }

    private void readOrder(final JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            final String name = parser.currentName();
            final JsonToken token = parser.nextToken();
            switch (name) {
                case "s" -> instrumentId = code(parser, symbols);
                case "c" -> clientId(parser);
                case "S" -> report.side = SIDES[code(parser, SIDE_WORDS)];
                case "o" -> report.orderType = TYPES[code(parser, TYPE_WORDS)];
                case "f" -> report.timeInForce = TIMES_IN_FORCE[code(parser, TIME_IN_FORCE_WORDS)];
                case "q" -> report.qtyE8 = decimalE8(parser);
                case "p" -> report.priceE8 = decimalE8(parser);
                case "ap" -> report.avgPriceE8 = decimalE8(parser);
                case "sp" -> report.triggerPriceE8 = decimalE8(parser);
                case "x" -> report.executionType = EXECUTIONS[code(parser, EXECUTION_WORDS)];
                case "X" -> report.status = STATES[code(parser, STATE_WORDS)];
                case "i" -> report.orderId = parser.getLongValue();
                case "l" -> report.lastQtyE8 = decimalE8(parser);
                case "z" -> report.cumQtyE8 = decimalE8(parser);
                case "L" -> report.lastPriceE8 = decimalE8(parser);
                case "n" -> report.commissionE8 = decimalE8(parser);
                case "N" -> report.commissionAssetCode = assetCode(parser);
                case "T" -> report.transactionTimeMs = parser.getLongValue();
                case "t" -> report.tradeId = parser.getLongValue();
                case "m" -> report.maker = token == JsonToken.VALUE_TRUE;
                case "R" -> report.reduceOnly = token == JsonToken.VALUE_TRUE;
                case "cp" -> report.closePosition = token == JsonToken.VALUE_TRUE;
                case "rp" -> report.realizedPnlE8 = decimalE8(parser);
                case "er" -> report.expiryReason = (int) (decimalE8(parser) / POWERS_OF_TEN[SCALE]);
                default -> {
                    // Not used.
                }
            }
        }
    }

    private void readLite(final JsonParser parser, final String name) throws IOException {
        switch (name) {
            case "s" -> instrumentId = code(parser, symbols);
            case "q" -> report.qtyE8 = decimalE8(parser);
            case "p" -> report.priceE8 = decimalE8(parser);
            case "m" -> report.maker = parser.currentToken() == JsonToken.VALUE_TRUE;
            case "c" -> clientId(parser);
            case "S" -> report.side = SIDES[code(parser, SIDE_WORDS)];
            case "L" -> report.lastPriceE8 = decimalE8(parser);
            case "l" -> report.lastQtyE8 = decimalE8(parser);
            case "t" -> report.tradeId = parser.getLongValue();
            case "i" -> report.orderId = parser.getLongValue();
            default -> {
                // Not used.
            }
        }
    }

    private void readAlgo(final JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            final String name = parser.currentName();
            final JsonToken token = parser.nextToken();
            switch (name) {
                case "caid" -> clientId(parser);
                case "aid" -> report.algoId = parser.getLongValue();
                case "o" -> report.orderType = TYPES[code(parser, TYPE_WORDS)];
                case "s" -> instrumentId = code(parser, symbols);
                case "S" -> report.side = SIDES[code(parser, SIDE_WORDS)];
                case "f" -> report.timeInForce = TIMES_IN_FORCE[code(parser, TIME_IN_FORCE_WORDS)];
                case "q" -> report.qtyE8 = decimalE8(parser);
                case "X" -> report.status = STATES[code(parser, STATE_WORDS)];
                case "ai" -> report.orderId = decimalE8(parser) / POWERS_OF_TEN[SCALE];
                case "tp" -> report.triggerPriceE8 = decimalE8(parser);
                case "p" -> report.priceE8 = decimalE8(parser);
                case "ap" -> report.avgPriceE8 = decimalE8(parser);
                case "aq" -> report.cumQtyE8 = decimalE8(parser);
                case "cp" -> report.closePosition = token == JsonToken.VALUE_TRUE;
                case "R" -> report.reduceOnly = token == JsonToken.VALUE_TRUE;
                default -> {
                    // Not used.
                }
            }
        }
    }

    private void readAccount(final JsonParser parser) throws IOException {
        AccountReason reason = null;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            final String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "B" -> readRows(parser, AccountRow.BALANCE);
                case "P" -> readRows(parser, AccountRow.POSITION);
                case "m" -> reason = REASONS[code(parser, REASON_WORDS)];
                default -> {
                    // Not used.
                }
            }
        }
        for (int i = 0; i < rowCount; i++) {
            rows[i].reason = reason;
        }
    }

    private void readRows(final JsonParser parser, final AccountRow row) throws IOException {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            final AccountUpdate update = rows[rowCount];
            rowInstruments[rowCount] = -1;
            update.clear();
            update.row = row;
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                final String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "a" -> update.assetCode = assetCode(parser);
                    case "wb" -> update.walletE8 = decimalE8(parser);
                    case "cw" -> update.crossWalletE8 = decimalE8(parser);
                    case "bc" -> update.changeE8 = decimalE8(parser);
                    case "s" -> rowInstruments[rowCount] = code(parser, symbols);
                    case "pa" -> update.positionQtyE8 = decimalE8(parser);
                    case "ep" -> update.entryPriceE8 = decimalE8(parser);
                    case "cr" -> update.accumulatedRealizedE8 = decimalE8(parser);
                    case "up" -> update.unrealizedE8 = decimalE8(parser);
                    case "mt" -> update.isolated = code(parser, ISOLATED) >= 0;
                    default -> {
                        // Not used.
                    }
                }
            }
            rowCount++;
        }
    }

    private int publishReport() {
        report.source =
                switch (kind) {
                    case 0 -> ReportSource.ORDER_TRADE_UPDATE;
                    case 1 -> ReportSource.TRADE_LITE;
                    default -> ReportSource.ALGO_UPDATE;
                };
        if (kind == 1) {
            report.executionType = ExecutionType.TRADE;
            report.transactionTimeMs = timeMs;
        } else if (kind == 2) {
            report.executionType =
                    report.status == VenueOrderStatus.NEW
                            ? ExecutionType.NEW
                            : ExecutionType.STATUS;
            report.transactionTimeMs = timeMs;
        }
        final EngineEvent event = sink.tryClaim(EventType.EXECUTION_REPORT);
        copy(report, event.execution());
        publish(event, instrumentId);
        return 1;
    }

    private int publishRows() {
        for (int i = 0; i < rowCount; i++) {
            final EngineEvent event = sink.tryClaim(EventType.ACCOUNT_UPDATE);
            final AccountUpdate to = event.account();
            final AccountUpdate from = rows[i];
            to.row = from.row;
            to.reason = from.reason;
            to.assetCode = from.assetCode;
            to.walletE8 = from.walletE8;
            to.crossWalletE8 = from.crossWalletE8;
            to.changeE8 = from.changeE8;
            to.positionQtyE8 = from.positionQtyE8;
            to.entryPriceE8 = from.entryPriceE8;
            to.accumulatedRealizedE8 = from.accumulatedRealizedE8;
            to.unrealizedE8 = from.unrealizedE8;
            to.isolated = from.isolated;
            publish(event, rowInstruments[i]);
        }
        return rowCount;
    }

    private void publish(final EngineEvent event, final int instrument) {
        event.instrumentId = instrument;
        event.eventTimeMs = eventTimeMs;
        event.ingestTimeNs = 1;
        event.readableNs = 1;
        sink.publish(event);
    }

    private void clientId(final JsonParser parser) throws IOException {
        final char[] text = parser.getTextCharacters();
        final int offset = parser.getTextOffset();
        final int length = Math.min(parser.getTextLength(), id.length);
        for (int i = 0; i < length; i++) {
            id[i] = (byte) text[offset + i];
        }
        ids.read(id, 0, length);
        report.origin = ids.origin();
        report.runId = ids.runId();
        report.orderKey = ids.orderKey();
    }

    private static int code(final JsonParser parser, final CharWords words) throws IOException {
        return words.codeOf(
                parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    }

    private static long assetCode(final JsonParser parser) throws IOException {
        final char[] text = parser.getTextCharacters();
        final int offset = parser.getTextOffset();
        long code = 0;
        for (int i = Math.min(parser.getTextLength(), Long.BYTES) - 1; i >= 0; i--) {
            code = (code << Byte.SIZE) | text[offset + i];
        }
        return code;
    }

    private static long decimalE8(final JsonParser parser) throws IOException {
        final char[] text = parser.getTextCharacters();
        final int offset = parser.getTextOffset();
        final int end = offset + parser.getTextLength();
        final boolean negative = offset < end && text[offset] == '-';
        long value = 0;
        int point = end - 1;
        for (int i = negative ? offset + 1 : offset; i < end; i++) {
            if (text[i] == '.') {
                point = i;
            } else {
                value = value * 10 + (text[i] - '0');
            }
        }
        value *= POWERS_OF_TEN[SCALE - (end - 1 - point)];
        return negative ? -value : value;
    }

    private static void copy(final ExecutionReport from, final ExecutionReport to) {
        to.source = from.source;
        to.executionType = from.executionType;
        to.status = from.status;
        to.origin = from.origin;
        to.runId = from.runId;
        to.orderKey = from.orderKey;
        to.orderId = from.orderId;
        to.algoId = from.algoId;
        to.side = from.side;
        to.orderType = from.orderType;
        to.timeInForce = from.timeInForce;
        to.qtyE8 = from.qtyE8;
        to.priceE8 = from.priceE8;
        to.triggerPriceE8 = from.triggerPriceE8;
        to.lastQtyE8 = from.lastQtyE8;
        to.lastPriceE8 = from.lastPriceE8;
        to.cumQtyE8 = from.cumQtyE8;
        to.avgPriceE8 = from.avgPriceE8;
        to.commissionE8 = from.commissionE8;
        to.commissionAssetCode = from.commissionAssetCode;
        to.realizedPnlE8 = from.realizedPnlE8;
        to.tradeId = from.tradeId;
        to.transactionTimeMs = from.transactionTimeMs;
        to.expiryReason = from.expiryReason;
        to.maker = from.maker;
        to.reduceOnly = from.reduceOnly;
        to.closePosition = from.closePosition;
    }
}
