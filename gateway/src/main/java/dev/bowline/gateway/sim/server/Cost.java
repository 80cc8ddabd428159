package dev.bowline.gateway.sim.server;

/**
 * What a request costs.
 *
 * @param weight IP weight
 * @param ordersShort count on the ten-second limit
 * @param ordersMinute count on the minute limit
 */
record Cost(int weight, int ordersShort, int ordersMinute) {
    static final Cost FREE = new Cost(0, 0, 0);
    static final Cost ONE = new Cost(1, 0, 0);
    static final Cost ORDER = new Cost(0, 1, 1);

    static Cost weight(final int weight) {
        return new Cost(weight, 0, 0);
    }

    boolean isOrder() {
        return ordersMinute > 0;
    }
}
