package dev.bowline.core.engine;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.AccountRow;
import dev.bowline.core.event.AssetCode;
import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.SnapshotMark;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.num.FixedPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the test venue knows, and the messages it tells of it. */
abstract class VenueBooks extends VenueKnobs {
    final Map<Long, VenueOrder> orders = new LinkedHashMap<>();
    final Map<Long, VenueOrder> foreign = new LinkedHashMap<>();
    final List<VenueModel.Message> outbox = new ArrayList<>();
    final List<String> log = new ArrayList<>();
    long positionE8;
    long entryE8;
    long walletE8 = 400 * FixedPoint.ONE_E8;
    long priceE8;
    long nowMs;
    long commissionsE8;
    long realizedE8;
    int fillParts = 1;
    int placedAlgos;
    int placedOrders;

    long tradeId = 1000;
    long nextId = 1;
    private boolean arePositionsFrozen;
    private long frozenE8;
    private long frozenEntryE8;
    private long frozenMs;

    /** What was not told of fills, in case it comes later. */
    final List<VenueModel.Message> untold = new ArrayList<>();

    /** Every fill once more, as the account's trade list tells it. */
    final List<VenueModel.Message> trades = new ArrayList<>();

    final void giveId(final VenueOrder order) {
        order.algoId = order.isAlgo ? nextId++ : 0;
        order.orderId = order.isAlgo ? 0 : nextId++;
    }

    /** A copy of us places the same order under the same client id; it is not filled yet. */
    final VenueOrder copyOf(final VenueOrder original, final long copyId) {
        final VenueOrder copy = new VenueOrder();
        copy.side = original.side;
        copy.type = original.type;
        copy.qtyE8 = original.qtyE8;
        copy.priceE8 = original.priceE8;
        copy.triggerE8 = original.triggerE8;
        copy.runId = original.runId;
        copy.orderKey = original.orderKey;
        copy.isAlgo = original.isAlgo;
        copy.algoId = original.isAlgo ? copyId : 0;
        copy.orderId = original.isAlgo ? 0 : copyId;
        return copy;
    }

    final void bookReport(final VenueOrder order, final ExecutionType type) {
        report(order, ReportSource.ORDER_TRADE_UPDATE, type, order.status, 0, 0, 0, 0, 0);
    }

    static boolean isOpen(final VenueOrder order) {
        return order.status == VenueOrderStatus.NEW
                || order.status == VenueOrderStatus.PARTIALLY_FILLED;
    }

    /** Orders that rest in the book. */
    final long restingOrders() {
        return orders.values().stream().filter(order -> order.isResting && isOpen(order)).count();
    }

    /** Those of them that are entries. */
    final long restingEntries() {
        return orders.values().stream()
                .filter(order -> order.isResting && isOpen(order))
                .filter(
                        order ->
                                dev.bowline.core.order.ClientOrderId.leg(order.orderKey)
                                        == dev.bowline.core.order.OrderLeg.ENTRY)
                .count();
    }

    /** Quantity of all targets at the venue. */
    final long targetQtyE8() {
        return orders.values().stream()
                .filter(order -> isOpen(order) && isTarget(order))
                .mapToLong(order -> order.qtyE8 - order.cumE8)
                .sum();
    }

    static boolean isTarget(final VenueOrder order) {
        return dev.bowline.core.order.ClientOrderId.leg(order.orderKey)
                == dev.bowline.core.order.OrderLeg.TARGET;
    }

    final void outcome(
            final CommandKind kind,
            final int runId,
            final long key,
            final OutcomeKind result,
            final int errorCode,
            final long cumE8) {
        outbox.add(
                new VenueModel.Message(
                        EventType.REQUEST_OUTCOME,
                        nowMs,
                        event -> {
                            event.outcome().kind = result;
                            event.outcome().commandKind = kind;
                            event.outcome().runId = runId;
                            event.outcome().orderKey = key;
                            event.outcome().errorCode = errorCode;
                            event.outcome().cumQtyE8 = cumE8;
                            final VenueOrder order = orders.get(key);
                            if (order != null && result == OutcomeKind.ACCEPTED) {
                                event.outcome().orderId = order.orderId;
                                event.outcome().algoId = order.algoId;
                            }
                        }));
    }

