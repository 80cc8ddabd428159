package dev.bowline.core.engine;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.AccountRow;
import dev.bowline.core.event.AssetCode;
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
import dev.bowline.core.event.SnapshotMark;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.num.FixedPoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A tiny venue for one instrument at event level: it takes commands as the last link of the chain
 * and answers with the messages of the real one, each of which a scenario may lose, double or swap
 * with the next.
 */
final class VenueModel extends VenueKnobs implements EngineHandler {
    /** What becomes of one message. */
    enum Fault {
        NONE,
        LOST,
        DOUBLED,
        SWAPPED
    }

    /** One message on its way to the engine. */
    record Message(EventType type, long timeMs, Consumer<EngineEvent> filler) {}

    final Map<Long, VenueOrder> orders = new LinkedHashMap<>();
    final VenueDeadman deadman = new VenueDeadman(this);
    final List<Message> outbox = new ArrayList<>();
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

    private boolean wasCovered;

    private OrderCommand swallowed;

    long tradeId = 1000;

    /** Every fill once more, as the account's trade list tells it. */
    final List<Message> trades = new ArrayList<>();

    @Override
    public void onEvent(final EngineEvent event, final long nowNs) {
        if (event.failed) {
            return;
        }
        nowMs = nowNs / 1_000_000L;
        deadman.onTime();
        for (int i = 0; i < event.commands().count(); i++) {
            onCommand(event.commands().get(i));
            watchCover();
        }
        watchCover();
    }

    /** The venue's own view after each command: stops over all of the position. */
    void watchCover() {
        final boolean isCovered = positionE8 != 0 && stopQtyE8() >= Math.abs(positionE8);
        if (positionE8 != 0 && wasCovered && !isCovered) {
            uncoveredAfterCovered++;
        }
        wasCovered = isCovered;
    }

    private void onCommand(final OrderCommand command) {
        log.add(
                nowMs % 1_000_000
                        + " "
                        + command.kind
                        + " "
                        + command.orderType
                        + " qty="
                        + command.qtyE8
                        + " cause="
                        + command.causeCode);
        switch (command.kind) {
            case PLACE_ORDER -> placeOrder(command);
            case PLACE_ALGO -> placeAlgo(command);
            case CANCEL_ALGO, CANCEL_ORDER -> cancel(command);
            case QUERY_ALGO, QUERY_ORDER -> query(command);
            case RECONCILE -> reconcile();
            case DEADMAN_ARM, DEADMAN_DISARM -> deadman.onCommand(command);
        }
    }

    private VenueOrder add(final OrderCommand command) {
        final VenueOrder order = new VenueOrder();
        order.isAlgo = command.kind == CommandKind.PLACE_ALGO;
        order.qtyE8 = command.qtyE8;
        order.triggerE8 = command.triggerPriceE8;
        order.side = command.side;
        order.type = command.orderType;
        order.runId = command.runId;
        order.orderKey = command.orderKey;
        order.activateE8 = command.activatePriceE8;
        order.callbackPercentE8 = command.callbackPercentE8;
        order.extremeE8 = priceE8;
        order.isActivated = command.activatePriceE8 == 0;
        if (orders.put(command.orderKey, order) != null) {
            throw new IllegalStateException("id used twice: " + command.orderKey);
        }
        return order;
    }

    private void placeOrder(final OrderCommand command) {
        placedOrders++;
        if (isEntryVanished && !command.reduceOnly) {
            isEntryVanished = false;
            outcome(command.kind, command.runId, command.orderKey, OutcomeKind.IN_DOUBT, -1007, 0);
            return;
        }
        if (command.reduceOnly && positionE8 == 0) {
            outcome(command.kind, command.runId, command.orderKey, OutcomeKind.REFUSED, -2022, 0);
            return;
        }
        if (command.reduceOnly && closeRefusals > 0) {
            closeRefusals--;
            outcome(command.kind, command.runId, command.orderKey, OutcomeKind.REFUSED, -4131, 0);
            return;
        }
        final VenueOrder order = add(command);
        if (isEntryResting && !command.reduceOnly) {
            outcome(command.kind, command.runId, command.orderKey, OutcomeKind.ACCEPTED, 0, 0);
            return;
        }
        if (isEntryInDoubt && !command.reduceOnly) {
            isEntryInDoubt = false;
            outcome(command.kind, command.runId, command.orderKey, OutcomeKind.IN_DOUBT, -1007, 0);
            final int before = outbox.size();
            fill(order);
            while (outbox.size() > before) {
                outbox.remove(before);
            }
            return;
        }
        if (isCloseUntold && command.reduceOnly) {
            isCloseUntold = false;
            final int before = outbox.size();
            fill(order);
            while (outbox.size() > before) {
                outbox.remove(before);
            }
            outcome(
                    command.kind,
                    command.runId,
                    command.orderKey,
                    OutcomeKind.ACCEPTED,
                    0,
                    order.cumE8);
            return;
        }
        outcome(command.kind, command.runId, command.orderKey, OutcomeKind.ACCEPTED, 0, 0);
        fill(order);
    }

