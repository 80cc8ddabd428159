package dev.bowline.core.order;

/** Our view of an order. Codes are part of the durable state. */
public enum OrderStatus {
    /** Made, not handed to the exit, or certainly not sent. */
    CREATED,
    /** Handed to the exit; no answer yet. */
    SENT,
    /** The venue has it. */
    ACKNOWLEDGED,
    /** Some of it is filled, the rest works. */
    PARTIALLY_FILLED,
    /** All of it is filled. */
    FILLED,
    /** We asked to cancel it; no answer yet. */
    CANCEL_PENDING,
    /** Cancelled, perhaps with fills before. */
    CANCELLED,
    /** The venue refused it, or refused to trigger it. */
    REJECTED,
    /** Ended by the venue, perhaps with fills before, or certainly never placed. */
    EXPIRED,
    /** Perhaps at the venue: it is looked up, never sent again. */
    IN_DOUBT,
    /** No state of an order: what {@link OrderTransitions} answers for a pair that cannot be. */
    INVALID;

    private static final OrderStatus[] BY_CODE = values();

    /** Stable number of the durable state: constants are only ever added at the end. */
    @SuppressWarnings("EnumOrdinal") // the order is frozen by a test
    public int code() {
        return ordinal();
    }

    /** The constant with this code, or {@code null}. */
    public static OrderStatus byCodeOrNull(final int code) {
        return code >= 0 && code < BY_CODE.length ? BY_CODE[code] : null;
    }

    /** Nothing of it works at the venue any more. */
    public boolean isFinal() {
        return switch (this) {
            case FILLED, CANCELLED, REJECTED, EXPIRED -> true;
            case CREATED, SENT, ACKNOWLEDGED, PARTIALLY_FILLED, CANCEL_PENDING, IN_DOUBT, INVALID ->
                    false;
        };
    }

    /** The venue has told that it works there. */
    public boolean isWorking() {
        return this == ACKNOWLEDGED || this == PARTIALLY_FILLED;
    }
}
