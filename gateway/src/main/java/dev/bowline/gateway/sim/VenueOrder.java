package dev.bowline.gateway.sim;

import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.event.WorkingType;
import dev.bowline.core.num.FixedPoint;

/** One order in the venue's engine. Scale 1e-8. Written by the venue only; live. */
public final class VenueOrder {
    public long orderId;
    public int instrumentId;
    public String clientId;
    public Side side;
    public OrderType type;

    /** Type of the conditional order it came from, else {@link #type}. */
    public OrderType origType;

    public TimeInForce timeInForce;
    public long origQtyE8;
    public long priceE8;
    public boolean reduceOnly;
    public boolean closePosition;

    /** Trigger price of the conditional order it came from, else 0. */
    public long stopPriceE8;

    public WorkingType workingType = WorkingType.CONTRACT_PRICE;
    public boolean priceProtect;
    public VenueOrderStatus status = VenueOrderStatus.NEW;
    public long executedQtyE8;

    /** Sum of price × quantity of the fills. */
    public long cumQuoteE8;

    public long createTimeMs;
    public long updateTimeMs;

    /** Conditional order it came from, else 0. */
    public long algoId;

    /** Last modify id, else 0. */
    public long modifyId;

    /** Why it expired (field er), else 0. */
    public int expiryReason;

    /** Quantity that must trade at its price before its turn comes. */
    long queueAheadE8;

    /** Rank in the queue: smaller is older. */
    long rank;

    /** Quantity still open. */
    public long remainingE8() {
        return origQtyE8 - executedQtyE8;
    }

    /** Average fill price, rounded down to 1e-8; 0 without a fill. */
    public long avgPriceE8() {
        return executedQtyE8 == 0 ? 0 : FixedPoint.divFloorE8(cumQuoteE8, executedQtyE8);
    }

    public boolean isOpen() {
        return status == VenueOrderStatus.NEW || status == VenueOrderStatus.PARTIALLY_FILLED;
    }
}
