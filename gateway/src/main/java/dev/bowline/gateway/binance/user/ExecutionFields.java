package dev.bowline.gateway.binance.user;

import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.gateway.binance.market.DecodeCounters;
import dev.bowline.gateway.json.CheckedFields;
import dev.bowline.gateway.json.FieldTable;
import dev.bowline.gateway.json.TextRange;
import java.nio.charset.StandardCharsets;

/**
 * Reads what the user stream says about an order into a report of its own, so that a slot is
 * claimed only when all of it is right.
 *
 * <p>A fill (TRADE, CALCULATED) must carry its quantity, price and id; elsewhere these are often
 * missing and read as 0.
 */
final class ExecutionFields {
    private static final byte[] REDUCE_ONLY_REJECT = bytes("Reduce Only reject");
    private static final byte[] MARGIN_REJECT = bytes("Margin is insufficient");
    private static final int REDUCE_ONLY_REJECTED = -2022;
    private static final int MARGIN_NOT_SUFFICIENT = -2019;
    private static final int NEW_ORDER_REJECTED = -2010;

    private final ExecutionReport report = new ExecutionReport();
    private final TextRange text = new TextRange();
    private final ClientIds ids;
    private final CheckedFields fields;
    private final DecodeCounters counters;

    ExecutionFields(final char mode, final CheckedFields fields, final DecodeCounters counters) {
        this.fields = fields;
        this.counters = counters;
        ids = new ClientIds(mode);
    }

    /** The {@code o} object of ORDER_TRADE_UPDATE. */
    void readOrder(final FieldTable order) {
        fields.use(order);
        report.clear();
        report.source = ReportSource.ORDER_TRADE_UPDATE;
        readCommon(order, 'c');
        report.executionType = known(UserTables.EXECUTIONS.orNull(order, 'x'), order, 'x');
        if (report.executionType == null) {
            report.executionType = ExecutionType.UNKNOWN;
        }
        readStatus(order);
        report.orderId = fields.natural('i');
        report.triggerPriceE8 = fields.optionalNonNegativeE8(UserTables.STOP_PRICE);
        report.cumQtyE8 = fields.nonNegativeE8('z');
        report.avgPriceE8 = fields.optionalNonNegativeE8(UserTables.AVERAGE_PRICE);
        report.transactionTimeMs = fields.natural('T');
        report.expiryReason =
                (int)
                        Math.min(
                                fields.optionalNatural(UserTables.EXPIRY_REASON, 0),
                                Integer.MAX_VALUE);
        report.reduceOnly = fields.optionalFlag('R');
        report.closePosition = fields.optionalFlag(UserTables.CLOSE_POSITION);
        report.commissionE8 = fields.optionalSignedE8('n');
        report.realizedPnlE8 = fields.optionalSignedE8(UserTables.REALIZED);
        report.maker = fields.optionalFlag('m');
        if (order.text('N', text)) {
            report.commissionAssetCode = AccountRows.assetCode(text);
        }
        if (report.executionType == ExecutionType.TRADE) {
            report.lastQtyE8 = fields.positiveE8('l');
            report.lastPriceE8 = fields.positiveE8('L');
            report.tradeId = fields.natural('t');
        } else {
            report.lastQtyE8 = fields.optionalNonNegativeE8('l');
            report.lastPriceE8 = fields.optionalNonNegativeE8('L');
            report.tradeId = Math.max(0, order.has('t') ? fields.whole('t') : 0);
        }
    }

    /** The flat object of TRADE_LITE: one per fill, ahead of ORDER_TRADE_UPDATE. */
    void readTradeLite(final FieldTable lite) {
        fields.use(lite);
        report.clear();
        report.source = ReportSource.TRADE_LITE;
        report.executionType = ExecutionType.TRADE;
        readSide(lite);
        readClientId(lite, 'c');
        report.qtyE8 = fields.nonNegativeE8('q');
        report.priceE8 = fields.optionalNonNegativeE8('p');
        report.orderId = fields.natural('i');
        report.lastQtyE8 = fields.positiveE8('l');
        report.lastPriceE8 = fields.positiveE8('L');
        report.tradeId = fields.natural('t');
        report.transactionTimeMs = fields.natural('T');
        report.maker = fields.flag('m');
    }

