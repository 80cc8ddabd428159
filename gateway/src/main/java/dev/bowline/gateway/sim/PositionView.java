package dev.bowline.gateway.sim;

/**
 * One position with what follows from the mark price. Scale 1e-8.
 *
 * @param position live position
 * @param markPriceE8 mark price, 0 if not known
 * @param unrealizedE8 open profit at mark
 * @param liquidationPriceE8 0 if absurd
 * @param notionalE8 signed, at mark
 * @param initialMarginE8 of the position
 * @param openOrderMarginE8 of the open orders beyond the position
 * @param maintMarginE8 of the position
 * @param bidNotionalE8 open buy orders that are not reduce-only
 * @param askNotionalE8 open sell orders that are not reduce-only
 */
public record PositionView(
        VenuePosition position,
        long markPriceE8,
        long unrealizedE8,
        long liquidationPriceE8,
        long notionalE8,
        long initialMarginE8,
        long openOrderMarginE8,
        long maintMarginE8,
        long bidNotionalE8,
        long askNotionalE8) {}