    final void algoReport(final VenueOrder order) {
        report(order, ReportSource.ALGO_UPDATE, ExecutionType.NEW, order.status, 0, 0, 0, 0, 0);
    }

    /** Tells which order of the book a conditional one became. */
    final void name(final VenueOrder order) {
        if (!areChildIdsMade) {
            return;
        }
        final VenueOrderStatus status = order.status;
        order.isNamed = true;
        order.status = VenueOrderStatus.TRIGGERED;
        final long cumE8 = order.cumE8;
        order.cumE8 = 0;
        algoReport(order);
        order.cumE8 = cumE8;
        order.status = status;
    }

    /** The book knows a child with an id of the venue's under its order id alone. */
    static boolean isUnknownInBook(final VenueOrder order, final OrderCommand command) {
        return order.childId != 0 && command.venueOrderId != order.childId;
    }

    final void balanceRow(final AccountReason reason) {
        final long balanceE8 = walletE8;
        outbox.add(
                new VenueModel.Message(
                        EventType.ACCOUNT_UPDATE,
                        nowMs,
                        event -> {
                            event.account().row = AccountRow.BALANCE;
                            event.account().reason = reason;
                            event.account().assetCode = AssetCode.of("USDC");
                            event.account().walletE8 = balanceE8;
                        }));
    }

    /** From now on position queries tell what is now, until {@link #thawPositions}. */
    final void freezePositions() {
        arePositionsFrozen = true;
        frozenE8 = positionE8;
        frozenEntryE8 = entryE8;
        frozenMs = nowMs;
    }

    final void thawPositions() {
        arePositionsFrozen = false;
    }

    /** The row of a query; none without a position, as at the venue. */
    final void queriedRow() {
        if ((arePositionsFrozen ? frozenE8 : positionE8) != 0) {
            positionRow(AccountReason.SNAPSHOT);
        }
    }

    final void positionRow(final AccountReason reason) {
        final boolean isFrozen = arePositionsFrozen && reason == AccountReason.SNAPSHOT;
        final long qtyE8 = isFrozen ? frozenE8 : positionE8;
        final long averageE8 = isFrozen ? frozenEntryE8 : entryE8;
        outbox.add(
                new VenueModel.Message(
                        EventType.ACCOUNT_UPDATE,
                        isFrozen ? frozenMs : nowMs,
                        event -> {
                            event.instrumentId = 0;
                            event.account().row = AccountRow.POSITION;
                            event.account().reason = reason;
                            event.account().positionQtyE8 = qtyE8;
                            event.account().entryPriceE8 = averageE8;
                        }));
    }

    final void foreignReport(final VenueOrder order, final ReportSource source) {
        outbox.add(
                new VenueModel.Message(
                        EventType.EXECUTION_REPORT,
                        nowMs,
                        event -> {
                            event.instrumentId = 0;
                            final ExecutionReport report = event.execution();
                            report.source = source;
                            report.executionType = ExecutionType.NEW;
                            report.status = VenueOrderStatus.NEW;
                            report.origin = OrderOrigin.FOREIGN;
                            report.side = order.side;
                            report.orderType = order.type;
                            report.qtyE8 = order.qtyE8;
                            report.priceE8 = order.priceE8;
                        }));
    }

    final void edge(final SnapshotMark mark) {
        outbox.add(
                new VenueModel.Message(
                        EventType.VENUE_SNAPSHOT,
                        nowMs,
                        event -> {
                            event.snapshot().mark = mark;
                            event.snapshot().complete = true;
                        }));
    }

