package dev.bowline.gateway.sim;

import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;

/**
 * A new order as it came over the wire. Prices and quantities at scale 1e-8.
 *
 * @param instrumentId dense id
 * @param side BUY or SELL
 * @param type LIMIT or MARKET; every other type is answered with -4120
 * @param timeInForceOrNull as sent
 * @param qtyE8 0 if not sent
 * @param priceE8 0 if not sent
 * @param reduceOnly may only shrink the position
 * @param clientIdOrNull the venue makes one if absent
 */
public record OrderRequest(
        int instrumentId,
        Side side,
        OrderType type,
        TimeInForce timeInForceOrNull,
        long qtyE8,
        long priceE8,
        boolean reduceOnly,
        String clientIdOrNull) {}
