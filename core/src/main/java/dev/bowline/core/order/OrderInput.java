package dev.bowline.core.order;

/** What moves an order from one {@link OrderStatus} to the next. */
public enum OrderInput {
    /** The command was handed to the exit. */
    SENT,
    /** The request certainly never reached the venue. */
    NOT_SENT,
    /** The venue has the order: reply, stream, lookup or snapshot. */
    ACKNOWLEDGED,
    /** A fill, with more to come. */
    PARTIAL_FILL,
    /** The fill that completes it. */
    FULL_FILL,
    /** A cancel was handed to the exit. */
    CANCEL_SENT,
    /** The venue cancelled it. */
    CANCELLED,
    /** The venue refused it. */
    REJECTED,
    /** The venue ended it. */
    EXPIRED,
    /** Sent, and the outcome is unknown. */
    DOUBTED,
    /** Looked up after the lag of lookups, and not there. */
    NOT_FOUND;

    private static final OrderInput[] ALL = values();

    static OrderInput[] all() {
        return ALL.clone();
    }
}