    final void report(
            final VenueOrder order,
            final ReportSource source,
            final ExecutionType type,
            final VenueOrderStatus status,
            final long qtyE8,
            final long fillPriceE8,
            final long fillId,
            final long feeE8,
            final long profitE8) {
        final long cumE8 = source == ReportSource.TRADE_LITE ? 0 : order.cumE8;
        final boolean isAboutAlgo =
                source == ReportSource.ALGO_UPDATE || source == ReportSource.REST_QUERY;
        final boolean isStrange = areChildIdsMade && order.childId != 0 && !isAboutAlgo;
        final long orderId = isStrange || order.isNamed ? order.childId : order.orderId;
        final boolean isOfAlgo =
                qtyE8 == 0 && source != ReportSource.ORDER_TRADE_UPDATE && !isStrange;
        final long algoId = isOfAlgo ? order.algoId : 0;
        outbox.add(
                new VenueModel.Message(
                        EventType.EXECUTION_REPORT,
                        nowMs,
                        event -> {
                            event.instrumentId = 0;
                            final ExecutionReport report = event.execution();
                            report.source = source;
                            report.executionType = type;
                            report.status = status;
                            report.origin = isStrange ? OrderOrigin.FOREIGN : OrderOrigin.OWN;
                            report.runId = isStrange ? 0 : order.runId;
                            report.orderKey = isStrange ? 0 : order.orderKey;
                            report.orderId = orderId;
                            report.algoId = algoId;
                            report.side = order.side;
                            report.orderType = order.type;
                            report.qtyE8 = order.qtyE8;
                            report.triggerPriceE8 = order.triggerE8;
                            report.priceE8 = order.priceE8;
                            report.lastQtyE8 = qtyE8;
                            report.lastPriceE8 = fillPriceE8;
                            report.cumQtyE8 = cumE8;
                            report.avgPriceE8 = cumE8 > 0 && !isAverageUntold ? entryE8 : 0;
                            report.commissionE8 = feeE8;
                            report.commissionAssetCode = AssetCode.of(feeAsset);
                            report.realizedPnlE8 = profitE8;
                            report.tradeId = fillId;
                            report.transactionTimeMs = event.eventTimeMs;
                        }));
    }

    final long apply(final long signedE8) {
        long profitE8 = 0;
        if (positionE8 == 0 || (positionE8 > 0) == (signedE8 > 0)) {
            final long total = Math.abs(positionE8) + Math.abs(signedE8);
            entryE8 =
                    FixedPoint.mulDivFloor(entryE8, Math.abs(positionE8), total)
                            + FixedPoint.mulDivFloor(priceE8, Math.abs(signedE8), total);
        } else {
            profitE8 = FixedPoint.mulFloorE8(priceE8 - entryE8, -signedE8);
        }
        positionE8 += signedE8;
        return profitE8;
    }

    /** A stranger's order on the account. */
    final void foreignTrade(final Side side, final long qtyE8, final OrderOrigin origin) {
        final long signed = side == Side.BUY ? qtyE8 : -qtyE8;
        final long profitE8 = apply(signed);
        realizedE8 += profitE8;
        walletE8 += profitE8;
        tradeId++;
        final long id = tradeId;
        final long priceNowE8 = priceE8;
        outbox.add(
                new VenueModel.Message(
                        EventType.EXECUTION_REPORT,
                        nowMs,
                        event -> {
                            event.instrumentId = 0;
                            final ExecutionReport report = event.execution();
                            report.source = ReportSource.ORDER_TRADE_UPDATE;
                            report.executionType = ExecutionType.TRADE;
                            report.status = VenueOrderStatus.FILLED;
                            report.origin = origin;
                            report.side = side;
                            report.lastQtyE8 = qtyE8;
                            report.lastPriceE8 = priceNowE8;
                            report.tradeId = id;
                            report.realizedPnlE8 = profitE8;
                            report.transactionTimeMs = event.eventTimeMs;
                        }));
        balanceRow(AccountReason.ORDER);
        positionRow(AccountReason.ORDER);
    }

    static OrderCommand copyOf(final OrderCommand command) {
        final OrderCommand copy = new OrderCommand();
        copy.kind = command.kind;
        copy.orderType = command.orderType;
        copy.timeInForce = command.timeInForce;
        copy.side = command.side;
        copy.runId = command.runId;
        copy.orderKey = command.orderKey;
        copy.qtyE8 = command.qtyE8;
        copy.priceE8 = command.priceE8;
        copy.triggerPriceE8 = command.triggerPriceE8;
        copy.reduceOnly = command.reduceOnly;
        return copy;
    }

    /** Confirmed stops against the position, as the venue has them. */
    final long stopQtyE8() {
        long sumE8 = 0;
        for (final VenueOrder order : orders.values()) {
            if (order.type == OrderType.STOP_MARKET && order.status == VenueOrderStatus.NEW) {
                sumE8 += order.qtyE8;
            }
        }
        return sumE8;
    }

    final long openAlgos() {
        return orders.values().stream()
                .filter(order -> order.isAlgo && order.status == VenueOrderStatus.NEW)
                .count();
    }
}
