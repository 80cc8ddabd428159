package dev.bowline.core.event;

/**
 * What became of one of our requests. A lookup that found an order is preceded by an execution
 * report with its state.
 */
public final class RequestOutcome {
    /** Result class. */
    public OutcomeKind kind;

    /** What was asked. */
    public CommandKind commandKind;

    /** Run of the order's client id. */
    public int runId;

    /** Packed client order id; see ClientOrderId. */
    public long orderKey;

    /** The venue's order id, if told. */
    public long orderId;

    /** The venue's algo id, if told. */
    public long algoId;

    /** The venue's code (negative), or 0. */
    public int errorCode;

    /** Status of the reply; 0 if there was none. */
    public int httpStatus;

    /** State in the reply, {@code null} if none. */
    public VenueOrderStatus status;

    /** Quantity filled according to the reply. */
    public long cumQtyE8;

    /** Send to reply; 0 if there was none. */
    public long latencyNs;

    /** Sets every field to its empty value. */
    public void clear() {
        kind = null;
        commandKind = null;
        runId = 0;
        orderKey = 0;
        orderId = 0;
        algoId = 0;
        errorCode = 0;
        httpStatus = 0;
        status = null;
        cumQtyE8 = 0;
        latencyNs = 0;
    }
}