    /** The {@code o} object of ALGO_UPDATE. */
    void readAlgo(final FieldTable algo, final long transactionTimeMs) {
        fields.use(algo);
        report.clear();
        report.source = ReportSource.ALGO_UPDATE;
        readCommon(algo, UserTables.CLIENT_ALGO_ID);
        readStatus(algo);
        report.executionType = executionOf(report.status);
        report.algoId = fields.natural(UserTables.ALGO_ID);
        report.orderId = fields.optionalNatural(UserTables.CHILD_ORDER_ID, 0);
        report.triggerPriceE8 = fields.optionalNonNegativeE8(UserTables.TRIGGER_PRICE);
        report.cumQtyE8 = fields.optionalNonNegativeE8(UserTables.EXECUTED_QTY);
        report.avgPriceE8 = fields.optionalNonNegativeE8(UserTables.AVERAGE_PRICE);
        report.reduceOnly = fields.optionalFlag('R');
        report.closePosition = fields.optionalFlag(UserTables.CLOSE_POSITION);
        report.transactionTimeMs = transactionTimeMs;
        // Captures carry rm in any state; it means something only here.
        if (report.status == VenueOrderStatus.REJECTED && algo.text(UserTables.FAILURE, text)) {
            report.errorCode = failureCode();
        }
    }

    /** Gives the report away; field by field, because a slot's sub-record is not replaced. */
    void copyTo(final ExecutionReport to) {
        copy(report, to);
    }

    static void copy(final ExecutionReport from, final ExecutionReport to) {
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
        to.errorCode = from.errorCode;
        to.maker = from.maker;
        to.reduceOnly = from.reduceOnly;
        to.closePosition = from.closePosition;
    }

    private void readCommon(final FieldTable table, final int clientId) {
        readSide(table);
        readClientId(table, clientId);
        final OrderType type = known(UserTables.TYPES.orNull(table, 'o'), table, 'o');
        report.orderType = type == null ? OrderType.UNKNOWN : type;
        final TimeInForce inForce = known(UserTables.TIMES_IN_FORCE.orNull(table, 'f'), table, 'f');
        report.timeInForce = inForce == null ? TimeInForce.UNKNOWN : inForce;
        report.qtyE8 = fields.nonNegativeE8('q');
        report.priceE8 = fields.optionalNonNegativeE8('p');
    }

    private void readSide(final FieldTable table) {
        final Side side = UserTables.SIDES.orNull(table, 'S');
        if (side == null) {
            fields.fail(CheckedFields.MALFORMED);
        }
        report.side = side;
    }

    private void readClientId(final FieldTable table, final int field) {
        if (!table.text(field, text) && !table.isText(field)) {
            fields.fail(CheckedFields.MALFORMED);
        }
        ids.read(text);
        report.origin = ids.origin();
        report.runId = ids.runId();
        report.orderKey = ids.orderKey();
    }

    private void readStatus(final FieldTable table) {
        final VenueOrderStatus status = known(UserTables.STATES.orNull(table, 'X'), table, 'X');
        report.status = status == null ? VenueOrderStatus.UNKNOWN : status;
    }

    /** Counts a word that is not in the enum; a field that is no word at all is malformed. */
    private <E> E known(final E word, final FieldTable table, final int field) {
        if (word == null) {
            if (table.isText(field)) {
                counters.addUnknownWord();
            } else {
                fields.fail(CheckedFields.MALFORMED);
            }
        }
        return word;
    }

    /** What happened to an algo order, by its state. */
    static ExecutionType executionOf(final VenueOrderStatus status) {
        return switch (status) {
            case NEW -> ExecutionType.NEW;
            case CANCELED -> ExecutionType.CANCELED;
            case EXPIRED -> ExecutionType.EXPIRED;
            case REJECTED -> ExecutionType.REJECTED;
            case TRIGGERING, TRIGGERED, FINISHED -> ExecutionType.STATUS;
            case PARTIALLY_FILLED, FILLED, EXPIRED_IN_MATCH, NEW_INSURANCE, NEW_ADL, UNKNOWN ->
                    ExecutionType.UNKNOWN;
        };
    }

    /** The venue gives only a text here; two are known, the rest counts as refused. */
    private int failureCode() {
        if (text.startsWith(REDUCE_ONLY_REJECT)) {
            return REDUCE_ONLY_REJECTED;
        }
        return text.startsWith(MARGIN_REJECT) ? MARGIN_NOT_SUFFICIENT : NEW_ORDER_REJECTED;
    }

    private static byte[] bytes(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
