package dev.bowline.core.precision;

import dev.bowline.core.event.Side;
import dev.bowline.core.event.TradeIntent;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.risk.RejectReason;

/**
 * Puts quantity and prices of an intent onto the venue's grid (PREC-1) or refuses it (PREC-2).
 * Quantity down, limit price to the passive side, triggers toward the entry. Allocates nothing.
 */
public final class PrecisionHandler {
    private final long minNotionalE8;

    /**
     * One gate for all instruments.
     *
     * @param minNotionalE8 our own least notional, beside the instrument's
     */
    public PrecisionHandler(final long minNotionalE8) {
        this.minNotionalE8 = minNotionalE8;
    }

    /**
     * Rounds an entry, or sets its reject code.
     *
     * @param currentPriceE8 best opposite price; 0 if there is none
     * @param markPriceE8 mark price; 0 if not known, then PERCENT_PRICE is left to the venue
     */
    public void round(
            final TradeIntent intent,
            final InstrumentSpec spec,
            final long currentPriceE8,
            final long markPriceE8) {
        final boolean isLimit = intent.style.isLimit();
        final long stepE8 = isLimit ? spec.limitStepE8() : spec.marketStepE8();
        if (spec.tickE8() <= 0) {
            refuse(intent, RejectReason.TICK_UNKNOWN, spec.tickE8(), 0);
            return;
        }
        if (stepE8 <= 0) {
            refuse(intent, RejectReason.STEP_UNKNOWN, stepE8, 0);
            return;
        }
        intent.qtyE8 = FixedPoint.floorToStepE8(intent.qtyE8, stepE8);
        intent.stopPriceE8 = triggerToward(intent.stopPriceE8, spec.tickE8(), intent.side);
        if (intent.targetPriceE8 > 0) {
            intent.targetPriceE8 =
                    triggerToward(intent.targetPriceE8, spec.tickE8(), opposite(intent.side));
        }
        if (isLimit) {
            intent.limitPriceE8 = limitPassive(intent.limitPriceE8, spec.tickE8(), intent.side);
        }
        check(intent, spec, currentPriceE8, markPriceE8);
    }

    private void check(
            final TradeIntent intent,
            final InstrumentSpec spec,
            final long currentPriceE8,
            final long markPriceE8) {
        final boolean isLimit = intent.style.isLimit();
        final long minQtyE8 = isLimit ? spec.limitMinQtyE8() : spec.marketMinQtyE8();
        final long maxQtyE8 = isLimit ? spec.limitMaxQtyE8() : spec.marketMaxQtyE8();
        if (intent.qtyE8 <= 0 || intent.qtyE8 < minQtyE8) {
            refuse(intent, RejectReason.QTY_BELOW_MIN, intent.qtyE8, minQtyE8);
            return;
        }
        if (maxQtyE8 > 0 && intent.qtyE8 > maxQtyE8) {
            refuse(intent, RejectReason.QTY_ABOVE_MAX, intent.qtyE8, maxQtyE8);
            return;
        }
        if (!isPriceInRange(intent, spec, intent.stopPriceE8)
                || (intent.targetPriceE8 > 0 && !isPriceInRange(intent, spec, intent.targetPriceE8))
                || (isLimit && !isPriceInRange(intent, spec, intent.limitPriceE8))) {
            return;
        }
        if (isLimit && markPriceE8 > 0 && !isPercentAllowed(intent, spec, markPriceE8)) {
            return;
        }
        if (!isLimit && currentPriceE8 <= 0) {
            refuse(intent, RejectReason.NO_CURRENT_PRICE, currentPriceE8, 0);
            return;
        }
        checkNotional(intent, spec, isLimit ? intent.limitPriceE8 : currentPriceE8);
    }

    private static boolean isPriceInRange(
            final TradeIntent intent, final InstrumentSpec spec, final long priceE8) {
        if (priceE8 <= 0 || priceE8 < spec.minPriceE8()) {
            refuse(intent, RejectReason.PRICE_BELOW_MIN, priceE8, spec.minPriceE8());
            return false;
        }
        if (spec.maxPriceE8() > 0 && priceE8 > spec.maxPriceE8()) {
            refuse(intent, RejectReason.PRICE_ABOVE_MAX, priceE8, spec.maxPriceE8());
            return false;
        }
        return true;
    }

    /** A buy may not be above mark × up, a sell not below mark × down. */
    private static boolean isPercentAllowed(
            final TradeIntent intent, final InstrumentSpec spec, final long markPriceE8) {
        if (intent.side == Side.BUY && spec.percentUpE8() > 0) {
            final long mostE8 = FixedPoint.mulFloorE8(markPriceE8, spec.percentUpE8());
            if (intent.limitPriceE8 > mostE8) {
                refuse(intent, RejectReason.PERCENT_PRICE, intent.limitPriceE8, mostE8);
                return false;
            }
        }
        if (intent.side == Side.SELL && spec.percentDownE8() > 0) {
            final long leastE8 = FixedPoint.mulCeilE8(markPriceE8, spec.percentDownE8());
            if (intent.limitPriceE8 < leastE8) {
                refuse(intent, RejectReason.PERCENT_PRICE, intent.limitPriceE8, leastE8);
                return false;
            }
        }
        return true;
    }

    private void checkNotional(
            final TradeIntent intent, final InstrumentSpec spec, final long priceE8) {
        try {
            final long notionalE8 = FixedPoint.mulFloorE8(intent.qtyE8, priceE8);
            final long leastE8 = Math.max(minNotionalE8, spec.minNotionalE8());
            if (notionalE8 < leastE8) {
                refuse(intent, RejectReason.MIN_NOTIONAL, notionalE8, leastE8);
            }
        } catch (final ArithmeticException ignored) {
            // More than 92 billion in quote coin: no such order is ours.
            refuse(intent, RejectReason.SIZE_OVERFLOW, intent.qtyE8, priceE8);
        }
    }

    /** A limit price on the tick, to the passive side: buy down, sell up. */
    public static long limitPassive(final long priceE8, final long tickE8, final Side side) {
        return switch (side) {
            case BUY -> FixedPoint.floorToStepE8(priceE8, tickE8);
            case SELL -> FixedPoint.ceilToStepE8(priceE8, tickE8);
        };
    }

    /**
     * A trigger on the tick, toward the entry: up for a price below the entry, down for one above.
     *
     * @param entrySide BUY for the stop of a long (below the entry); the target of a long lies
     *     above and is rounded as the stop of a short
     */
    public static long triggerToward(final long priceE8, final long tickE8, final Side entrySide) {
        return switch (entrySide) {
            case BUY -> FixedPoint.ceilToStepE8(priceE8, tickE8);
            case SELL -> FixedPoint.floorToStepE8(priceE8, tickE8);
        };
    }

    private static Side opposite(final Side side) {
        return side == Side.BUY ? Side.SELL : Side.BUY;
    }

    private static void refuse(
            final TradeIntent intent, final int code, final long valueE8, final long limitE8) {
        intent.rejectCode = code;
        intent.rejectValueE8 = valueE8;
        intent.rejectLimitE8 = limitE8;
    }
}
