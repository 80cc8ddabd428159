package dev.bowline.core.engine;

import dev.bowline.core.event.Decision;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.Side;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.order.Bracket;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.order.EntryParameters;
import dev.bowline.core.order.EntryPlan;
import dev.bowline.core.order.Order;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.order.OrderStatus;
import dev.bowline.core.order.PatienceEnd;

/**
 * Entries that rest (OMS-4): cancelled when patience is over or when the position they built is
 * gone or leaves; then the rest is dropped, or bought at the market if the signal still holds. A
 * post-only entry that would have taken is priced anew. A second order is made only after a
 * definite answer to the first: a cancel confirmed at once, or the venue's refusal.
 */
final class EntryKeeper {
    // USDⓈ-M docs, Error Codes, read 2026-11-20.
    private static final int POST_ONLY_WOULD_TAKE = -5022;

    private final Books books;
    private final OrderDesk desk;
    private final EntryDesk entries;
    private final EntryParameters parameters;

    EntryKeeper(final Books books, final OrderDesk desk, final EntryDesk entries) {
        this.books = books;
        this.desk = desk;
        this.entries = entries;
        parameters = books.config.orders().entries();
    }

    /** Does what one entry needs now; other orders are left alone. */
    void scan(final Order order) {
        if (order.leg() != OrderLeg.ENTRY || order.plan.isOver) {
            return;
        }
        if (order.status.isFinal()) {
            onEnd(order);
        } else if (order.mayBeAtVenue() && order.status != OrderStatus.CANCEL_PENDING) {
            supervise(order);
        }
    }

    private void supervise(final Order order) {
        if (isForsaken(order)) {
            desk.cancel(order, CommandCause.SIBLING_CANCEL);
        } else if (books.nowNs >= order.plan.deadlineNs) {
            order.plan.isMarketNext = parameters.patienceEnd() == PatienceEnd.MARKET;
            desk.cancel(order, CommandCause.PATIENCE_OVER);
        }
    }

    /** The position it built is gone or is being closed. */
    private boolean isForsaken(final Order order) {
        final Bracket bracket = books.brackets[order.instrumentId];
        return order.hasBracket
                && (books.position(order.instrumentId).isFlat()
                        || bracket.isClosing
                        || bracket.side != order.side);
    }

    private void onEnd(final Order order) {
        if (order.filledQtyE8 < order.venueCumQtyE8) {
            return;
        }
        final EntryPlan plan = order.plan;
        final boolean isRefused =
                order.status == OrderStatus.REJECTED && order.errorCode == POST_ONLY_WOULD_TAKE;
        if (plan.style == EntryStyle.POST_ONLY && isRefused) {
            reprice(order);
        } else if (plan.isMarketNext
                && order.status == OrderStatus.CANCELLED
                && order.cancelRefusals == 0
                && order.openQtyE8() > 0) {
            // Fills that overtook the cancel may still be on their way.
            if (!books.isElapsed(order.finalNs, BracketKeeper.GRACE_MS)) {
                return;
            }
            follow(order);
        } else if (order.openQtyE8() > 0) {
            end(order, order.causeCode);
        }
        plan.isOver = true;
    }

    private void reprice(final Order order) {
        final EntryPlan plan = order.plan;
        if (plan.reprices >= parameters.repriceAttempts() || books.nowNs >= plan.deadlineNs) {
            end(order, CommandCause.POST_ONLY_TAKES);
        } else if (!holds(order)) {
            end(order, CommandCause.SIGNAL_GONE);
        } else {
            entries.sendAgain(order, EntryStyle.POST_ONLY, CommandCause.REPRICED);
        }
    }

    /** No risk is added to a position whose stop is not confirmed (PROT-1). */
    private void follow(final Order order) {
        final long heldE8 = books.position(order.instrumentId).absQtyE8();
        if (heldE8 > books.brackets[order.instrumentId].coveredQtyE8()) {
            end(order, CommandCause.STOP_UNCONFIRMED);
        } else if (!holds(order)) {
            end(order, CommandCause.SIGNAL_GONE);
        } else {
            entries.sendAgain(order, EntryStyle.MARKET, CommandCause.AFTER_PATIENCE);
        }
    }

    /**
     * The strategy has not spoken for the other side, the price is near the signal's and on the
     * right side of the stop, and the position the entry built is still wanted.
     */
    private boolean holds(final Order order) {
        final EntryPlan plan = order.plan;
        final long priceE8 = books.touchE8(order.instrumentId, order.side);
        if (plan.isContradicted || isForsaken(order) || priceE8 <= 0 || plan.refPriceE8 <= 0) {
            return false;
        }
        final boolean isBeforeStop =
                order.side == Side.BUY ? priceE8 > order.stopPriceE8 : priceE8 < order.stopPriceE8;
        return isBeforeStop
                && Math.abs(priceE8 - plan.refPriceE8)
                        <= FixedPoint.mulFloorE8(plan.refPriceE8, parameters.maxChaseShareE8());
    }

    private void end(final Order order, final int causeCode) {
        final Decision decision = books.decide(DecisionAction.ENTRY_ENDED, order, causeCode);
        decision.qtyE8 = order.openQtyE8();
        decision.valueE8 = order.filledQtyE8;
        decision.limitE8 = order.qtyE8;
    }
}
