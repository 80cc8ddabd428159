package dev.bowline.core.engine;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.AccountRow;
import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;

/**
 * Swallows the commands of a rehearsal and answers as the venue does: replies, fills in one or two
 * parts by both streams, algo updates, account rows. One position at a time, as the rehearsal makes
 * them. Allocates nothing after start. One thread.
 */
final class RehearsalVenue implements EngineHandler {
    private static final long FEE_RATE_E8 = 40_000;
    private static final int MAX_MESSAGES = 256;
    private static final int MAX_ORDERS = 8;

    private final long assetCode;
    private final Message[] outbox = new Message[MAX_MESSAGES];
    private final OrderCommand[] algos = new OrderCommand[MAX_ORDERS];
    private final long[] aggTradeIds = new long[2];
    private int head;
    private int tail;
    private long commands;
    private long tradeId;
    private long walletE8;
    private long priceE8;
    private long positionE8;
    private long entryPriceE8;
    private boolean isRefusing;
    private int fillParts = 1;

    /** One message to come. */
    private static final class Message {
        private final OrderCommand order = new OrderCommand();
        private EventType type;
        private OutcomeKind outcome;
        private ReportSource source;
        private ExecutionType execution;
        private VenueOrderStatus status;
        private AccountRow row;
        private long lastQtyE8;
        private long cumQtyE8;
        private long priceE8;
        private long feeE8;
        private long profitE8;
        private long tradeId;
        private long walletE8;
        private long positionE8;
        private long entryPriceE8;
    }

    RehearsalVenue(final long assetCode, final long walletE8) {
        this.assetCode = assetCode;
        this.walletE8 = walletE8;
        for (int i = 0; i < MAX_MESSAGES; i++) {
            outbox[i] = new Message();
        }
        for (int i = 0; i < MAX_ORDERS; i++) {
            algos[i] = new OrderCommand();
        }
    }

    /** What the next orders meet. */
    void begin(final boolean refuseEntries, final int parts) {
        isRefusing = refuseEntries;
        fillParts = parts;
    }

    void priceE8(final long newPriceE8) {
        priceE8 = newPriceE8;
    }

    long commands() {
        return commands;
    }

    boolean isOpen() {
        return positionE8 != 0;
    }

    long nextAggTradeId(final int instrumentId) {
        return ++aggTradeIds[instrumentId];
    }

    /** Trigger of the working stop; 0 if there is none. */
    long stopPriceE8() {
        return triggerE8(OrderType.STOP_MARKET);
    }

    /** Trigger of the working target; 0 if there is none. */
    long targetPriceE8() {
        return triggerE8(OrderType.TAKE_PROFIT_MARKET);
    }

    private long triggerE8(final OrderType type) {
        for (final OrderCommand algo : algos) {
            if (algo.kind != null && algo.orderType == type) {
                return algo.triggerPriceE8;
            }
        }
        return 0;
    }

    @Override
    public void onEvent(final EngineEvent event, final long nowNs) {
        for (int i = 0; i < event.commands().count(); i++) {
            commands++;
            onCommand(event.commands().get(i));
        }
    }

    private void onCommand(final OrderCommand command) {
        switch (command.kind) {
            case PLACE_ORDER -> onOrder(command);
            case PLACE_ALGO -> {
                outcome(command, OutcomeKind.ACCEPTED);
                keep(command);
                report(command, ReportSource.ALGO_UPDATE, ExecutionType.NEW, VenueOrderStatus.NEW);
            }
            case CANCEL_ALGO, CANCEL_ORDER -> onCancel(command);
            case QUERY_ORDER, QUERY_ALGO -> outcome(command, OutcomeKind.NOT_FOUND);
            case RECONCILE, DEADMAN_ARM, DEADMAN_DISARM -> {
                // Nothing differs here.
            }
        }
    }

    private void onOrder(final OrderCommand command) {
        final boolean isEntry = ClientOrderId.leg(command.orderKey) == OrderLeg.ENTRY;
        if (isEntry ? isRefusing : positionE8 == 0) {
            outcome(command, OutcomeKind.REFUSED);
            return;
        }
        outcome(command, OutcomeKind.ACCEPTED);
        report(command, ReportSource.ORDER_TRADE_UPDATE, ExecutionType.NEW, VenueOrderStatus.NEW);
        fillInParts(command);
    }

