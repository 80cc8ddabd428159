package dev.bowline.core.engine;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.order.Bracket;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.order.Order;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.order.OrderStatus;

/** The target of each position (OMS-5). The stop protects whatever becomes of it. */
final class TargetKeeper {
    // USDⓈ-M docs, Error Codes, read 2026-11-20.
    private static final int WOULD_TRIGGER_AT_ONCE = -2021;

    private static final int MAX_TARGET_ATTEMPTS = 10;

    private final Books books;
    private final OrderDesk desk;
    private final LegDesk legs;
    private final CloseKeeper closes;

    TargetKeeper(
            final Books books, final OrderDesk desk, final LegDesk legs, final CloseKeeper closes) {
        this.books = books;
        this.desk = desk;
        this.legs = legs;
        this.closes = closes;
    }

    /** Does what the target of one instrument's position needs now. */
    void review(final int id, final Bracket bracket, final long qtyE8) {
        final Order next = bracket.nextTarget;
        if (next != null && next.status.isWorking()) {
            final Order old = bracket.target;
            bracket.target = next;
            bracket.nextTarget = null;
            if (old != null) {
                desk.cancel(old, CommandCause.REPLACED_CANCEL);
            }
        } else if (next != null && next.status == OrderStatus.CREATED) {
            legs.resend(next);
        } else if (next != null && next.status.isFinal()) {
            bracket.nextTarget = null;
        }
        final Order target = bracket.target;
        if (target == null) {
            bracket.target = placeTarget(id, bracket, qtyE8, CommandCause.TARGET);
            return;
        }
        switch (target.status) {
            case CREATED -> legs.resend(target);
            case SENT, IN_DOUBT, CANCEL_PENDING, INVALID -> {
                // Perhaps there; the stop protects meanwhile.
            }
            case ACKNOWLEDGED, PARTIALLY_FILLED -> {
                if (bracket.nextTarget == null
                        && !target.isTriggered
                        && legs.isOutOfStep(bracket, target, qtyE8)) {
                    bracket.nextTarget = placeTarget(id, bracket, qtyE8, CommandCause.FOLLOW_QTY);
                }
            }
            case REJECTED, FILLED, CANCELLED, EXPIRED -> onTargetGone(id, bracket, target, qtyE8);
        }
    }

    private void onTargetGone(
            final int id, final Bracket bracket, final Order target, final long qtyE8) {
        if (target.status == OrderStatus.REJECTED && target.errorCode == WOULD_TRIGGER_AT_ONCE) {
            closes.start(bracket, CommandCause.TARGET_PASSED);
            return;
        }
        if (bracket.nextTarget == null
                && bracket.targetAttempt < MAX_TARGET_ATTEMPTS
                && books.isElapsed(target.finalNs, LegDesk.QUIET_MS)) {
            bracket.target = placeTarget(id, bracket, qtyE8, CommandCause.TARGET);
        }
    }

    private Order placeTarget(
            final int id, final Bracket bracket, final long qtyE8, final int causeCode) {
        final Order order =
                legs.placeOrNull(
                        id,
                        bracket,
                        OrderLeg.TARGET,
                        OrderType.TAKE_PROFIT_MARKET,
                        bracket.targetAttempt,
                        qtyE8,
                        bracket.targetPriceE8,
                        causeCode);
        if (order != null) {
            bracket.targetAttempt++;
            books.decide(DecisionAction.PROTECTION_PLACED, order, causeCode);
        }
        return order;
    }
}
