package dev.bowline.journal.codec;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.AccountRow;
import dev.bowline.core.event.AccountUpdate;
import dev.bowline.core.event.AggTrade;
import dev.bowline.core.event.Bar;
import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.MarkPrice;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.RequestOutcome;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.SnapshotMark;
import dev.bowline.core.event.StreamRoute;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.TopOfBook;
import dev.bowline.core.event.VenueOrderStatus;

/**
 * The input of a slot: the sub-record of its type, fields in the order of their declaration. The
 * slot's own fields are written by {@link SlotCodec}. Writing allocates nothing but for INSTRUMENT.
 */
final class InputCodec {
    private static final Side[] SIDES = Side.values();
    private static final OrderType[] ORDER_TYPES = OrderType.values();
    private static final TimeInForce[] TIMES_IN_FORCE = TimeInForce.values();
    private static final VenueOrderStatus[] STATUSES = VenueOrderStatus.values();
    private static final ReportSource[] SOURCES = ReportSource.values();
    private static final ExecutionType[] EXECUTION_TYPES = ExecutionType.values();
    private static final OrderOrigin[] ORIGINS = OrderOrigin.values();
    private static final AccountRow[] ROWS = AccountRow.values();
    private static final AccountReason[] REASONS = AccountReason.values();
    private static final OutcomeKind[] OUTCOMES = OutcomeKind.values();
    private static final CommandKind[] COMMAND_KINDS = CommandKind.values();
    private static final SnapshotMark[] MARKS = SnapshotMark.values();
    private static final OperatorKind[] OPERATOR_KINDS = OperatorKind.values();
    private static final StreamRoute[] ROUTES = StreamRoute.values();

    private InputCodec() {}

    static void write(final EngineEvent event, final RecordOutput out) {
        switch (event.type) {
            case EMPTY, CLOCK_TICK -> {
                // Header only.
            }
            case INSTRUMENT -> InstrumentCodec.write(event.instrument, out);
            case STATE_RESTORED -> out.putBlob(event.state);
            case TOP_OF_BOOK -> writeTopOfBook(event.topOfBook(), out);
            case AGG_TRADE -> writeTrade(event.trade(), out);
            case MARK_PRICE -> writeMark(event.mark(), out);
            case BAR -> writeBar(event.bar(), out);
            case EXECUTION_REPORT -> writeExecution(event.execution(), out);
            case ACCOUNT_UPDATE -> writeAccount(event.account(), out);
            case REQUEST_OUTCOME -> writeOutcome(event.outcome(), out);
            case VENUE_SNAPSHOT -> {
                out.putEnum(event.snapshot().mark);
                out.putLong(event.snapshot().snapshotId);
                out.putBoolean(event.snapshot().complete);
            }
            case OPERATOR_COMMAND -> {
                out.putEnum(event.operator().kind);
                out.putInt(event.operator().channel);
                out.putLong(event.operator().argument);
                out.putLong(event.operator().operatorCode);
            }
            case STREAM_STATUS -> {
                out.putEnum(event.stream().route);
                out.putBoolean(event.stream().up);
                out.putInt(event.stream().causeCode);
                out.putInt(event.stream().attempt);
            }
            case DAY_TICKER -> {
                out.putLong(event.ticker().quoteVolumeE8);
                out.putLong(event.ticker().lastPriceE8);
            }
            case RATE_LIMIT -> {
                out.putLong(event.rateLimit().usedShareE8);
                out.putLong(event.rateLimit().blockedUntilMs);
                out.putInt(event.rateLimit().httpStatus);
            }
        }
    }

    /**
     * Fills the sub-record of {@code event.type}, which was cleared.
     *
     * @param version schema version of the record; before 3 no prices were polled and no leverage
     *     told, before 4 operators had no names
     */
    static void read(final RecordInput in, final EngineEvent event, final int version) {
        switch (event.type) {
            case EMPTY, CLOCK_TICK -> {
                // Header only.
            }
            case INSTRUMENT -> event.instrument = InstrumentCodec.readOrNull(in);
            case STATE_RESTORED -> event.state = in.getBlobOrNull();
            case TOP_OF_BOOK -> readTopOfBook(in, event.topOfBook(), version);
            case AGG_TRADE -> readTrade(in, event.trade());
            case MARK_PRICE -> readMark(in, event.mark(), version);
            case BAR -> readBar(in, event.bar());
            case EXECUTION_REPORT -> readExecution(in, event.execution());
            case ACCOUNT_UPDATE -> readAccount(in, event.account(), version);
            case REQUEST_OUTCOME -> readOutcome(in, event.outcome());
            case VENUE_SNAPSHOT -> {
                event.snapshot().mark = in.getEnumOrNull(MARKS);
                event.snapshot().snapshotId = in.getLong();
                event.snapshot().complete = in.getBoolean();
            }
            case OPERATOR_COMMAND -> {
                event.operator().kind = in.getEnumOrNull(OPERATOR_KINDS);
                event.operator().channel = in.getInt();
                event.operator().argument = in.getLong();
                event.operator().operatorCode = version >= 4 ? in.getLong() : 0;
            }
            case STREAM_STATUS -> {
                event.stream().route = in.getEnumOrNull(ROUTES);
                event.stream().up = in.getBoolean();
                event.stream().causeCode = in.getInt();
                event.stream().attempt = in.getInt();
            }
            case DAY_TICKER -> {
                event.ticker().quoteVolumeE8 = in.getLong();
                event.ticker().lastPriceE8 = in.getLong();
            }
            case RATE_LIMIT -> {
                event.rateLimit().usedShareE8 = in.getLong();
                event.rateLimit().blockedUntilMs = in.getLong();
                event.rateLimit().httpStatus = in.getInt();
            }
        }
    }

