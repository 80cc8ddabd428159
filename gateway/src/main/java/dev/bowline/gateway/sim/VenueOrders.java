package dev.bowline.gateway.sim;

import dev.bowline.core.event.Side;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The normal orders of the account: open ones by contract, all of them by id. */
final class VenueOrders {
    private static final long FIRST_ORDER_ID = 8_000_000_000L;

    private final List<VenueOrder> all = new ArrayList<>();
    private final Map<Long, VenueOrder> byId = new HashMap<>();
    private final Map<String, VenueOrder> latestByClientId = new HashMap<>();
    private final List<List<VenueOrder>> open = new ArrayList<>();
    private long ranks;

    VenueOrders(final int instrumentCount) {
        for (int i = 0; i < instrumentCount; i++) {
            open.add(new ArrayList<>());
        }
    }

    long nextOrderId() {
        return FIRST_ORDER_ID + all.size();
    }

    void add(final VenueOrder order) {
        order.rank = ++ranks;
        all.add(order);
        byId.put(order.orderId, order);
        latestByClientId.put(order.clientId, order);
        open.get(order.instrumentId).add(order);
    }

    /** A modified order goes to the end of its queue. */
    void requeue(final VenueOrder order) {
        order.rank = ++ranks;
        open.get(order.instrumentId).remove(order);
        open.get(order.instrumentId).add(order);
    }

    /** Puts an order back where it stood. */
    void reopen(final VenueOrder order) {
        final List<VenueOrder> list = open.get(order.instrumentId);
        int at = list.size();
        while (at > 0 && list.get(at - 1).rank > order.rank) {
            at--;
        }
        list.add(at, order);
    }

    void close(final VenueOrder order) {
        open.get(order.instrumentId).remove(order);
    }

    /** Live list, oldest first. */
    List<VenueOrder> open(final int instrumentId) {
        return open.get(instrumentId);
    }

    /** Copy, best price first, then oldest first; buys before sells. */
    List<VenueOrder> byPriority(final int instrumentId) {
        final List<VenueOrder> sorted = new ArrayList<>(open.get(instrumentId));
        sorted.sort(
                Comparator.comparing((VenueOrder order) -> order.side)
                        .thenComparingLong(
                                order -> order.side == Side.BUY ? -order.priceE8 : order.priceE8)
                        .thenComparingLong(order -> order.rank));
        return sorted;
    }

    List<VenueOrder> all() {
        return all;
    }

    boolean isClientIdOpen(final String clientId) {
        final VenueOrder order = latestByClientId.get(clientId);
        return order != null && order.isOpen();
    }

    /** By order id, or by client id (the most recent) if the order id is 0. */
    VenueOrder findOrNull(final int instrumentId, final long orderId, final String clientIdOrNull) {
        final VenueOrder order =
                orderId != 0 ? byId.get(orderId) : latestByClientId.get(clientIdOrNull);
        return order != null && order.instrumentId == instrumentId ? order : null;
    }
}