    private void placeAlgo(final OrderCommand command) {
        placedAlgos++;
        final boolean isStop = command.orderType == OrderType.STOP_MARKET;
        if (isTrailNotSent && command.orderType == OrderType.TRAILING_STOP_MARKET) {
            outcome(command.kind, command.runId, command.orderKey, OutcomeKind.NOT_SENT, 0, 0);
            return;
        }
        final int refusal = refusalOf(command, isStop);
        if (refusal != 0) {
            outcome(command.kind, command.runId, command.orderKey, OutcomeKind.REFUSED, refusal, 0);
            return;
        }
        if (isStop && isStopSwallowed) {
            isStopSwallowed = false;
            swallowed = new OrderCommand();
            swallowed.kind = command.kind;
            swallowed.orderType = command.orderType;
            swallowed.side = command.side;
            swallowed.runId = command.runId;
            swallowed.orderKey = command.orderKey;
            swallowed.qtyE8 = command.qtyE8;
            swallowed.triggerPriceE8 = command.triggerPriceE8;
            return;
        }
        final VenueOrder order = add(command);
        if (isStop && isStopAnswerLost) {
            isStopAnswerLost = false;
            return;
        }
        outcome(command.kind, command.runId, command.orderKey, OutcomeKind.ACCEPTED, 0, 0);
        algoReport(order);
    }

    private int refusalOf(final OrderCommand command, final boolean isStop) {
        if (command.orderType == OrderType.TRAILING_STOP_MARKET) {
            final boolean isReached =
                    command.activatePriceE8 != 0
                            && (command.side == Side.SELL
                                    ? priceE8 >= command.activatePriceE8
                                    : priceE8 <= command.activatePriceE8);
            return trailRefusal != 0 || !isReached ? trailRefusal : -2021;
        }
        if (!isStop) {
            return 0;
        }
        if (stopRefusal != 0 || secondStopRefusal == 0) {
            return stopRefusal != 0 || !isPast(command) ? stopRefusal : -2021;
        }
        return stopQtyE8() > 0 ? secondStopRefusal : 0;
    }

    private boolean isPast(final OrderCommand command) {
        return command.side == Side.SELL
                ? priceE8 <= command.triggerPriceE8
                : priceE8 >= command.triggerPriceE8;
    }

    /** The venue is asked what is there. */
    private void reconcile() {
        reconciles++;
        if (!isSnapshotLost) {
            snapshot();
        }
    }

    /** A stop that everybody thought lost is there after all. */
    void turnUpSwallowedStop() {
        algoReport(add(swallowed));
    }

    private void cancel(final OrderCommand command) {
        if (isBanned) {
            outcome(command.kind, command.runId, command.orderKey, OutcomeKind.NOT_SENT, 0, 0);
            return;
        }
        final VenueOrder order = orders.get(command.orderKey);
        if (order == null || order.status != VenueOrderStatus.NEW) {
            outcome(command.kind, command.runId, command.orderKey, OutcomeKind.REFUSED, -2011, 0);
            return;
        }
        order.status = VenueOrderStatus.CANCELED;
        outcome(command.kind, command.runId, command.orderKey, OutcomeKind.ACCEPTED, 0, 0);
        algoReport(order);
    }

    private void query(final OrderCommand command) {
        final VenueOrder order = orders.get(command.orderKey);
        if (order == null) {
            outcome(command.kind, command.runId, command.orderKey, OutcomeKind.NOT_FOUND, -2013, 0);
            return;
        }
        report(order, ReportSource.REST_QUERY, ExecutionType.STATUS, order.status, 0, 0, 0, 0, 0);
        outcome(command.kind, command.runId, command.orderKey, OutcomeKind.FOUND, 0, 0);
    }

