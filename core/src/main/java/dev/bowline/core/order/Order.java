package dev.bowline.core.order;

import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Our record of one order; preallocated, owned by {@link OrderStore}. Prices and quantities at
 * scale 1e-8, times in epoch nanoseconds of engine time, 0 for none.
 */
public final class Order {
    /** Packed client order id. */
    public long orderKey;

    /** Run of the client order id. */
    public int runId;

    /** Instrument. */
    public int instrumentId;

    /** Direction. */
    public Side side;

    /** Type; the conditional ones live at the algo endpoints. */
    public OrderType orderType;

    /** How long it works. */
    public TimeInForce timeInForce;

    /** State. */
    public OrderStatus status;

    /** Ordered quantity. */
    public long qtyE8;

    /** Limit price; 0 for market types. */
    public long priceE8;

    /** Trigger; 0 for plain orders. */
    public long triggerPriceE8;

    /** Venue-native trailing stop: price that activates it, 0 for at once. */
    public long activatePriceE8;

    /** Venue-native trailing stop: callback in percent. */
    public long callbackPercentE8;

    /** Sum of the fills that were applied, those taken over from a lookup included. */
    public long filledQtyE8;

    /** Part of {@link #filledQtyE8} taken over from the venue's total because no fill came. */
    public long inferredQtyE8;

    /**
     * Price at which {@link #inferredQtyE8} went into the position; 0 if the price was the venue's
     * own average for all of the position, which needs no correction.
     */
    public long inferredPriceE8;

    /** Profit booked for {@link #inferredQtyE8}: an estimate until the fills come. */
    public long inferredProfitE8;

    /** The venue's own total, the greatest that was seen. */
    public long venueCumQtyE8;

    /** The venue's average price with that total, 0 if none was given. */
    public long venueAvgPriceE8;

    /** When the venue's total was first ahead of our fills. */
    public long behindSinceNs;

    /** When the command was handed over. */
    public long sentNs;

    /** When a cancel was handed over last. */
    public long cancelSentNs;

    /** Cancels handed over. */
    public int cancels;

    /** Cancels in all that the venue answered with "no such order". */
    public int cancelRefusals;

    /** When it was made. */
    public long createdNs;

    /** When a lookup was handed over last. */
    public long lookupSentNs;

    /** A lookup has no answer yet. */
    public boolean isLookupPending;

    /** When it ended. */
    public long finalNs;

    /** The venue's code of a refusal, 0 if none. */
    public int errorCode;

    /** The venue has told of it at least once. */
    public boolean isConfirmed;

    /** The trigger fired; fills follow. */
    public boolean isTriggered;

    /** The venue's id of the plain order that a conditional one became; 0 before it is named. */
    public long childId;

    /** Found in the snapshot being read. */
    public boolean isSeen;

    /** Entry only: trigger of the stop. */
    public long stopPriceE8;

    /** Entry only: trigger of the target, 0 for none. */
    public long targetPriceE8;

    /** Entry only: a bracket was built on it, so its intent's leg numbers are in use. */
    public boolean hasBracket;

    /** Entry only: margin set aside for it. */
    public long marginE8;

    /** Why it was sent; see {@link CommandCause}. */
    public int causeCode;

    /** Entry only: what it waits for, and what follows. */
    public final EntryPlan plan = new EntryPlan();

    /** The venue's id: of the algo order, where it is one; 0 while not told. */
    public long venueId;

    /** Sum of the fills that were told one by one. */
    public long toldQtyE8;

    /** Another order at the venue carries the same client id (REC-8). */
    public boolean isDoubled;

    /** Price that fills are measured against (PROT-2); 0 if none. */
    public long refPriceE8;

    /** Its slippage was warned of. */
    public boolean isSlippageWarned;

    boolean isRetired;
    int slot;
    int nextFree;

    /** Conditional: placed, cancelled and looked up at the algo endpoints. */
    public boolean isAlgo() {
        return switch (orderType) {
            case STOP, STOP_MARKET, TAKE_PROFIT, TAKE_PROFIT_MARKET, TRAILING_STOP_MARKET -> true;
            case LIMIT, MARKET, LIQUIDATION, UNKNOWN -> false;
        };
    }

    public OrderLeg leg() {
        return ClientOrderId.leg(orderKey);
    }

    /**
     * Takes the venue's ids of this order. What a conditional order places when it triggers has an
     * id of its own, which does not count.
     *
     * @param orderId 0 if not told
     * @param algoId 0 if not told
     * @return false if they belong to another order under our client id
     */
    public boolean tryIdentify(final long orderId, final long algoId) {
        final long id = isAlgo() ? algoId : orderId;
        if (venueId == 0 && id > 0) {
            venueId = id;
        }
        return id <= 0 || id == venueId;
    }

    /** Quantity that may still fill. */
    public long openQtyE8() {
        return Math.max(0, qtyE8 - filledQtyE8);
    }

    /** An entry that may still fill, or be followed by another order of its intent. */
    public boolean isLiveEntry() {
        return leg() == OrderLeg.ENTRY && !(status.isFinal() && plan.isOver);
    }

