package dev.bowline.core.engine;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.SnapshotMark;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.num.FixedPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A tiny venue for one instrument at event level: it takes commands as the last link of the chain
 * and answers with the messages of the real one, each of which a scenario may lose, double or swap
 * with the next.
 */
final class VenueModel extends VenueBooks implements EngineHandler {
    /** What becomes of one message. */
    enum Fault {
        NONE,
        LOST,
        DOUBLED,
        SWAPPED
    }

    /** One message on its way to the engine. */
    record Message(EventType type, long timeMs, Consumer<EngineEvent> filler) {}

    final VenueDeadman deadman = new VenueDeadman(this);
    private boolean wasCovered;

    private OrderCommand swallowed;
    private OrderCommand vanished;
    private final List<OrderCommand> held = new ArrayList<>();

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
        if (foreign.containsKey(command.orderKey)) {
            foreignTouched++;
        }
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
        order.priceE8 = command.priceE8;
        order.runId = command.runId;
        order.orderKey = command.orderKey;
        order.activateE8 = command.activatePriceE8;
        order.callbackPercentE8 = command.callbackPercentE8;
        giveId(order);
        order.extremeE8 = priceE8;
        order.isActivated = command.activatePriceE8 == 0;
        if (orders.put(command.orderKey, order) != null) {
            throw new IllegalStateException("id used twice: " + command.orderKey);
        }
        return order;
    }

    private void placeOrder(final OrderCommand command) {
        placedOrders++;
        if (command.timeInForce == TimeInForce.GTX && wouldTake(command)) {
            outcome(command.kind, command.runId, command.orderKey, OutcomeKind.REFUSED, -5022, 0);
            return;
        }
        if (isEntryVanished && !command.reduceOnly) {
            isEntryVanished = false;
            vanished = copyOf(command);
            outcome(command.kind, command.runId, command.orderKey, OutcomeKind.IN_DOUBT, -1007, 0);
            return;
        }
        if (command.reduceOnly && isCloseStopped(command)) {
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
            order.isResting = rests(command);
            if (!order.isResting) {
                fillUntold(order);
            }
            return;
        }
        if (isCloseInDoubt && command.reduceOnly) {
            isCloseInDoubt = false;
            fillUntold(order);
            outcome(command.kind, command.runId, command.orderKey, OutcomeKind.IN_DOUBT, -1007, 0);
            return;
        }
        if (isCloseUntold && command.reduceOnly) {
            isCloseUntold = false;
            fillUntold(order);
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
        order.isResting = rests(command);
        if (order.isResting) {
            bookReport(order, ExecutionType.NEW);
        } else {
            fill(order);
        }
    }

    /** Held on its way, or refused. */
    private boolean isCloseStopped(final OrderCommand command) {
        if (heldCloses > 0) {
            heldCloses--;
            held.add(copyOf(command));
            return true;
        }
        if (closeErrorBesideTargets != 0 && targetQtyE8() > 0) {
            outcome(
                    command.kind,
                    command.runId,
                    command.orderKey,
                    OutcomeKind.REFUSED,
                    closeErrorBesideTargets,
                    0);
            return true;
        }
        if (positionE8 == 0) {
            outcome(command.kind, command.runId, command.orderKey, OutcomeKind.REFUSED, -2022, 0);
            return true;
        }
        if (closeRefusals > 0) {
            closeRefusals--;
            outcome(command.kind, command.runId, command.orderKey, OutcomeKind.REFUSED, -4131, 0);
            return true;
        }
        return false;
    }

    /** The fills happen, and no message tells of them. */
    private void fillUntold(final VenueOrder order) {
        final int before = outbox.size();
        fill(order);
        while (outbox.size() > before) {
            untold.add(outbox.remove(before));
        }
    }

    private boolean rests(final OrderCommand command) {
        return command.orderType == OrderType.LIMIT
                && command.timeInForce != TimeInForce.IOC
                && !wouldTake(command);
    }

    private boolean wouldTake(final OrderCommand command) {
        final long halfE8 = priceE8 / 10_000;
        return command.side == Side.BUY
                ? command.priceE8 >= priceE8 + halfE8
                : command.priceE8 <= priceE8 - halfE8;
    }

    /** Somebody takes this much of the oldest order that rests in the book. */
    void take(final String qty) {
        for (final VenueOrder order : List.copyOf(orders.values())) {
            if (order.isResting && isOpen(order)) {
                takeFrom(order, TestSetup.e8(qty));
                return;
            }
        }
        throw new IllegalStateException("nothing rests: " + log);
    }

    private void takeFrom(final VenueOrder order, final long wantedE8) {
        final boolean isReducing =
                dev.bowline.core.order.ClientOrderId.leg(order.orderKey)
                        != dev.bowline.core.order.OrderLeg.ENTRY;
        final long restE8 = order.qtyE8 - order.cumE8;
        final long mostE8 = isReducing ? Math.min(restE8, Math.abs(positionE8)) : restE8;
        final long qtyE8 = Math.min(wantedE8, mostE8);
        if (qtyE8 <= 0) {
            return;
        }
        final long marketE8 = priceE8;
        priceE8 = order.priceE8;
        order.cumE8 += qtyE8;
        order.status =
                order.cumE8 < order.qtyE8
                        ? VenueOrderStatus.PARTIALLY_FILLED
                        : VenueOrderStatus.FILLED;
        trade(order, qtyE8);
        priceE8 = marketE8;
    }

    private void placeAlgo(final OrderCommand command) {
        placedAlgos++;
        final boolean isStop = command.orderType == OrderType.STOP_MARKET;
        if (isTrailNotSent && command.orderType == OrderType.TRAILING_STOP_MARKET) {
            outcome(command.kind, command.runId, command.orderKey, OutcomeKind.NOT_SENT, 0, 0);
            return;
        }
        final boolean isTarget =
                command.orderType == OrderType.TAKE_PROFIT
                        || command.orderType == OrderType.TAKE_PROFIT_MARKET;
        if ((isTarget && isTargetNotSent) || (isStop && isStopNotSent)) {
            outcome(command.kind, command.runId, command.orderKey, OutcomeKind.NOT_SENT, 0, 0);
            return;
        }
        if (isStop && isStopIdTaken) {
            outcome(command.kind, command.runId, command.orderKey, OutcomeKind.IN_DOUBT, -4116, 0);
            return;
        }
        final int refusal = refusalOf(command, isStop);
        if (refusal != 0) {
            outcome(command.kind, command.runId, command.orderKey, OutcomeKind.REFUSED, refusal, 0);
            return;
        }
        if (isStop && isStopSwallowed) {
            isStopSwallowed = false;
            swallowed = copyOf(command);
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
            final boolean isReached =
                    command.side == Side.SELL
                            ? priceE8 >= command.triggerPriceE8
                            : priceE8 <= command.triggerPriceE8;
            return (isReached && refusesPassedTargets) || passedTargets-- > 0 ? -2021 : 0;
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
        if (areFillsRead) {
            tradeList();
        }
        if (!isSnapshotLost) {
            snapshot();
        }
    }

    /** A stop that everybody thought lost is there after all. */
    void turnUpSwallowedStop() {
        algoReport(add(swallowed));
    }

    /** The closes that were on their way arrive. */
    void landHeldCloses() {
        heldCloses = 0;
        held.forEach(this::placeOrder);
        held.clear();
    }

    /** An entry that was on its way all the time arrives. */
    void landVanishedEntry() {
        fill(add(vanished));
    }

    private void cancel(final OrderCommand command) {
        if (isCancelSwallowed) {
            return;
        }
        if (cancelFailure != null) {
            outcome(
                    command.kind,
                    command.runId,
                    command.orderKey,
                    cancelFailure,
                    cancelErrorCode,
                    0);
            return;
        }
        if (isBanned) {
            outcome(command.kind, command.runId, command.orderKey, OutcomeKind.NOT_SENT, 0, 0);
            return;
        }
        final VenueOrder order = orders.get(command.orderKey);
        if (order == null
                || isCancelUnknown
                || !isOpen(order)
                || order.isAlgo != (command.kind == CommandKind.CANCEL_ALGO)
                || isUnknownInBook(order, command)) {
            outcome(command.kind, command.runId, command.orderKey, OutcomeKind.REFUSED, -2011, 0);
            return;
        }
        final List<Message> late = new ArrayList<>();
        if (order.isResting && fillBeforeCancelE8 > 0) {
            final int before = outbox.size();
            takeFrom(order, fillBeforeCancelE8);
            fillBeforeCancelE8 = 0;
            while (outbox.size() > before) {
                late.add(outbox.remove(before));
            }
        }
        order.status = VenueOrderStatus.CANCELED;
        if (!isCancelAnswerLost) {
            outcome(
                    command.kind,
                    command.runId,
                    command.orderKey,
                    order.childId == 0 ? OutcomeKind.ACCEPTED : OutcomeKind.IN_DOUBT,
                    0,
                    order.cumE8);
            if (order.isAlgo) {
                algoReport(order);
            } else {
                bookReport(order, ExecutionType.CANCELED);
            }
        }
        outbox.addAll(late);
    }

    private void query(final OrderCommand command) {
        if (isQuerySilent) {
            return;
        }
        final VenueOrder order = orders.get(command.orderKey);
        if (order == null) {
            outcome(command.kind, command.runId, command.orderKey, OutcomeKind.NOT_FOUND, -2013, 0);
            return;
        }
        report(order, ReportSource.REST_QUERY, ExecutionType.STATUS, order.status, 0, 0, 0, 0, 0);
        outcome(command.kind, command.runId, command.orderKey, OutcomeKind.FOUND, 0, 0);
    }

    /** Fills an order at the current price, in parts, never more than reduce-only allows. */
    void fill(final VenueOrder order) {
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
        if (!areFillsLite) {
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
        }
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
        queriedRow();
        for (final VenueOrder order : orders.values()) {
            if (isOpen(order)) {
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
        foreign.values().forEach(order -> foreignReport(order, ReportSource.REST_SNAPSHOT));
        edge(SnapshotMark.END);
    }

    /** A stranger's order appears in the book. */
    void foreignOrder(final Side side) {
        final VenueOrder order = new VenueOrder();
        order.side = side;
        order.type = OrderType.LIMIT;
        order.qtyE8 = FixedPoint.ONE_E8;
        order.priceE8 = priceE8;
        foreign.put(-1L - foreign.size(), order);
        foreignReport(order, ReportSource.ORDER_TRADE_UPDATE);
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
            } else if (order.isResting && !isThin && isOpen(order) && isCrossed(order)) {
                takeFrom(order, order.qtyE8);
            }
        }
    }

    private boolean isCrossed(final VenueOrder order) {
        return order.side == Side.BUY ? priceE8 < order.priceE8 : priceE8 > order.priceE8;
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
        order.childId = areChildIdsMade ? 5_000_000_000L + orders.size() : 0;
        if (positionE8 == 0) {
            order.status = VenueOrderStatus.REJECTED;
            algoReport(order);
            return;
        }
        if (order.type == OrderType.TAKE_PROFIT) {
            order.isAlgo = false;
            order.isResting = true;
            order.type = OrderType.LIMIT;
            order.status = VenueOrderStatus.NEW;
            bookReport(order, ExecutionType.NEW);
            name(order);
            return;
        }
        fill(order);
        name(order);
        order.status = VenueOrderStatus.FINISHED;
        algoReport(order);
    }
}