    private void outcome(
            final CommandKind kind,
            final int runId,
            final long key,
            final OutcomeKind result,
            final int errorCode,
            final long cumE8) {
        outbox.add(
                new Message(
                        EventType.REQUEST_OUTCOME,
                        nowMs,
                        event -> {
                            event.outcome().kind = result;
                            event.outcome().commandKind = kind;
                            event.outcome().runId = runId;
                            event.outcome().orderKey = key;
                            event.outcome().errorCode = errorCode;
                            event.outcome().cumQtyE8 = cumE8;
                        }));
    }

    void algoReport(final VenueOrder order) {
        report(order, ReportSource.ALGO_UPDATE, ExecutionType.NEW, order.status, 0, 0, 0, 0, 0);
    }

    /** Fills an order at the current price, in parts, never more than reduce-only allows. */
    private void fill(final VenueOrder order) {
        final boolean isReducing =
                dev.bowline.core.order.ClientOrderId.leg(order.orderKey)
                        != dev.bowline.core.order.OrderLeg.ENTRY;
        long rest = isReducing ? Math.min(order.qtyE8, Math.abs(positionE8)) : order.qtyE8;
        final long step = TestSetup.e8("0.001");
        final long part =
                Math.max(step, FixedPoint.floorToStepE8(rest / fillParts + step - 1, step));
        while (rest > 0) {
            final long qtyE8 = Math.min(rest, part);
            rest -= qtyE8;
            order.cumE8 += qtyE8;
            order.status = rest > 0 ? VenueOrderStatus.PARTIALLY_FILLED : VenueOrderStatus.FILLED;
            trade(order, qtyE8);
        }
    }

    private void trade(final VenueOrder order, final long qtyE8) {
        final long cleanE8 = priceE8;
        priceE8 += order.side == Side.BUY ? slipE8 : -slipE8;
        tradeNow(order, qtyE8);
        priceE8 = cleanE8;
    }

    private void tradeNow(final VenueOrder order, final long qtyE8) {
        final long signed = order.side == Side.BUY ? qtyE8 : -qtyE8;
        final long profitE8 = apply(signed);
        final long feeE8 = FixedPoint.mulCeilE8(FixedPoint.mulCeilE8(qtyE8, priceE8), 40_000);
        commissionsE8 += feeE8;
        realizedE8 += profitE8;
        walletE8 += profitE8 - feeE8;
        tradeId++;
        report(
                order,
                ReportSource.TRADE_LITE,
                ExecutionType.TRADE,
                null,
                qtyE8,
                priceE8,
                tradeId,
                0,
                0);
        report(
                order,
                ReportSource.ORDER_TRADE_UPDATE,
                ExecutionType.TRADE,
                order.status,
                qtyE8,
                priceE8,
                tradeId,
                feeE8,
                profitE8);
        report(
                order,
                ReportSource.REST_TRADE,
                ExecutionType.TRADE,
                null,
                qtyE8,
                priceE8,
                tradeId,
                feeE8,
                profitE8);
        trades.add(outbox.remove(outbox.size() - 1));
        balanceRow(AccountReason.ORDER);
        positionRow(AccountReason.ORDER);
    }

