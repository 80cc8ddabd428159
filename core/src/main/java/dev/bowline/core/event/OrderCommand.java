package dev.bowline.core.event;

/** One order to place, cancel or look up. Prices and quantities at scale 1e-8, on the grid. */
public final class OrderCommand {
    /** What to do. */
    public CommandKind kind;

    /** Instrument. */
    public int instrumentId;

    /** Run in the client order id. */
    public int runId;

    /** Packed client order id; see ClientOrderId. */
    public long orderKey;

    /** Direction. */
    public Side side;

    /** Type. */
    public OrderType orderType;

    /** How long it works. */
    public TimeInForce timeInForce;

    /** Trigger price of a conditional order. */
    public WorkingType workingType;

    /** Quantity; 0 with closePosition. */
    public long qtyE8;

    /** Limit price; 0 for market types. */
    public long priceE8;

    /** Trigger; 0 for plain orders. */
    public long triggerPriceE8;

    /** Price that activates a venue-native trailing stop; 0 for at once, and for other orders. */
    public long activatePriceE8;

    /** Callback of a venue-native trailing stop in percent; 0 for other orders. */
    public long callbackPercentE8;

    /** May only shrink a position. */
    public boolean reduceOnly;

    /** Closes whatever the position is. */
    public boolean closePosition;

    /** Countdown of DEADMAN_ARM in milliseconds; 0 for others. */
    public long countdownMs;

    /** CANCEL_ORDER: the venue's order id to name it by; 0 for the client order id. */
    public long venueOrderId;

    /** Why it is sent; see CommandCause. */
    public int causeCode;

    /** Sets every field to its empty value. */
    public void clear() {
        kind = null;
        instrumentId = -1;
        runId = 0;
        orderKey = 0;
        side = null;
        orderType = null;
        timeInForce = null;
        workingType = null;
        qtyE8 = 0;
        priceE8 = 0;
        triggerPriceE8 = 0;
        activatePriceE8 = 0;
        callbackPercentE8 = 0;
        reduceOnly = false;
        closePosition = false;
        countdownMs = 0;
        venueOrderId = 0;
        causeCode = 0;
    }
}
