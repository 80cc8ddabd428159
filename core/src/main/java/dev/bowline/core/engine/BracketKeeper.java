package dev.bowline.core.engine;

import dev.bowline.core.event.Decision;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.order.Bracket;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.order.Order;
import dev.bowline.core.order.OrderInput;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.order.OrderStatus;
import dev.bowline.core.order.ProtectionLimits;
import dev.bowline.core.position.Position;
import dev.bowline.core.precision.PrecisionHandler;

/**
 * Keeps stop, target and close around each position (OMS-5, OMS-7, PROT-1). {@link #review} looks
 * at position and orders as they are now and does what is missing, whatever event led there; so a
 * message that is lost, doubled or late changes when something is done, not what.
 */
final class BracketKeeper {
    /** Fills and account rows of one match come in several messages; give them this long. */
    static final long GRACE_MS = 500;

    // USDⓈ-M docs, Error Codes, read 2026-11-20.
    private static final int WOULD_TRIGGER_AT_ONCE = -2021;
    private static final int REDUCE_ONLY_REJECTED = -2022;

    private static final long QUIET_MS = 1_000;
    private static final int MAX_TARGET_ATTEMPTS = 10;

    private final Books books;
    private final OrderDesk desk;
    private final ProtectionLimits limits;

    BracketKeeper(final Books books, final OrderDesk desk) {
        this.books = books;
        this.desk = desk;
        limits = books.config.protection();
    }

    /** Begins a bracket around a position that just opened. */
    void open(final int id, final Order entry) {
        final Bracket bracket = books.brackets[id];
        final Position position = books.position(id);
        bracket.clear();
        bracket.isOpen = true;
        bracket.side = position.qtyE8() > 0 ? Side.BUY : Side.SELL;
        bracket.unprotectedSinceNs = books.nowNs;
        bracket.lastFillNs = books.nowNs;
        if (entry != null && entry.stopPriceE8 > 0 && entry.side == bracket.side) {
            bracket.strategyId = ClientOrderId.strategyId(entry.orderKey);
            bracket.stopPriceE8 = entry.stopPriceE8;
            bracket.targetPriceE8 = entry.targetPriceE8;
            // The entry filled on after its first position was closed: leg numbers are used up.
            bracket.intentSeq =
                    entry.hasBracket
                            ? books.nextIntentSeq++
                            : ClientOrderId.intentSeq(entry.orderKey);
            entry.hasBracket = true;
        } else {
            bracket.intentSeq = books.nextIntentSeq++;
            bracket.stopPriceE8 = adoptedStopE8(id, bracket.side);
        }
    }

    private long adoptedStopE8(final int id, final Side side) {
        final InstrumentSpec spec = books.spec(id);
        final long entryE8 = books.position(id).entryPriceE8();
        final long distanceE8 =
                FixedPoint.mulFloorE8(entryE8, books.config.scalping().stopShareE8());
        final long triggerE8 = side == Side.BUY ? entryE8 - distanceE8 : entryE8 + distanceE8;
        return PrecisionHandler.triggerToward(triggerE8, Math.max(1, spec.tickE8()), side);
    }

    /** Does what position and orders of one instrument need now. */
    void review(final int id) {
        final Bracket bracket = books.brackets[id];
        final long qtyE8 = books.position(id).absQtyE8();
        if (qtyE8 == 0) {
            if (bracket.isOpen) {
                end(id, bracket);
            }
            return;
        }
        if (!bracket.isOpen) {
            open(id, null);
        }
        if (books.gate.isKilled()) {
            startClose(bracket, CommandCause.KILL);
        }
        reviewNextStop(id, bracket, qtyE8);
        reviewStop(id, bracket, qtyE8);
        measure(id, bracket, qtyE8);
        if (bracket.isClosing) {
            reviewClose(id, bracket, qtyE8);
        } else if (bracket.targetPriceE8 > 0) {
            reviewTarget(id, bracket, qtyE8);
            if (bracket.isClosing) {
                reviewClose(id, bracket, qtyE8);
            }
        }
    }