    private long apply(final long signedE8) {
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
    void foreignTrade(final Side side, final long qtyE8, final OrderOrigin origin) {
        final long signed = side == Side.BUY ? qtyE8 : -qtyE8;
        final long profitE8 = apply(signed);
        realizedE8 += profitE8;
        walletE8 += profitE8;
        tradeId++;
        final long id = tradeId;
        final long priceNowE8 = priceE8;
        outbox.add(
                new Message(
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

    void balanceRow(final AccountReason reason) {
        final long balanceE8 = walletE8;
        outbox.add(
                new Message(
                        EventType.ACCOUNT_UPDATE,
                        nowMs,
                        event -> {
                            event.account().row = AccountRow.BALANCE;
                            event.account().reason = reason;
                            event.account().assetCode = AssetCode.of("USDC");
                            event.account().walletE8 = balanceE8;
                        }));
    }

    void positionRow(final AccountReason reason) {
        final long qtyE8 = positionE8;
        final long averageE8 = entryE8;
        outbox.add(
                new Message(
                        EventType.ACCOUNT_UPDATE,
                        nowMs,
                        event -> {
                            event.instrumentId = 0;
                            event.account().row = AccountRow.POSITION;
                            event.account().reason = reason;
                            event.account().positionQtyE8 = qtyE8;
                            event.account().entryPriceE8 = averageE8;
                        }));
    }

    /** Resting entries are filled now. */
    void fillResting() {
        isEntryResting = false;
        for (final VenueOrder order : List.copyOf(orders.values())) {
            if (!order.isAlgo && order.status == VenueOrderStatus.NEW) {
                fill(order);
            }
        }
    }

    /** The trade list, as it is read before a snapshot. */
    void tradeList() {
        outbox.addAll(trades);
    }

    /** All positions and open orders, as after a reconnect. */
    void snapshot() {
        edge(SnapshotMark.BEGIN);
        balanceRow(AccountReason.SNAPSHOT);
        if (positionE8 != 0) {
            positionRow(AccountReason.SNAPSHOT);
        }
        for (final VenueOrder order : orders.values()) {
            if (order.status == VenueOrderStatus.NEW) {
                report(
                        order,
                        ReportSource.REST_SNAPSHOT,
                        ExecutionType.STATUS,
                        order.status,
                        0,
                        0,
                        0,
                        0,
                        0);
            }
        }
        edge(SnapshotMark.END);
    }

    private void edge(final SnapshotMark mark) {
        outbox.add(
                new Message(
                        EventType.VENUE_SNAPSHOT,
                        nowMs,
                        event -> {
                            event.snapshot().mark = mark;
                            event.snapshot().complete = true;
                        }));
    }

    /** Moves the price and fires what it triggers. */
    void moveTo(final long newPriceE8) {
        priceE8 = newPriceE8;
        for (final VenueOrder order : List.copyOf(orders.values())) {
            if (order.isAlgo
                    && order.status == VenueOrderStatus.NEW
                    && !areTriggersDead
                    && isTriggered(order)) {
                fire(order);
            }
        }
    }

    private boolean isTriggered(final VenueOrder order) {
        if (order.type == OrderType.TRAILING_STOP_MARKET) {
            return isTrailed(order);
        }
        final boolean isStop = order.type == OrderType.STOP_MARKET;
        return (order.side == Side.SELL) == isStop
                ? priceE8 <= order.triggerE8
                : priceE8 >= order.triggerE8;
    }

    private boolean isTrailed(final VenueOrder order) {
        final boolean sells = order.side == Side.SELL;
        order.extremeE8 =
                sells ? Math.max(order.extremeE8, priceE8) : Math.min(order.extremeE8, priceE8);
        order.isActivated |=
                sells ? order.extremeE8 >= order.activateE8 : order.extremeE8 <= order.activateE8;
        final long distanceE8 =
                FixedPoint.mulDivFloor(
                        order.extremeE8, order.callbackPercentE8, 100 * FixedPoint.ONE_E8);
        return order.isActivated
                && (sells
                        ? priceE8 <= order.extremeE8 - distanceE8
                        : priceE8 >= order.extremeE8 + distanceE8);
    }

    private void fire(final VenueOrder order) {
        order.status = VenueOrderStatus.TRIGGERING;
        algoReport(order);
        if (positionE8 == 0) {
            order.status = VenueOrderStatus.REJECTED;
            algoReport(order);
            return;
        }
        fill(order);
        order.status = VenueOrderStatus.FINISHED;
        algoReport(order);
    }

    private void report(
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
        outbox.add(
                new Message(
                        EventType.EXECUTION_REPORT,
                        nowMs,
                        event -> {
                            event.instrumentId = 0;
                            final ExecutionReport report = event.execution();
                            report.source = source;
                            report.executionType = type;
                            report.status = status;
                            report.origin = OrderOrigin.OWN;
                            report.runId = order.runId;
                            report.orderKey = order.orderKey;
                            report.side = order.side;
                            report.orderType = order.type;
                            report.qtyE8 = order.qtyE8;
                            report.triggerPriceE8 = order.triggerE8;
                            report.lastQtyE8 = qtyE8;
                            report.lastPriceE8 = fillPriceE8;
                            report.cumQtyE8 = cumE8;
                            report.avgPriceE8 = cumE8 > 0 ? entryE8 : 0;
                            report.commissionE8 = feeE8;
                            report.commissionAssetCode = AssetCode.of("USDC");
                            report.realizedPnlE8 = profitE8;
                            report.tradeId = fillId;
                            report.transactionTimeMs = event.eventTimeMs;
                        }));
    }

    /** Confirmed stops against the position, as the venue has them. */
    long stopQtyE8() {
        long sumE8 = 0;
        for (final VenueOrder order : orders.values()) {
            if (order.type == OrderType.STOP_MARKET && order.status == VenueOrderStatus.NEW) {
                sumE8 += order.qtyE8;
            }
        }
        return sumE8;
    }

    long openAlgos() {
        return deadman.open(true);
    }
}
