package dev.bowline.gateway.sim;

import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.event.WorkingType;

/** One conditional order. Scale 1e-8. Written by the venue only; live. */
public final class AlgoOrder {
    public long algoId;
    public int instrumentId;
    public String clientAlgoId;
    public Side side;
    public OrderType type;

    /** GTE_GTC for closePosition orders. */
    public TimeInForce timeInForce;

    /** 0 for closePosition orders. */
    public long qtyE8;

    public long priceE8;
    public long triggerPriceE8;
    public WorkingType workingType;
    public boolean closePosition;
    public boolean priceProtect;
    public boolean reduceOnly;
    public long activatePriceE8;

    /** Percent. */
    public long callbackRateE8;

    public VenueOrderStatus status = VenueOrderStatus.NEW;
    public long createTimeMs;
    public long updateTimeMs;

    /** 0 before the trigger. */
    public long triggerTimeMs;

    /** 0 until {@code TRIGGERED} names it. */
    public long childOrderId;

    /** The child, or {@code null} before the trigger. */
    public VenueOrder childOrNull;

    /** Average price of the child; only {@code FINISHED} has it. */
    public long actualPriceE8;

    /** Executed quantity of the child; only {@code FINISHED} has it. */
    public long actualQtyE8;

    /** Why it was refused at the trigger, or {@code null}. */
    public String rejectMessageOrNull;

    /** Trailing: the activation price has been reached. */
    public boolean activated;

    /** Trailing: highest (sell) or lowest (buy) price since placement. */
    long extremeE8;

    public boolean isOpen() {
        return status == VenueOrderStatus.NEW;
    }
}
