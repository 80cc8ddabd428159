package dev.bowline.gateway.history;

import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.FixedPoint;

/**
 * Puts recorded numbers on the grid of the contract that is traded on them: trades and klines to
 * the nearest tick (ties down), bids down, asks up, quantities down to the step but never below one
 * step if they were positive. Scale 1e-8.
 */
final class PriceGrid {
    private final long tickE8;
    private final long stepE8;

    PriceGrid(final InstrumentSpec spec) {
        this.tickE8 = spec.tickE8();
        this.stepE8 = spec.limitStepE8();
    }

    long nearestE8(final long priceE8) {
        final long downE8 = FixedPoint.floorToStepE8(priceE8, tickE8);
        final long snappedE8 = (priceE8 - downE8) * 2 > tickE8 ? downE8 + tickE8 : downE8;
        return Math.max(tickE8, snappedE8);
    }

    long bidE8(final long priceE8) {
        return Math.max(tickE8, FixedPoint.floorToStepE8(priceE8, tickE8));
    }

    long askE8(final long priceE8) {
        return FixedPoint.ceilToStepE8(priceE8, tickE8);
    }

    long qtyE8(final long qtyE8) {
        return qtyE8 == 0 ? 0 : Math.max(stepE8, FixedPoint.floorToStepE8(qtyE8, stepE8));
    }

    /** Down to the step, which may be 0. */
    long floorQtyE8(final long qtyE8) {
        return FixedPoint.floorToStepE8(qtyE8, stepE8);
    }
}