    private static void writeTopOfBook(final TopOfBook book, final RecordOutput out) {
        out.putLong(book.updateId);
        out.putLong(book.bidPriceE8);
        out.putLong(book.bidQtyE8);
        out.putLong(book.askPriceE8);
        out.putLong(book.askQtyE8);
        out.putBoolean(book.polled);
    }

    private static void readTopOfBook(
            final RecordInput in, final TopOfBook book, final int version) {
        book.updateId = in.getLong();
        book.bidPriceE8 = in.getLong();
        book.bidQtyE8 = in.getLong();
        book.askPriceE8 = in.getLong();
        book.askQtyE8 = in.getLong();
        book.polled = version >= 3 && in.getBoolean();
    }

    private static void writeTrade(final AggTrade trade, final RecordOutput out) {
        out.putLong(trade.aggTradeId);
        out.putLong(trade.priceE8);
        out.putLong(trade.qtyE8);
        out.putLong(trade.firstTradeId);
        out.putLong(trade.lastTradeId);
        out.putLong(trade.tradeTimeMs);
        out.putBoolean(trade.buyerIsMaker);
    }

    private static void readTrade(final RecordInput in, final AggTrade trade) {
        trade.aggTradeId = in.getLong();
        trade.priceE8 = in.getLong();
        trade.qtyE8 = in.getLong();
        trade.firstTradeId = in.getLong();
        trade.lastTradeId = in.getLong();
        trade.tradeTimeMs = in.getLong();
        trade.buyerIsMaker = in.getBoolean();
    }

    private static void writeMark(final MarkPrice mark, final RecordOutput out) {
        out.putLong(mark.markPriceE8);
        out.putLong(mark.indexPriceE8);
        out.putLong(mark.fundingRateE8);
        out.putLong(mark.nextFundingTimeMs);
        out.putBoolean(mark.polled);
    }

    private static void readMark(final RecordInput in, final MarkPrice mark, final int version) {
        mark.markPriceE8 = in.getLong();
        mark.indexPriceE8 = in.getLong();
        mark.fundingRateE8 = in.getLong();
        mark.nextFundingTimeMs = in.getLong();
        mark.polled = version >= 3 && in.getBoolean();
    }

    private static void writeBar(final Bar bar, final RecordOutput out) {
        out.putLong(bar.intervalMs);
        out.putLong(bar.openTimeMs);
        out.putLong(bar.closeTimeMs);
        out.putLong(bar.openE8);
        out.putLong(bar.highE8);
        out.putLong(bar.lowE8);
        out.putLong(bar.closeE8);
        out.putLong(bar.volumeE8);
        out.putLong(bar.quoteVolumeE8);
        out.putLong(bar.tradeCount);
        out.putBoolean(bar.closed);
        out.putBoolean(bar.historical);
    }

    private static void readBar(final RecordInput in, final Bar bar) {
        bar.intervalMs = in.getLong();
        bar.openTimeMs = in.getLong();
        bar.closeTimeMs = in.getLong();
        bar.openE8 = in.getLong();
        bar.highE8 = in.getLong();
        bar.lowE8 = in.getLong();
        bar.closeE8 = in.getLong();
        bar.volumeE8 = in.getLong();
        bar.quoteVolumeE8 = in.getLong();
        bar.tradeCount = in.getLong();
        bar.closed = in.getBoolean();
        bar.historical = in.getBoolean();
    }

