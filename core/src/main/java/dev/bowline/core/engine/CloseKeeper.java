package dev.bowline.core.engine;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.order.Bracket;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.order.Order;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.order.OrderStatus;
import dev.bowline.core.order.ProtectionLimits;

/** Closes positions at the market, again and again until they are gone. */
final class CloseKeeper {
    // USDⓈ-M docs, Error Codes, read 2026-11-20.
    private static final int REDUCE_ONLY_REJECTED = -2022;
    private static final int REDUCE_ONLY_MARGIN_FAILED = -4118;

    private final Books books;
    private final OrderDesk desk;
    private final LegDesk legs;
    private final ProtectionLimits limits;

    CloseKeeper(final Books books, final OrderDesk desk, final LegDesk legs) {
        this.books = books;
        this.desk = desk;
        this.legs = legs;
        limits = books.config.protection();
    }

    /** Marks the position for closing; the next review sends the order. */
    void start(final Bracket bracket, final int causeCode) {
        if (bracket.isOpen && !bracket.isClosing) {
            if (bracket.close != null && bracket.close.status.isFinal()) {
                bracket.close = null; // it reduced, and is no attempt at this
            }
            bracket.isClosing = true;
            bracket.closeCauseCode = causeCode;
        }
    }

    /** Sends the close, or another one. */
    void review(final int id, final Bracket bracket, final long qtyE8) {
        reduce(id, bracket, qtyE8, bracket.closeCauseCode);
    }

    /** Closes so much of the position, which stays open unless that is all of it. */
    void reduce(final int id, final Bracket bracket, final long qtyE8, final int firstCauseCode) {
        final Order close = bracket.close;
        if (close != null && close.status == OrderStatus.CREATED) {
            legs.resend(close);
            return;
        }
        if (isBlocked(bracket)) {
            cancelTargets(id);
        }
        if (close != null && !isNextDue(id, bracket)) {
            return;
        }
        final long maxQtyE8 = books.spec(id).marketMaxQtyE8();
        final int causeCode = close == null ? firstCauseCode : causeOfNext(close);
        final Order order =
                legs.placeOrNull(
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
            books.decide(DecisionAction.EXIT_SENT, order, firstCauseCode);
        }
    }

    private static int causeOfNext(final Order close) {
        return close.status.isFinal() ? CommandCause.CLOSE_RETRY : CommandCause.CLOSE_IN_DOUBT;
    }

    /**
     * Whether the venue refuses the close for other orders that would reduce: it says so, or says
     * so of the next one too while the position still is there.
     */
    // USDⓈ-M docs, Error Codes, read 2026-11-20: -4118, and -2022 for conflicting open orders.
    static boolean isBlocked(final Bracket bracket) {
        final Order close = bracket.close;
        return close != null
                && close.status == OrderStatus.REJECTED
                && (close.errorCode == REDUCE_ONLY_MARGIN_FAILED
                        || (close.errorCode == REDUCE_ONLY_REJECTED
                                && close.causeCode == CommandCause.CLOSE_RETRY));
    }

    /** Those of strangers are not ours to cancel; stops stay until the position is gone. */
    private void cancelTargets(final int id) {
        for (int i = 0; i < books.orders.count(); i++) {
            final Order order = books.orders.get(i);
            if (order.instrumentId == id && order.leg() == OrderLeg.TARGET) {
                desk.cancel(order, CommandCause.EXIT_BLOCKED);
            }
        }
    }

    private boolean isNextDue(final int id, final Bracket bracket) {
        final Order close = bracket.close;
        final boolean isProtected = bracket.coveredQtyE8() >= books.position(id).absQtyE8();
        if (!close.status.isFinal()) {
            // It only reduces, so a second one cannot turn the position round (PROT-1).
            return bracket.isClosing
                    && !isProtected
                    && (close.status == OrderStatus.SENT || close.status == OrderStatus.IN_DOUBT)
                    && books.isElapsed(close.sentNs, limits.stopConfirmMs());
        }
        if (close.status == OrderStatus.REJECTED) {
            return isWayFree(id, bracket)
                    || books.isElapsed(close.finalNs, refusedWaitMs(close, isProtected));
        }
        return (close.filledQtyE8 >= close.qtyE8)
                || books.isElapsed(close.finalNs, BracketKeeper.GRACE_MS);
    }

    /** Refused as reduce-only: the position may be gone, then account rows will say so. */
    private long refusedWaitMs(final Order close, final boolean isProtected) {
        if (close.errorCode != REDUCE_ONLY_REJECTED) {
            return Math.max(LegDesk.QUIET_MS, limits.lookupIntervalMs());
        }
        return isProtected ? limits.stopLookupMs() : limits.stopConfirmMs();
    }

    /** The targets stood in the way of the refused close, and all of them are gone now. */
    private boolean isWayFree(final int id, final Bracket bracket) {
        for (int i = 0; i < books.orders.count(); i++) {
            final Order order = books.orders.get(i);
            if (order.instrumentId == id
                    && order.leg() == OrderLeg.TARGET
                    && order.mayBeAtVenue()) {
                return false;
            }
        }
        for (int i = 0; i < bracket.targets.count(); i++) {
            final Order order = bracket.targets.level(i).order;
            if (order != null
                    && order.status.isFinal()
                    && order.causeCode == CommandCause.EXIT_BLOCKED
                    && order.finalNs > bracket.close.finalNs) {
                return true;
            }
        }
        return false;
    }
}
