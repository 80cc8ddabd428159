package dev.bowline.gateway.sim;

import dev.bowline.core.event.Side;

/**
 * One trade of the account. Scale 1e-8.
 *
 * @param tradeId unique per instrument
 * @param orderId its order
 * @param clientId of its order
 * @param instrumentId dense id
 * @param side of its order
 * @param priceE8 price
 * @param qtyE8 quantity
 * @param quoteQtyE8 price × quantity, rounded down
 * @param feeE8 paid if positive, in the margin asset
 * @param realizedPnlE8 of this trade, before fee
 * @param maker whether the order rested
 * @param timeMs venue time
 */
public record VenueFill(
        long tradeId,
        long orderId,
        String clientId,
        int instrumentId,
        Side side,
        long priceE8,
        long qtyE8,
        long quoteQtyE8,
        long feeE8,
        long realizedPnlE8,
        boolean maker,
        long timeMs) {}
