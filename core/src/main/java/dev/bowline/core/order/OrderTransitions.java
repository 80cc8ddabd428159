package dev.bowline.core.order;

import static dev.bowline.core.order.OrderStatus.ACKNOWLEDGED;
import static dev.bowline.core.order.OrderStatus.CANCELLED;
import static dev.bowline.core.order.OrderStatus.CANCEL_PENDING;
import static dev.bowline.core.order.OrderStatus.CREATED;
import static dev.bowline.core.order.OrderStatus.EXPIRED;
import static dev.bowline.core.order.OrderStatus.FILLED;
import static dev.bowline.core.order.OrderStatus.INVALID;
import static dev.bowline.core.order.OrderStatus.IN_DOUBT;
import static dev.bowline.core.order.OrderStatus.PARTIALLY_FILLED;
import static dev.bowline.core.order.OrderStatus.REJECTED;
import static dev.bowline.core.order.OrderStatus.SENT;

/**
 * The order state machine (OMS-1): one pure function over all pairs. Reply, stream, lookup and
 * snapshot may arrive in any order and twice, so what is late or said again keeps the state.
 */
public final class OrderTransitions {
    private OrderTransitions() {}

    /** The state after {@code input}, or {@link OrderStatus#INVALID} if the pair cannot be. */
    public static OrderStatus next(final OrderStatus from, final OrderInput input) {
        return switch (from) {
            case CREATED -> fromCreated(input);
            case SENT -> fromSent(input);
            case ACKNOWLEDGED -> fromAcknowledged(input);
            case PARTIALLY_FILLED -> fromPartiallyFilled(input);
            case CANCEL_PENDING -> fromCancelPending(input);
            case IN_DOUBT -> fromInDoubt(input);
            case FILLED -> fromFilled(input);
            case CANCELLED, EXPIRED -> fromEnded(from, input);
            case REJECTED -> fromRejected(input);
            case INVALID -> INVALID;
        };
    }

    private static OrderStatus fromCreated(final OrderInput input) {
        return switch (input) {
            case SENT -> OrderStatus.SENT;
            case CANCEL_SENT, NOT_SENT, DOUBTED, NOT_FOUND -> INVALID;
            // A row of a snapshot or a late stream event can be the first we hear.
            case ACKNOWLEDGED -> ACKNOWLEDGED;
            case PARTIAL_FILL -> PARTIALLY_FILLED;
            case FULL_FILL -> FILLED;
            case CANCELLED -> CANCELLED;
            case REJECTED -> REJECTED;
            case EXPIRED -> EXPIRED;
        };
    }

    private static OrderStatus fromSent(final OrderInput input) {
        return switch (input) {
            case SENT -> INVALID;
            case NOT_SENT -> CREATED;
            case ACKNOWLEDGED -> ACKNOWLEDGED;
            // A fill on the stream overtakes the reply.
            case PARTIAL_FILL -> PARTIALLY_FILLED;
            case FULL_FILL -> FILLED;
            case CANCEL_SENT -> CANCEL_PENDING;
            case CANCELLED -> CANCELLED;
            case REJECTED -> REJECTED;
            case EXPIRED -> EXPIRED;
            case DOUBTED -> IN_DOUBT;
            // A lookup is only asked in doubt, but its answer may cross the reply.
            case NOT_FOUND -> SENT;
        };
    }

    private static OrderStatus fromAcknowledged(final OrderInput input) {
        return switch (input) {
            case SENT, NOT_SENT -> INVALID;
            case ACKNOWLEDGED -> ACKNOWLEDGED;
            case PARTIAL_FILL -> PARTIALLY_FILLED;
            case FULL_FILL -> FILLED;
            case CANCEL_SENT -> CANCEL_PENDING;
            case CANCELLED -> CANCELLED;
            // The trigger of a conditional order may be refused long after it was accepted.
            case REJECTED -> REJECTED;
            case EXPIRED -> EXPIRED;
            // The stream spoke before the reply was lost: we know more than the reply.
            case DOUBTED -> ACKNOWLEDGED;
            // Lookups lag; a confirmed order ends by an event or a complete snapshot only.
            case NOT_FOUND -> ACKNOWLEDGED;
        };
    }

    private static OrderStatus fromPartiallyFilled(final OrderInput input) {
        return switch (input) {
            case SENT, NOT_SENT, REJECTED -> INVALID;
            case ACKNOWLEDGED, PARTIAL_FILL, DOUBTED, NOT_FOUND -> PARTIALLY_FILLED;
            case FULL_FILL -> FILLED;
            case CANCEL_SENT -> CANCEL_PENDING;
            case CANCELLED -> CANCELLED;
            case EXPIRED -> EXPIRED;
        };
    }

    private static OrderStatus fromCancelPending(final OrderInput input) {
        return switch (input) {
            case SENT, NOT_SENT -> INVALID;
            // The acknowledgement of the order itself, or a fill, may overtake the cancel.
            case ACKNOWLEDGED, PARTIAL_FILL, CANCEL_SENT, DOUBTED -> CANCEL_PENDING;
            case FULL_FILL -> FILLED;
            case CANCELLED -> CANCELLED;
            case REJECTED -> REJECTED;
            case EXPIRED, NOT_FOUND -> EXPIRED;
        };
    }

    private static OrderStatus fromInDoubt(final OrderInput input) {
        return switch (input) {
            // Never sent again while in doubt.
            case SENT -> INVALID;
            // The gateway only knew later that nothing had left.
            case NOT_SENT -> CREATED;
            case ACKNOWLEDGED -> ACKNOWLEDGED;
            case PARTIAL_FILL -> PARTIALLY_FILLED;
            case FULL_FILL -> FILLED;
            case CANCEL_SENT -> CANCEL_PENDING;
            case CANCELLED -> CANCELLED;
            case REJECTED -> REJECTED;
            case EXPIRED, NOT_FOUND -> EXPIRED;
            case DOUBTED -> IN_DOUBT;
        };
    }

    private static OrderStatus fromFilled(final OrderInput input) {
        return switch (input) {
            case SENT, NOT_SENT, REJECTED -> INVALID;
            // All of these were under way when the last fill happened.
            case ACKNOWLEDGED,
                    PARTIAL_FILL,
                    FULL_FILL,
                    CANCEL_SENT,
                    CANCELLED,
                    EXPIRED,
                    DOUBTED,
                    NOT_FOUND ->
                    FILLED;
        };
    }

    private static OrderStatus fromEnded(final OrderStatus from, final OrderInput input) {
        return switch (input) {
            case SENT -> INVALID;
            // A fill may overtake the end of its order; the last one shows it was complete.
            case FULL_FILL -> FILLED;
            case NOT_SENT,
                    ACKNOWLEDGED,
                    PARTIAL_FILL,
                    CANCEL_SENT,
                    CANCELLED,
                    REJECTED,
                    EXPIRED,
                    DOUBTED,
                    NOT_FOUND ->
                    from;
        };
    }

    private static OrderStatus fromRejected(final OrderInput input) {
        return switch (input) {
            // Refused by the reply, and yet there: somebody is wrong, so it is reconciled.
            case SENT, NOT_SENT, ACKNOWLEDGED, PARTIAL_FILL, FULL_FILL -> INVALID;
            case CANCEL_SENT, CANCELLED, REJECTED, EXPIRED, DOUBTED, NOT_FOUND -> REJECTED;
        };
    }

    /** Whether an order that was only sent waits for its first answer. */
    static boolean isUnanswered(final OrderStatus status) {
        return status == SENT || status == IN_DOUBT;
    }
}
