package dev.bowline.gateway.sim;

import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.WorkingType;

/**
 * A new conditional order as it came over the wire. Prices and quantities at scale 1e-8; 0 means
 * not sent.
 *
 * @param instrumentId dense id
 * @param side BUY or SELL
 * @param type one of the five conditional types
 * @param timeInForceOrNull GTC if absent
 * @param qtyE8 not with closePosition
 * @param priceE8 limit price of STOP and TAKE_PROFIT
 * @param triggerPriceE8 all but trailing
 * @param workingTypeOrNull CONTRACT_PRICE if absent
 * @param closePosition closes whatever the position is
 * @param priceProtect checks mark against last at the trigger
 * @param reduceOnly may only shrink the position
 * @param activatePriceE8 trailing
 * @param callbackRateE8 trailing, in percent
 * @param clientAlgoIdOrNull the venue makes one if absent
 */
public record AlgoRequest(
        int instrumentId,
        Side side,
        OrderType type,
        TimeInForce timeInForceOrNull,
        long qtyE8,
        long priceE8,
        long triggerPriceE8,
        WorkingType workingTypeOrNull,
        boolean closePosition,
        boolean priceProtect,
        boolean reduceOnly,
        long activatePriceE8,
        long callbackRateE8,
        String clientAlgoIdOrNull) {}
