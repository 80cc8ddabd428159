package dev.bowline.gateway.sim;

/**
 * One step of a contract's leverage table. Money and rates at scale 1e-8.
 *
 * @param bracket number from 1
 * @param maxLeverage greatest leverage in it
 * @param floorE8 least notional
 * @param capE8 greatest notional
 * @param maintMarginRateE8 maintenance margin over notional
 * @param cumE8 amount subtracted so that the maintenance margin has no step
 */
public record LeverageBracket(
        int bracket,
        int maxLeverage,
        long floorE8,
        long capE8,
        long maintMarginRateE8,
        long cumE8) {}
