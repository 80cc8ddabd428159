package dev.bowline.core.engine;

import dev.bowline.core.event.Decision;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.order.Bracket;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.order.Order;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.order.OrderStatus;
import dev.bowline.core.order.ProtectionLimits;

/**
 * The stop of each position: placed, confirmed in time, following the quantity, replaced when lost
 * (OMS-5, PROT-1, PROT-5).
 */
final class StopKeeper {
    private final Books books;
    private final OrderDesk desk;
    private final LegDesk legs;
    private final CloseKeeper closes;
    private final ProtectionLimits limits;

    StopKeeper(
            final Books books, final OrderDesk desk, final LegDesk legs, final CloseKeeper closes) {
        this.books = books;
        this.desk = desk;
        this.legs = legs;
        this.closes = closes;
        limits = books.config.protection();
    }

    /** Does what the stop of one instrument's position needs now. */
    void review(final int id, final Bracket bracket, final long qtyE8) {
        reviewNextStop(id, bracket, qtyE8);
        reviewStop(id, bracket, qtyE8);
        measure(id, bracket, qtyE8);
    }

    private void reviewNextStop(final int id, final Bracket bracket, final long qtyE8) {
        final Order next = bracket.nextStop;
        if (next == null) {
            return;
        }
        if (next.status.isWorking()) {
            final Order old = bracket.stop;
            bracket.stop = next;
            bracket.nextStop = null;
            if (old != null) {
                desk.cancel(old, CommandCause.REPLACED_CANCEL);
            }
        } else if (next.status == OrderStatus.CREATED) {
            legs.resend(next);
        } else if (next.status.isFinal()) {
            bracket.nextStop = null;
            if (next.status == OrderStatus.REJECTED && bracket.coveredQtyE8() < qtyE8) {
                fail(id, bracket, CommandCause.STOP_REFUSED, next.errorCode);
            }
        }
    }

    private void reviewStop(final int id, final Bracket bracket, final long qtyE8) {
        final Order stop = bracket.stop;
        if (stop == null) {
            if (bracket.nextStop == null && !bracket.isClosing) {
                final boolean isAdopted = bracket.strategyId == 0;
                bracket.stop =
                        placeStop(
                                id,
                                bracket,
                                qtyE8,
                                isAdopted ? CommandCause.ADOPTED : CommandCause.PROTECT);
            }
            return;
        }
        switch (stop.status) {
            case CREATED -> legs.resend(stop);
            case SENT, IN_DOUBT, CANCEL_PENDING, INVALID -> {
                // Perhaps there: no second stop beside it; the watch decides.
            }
            case ACKNOWLEDGED, PARTIALLY_FILLED -> followQty(id, bracket, qtyE8);
            case REJECTED -> fail(id, bracket, CommandCause.STOP_REFUSED, stop.errorCode);
            case FILLED, CANCELLED, EXPIRED -> onStopGone(id, bracket, stop, qtyE8);
        }
    }

    private void followQty(final int id, final Bracket bracket, final long qtyE8) {
        final Order stop = bracket.stop;
        if (bracket.nextStop == null
                && !bracket.isClosing
                && !stop.isTriggered
                && legs.isOutOfStep(bracket, stop, qtyE8)) {
            bracket.nextStop = placeStop(id, bracket, qtyE8, CommandCause.FOLLOW_QTY);
        }
    }

    private void onStopGone(
            final int id, final Bracket bracket, final Order stop, final long qtyE8) {
        if (bracket.isClosing || bracket.nextStop != null) {
            return;
        }
        if (stop.status == OrderStatus.FILLED || stop.isTriggered) {
            // It fired. What is left has no protection and the price is past the stop.
            if (stop.filledQtyE8 >= stop.qtyE8
                    || books.isElapsed(stop.finalNs, BracketKeeper.GRACE_MS)) {
                fail(id, bracket, CommandCause.STOP_REMAINDER, 0);
            }
            return;
        }
        books.decide(DecisionAction.INCIDENT, stop, CommandCause.STOP_LOST);
        bracket.stop = placeStop(id, bracket, qtyE8, CommandCause.STOP_LOST);
    }

    private Order placeStop(
            final int id, final Bracket bracket, final long qtyE8, final int causeCode) {
        final Order order =
                legs.placeOrNull(
                        id,
                        bracket,
                        OrderLeg.STOP,
                        OrderType.STOP_MARKET,
                        bracket.stopAttempt,
                        qtyE8,
                        bracket.stopPriceE8,
                        causeCode);
        if (order != null) {
            bracket.stopAttempt++;
            books.decide(DecisionAction.PROTECTION_PLACED, order, causeCode);
        }
        return order;
    }

    /** Time without full protection; ends it when confirmed, gives up at the limit. */
    private void measure(final int id, final Bracket bracket, final long qtyE8) {
        if (bracket.coveredQtyE8() >= qtyE8) {
            if (bracket.unprotectedSinceNs != 0) {
                final long gapNs = books.nowNs - bracket.unprotectedSinceNs;
                bracket.maxUnprotectedNs = Math.max(bracket.maxUnprotectedNs, gapNs);
                books.maxUnprotectedNs = Math.max(books.maxUnprotectedNs, gapNs);
                bracket.unprotectedSinceNs = 0;
                final Decision decision =
                        books.decide(
                                DecisionAction.PROTECTION_CONFIRMED,
                                bracket.stop,
                                bracket.stop.causeCode);
                // Milliseconds at scale 1e-8.
                decision.valueE8 = gapNs * 100;
                decision.limitE8 = limits.stopConfirmMs() * FixedPoint.ONE_E8;
            }
            return;
        }
        if (bracket.unprotectedSinceNs == 0) {
            bracket.unprotectedSinceNs = books.nowNs;
        } else if (!bracket.isClosing
                && books.isElapsed(bracket.unprotectedSinceNs, limits.stopLookupMs())) {
            fail(id, bracket, CommandCause.STOP_UNCONFIRMED, 0);
        }
    }

    private void fail(
            final int id, final Bracket bracket, final int causeCode, final int errorCode) {
        if (bracket.isClosing) {
            return;
        }
        final Decision decision = books.decide(DecisionAction.PROTECTION_FAILED, id, causeCode);
        decision.strategyId = bracket.strategyId;
        decision.side = bracket.side;
        decision.priceE8 = bracket.stopPriceE8;
        decision.valueE8 = errorCode;
        closes.start(bracket, causeCode);
    }
}