    private void keep(final OrderCommand command) {
        for (final OrderCommand algo : algos) {
            if (algo.kind == null) {
                copy(command, algo);
                return;
            }
        }
    }

    private void onCancel(final OrderCommand command) {
        for (final OrderCommand algo : algos) {
            if (algo.kind != null && algo.orderKey == command.orderKey) {
                outcome(command, OutcomeKind.ACCEPTED);
                report(
                        algo,
                        ReportSource.ALGO_UPDATE,
                        ExecutionType.CANCELED,
                        VenueOrderStatus.CANCELED);
                algo.clear();
                return;
            }
        }
        outcome(command, OutcomeKind.REFUSED);
    }

    /** Fills whatever has its trigger at this price. */
    void onPrice(final long nowE8) {
        priceE8 = nowE8;
        for (final OrderCommand algo : algos) {
            if (algo.kind != null && algo.triggerPriceE8 == nowE8 && positionE8 != 0) {
                report(
                        algo,
                        ReportSource.ALGO_UPDATE,
                        ExecutionType.STATUS,
                        VenueOrderStatus.TRIGGERED);
                fillInParts(algo);
                report(
                        algo,
                        ReportSource.ALGO_UPDATE,
                        ExecutionType.STATUS,
                        VenueOrderStatus.FINISHED);
                algo.clear();
            }
        }
    }

    private void fillInParts(final OrderCommand order) {
        final long wholeE8 = order.qtyE8 > 0 ? order.qtyE8 : Math.abs(positionE8);
        final long stepE8 = FixedPoint.ONE_E8 / 10_000;
        final long firstE8 =
                fillParts == 1 ? wholeE8 : FixedPoint.floorToStepE8(wholeE8 / 2, stepE8);
        if (firstE8 > 0 && firstE8 < wholeE8) {
            fill(order, firstE8, firstE8, VenueOrderStatus.PARTIALLY_FILLED);
            fill(order, wholeE8 - firstE8, wholeE8, VenueOrderStatus.FILLED);
        } else {
            fill(order, wholeE8, wholeE8, VenueOrderStatus.FILLED);
        }
    }

    private void fill(
            final OrderCommand order,
            final long qtyE8,
            final long cumE8,
            final VenueOrderStatus status) {
        tradeId++;
        final long signedE8 = order.side == Side.BUY ? qtyE8 : -qtyE8;
        long profitE8 = 0;
        if (positionE8 == 0 || positionE8 > 0 == signedE8 > 0) {
            entryPriceE8 = priceE8;
        } else {
            profitE8 =
                    FixedPoint.mulFloorE8(qtyE8, Math.abs(priceE8 - entryPriceE8))
                            * (priceE8 > entryPriceE8 == positionE8 > 0 ? 1 : -1);
        }
        positionE8 += signedE8;
        final long feeE8 = FixedPoint.mulCeilE8(FixedPoint.mulCeilE8(qtyE8, priceE8), FEE_RATE_E8);
        walletE8 += profitE8 - feeE8;
        final Message lite = report(order, ReportSource.TRADE_LITE, ExecutionType.TRADE, null);
        lite.lastQtyE8 = qtyE8;
        final Message whole =
                report(order, ReportSource.ORDER_TRADE_UPDATE, ExecutionType.TRADE, status);
        whole.lastQtyE8 = qtyE8;
        whole.cumQtyE8 = cumE8;
        whole.feeE8 = feeE8;
        whole.profitE8 = profitE8;
        row(AccountRow.BALANCE, order);
        row(AccountRow.POSITION, order);
    }

    private void row(final AccountRow row, final OrderCommand order) {
        final Message message = add(EventType.ACCOUNT_UPDATE, order);
        message.row = row;
        message.walletE8 = walletE8;
        message.positionE8 = positionE8;
        message.entryPriceE8 = positionE8 == 0 ? 0 : entryPriceE8;
    }

    private void outcome(final OrderCommand command, final OutcomeKind kind) {
        add(EventType.REQUEST_OUTCOME, command).outcome = kind;
    }

