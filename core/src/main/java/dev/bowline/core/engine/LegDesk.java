package dev.bowline.core.engine;

import dev.bowline.core.event.OrderType;
import dev.bowline.core.order.Bracket;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.order.Order;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.order.ProtectionLimits;

/** Sends the orders of a bracket: the part that stops, targets and closes share. */
final class LegDesk {
    /** A position that did not change for so long has come to rest. */
    static final long QUIET_MS = 1_000;

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

    /** Ids of this intent are used up: the bracket goes on under a new one. */
    void renewIds(final Bracket bracket) {
        bracket.intentSeq = books.nextIntentSeq++;
        bracket.stopAttempt = 0;
        bracket.targets.restartTries();
        bracket.closeAttempt = 0;
        bracket.trailAttempt = 0;
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
