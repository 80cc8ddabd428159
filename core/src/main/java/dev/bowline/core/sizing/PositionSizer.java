package dev.bowline.core.sizing;

import static dev.bowline.core.num.FixedPoint.ONE_E8;

import dev.bowline.core.event.TradeIntent;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.risk.RejectReason;

/**
 * Quantity from a risk budget (SIZE-1), cut by the caps in the order of {@link SizeCap} (SIZE-2).
 * Every division rounds toward the smaller size. Allocates nothing.
 */
public final class PositionSizer {
    private final SizingLimits limits;

    public PositionSizer(final SizingLimits limits) {
        this.limits = limits;
    }

    /**
     * Fills quantity, notional, margin, risk and cap of an entry, or its reject code.
     *
     * @param equityE8 wallet and unrealized profit
     * @param usedMarginE8 margin of positions and working entries
     * @param dayVolumeE8 quote volume of 24 h; 0 if not known, then that cap is left to risk
     */
    public void size(
            final TradeIntent intent,
            final InstrumentSpec spec,
            final long equityE8,
            final long usedMarginE8,
            final long dayVolumeE8) {
        final long priceE8 = intent.refPriceE8;
        final long stopDistanceE8 = stopDistanceE8(intent);
        if (equityE8 <= 0) {
            refuse(intent, RejectReason.NO_EQUITY, equityE8, 0);
            return;
        }
        if (priceE8 <= 0 || intent.stopPriceE8 <= 0 || stopDistanceE8 <= 0) {
            refuse(intent, RejectReason.STOP_MISPLACED, intent.stopPriceE8, priceE8);
            return;
        }
        try {
            fill(intent, spec, equityE8, usedMarginE8, dayVolumeE8, stopDistanceE8);
        } catch (final ArithmeticException ignored) {
            // SIZE-4: what does not fit is an error with a name, not a wrapped number.
            intent.qtyE8 = 0;
            refuse(intent, RejectReason.SIZE_OVERFLOW, priceE8, stopDistanceE8);
        }
    }

    private void fill(
            final TradeIntent intent,
            final InstrumentSpec spec,
            final long equityE8,
            final long usedMarginE8,
            final long dayVolumeE8,
            final long stopDistanceE8) {
        final long priceE8 = intent.refPriceE8;
        final long riskE8 = FixedPoint.mulFloorE8(equityE8, limits.riskShareE8());
        final long wantedE8 = FixedPoint.mulDivFloor(riskE8, priceE8, stopDistanceE8);
        final long notionalE8 = capped(intent, spec, wantedE8, equityE8, usedMarginE8, dayVolumeE8);
        final long leastE8 = Math.max(limits.minNotionalE8(), spec.minNotionalE8());
        if (notionalE8 <= 0 || notionalE8 < leastE8) {
            refuse(intent, RejectReason.NOTIONAL_TOO_SMALL, notionalE8, leastE8);
            return;
        }
        intent.qtyE8 = FixedPoint.divFloorE8(notionalE8, priceE8);
        settle(intent, spec);
    }

    private long capped(
            final TradeIntent intent,
            final InstrumentSpec spec,
            final long wantedE8,
            final long equityE8,
            final long usedMarginE8,
            final long dayVolumeE8) {
        final long leverage = leverage(spec);
        long notionalE8 = wantedE8;
        notionalE8 =
                cap(
                        intent,
                        notionalE8,
                        Math.multiplyExact(limits.maxMarginE8(), leverage),
                        SizeCap.POSITION_MARGIN);
        final long freeMarginE8 =
                FixedPoint.mulFloorE8(equityE8, limits.maxTotalMarginShareE8()) - usedMarginE8;
        notionalE8 =
                cap(
                        intent,
                        notionalE8,
                        Math.multiplyExact(Math.max(0, freeMarginE8), leverage),
                        SizeCap.TOTAL_MARGIN);
        if (spec.maxNotionalE8() > 0) {
            notionalE8 = cap(intent, notionalE8, spec.maxNotionalE8(), SizeCap.BRACKET_NOTIONAL);
        }
        final long maxQtyE8 = maxQtyE8(intent, spec);
        // Compared as quantities: the product of the venue's widest grid and a price may not fit.
        final long qtyE8 = FixedPoint.divFloorE8(notionalE8, intent.refPriceE8);
        if (maxQtyE8 > 0 && qtyE8 > maxQtyE8) {
            intent.sizeCapCode = SizeCap.MAX_QTY;
            notionalE8 = FixedPoint.mulFloorE8(maxQtyE8, intent.refPriceE8);
        }
        if (dayVolumeE8 > 0) {
            notionalE8 =
                    cap(
                            intent,
                            notionalE8,
                            FixedPoint.mulFloorE8(dayVolumeE8, limits.maxVolumeShareE8()),
                            SizeCap.DAY_VOLUME);
        }
        return notionalE8;
    }

    /** Stop and close are market orders, so their greatest quantity holds for any entry. */
    private static long maxQtyE8(final TradeIntent intent, final InstrumentSpec spec) {
        if (intent.style.isLimit() && spec.limitMaxQtyE8() > 0) {
            return spec.marketMaxQtyE8() > 0
                    ? Math.min(spec.limitMaxQtyE8(), spec.marketMaxQtyE8())
                    : spec.limitMaxQtyE8();
        }
        return spec.marketMaxQtyE8();
    }

    private static long cap(
            final TradeIntent intent, final long notionalE8, final long capE8, final int code) {
        if (notionalE8 <= capE8) {
            return notionalE8;
        }
        intent.sizeCapCode = code;
        return capE8;
    }

    /** Recomputes notional, margin and risk from quantity and prices; fees are not in it. */
    public void settle(final TradeIntent intent, final InstrumentSpec spec) {
        intent.notionalE8 = FixedPoint.mulCeilE8(intent.qtyE8, intent.refPriceE8);
        intent.marginE8 =
                FixedPoint.divCeilE8(intent.notionalE8, Math.multiplyExact(leverage(spec), ONE_E8));
        intent.riskE8 = FixedPoint.mulCeilE8(intent.qtyE8, stopDistanceE8(intent));
    }

    /** Leverage that decides the margin: what is set on the venue, else what we will set. */
    public long leverage(final InstrumentSpec spec) {
        return spec.leverage() > 0 ? spec.leverage() : limits.leverage();
    }

    /** Distance from the price to the stop on the losing side; not positive if misplaced. */
    private static long stopDistanceE8(final TradeIntent intent) {
        return switch (intent.side) {
            case BUY -> intent.refPriceE8 - intent.stopPriceE8;
            case SELL -> intent.stopPriceE8 - intent.refPriceE8;
        };
    }

    private static void refuse(
            final TradeIntent intent, final int code, final long valueE8, final long limitE8) {
        intent.rejectCode = code;
        intent.rejectValueE8 = valueE8;
        intent.rejectLimitE8 = limitE8;
    }
}
