package dev.bowline.core.engine;

import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.VenueOrderStatus;

/** An order at the venue of a {@link VenueModel}. */
final class VenueOrder {
    OrderCommand command;
    boolean isAlgo;
    long qtyE8;
    long triggerE8;
    long priceE8;
    boolean isResting;
    Side side;
    OrderType type;
    VenueOrderStatus status = VenueOrderStatus.NEW;
    long cumE8;

    /** The venue's id of a conditional order; 0 for others. */
    long algoId;

    /** The venue's id of a plain order; 0 for others. */
    long orderId;

    int runId;
    long orderKey;
    long activateE8;
    long callbackPercentE8;
    long extremeE8;
    boolean isActivated;

    /** The venue's id of what it became when it triggered; 0 before. */
    long childId;

    /** The venue has told that id. */
    boolean isNamed;
}
