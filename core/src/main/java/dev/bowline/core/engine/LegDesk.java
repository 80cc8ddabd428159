package dev.bowline.core.engine;

import dev.bowline.core.event.OrderType;
import dev.bowline.core.order.Bracket;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.order.Order;
import dev.bowline.core.order.OrderInput;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.order.ProtectionLimits;

/** Sends the orders of a bracket: the part that stops, targets and closes share. */
final class LegDesk {
    /** A position that did not change for so long has come to rest. */
    static final long QUIET_MS = 1_000;

    /** What did not leave us for so long is given up, if the position is protected without it. */
    static final long LONGEST_RESEND_MS = 60_000;

    private final Books books;
    private final OrderDesk desk;
    private final ProtectionLimits limits;

    LegDesk(final Books books, final OrderDesk desk) {
        this.books = books;
        this.desk = desk;
        limits = books.config.protection();
    }

    /** A new order of the bracket, sent; {@code null} if slot, store or attempts are used up. */
    Order placeOrNull(
            final int id,
            final Bracket bracket,
            final OrderLeg leg,
            final OrderType orderType,
            final int attempt,
            final long qtyE8,
            final long triggerPriceE8,
            final int causeCode) {
        if (attempt > ClientOrderId.MAX_ATTEMPT) {
            renewIds(bracket);
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

    /**
     * Ids of this intent are used up: the bracket goes on under a new one. The attempts of the
     * venue's trailing stop go on being counted, for they have a limit per position.
     */
    void renewIds(final Bracket bracket) {
        bracket.intentSeq = books.nextIntentSeq++;
        bracket.stopAttempt = 0;
        bracket.targets.restartTries();
        bracket.closeAttempt = 0;
    }

    /** The venue's own trailing stop, sent; {@code null} if slot, store or attempts are used up. */
    Order placeTrailOrNull(
            final int id,
            final Bracket bracket,
            final long qtyE8,
            final long activatePriceE8,
            final long callbackPercentE8) {
        if (bracket.trailAttempt > ClientOrderId.MAX_ATTEMPT) {
            return null;
        }
        final Order order =
                desk.createOrNull(
                        id,
                        bracket.intentSeq,
                        bracket.strategyId,
                        Books.opposite(bracket.side),
                        OrderLeg.TRAIL,
                        bracket.trailAttempt);
        if (order == null) {
            return null;
        }
        order.orderType = OrderType.TRAILING_STOP_MARKET;
        order.qtyE8 = qtyE8;
        order.activatePriceE8 = activatePriceE8;
        order.callbackPercentE8 = callbackPercentE8;
        desk.send(order, CommandCause.TRAIL_NATIVE);
        return order;
    }

    /**
     * A request that certainly never left may go again under the same id; a stop only for as long
     * as an answer would be waited for (PROT-1).
     *
     * @return false if it is given up
     */
    boolean tryResend(final Order order) {
        if (order.leg() == OrderLeg.STOP
                && books.isElapsed(order.createdNs, limits.stopLookupMs())) {
            desk.apply(order, OrderInput.EXPIRED);
            return false;
        }
        resend(order);
        return true;
    }

    /**
     * As {@link #tryResend}, for what a position can do without: ever more rarely, the pauses
     * double, and not for ever.
     *
     * @return false if it is given up
     */
    boolean tryResendSlower(final Order order) {
        if (books.isElapsed(order.createdNs, LONGEST_RESEND_MS)) {
            desk.apply(order, OrderInput.EXPIRED);
            return false;
        }
        if (books.isElapsed(order.sentNs, (order.sentNs - order.createdNs) / Books.NS_PER_MS)) {
            resend(order);
        }
        return true;
    }

    /** A request that certainly never left may go again under the same id. */
    void resend(final Order order) {
        if (books.isElapsed(order.sentNs, limits.lookupIntervalMs())) {
            desk.send(order, order.causeCode);
        }
    }

    /** Too small at once; too large only when the position has come to rest. */
    boolean isOutOfStep(final Bracket bracket, final Order order, final long qtyE8) {
        final long openQtyE8 = order.openQtyE8();
        return openQtyE8 < qtyE8
                || (openQtyE8 > qtyE8 && books.isElapsed(bracket.lastFillNs, QUIET_MS));
    }
}
