package dev.bowline.gateway.sim;

import dev.bowline.core.event.Side;

/**
 * A change of a resting LIMIT order (PUT). Scale 1e-8.
 *
 * @param instrumentId dense id
 * @param orderId 0 to use the client id
 * @param clientIdOrNull used if {@code orderId} is 0
 * @param side must be that of the order
 * @param qtyE8 new total quantity
 * @param priceE8 new price
 * @param reduceOnly a check only: refused on an order that is not reduce-only
 * @param modifyId echoed in the AMENDMENT event; 0 if not sent
 */
public record ModifyRequest(
        int instrumentId,
        long orderId,
        String clientIdOrNull,
        Side side,
        long qtyE8,
        long priceE8,
        boolean reduceOnly,
        long modifyId) {}