    private Message report(
            final OrderCommand order,
            final ReportSource source,
            final ExecutionType execution,
            final VenueOrderStatus status) {
        final Message message = add(EventType.EXECUTION_REPORT, order);
        message.source = source;
        message.execution = execution;
        message.status = status;
        message.lastQtyE8 = 0;
        message.cumQtyE8 = 0;
        message.feeE8 = 0;
        message.profitE8 = 0;
        message.priceE8 = priceE8;
        message.tradeId = execution == ExecutionType.TRADE ? tradeId : 0;
        return message;
    }

    private Message add(final EventType type, final OrderCommand order) {
        final Message message = outbox[tail];
        tail = (tail + 1) % MAX_MESSAGES;
        if (tail == head) {
            throw new IllegalStateException("a rehearsal with " + MAX_MESSAGES + " open messages");
        }
        message.type = type;
        copy(order, message.order);
        return message;
    }

    private static void copy(final OrderCommand from, final OrderCommand to) {
        to.kind = from.kind;
        to.instrumentId = from.instrumentId;
        to.runId = from.runId;
        to.orderKey = from.orderKey;
        to.side = from.side;
        to.orderType = from.orderType;
        to.timeInForce = from.timeInForce;
        to.qtyE8 = from.qtyE8;
        to.priceE8 = from.priceE8;
        to.triggerPriceE8 = from.triggerPriceE8;
        to.reduceOnly = from.reduceOnly;
        to.closePosition = from.closePosition;
    }

    /** Kind of the next message, or {@code null} if nothing waits. */
    EventType nextOrNull() {
        return head == tail ? null : outbox[head].type;
    }

    /** Takes the next message into a slot of its kind. */
    void fill(final EngineEvent event) {
        final Message message = outbox[head];
        head = (head + 1) % MAX_MESSAGES;
        event.instrumentId = message.order.instrumentId;
        if (message.type == EventType.REQUEST_OUTCOME) {
            event.outcome().kind = message.outcome;
            event.outcome().commandKind = message.order.kind;
            event.outcome().runId = message.order.runId;
            event.outcome().orderKey = message.order.orderKey;
            event.outcome().errorCode = message.outcome == OutcomeKind.REFUSED ? -2010 : 0;
            event.outcome().httpStatus = message.outcome == OutcomeKind.REFUSED ? 400 : 200;
        } else if (message.type == EventType.ACCOUNT_UPDATE) {
            fillRow(message, event);
        } else {
            fillReport(message, event);
        }
    }

    private void fillRow(final Message message, final EngineEvent event) {
        event.account().row = message.row;
        event.account().reason = AccountReason.ORDER;
        if (message.row == AccountRow.BALANCE) {
            event.instrumentId = -1;
            event.account().assetCode = assetCode;
            event.account().walletE8 = message.walletE8;
            event.account().crossWalletE8 = message.walletE8;
        } else {
            event.account().positionQtyE8 = message.positionE8;
            event.account().entryPriceE8 = message.entryPriceE8;
        }
    }

    private void fillReport(final Message message, final EngineEvent event) {
        final ExecutionReport report = event.execution();
        final OrderCommand order = message.order;
        report.source = message.source;
        report.executionType = message.execution;
        report.status = message.status;
        report.origin = OrderOrigin.OWN;
        report.runId = order.runId;
        report.orderKey = order.orderKey;
        report.side = order.side;
        report.orderType = order.orderType;
        report.timeInForce = order.timeInForce;
        report.qtyE8 = order.qtyE8;
        report.priceE8 = order.priceE8;
        report.triggerPriceE8 = order.kind == CommandKind.PLACE_ALGO ? order.triggerPriceE8 : 0;
        report.reduceOnly = order.reduceOnly;
        report.closePosition = order.closePosition;
        report.lastQtyE8 = message.lastQtyE8;
        report.cumQtyE8 = message.cumQtyE8;
        if (message.execution == ExecutionType.TRADE) {
            report.lastPriceE8 = message.priceE8;
            report.avgPriceE8 = message.cumQtyE8 > 0 ? message.priceE8 : 0;
            report.commissionE8 = message.feeE8;
            report.commissionAssetCode = message.feeE8 > 0 ? assetCode : 0;
            report.realizedPnlE8 = message.profitE8;
            report.tradeId = message.tradeId;
        }
        report.transactionTimeMs = event.eventTimeMs;
    }
}
