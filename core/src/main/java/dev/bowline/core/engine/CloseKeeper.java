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

    private final Books books;
    private final LegDesk legs;
    private final ProtectionLimits limits;

    CloseKeeper(final Books books, final LegDesk legs) {
        this.books = books;
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

    /** Sends the close, or one for the rest. */
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
        if (close != null && (!close.status.isFinal() || !isCloseRetryDue(close))) {
            return;
        }
        final long maxQtyE8 = books.spec(id).marketMaxQtyE8();
        final int causeCode = close == null ? firstCauseCode : CommandCause.CLOSE_RETRY;
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

    private boolean isCloseRetryDue(final Order close) {
        if (close.status == OrderStatus.REJECTED) {
            // Refused as reduce-only: the position is gone, account rows will say so.
            final long waitMs =
                    close.errorCode == REDUCE_ONLY_REJECTED
                            ? limits.stopLookupMs()
                            : Math.max(LegDesk.QUIET_MS, limits.lookupIntervalMs());
            return books.isElapsed(close.finalNs, waitMs);
        }
        return (close.filledQtyE8 >= close.qtyE8)
                || books.isElapsed(close.finalNs, BracketKeeper.GRACE_MS);
    }
}
