package dev.bowline.core.order;

import dev.bowline.core.event.OrderType;

/** How a target leaves once triggered (OMS-5). */
public enum TargetStyle {
    MARKET(OrderType.TAKE_PROFIT_MARKET),
    LIMIT(OrderType.TAKE_PROFIT);

    private final OrderType orderType;

    TargetStyle(final OrderType orderType) {
        this.orderType = orderType;
    }

    public OrderType orderType() {
        return orderType;
    }
}