    private static void writeExecution(final ExecutionReport report, final RecordOutput out) {
        out.putEnum(report.source);
        out.putEnum(report.executionType);
        out.putEnum(report.status);
        out.putEnum(report.origin);
        out.putInt(report.runId);
        out.putLong(report.orderKey);
        out.putLong(report.orderId);
        out.putLong(report.algoId);
        out.putEnum(report.side);
        out.putEnum(report.orderType);
        out.putEnum(report.timeInForce);
        out.putLong(report.qtyE8);
        out.putLong(report.priceE8);
        out.putLong(report.triggerPriceE8);
        out.putLong(report.lastQtyE8);
        out.putLong(report.lastPriceE8);
        out.putLong(report.cumQtyE8);
        out.putLong(report.avgPriceE8);
        out.putLong(report.commissionE8);
        out.putLong(report.commissionAssetCode);
        out.putLong(report.realizedPnlE8);
        out.putLong(report.tradeId);
        out.putLong(report.transactionTimeMs);
        out.putInt(report.expiryReason);
        out.putInt(report.errorCode);
        out.putBoolean(report.maker);
        out.putBoolean(report.reduceOnly);
        out.putBoolean(report.closePosition);
    }

    private static void readExecution(final RecordInput in, final ExecutionReport report) {
        report.source = in.getEnumOrNull(SOURCES);
        report.executionType = in.getEnumOrNull(EXECUTION_TYPES);
        report.status = in.getEnumOrNull(STATUSES);
        report.origin = in.getEnumOrNull(ORIGINS);
        report.runId = in.getInt();
        report.orderKey = in.getLong();
        report.orderId = in.getLong();
        report.algoId = in.getLong();
        report.side = in.getEnumOrNull(SIDES);
        report.orderType = in.getEnumOrNull(ORDER_TYPES);
        report.timeInForce = in.getEnumOrNull(TIMES_IN_FORCE);
        report.qtyE8 = in.getLong();
        report.priceE8 = in.getLong();
        report.triggerPriceE8 = in.getLong();
        report.lastQtyE8 = in.getLong();
        report.lastPriceE8 = in.getLong();
        report.cumQtyE8 = in.getLong();
        report.avgPriceE8 = in.getLong();
        report.commissionE8 = in.getLong();
        report.commissionAssetCode = in.getLong();
        report.realizedPnlE8 = in.getLong();
        report.tradeId = in.getLong();
        report.transactionTimeMs = in.getLong();
        report.expiryReason = in.getInt();
        report.errorCode = in.getInt();
        report.maker = in.getBoolean();
        report.reduceOnly = in.getBoolean();
        report.closePosition = in.getBoolean();
    }

    private static void writeAccount(final AccountUpdate account, final RecordOutput out) {
        out.putEnum(account.row);
        out.putEnum(account.reason);
        out.putLong(account.assetCode);
        out.putLong(account.walletE8);
        out.putLong(account.crossWalletE8);
        out.putLong(account.changeE8);
        out.putLong(account.positionQtyE8);
        out.putLong(account.entryPriceE8);
        out.putLong(account.accumulatedRealizedE8);
        out.putLong(account.unrealizedE8);
        out.putBoolean(account.isolated);
        out.putInt(account.leverage);
    }

    private static void readAccount(
            final RecordInput in, final AccountUpdate account, final int version) {
        account.row = in.getEnumOrNull(ROWS);
        account.reason = in.getEnumOrNull(REASONS);
        account.assetCode = in.getLong();
        account.walletE8 = in.getLong();
        account.crossWalletE8 = in.getLong();
        account.changeE8 = in.getLong();
        account.positionQtyE8 = in.getLong();
        account.entryPriceE8 = in.getLong();
        account.accumulatedRealizedE8 = in.getLong();
        account.unrealizedE8 = in.getLong();
        account.isolated = in.getBoolean();
        account.leverage = version >= 3 ? in.getInt() : 0;
    }

    private static void writeOutcome(final RequestOutcome outcome, final RecordOutput out) {
        out.putEnum(outcome.kind);
        out.putEnum(outcome.commandKind);
        out.putInt(outcome.runId);
        out.putLong(outcome.orderKey);
        out.putLong(outcome.orderId);
        out.putLong(outcome.algoId);
        out.putInt(outcome.errorCode);
        out.putInt(outcome.httpStatus);
        out.putEnum(outcome.status);
        out.putLong(outcome.cumQtyE8);
        out.putLong(outcome.latencyNs);
    }

    private static void readOutcome(final RecordInput in, final RequestOutcome outcome) {
        outcome.kind = in.getEnumOrNull(OUTCOMES);
        outcome.commandKind = in.getEnumOrNull(COMMAND_KINDS);
        outcome.runId = in.getInt();
        outcome.orderKey = in.getLong();
        outcome.orderId = in.getLong();
        outcome.algoId = in.getLong();
        outcome.errorCode = in.getInt();
        outcome.httpStatus = in.getInt();
        outcome.status = in.getEnumOrNull(STATUSES);
        outcome.cumQtyE8 = in.getLong();
        outcome.latencyNs = in.getLong();
    }
}