    /** It may be at the venue, or fills of it that the venue has told of were not booked yet. */
    public boolean isOpen() {
        return mayBeAtVenue() || filledQtyE8 < venueCumQtyE8;
    }

    /** Not final and not certainly unsent: it may be at the venue. */
    public boolean mayBeAtVenue() {
        return !status.isFinal() && status != OrderStatus.CREATED;
    }

    void clear() {
        isRetired = false;
        orderKey = 0;
        runId = 0;
        instrumentId = -1;
        side = null;
        orderType = null;
        timeInForce = null;
        status = OrderStatus.CREATED;
        qtyE8 = 0;
        priceE8 = 0;
        triggerPriceE8 = 0;
        activatePriceE8 = 0;
        callbackPercentE8 = 0;
        filledQtyE8 = 0;
        inferredQtyE8 = 0;
        inferredProfitE8 = 0;
        inferredPriceE8 = 0;
        venueCumQtyE8 = 0;
        venueAvgPriceE8 = 0;
        behindSinceNs = 0;
        sentNs = 0;
        cancelSentNs = 0;
        cancels = 0;
        cancelRefusals = 0;
        createdNs = 0;
        lookupSentNs = 0;
        isLookupPending = false;
        finalNs = 0;
        errorCode = 0;
        isTriggered = false;
        isConfirmed = false;
        childId = 0;
        isSeen = false;
        stopPriceE8 = 0;
        targetPriceE8 = 0;
        marginE8 = 0;
        hasBracket = false;
        causeCode = 0;
        plan.clear();
        venueId = 0;
        toldQtyE8 = 0;
        isDoubled = false;
        refPriceE8 = 0;
        isSlippageWarned = false;
    }

    void write(final StateSink sink) {
        sink.putLong(orderKey);
        sink.putLong(runId);
        sink.putLong(instrumentId);
        sink.putLong(side.code());
        sink.putLong(orderType.code());
        sink.putLong(timeInForce.code());
        sink.putLong(status.code());
        sink.putLong(qtyE8);
        sink.putLong(priceE8);
        sink.putLong(triggerPriceE8);
        sink.putLong(activatePriceE8);
        sink.putLong(callbackPercentE8);
        sink.putLong(filledQtyE8);
        sink.putLong(inferredQtyE8);
        sink.putLong(inferredProfitE8);
        sink.putLong(venueCumQtyE8);
        sink.putLong(venueAvgPriceE8);
        sink.putLong(behindSinceNs);
        sink.putLong(sentNs);
        sink.putLong(cancelSentNs);
        sink.putLong(cancels);
        sink.putLong(cancelRefusals);
        sink.putLong(createdNs);
        sink.putLong(lookupSentNs);
        sink.putLong(isLookupPending ? 1 : 0);
        sink.putLong(finalNs);
        sink.putLong(errorCode);
        sink.putLong(isTriggered ? 1 : 0);
        sink.putLong(isConfirmed ? 1 : 0);
        sink.putLong(stopPriceE8);
        sink.putLong(targetPriceE8);
        sink.putLong(marginE8);
        sink.putLong(hasBracket ? 1 : 0);
        sink.putLong(causeCode);
        if (leg() == OrderLeg.ENTRY) {
            plan.write(sink);
        }
        sink.putLong(refPriceE8);
        sink.putLong(isSlippageWarned ? 1 : 0);
    }

    /** Reads all but key and run, which the store has read to find the place. */
    void readRest(final StateSource source) {
        instrumentId = (int) source.getLong();
        side = Side.byCodeOrNull((int) source.getLong());
        orderType = OrderType.byCodeOrNull((int) source.getLong());
        timeInForce = TimeInForce.byCodeOrNull((int) source.getLong());
        status = OrderStatus.byCodeOrNull((int) source.getLong());
        qtyE8 = source.getLong();
        priceE8 = source.getLong();
        triggerPriceE8 = source.getLong();
        activatePriceE8 = source.getLong();
        callbackPercentE8 = source.getLong();
        filledQtyE8 = source.getLong();
        inferredQtyE8 = source.getLong();
        inferredProfitE8 = source.getLong();
        venueCumQtyE8 = source.getLong();
        venueAvgPriceE8 = source.getLong();
        behindSinceNs = source.getLong();
        sentNs = source.getLong();
        cancelSentNs = source.getLong();
        cancels = (int) source.getLong();
        cancelRefusals = (int) source.getLong();
        createdNs = source.getLong();
        lookupSentNs = source.getLong();
        isLookupPending = source.getLong() != 0;
        finalNs = source.getLong();
        errorCode = (int) source.getLong();
        isTriggered = source.getLong() != 0;
        isConfirmed = source.getLong() != 0;
        stopPriceE8 = source.getLong();
        targetPriceE8 = source.getLong();
        marginE8 = source.getLong();
        hasBracket = source.getLong() != 0;
        causeCode = (int) source.getLong();
        if (leg() == OrderLeg.ENTRY) {
            plan.read(source);
        }
        refPriceE8 = source.getLong();
        isSlippageWarned = source.getLong() != 0;
        if (side == null || orderType == null || timeInForce == null || status == null) {
            throw new IllegalStateException("order " + orderKey + " of the restored state is torn");
        }
    }
}
