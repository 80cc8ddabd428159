package dev.bowline.gateway.sim;

import dev.bowline.core.instrument.InstrumentSpec;
import java.util.List;

/**
 * A contract with what only the venue needs to know. Rates at scale 1e-8 of one.
 *
 * @param spec grid, limits and fees; {@code spec.leverage()} is the leverage set at the start
 * @param status the venue's word, {@code TRADING} if open
 * @param pricePrecision digits the venue prints; neither tick nor step
 * @param quantityPrecision digits the venue prints
 * @param liquidationFeeE8 fee of a liquidation over notional
 * @param marketTakeBoundE8 greatest deviation from mark at which a MARKET order fills
 * @param triggerProtectE8 greatest deviation of mark and last for priceProtect orders
 * @param brackets leverage table, ascending, at least one
 */
public record SimInstrument(
        InstrumentSpec spec,
        String status,
        int pricePrecision,
        int quantityPrecision,
        long liquidationFeeE8,
        long marketTakeBoundE8,
        long triggerProtectE8,
        List<LeverageBracket> brackets) {

    /** Refuses an instrument without a leverage table. */
    public SimInstrument {
        brackets = List.copyOf(brackets);
        if (brackets.isEmpty()) {
            throw new IllegalArgumentException(
                    "instrument " + spec.symbol() + " has no leverage bracket, needs at least one");
        }
    }

    /** The bracket of a notional; above the last cap it is the last one. */
    public LeverageBracket bracketOf(final long notionalE8) {
        for (final LeverageBracket bracket : brackets) {
            if (notionalE8 <= bracket.capE8()) {
                return bracket;
            }
        }
        return brackets.get(brackets.size() - 1);
    }

    /** Greatest notional allowed at a leverage; 0 if the leverage is above the table. */
    public long maxNotionalE8(final int leverage) {
        long maxE8 = 0;
        for (final LeverageBracket bracket : brackets) {
            if (leverage <= bracket.maxLeverage()) {
                maxE8 = Math.max(maxE8, bracket.capE8());
            }
        }
        return maxE8;
    }

    /** Maintenance margin of a notional, rounded up. */
    public long maintMarginE8(final long notionalE8) {
        final LeverageBracket bracket = bracketOf(notionalE8);
        return Math.max(
                0,
                dev.bowline.core.num.FixedPoint.mulCeilE8(notionalE8, bracket.maintMarginRateE8())
                        - bracket.cumE8());
    }
}
