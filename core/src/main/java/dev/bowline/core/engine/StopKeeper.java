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
import dev.bowline.core.risk.WarningCode;

/**
 * The stop of each position: placed, confirmed in time, following the quantity, replaced when lost
 * (OMS-5, PROT-1, PROT-5).
 */
final class StopKeeper {
    // USDⓈ-M docs, Error Codes, read 2026-11-20.
    private static final int QTY_ABOVE_MAX = -4005;

    private final Books books;
    private final OrderDesk desk;
    private final LegDesk legs;
    private final CloseKeeper closes;
    private final TrailKeeper trails;
    private final ProtectionLimits limits;

    StopKeeper(
            final Books books,
            final OrderDesk desk,
            final LegDesk legs,
            final CloseKeeper closes,
            final TrailKeeper trails) {
        this.books = books;
        this.desk = desk;
        this.legs = legs;
        this.closes = closes;
        this.trails = trails;
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
        if (next.status.isWorking() && isLess(next, bracket.stop, qtyE8)) {
            // The position grew meanwhile: the larger one stays until one over all of it stands.
            bracket.nextStop = null;
            desk.cancel(next, CommandCause.FOLLOW_QTY);
        } else if (next.status.isWorking()) {
            final Order old = bracket.stop;
            bracket.stop = next;
            bracket.nextStop = null;
            takePrice(id, bracket, next);
            if (old != null) {
                desk.cancel(old, CommandCause.REPLACED_CANCEL);
            }
        } else if (next.status == OrderStatus.CREATED) {
            if (!legs.tryResend(next)) {
                bracket.nextStop = null;
                bracket.nextStopRefusedNs = books.nowNs;
            }
        } else if (next.status.isFinal()) {
            bracket.nextStop = null;
            if (next.status == OrderStatus.REJECTED) {
                onNextRefused(id, bracket, next, qtyE8);
            }
        }
    }

    private static boolean isLess(final Order next, final Order old, final long qtyE8) {
        return next.openQtyE8() < qtyE8
                && old != null
                && old.status.isWorking()
                && !old.isTriggered
                && old.openQtyE8() > next.openQtyE8();
    }

    private void onNextRefused(
            final int id, final Bracket bracket, final Order next, final long qtyE8) {
        bracket.nextStopRefusedNs = books.nowNs;
        if (bracket.coveredQtyE8() < qtyE8) {
            fail(id, bracket, CommandCause.STOP_REFUSED, next.errorCode);
            return;
        }
        final boolean isAhead =
                bracket.stop != null
                        && bracket.isSafer(next.triggerPriceE8, bracket.stop.triggerPriceE8);
        if (!isAhead || bracket.isClosing) {
            return;
        }
        if (trails.onRefused(id, bracket, next)) {
            closes.start(bracket, CommandCause.TRAIL_PASSED);
        } else if (trails.isReversible(next)) {
            bracket.reversedStopE8 = next.triggerPriceE8;
            desk.cancel(bracket.stop, CommandCause.STOP_REVERSED);
        }
    }

    /** A confirmed stop that is safer than the one wanted so far is an update (TS-6). */
    private void takePrice(final int id, final Bracket bracket, final Order confirmed) {
        if (bracket.isSafer(confirmed.triggerPriceE8, bracket.stopPriceE8)) {
            trails.onConfirmed(id, bracket, confirmed);
            bracket.stopPriceE8 = confirmed.triggerPriceE8;
        }
    }

    /**
     * Moves the stop: a new one is placed, and the old one cancelled only when that is confirmed
     * (TS-7). Does nothing while another change of the stop is under way.
     *
     * @param triggerE8 safer than the stop's
     */
    void move(
            final int id,
            final Bracket bracket,
            final long qtyE8,
            final long triggerE8,
            final int causeCode) {
        final Order stop = bracket.stop;
        if (bracket.nextStop == null
                && !bracket.isClosing
                && stop != null
                && stop.status.isWorking()
                && !stop.isTriggered
                && !legs.isOutOfStep(bracket, stop, qtyE8)
                && !isOldOneLeaving(id, bracket)) {
            bracket.nextStop = placeStop(id, bracket, qtyE8, triggerE8, causeCode);
        }
    }