    /** The position is gone: nothing of its bracket may outlive it. */
    private void end(final int id, final Bracket bracket) {
        books.maxUnprotectedNs = Math.max(books.maxUnprotectedNs, bracket.maxUnprotectedNs);
        bracket.clear();
        for (int i = 0; i < books.orders.count(); i++) {
            final Order order = books.orders.get(i);
            if (order.instrumentId == id && order.leg() != OrderLeg.ENTRY) {
                retire(order, CommandCause.SIBLING_CANCEL);
            }
        }
    }

    private void retire(final Order order, final int causeCode) {
        if (order.status == OrderStatus.CREATED) {
            desk.apply(order, OrderInput.EXPIRED);
        } else if (order.leg() != OrderLeg.CLOSE) {
            desk.cancel(order, causeCode);
        }
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
            resend(next);
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
            case CREATED -> resend(stop);
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
                && isOutOfStep(bracket, stop, qtyE8)) {
            bracket.nextStop = placeStop(id, bracket, qtyE8, CommandCause.FOLLOW_QTY);
        }
    }

    /** Too small at once; too large only when the position has come to rest. */
    private boolean isOutOfStep(final Bracket bracket, final Order order, final long qtyE8) {
        final long openQtyE8 = order.openQtyE8();
        return openQtyE8 < qtyE8
                || (openQtyE8 > qtyE8 && books.isElapsed(bracket.lastFillNs, QUIET_MS));
    }

    private void onStopGone(
            final int id, final Bracket bracket, final Order stop, final long qtyE8) {
        if (bracket.isClosing || bracket.nextStop != null) {
            return;
        }
        if (stop.status == OrderStatus.FILLED || stop.isTriggered) {
            // It fired. What is left has no protection and the price is past the stop.
            if (stop.filledQtyE8 >= stop.qtyE8 || books.isElapsed(stop.finalNs, GRACE_MS)) {
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
                place(
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

    private Order place(
            final int id,
            final Bracket bracket,
            final OrderLeg leg,
            final OrderType orderType,
            final int attempt,
            final long qtyE8,
            final long triggerPriceE8,
            final int causeCode) {
        if (attempt > ClientOrderId.MAX_ATTEMPT) {
            // Ids of this intent are used up; go on under a new one.
            bracket.intentSeq = books.nextIntentSeq++;
            bracket.stopAttempt = 0;
            bracket.targetAttempt = 0;
            bracket.closeAttempt = 0;
            return null;
        }
        final Order order =
                desk.createOrNull(
                        id,
                        bracket.intentSeq,
                        bracket.strategyId,
                        Books.opposite(bracket.side),
                        leg,
                        attempt);
        if (order == null) {
            return null;
        }
        order.orderType = orderType;
        order.qtyE8 = qtyE8;
        order.triggerPriceE8 = triggerPriceE8;
        desk.send(order, causeCode);
        return order;
    }

    /** A request that certainly never left may go again under the same id. */
    private void resend(final Order order) {
        if (books.isElapsed(order.sentNs, limits.lookupIntervalMs())) {
            desk.send(order, order.causeCode);
        }
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
        startClose(bracket, causeCode);
    }

    /** Marks the position for closing; the next review sends the order. */
    void startClose(final Bracket bracket, final int causeCode) {
        if (bracket.isOpen && !bracket.isClosing) {
            bracket.isClosing = true;
            bracket.closeCauseCode = causeCode;
        }
    }

    private void reviewClose(final int id, final Bracket bracket, final long qtyE8) {
        final Order close = bracket.close;
        if (close != null && close.status == OrderStatus.CREATED) {
            resend(close);
            return;
        }
        if (close != null && (!close.status.isFinal() || !isCloseRetryDue(close))) {
            return;
        }
        final long maxQtyE8 = books.spec(id).marketMaxQtyE8();
        final int causeCode = close == null ? bracket.closeCauseCode : CommandCause.CLOSE_RETRY;
        final Order order =
                place(
                        id,
                        bracket,
                        OrderLeg.CLOSE,
                        OrderType.MARKET,
                        bracket.closeAttempt,
                        maxQtyE8 > 0 ? Math.min(qtyE8, maxQtyE8) : qtyE8,
                        0,
                        causeCode);
        if (order != null) {
            bracket.close = order;
            bracket.closeAttempt++;
            books.decide(DecisionAction.EXIT_SENT, order, bracket.closeCauseCode);
        }
    }

    private boolean isCloseRetryDue(final Order close) {
        if (close.status == OrderStatus.REJECTED) {
            // Refused as reduce-only: the position is gone, account rows will say so.
            final long waitMs =
                    close.errorCode == REDUCE_ONLY_REJECTED
                            ? limits.stopLookupMs()
                            : Math.max(QUIET_MS, limits.lookupIntervalMs());
            return books.isElapsed(close.finalNs, waitMs);
        }
        return (close.filledQtyE8 >= close.qtyE8) || books.isElapsed(close.finalNs, GRACE_MS);
    }

    private void reviewTarget(final int id, final Bracket bracket, final long qtyE8) {
        final Order next = bracket.nextTarget;
        if (next != null && next.status.isWorking()) {
            final Order old = bracket.target;
            bracket.target = next;
            bracket.nextTarget = null;
            if (old != null) {
                desk.cancel(old, CommandCause.REPLACED_CANCEL);
            }
        } else if (next != null && next.status == OrderStatus.CREATED) {
            resend(next);
        } else if (next != null && next.status.isFinal()) {
            bracket.nextTarget = null;
        }
        final Order target = bracket.target;
        if (target == null) {
            bracket.target = placeTarget(id, bracket, qtyE8, CommandCause.TARGET);
            return;
        }
        switch (target.status) {
            case CREATED -> resend(target);
            case SENT, IN_DOUBT, CANCEL_PENDING, INVALID -> {
                // Perhaps there; the stop protects meanwhile.
            }
            case ACKNOWLEDGED, PARTIALLY_FILLED -> {
                if (bracket.nextTarget == null
                        && !target.isTriggered
                        && isOutOfStep(bracket, target, qtyE8)) {
                    bracket.nextTarget = placeTarget(id, bracket, qtyE8, CommandCause.FOLLOW_QTY);
                }
            }
            case REJECTED, FILLED, CANCELLED, EXPIRED -> onTargetGone(id, bracket, target, qtyE8);
        }
    }

    private void onTargetGone(
            final int id, final Bracket bracket, final Order target, final long qtyE8) {
        if (target.status == OrderStatus.REJECTED && target.errorCode == WOULD_TRIGGER_AT_ONCE) {
            startClose(bracket, CommandCause.TARGET_PASSED);
            return;
        }
        if (bracket.nextTarget == null
                && bracket.targetAttempt < MAX_TARGET_ATTEMPTS
                && books.isElapsed(target.finalNs, QUIET_MS)) {
            bracket.target = placeTarget(id, bracket, qtyE8, CommandCause.TARGET);
        }
    }

    private Order placeTarget(
            final int id, final Bracket bracket, final long qtyE8, final int causeCode) {
        final Order order =
                place(
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

    /** Cancels a working stop or target that no position needs. */
    void retireOrphan(final Order order) {
        final Bracket bracket = books.brackets[order.instrumentId];
        if (order.status.isFinal() || bracket.holds(order)) {
            return;
        }
        final boolean isProtective = order.leg() == OrderLeg.STOP || order.leg() == OrderLeg.TARGET;
        if (order.status == OrderStatus.CREATED && order.leg() != OrderLeg.ENTRY) {
            desk.apply(order, OrderInput.EXPIRED);
        } else if (order.status.isWorking() && (isProtective || isUnknownEntry(order))) {
            desk.cancel(order, CommandCause.ORPHAN_CANCEL);
        }
    }

    /** An entry found at the venue that no intent of ours explains: it has no stop price. */
    private static boolean isUnknownEntry(final Order order) {
        return order.leg() == OrderLeg.ENTRY && order.stopPriceE8 == 0;
    }
}