    /** A replaced stop may still stand: a third one beside it would be one too many. */
    private boolean isOldOneLeaving(final int id, final Bracket bracket) {
        for (int i = 0; i < books.orders.count(); i++) {
            final Order order = books.orders.get(i);
            if (order.instrumentId == id
                    && order.leg() == OrderLeg.STOP
                    && order != bracket.stop
                    && order.mayBeAtVenue()
                    && !books.isElapsed(order.cancelSentNs, limits.stopLookupMs())) {
                return true;
            }
        }
        return false;
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
                                bracket.stopPriceE8,
                                isAdopted ? CommandCause.ADOPTED : CommandCause.PROTECT);
            }
            return;
        }
        switch (stop.status) {
            case CREATED -> {
                if (!legs.tryResend(stop)) {
                    fail(id, bracket, CommandCause.STOP_UNCONFIRMED, 0);
                }
            }
            case SENT, IN_DOUBT, CANCEL_PENDING, INVALID -> {
                // Perhaps there: no second stop beside it; the watch decides.
            }
            case ACKNOWLEDGED, PARTIALLY_FILLED -> {
                takePrice(id, bracket, stop);
                if (bracket.reversedStopE8 != 0) {
                    // The slot had no room for the cancel.
                    desk.cancel(stop, CommandCause.STOP_REVERSED);
                } else {
                    follow(id, bracket, qtyE8);
                }
            }
            case REJECTED -> fail(id, bracket, CommandCause.STOP_REFUSED, stop.errorCode);
            case FILLED, CANCELLED, EXPIRED -> onStopGone(id, bracket, stop, qtyE8);
        }
    }

    /** The stop follows the quantity, and a price that it stands behind after a restart. */
    private void follow(final int id, final Bracket bracket, final long qtyE8) {
        final Order stop = bracket.stop;
        if (bracket.nextStop != null
                || bracket.isClosing
                || stop.isTriggered
                || !isRefusalOver(bracket)) {
            return;
        }
        if (legs.isOutOfStep(bracket, stop, qtyE8)) {
            bracket.nextStop =
                    placeStop(id, bracket, qtyE8, bracket.stopPriceE8, CommandCause.FOLLOW_QTY);
        } else if (bracket.isSafer(bracket.stopPriceE8, stop.triggerPriceE8)) {
            bracket.nextStop =
                    placeStop(id, bracket, qtyE8, bracket.stopPriceE8, CommandCause.STOP_BEHIND);
        }
    }

    /** What was refused is not asked again at once. */
    private boolean isRefusalOver(final Bracket bracket) {
        return bracket.nextStopRefusedNs == 0
                || books.isElapsed(bracket.nextStopRefusedNs, LegDesk.QUIET_MS);
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
        final long reversedE8 = bracket.reversedStopE8;
        if (reversedE8 != 0) {
            final Order placed =
                    placeStop(id, bracket, qtyE8, reversedE8, CommandCause.STOP_REVERSED);
            if (placed != null) {
                bracket.stop = placed;
                bracket.reversedStopE8 = 0;
            }
            return;
        }
        books.decide(DecisionAction.INCIDENT, stop, CommandCause.STOP_LOST);
        bracket.stop = placeStop(id, bracket, qtyE8, bracket.stopPriceE8, CommandCause.STOP_LOST);
    }

    private Order placeStop(
            final int id,
            final Bracket bracket,
            final long qtyE8,
            final long triggerE8,
            final int causeCode) {
        final long maxQtyE8 = books.spec(id).marketMaxQtyE8();
        if (maxQtyE8 > 0 && qtyE8 > maxQtyE8) {
            // No one stop can cover it, and the venue would refuse (OMS-5): closed in parts.
            fail(id, bracket, CommandCause.STOP_REFUSED, QTY_ABOVE_MAX);
            return null;
        }
        final Order order =
                legs.placeOrNull(
                        id,
                        bracket,
                        OrderLeg.STOP,
                        OrderType.STOP_MARKET,
                        bracket.stopAttempt,
                        qtyE8,
                        triggerE8,
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
                if (bracket.stop.causeCode == CommandCause.STOP_REVERSED) {
                    books.maxReplaceGapNs = Math.max(books.maxReplaceGapNs, gapNs);
                }
                final Decision decision =
                        books.decide(
                                DecisionAction.PROTECTION_CONFIRMED,
                                bracket.stop,
                                bracket.stop.causeCode);
                // Milliseconds at scale 1e-8.
                decision.valueE8 = gapNs * 100;
                decision.limitE8 = limits.stopConfirmMs() * FixedPoint.ONE_E8;
                if (gapNs > limits.stopConfirmMs() * Books.NS_PER_MS) {
                    books.warnUnprotected(id, WarningCode.UNPROTECTED, gapNs);
                }
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
