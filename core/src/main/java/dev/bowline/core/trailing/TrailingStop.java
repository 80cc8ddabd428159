package dev.bowline.core.trailing;

import dev.bowline.core.event.Side;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.precision.PrecisionHandler;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * The trailing stop of one position: where the stop should stand, and whether the venue may be
 * asked to move it now. Knows prices and times, no orders. The extreme is never reset and the
 * wanted stop never moves back, whatever price, regime or momentum do. Prices and shares at scale
 * 1e-8, times in epoch nanoseconds of engine time, 0 for none. Single writer: the decision thread;
 * allocates nothing after construction.
 */
public final class TrailingStop {
    private static final long NS_PER_MS = 1_000_000L;

    private final TrailingParameters parameters;
    private final long momentumScaleE8;
    private final PriceWindow window;
    private Side side;
    private TrailingPhase phase = TrailingPhase.INACTIVE;
    private long entryPriceE8;
    private long extremeE8;
    private long activationPriceE8;
    private long trailedE8;
    private long profitSinceNs;
    private int updates;
    private long lastUpdateNs;
    private long refusedNs;
    private long refusedStopE8;
    private boolean isRefusedAsPassed;
    private boolean isTrailConfirmed;
    private boolean isMomentum;

    /**
     * A trailing stop without a position.
     *
     * @param atrBarMs length of the bars that ATR is the mean range of
     */
    public TrailingStop(final TrailingParameters parameters, final long atrBarMs) {
        this.parameters = parameters;
        momentumScaleE8 = rootE8(parameters.momentumWindowMs(), atrBarMs);
        window = new PriceWindow(parameters.momentumWindowMs() * NS_PER_MS);
    }

    /**
     * Square root of a ratio, rounded down: the range of a random walk grows with the root of time,
     * so an ATR of one length becomes that of another.
     */
    static long rootE8(final long windowMs, final long barMs) {
        final long squareE16 =
                FixedPoint.mulDivFloor(windowMs, FixedPoint.ONE_E8, barMs) * FixedPoint.ONE_E8;
        long low = 0;
        long high = 3_000_000_000L;
        while (low < high) {
            final long middle = (low + high + 1) / 2;
            if (middle <= squareE16 / middle) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /**
     * Begins with a position's first fill; the extreme begins at its price.
     *
     * @param positionSide BUY is long
     */
    public void open(final Side positionSide, final long firstEntryPriceE8) {
        clear();
        side = positionSide;
        extremeE8 = firstEntryPriceE8;
        onEntry(firstEntryPriceE8);
    }

    /** Forgets the position. */
    public void clear() {
        side = null;
        phase = TrailingPhase.INACTIVE;
        entryPriceE8 = 0;
        extremeE8 = 0;
        activationPriceE8 = 0;
        trailedE8 = 0;
        profitSinceNs = 0;
        updates = 0;
        lastUpdateNs = 0;
        refusedNs = 0;
        refusedStopE8 = 0;
        isRefusedAsPassed = false;
        isTrailConfirmed = false;
        isMomentum = false;
        window.clear();
    }

    /** Notes the average entry price, which moves while the entry fills. */
    public void onEntry(final long averagePriceE8) {
        if (averagePriceE8 > 0 && averagePriceE8 != entryPriceE8) {
            entryPriceE8 = averagePriceE8;
            activationPriceE8 = profitPriceE8(parameters.activationProfitE8());
        }
    }

    /** The price at a profit of this share, rounded so that the profit is at least that. */
    private long profitPriceE8(final long shareE8) {
        final long moveE8 = FixedPoint.mulCeilE8(entryPriceE8, shareE8);
        return side == Side.BUY ? entryPriceE8 + moveE8 : entryPriceE8 - moveE8;
    }

    /** Moves the phase; false if the pair cannot be, and then it stays. */
    public boolean tryApply(final TrailingInput input) {
        final TrailingPhase next = TrailingPhase.next(phase, input);
        if (next == TrailingPhase.INVALID) {
            return false;
        }
        phase = next;
        return true;
    }

    /**
     * Takes a price of the configured kind.
     *
     * @param atrE8 mean true range, 0 while unknown: then there is no momentum
     */
    public void onPrice(
            final long priceE8, final long nowNs, final long atrE8, final CallbackRegime regime) {
        extremeE8 = farther(extremeE8, priceE8);
        window.add(side, priceE8, nowNs);
        isMomentum = isMomentum(priceE8, atrE8);
        if (!isFarther(priceE8, entryPriceE8)) {
            profitSinceNs = 0;
        } else if (profitSinceNs == 0) {
            profitSinceNs = nowNs;
        }
        if (phase == TrailingPhase.WAITING && isActivationDue(nowNs)) {
            tryApply(TrailingInput.ACTIVATION_DUE);
        }
        if (phase == TrailingPhase.ACTIVE) {
            trail(atrE8, regime);
        }
    }

    private boolean isActivationDue(final long nowNs) {
        return isActivationPriceReached()
                || (profitSinceNs != 0
                        && nowNs - profitSinceNs >= parameters.activationTimeMs() * NS_PER_MS);
    }

    private boolean isMomentum(final long priceE8, final long atrE8) {
        if (atrE8 <= 0) {
            return false;
        }
        final long worstE8 = window.worstE8(side);
        final long movedE8 = side == Side.BUY ? priceE8 - worstE8 : worstE8 - priceE8;
        final long rangeE8 = FixedPoint.mulCeilE8(atrE8, momentumScaleE8);
        return movedE8 > FixedPoint.mulCeilE8(rangeE8, parameters.momentumAtrE8());
    }

    private void trail(final long atrE8, final CallbackRegime regime) {
        long distanceE8 =
                parameters.atrMode() && atrE8 > 0
                        ? FixedPoint.mulFloorE8(atrE8, parameters.callbackAtrE8(regime))
                        : FixedPoint.mulFloorE8(extremeE8, parameters.callbackE8(regime));
        if (isMomentum) {
            distanceE8 = FixedPoint.mulFloorE8(distanceE8, parameters.momentumFactorE8());
        }
        final long levelE8 = side == Side.BUY ? extremeE8 - distanceE8 : extremeE8 + distanceE8;
        if (levelE8 > 0) {
            trailedE8 = trailedE8 == 0 ? levelE8 : farther(trailedE8, levelE8);
        }
    }

    /**
     * Where the stop should stand by the price so far, on the tick: the trailed level, rounded
     * toward the entry (PREC-1), or entry plus costs, rounded so that they are covered.
     *
     * @param feeE8 rate of one side
     * @param isTrailed false to leave the trailing to the venue: break-even alone
     * @return 0 if it should stay where it is
     */
    public long wantedStopE8(final long tickE8, final long feeE8, final boolean isTrailed) {
        long wantedE8 = 0;
        if (isAtLeast(extremeE8, profitPriceE8(parameters.breakEvenProfitE8()))) {
            wantedE8 = breakEvenE8(tickE8, feeE8);
        }
        if (isTrailed && trailedE8 != 0) {
            final long levelE8 = trailedStopE8(tickE8);
            wantedE8 = wantedE8 == 0 ? levelE8 : farther(wantedE8, levelE8);
        }
        return wantedE8;
    }

    /** Whether {@code stopE8} is the trailed level and not break-even. */
    public boolean isTrailedStop(final long stopE8, final long tickE8) {
        return trailedE8 != 0 && stopE8 == trailedStopE8(tickE8);
    }

    private long trailedStopE8(final long tickE8) {
        final boolean isInProfit = isFarther(trailedE8, entryPriceE8);
        return PrecisionHandler.triggerToward(
                trailedE8, tickE8, isInProfit == (side == Side.BUY) ? Side.SELL : Side.BUY);
    }

    /** Leaving here pays the fees of both sides. */
    private long breakEvenE8(final long tickE8, final long feeE8) {
        final long oneE8 = FixedPoint.ONE_E8;
        return side == Side.BUY
                ? FixedPoint.ceilToStepE8(
                        FixedPoint.mulDivCeil(entryPriceE8, oneE8 + feeE8, oneE8 - feeE8), tickE8)
                : FixedPoint.floorToStepE8(
                        FixedPoint.mulDivFloor(entryPriceE8, oneE8 - feeE8, oneE8 + feeE8), tickE8);
    }

    /**
     * Whether the venue may be asked now to move its stop (TS-6). A refusal is waited out like an
     * update, but changes no update time.
     *
     * @param currentE8 confirmed stop, {@code > 0}
     * @param wantedE8 safer than {@code currentE8}
     */
    public boolean mayUpdate(final long currentE8, final long wantedE8, final long nowNs) {
        final long improvementE8 = improvementE8(currentE8, wantedE8);
        if (improvementE8 < parameters.minImprovementE8() || wantedE8 == currentE8) {
            return false;
        }
        if (refusedNs != 0
                && !isElapsed(refusedNs, nowNs)
                && improvementE8(refusedStopE8, wantedE8) < parameters.overrideImprovementE8()) {
            return false;
        }
        return lastUpdateNs == 0
                || isElapsed(lastUpdateNs, nowNs)
                || improvementE8 >= parameters.overrideImprovementE8();
    }

    private boolean isElapsed(final long sinceNs, final long nowNs) {
        return nowNs - sinceNs >= parameters.updateIntervalMs() * NS_PER_MS;
    }

    private long improvementE8(final long fromE8, final long toE8) {
        if (!isFarther(toE8, fromE8)) {
            return 0;
        }
        return FixedPoint.divFloorE8(Math.abs(toE8 - fromE8), fromE8);
    }

    /** The venue confirmed a safer stop: an update. */
    public void onConfirmed(final boolean isTrailed, final long nowNs) {
        updates++;
        lastUpdateNs = nowNs;
        isTrailConfirmed |= isTrailed;
        refusedNs = 0;
        refusedStopE8 = 0;
        isRefusedAsPassed = false;
    }

    /**
     * The venue refused a safer stop.
     *
     * @param isPassed because it would fire at once
     */
    public void onRefused(final long stopE8, final boolean isPassed, final long nowNs) {
        refusedNs = nowNs;
        refusedStopE8 = stopE8;
        isRefusedAsPassed = isPassed;
    }

    /** The stop that was refused because it would fire at once, 0 if none was. */
    public long passedStopE8() {
        return isRefusedAsPassed ? refusedStopE8 : 0;
    }

    /** Whether a stop at {@code stopE8} fires at {@code priceE8}. */
    public boolean isFiredBy(final long stopE8, final long priceE8) {
        return side == Side.BUY ? priceE8 <= stopE8 : priceE8 >= stopE8;
    }

    private long farther(final long aE8, final long bE8) {
        return side == Side.BUY ? Math.max(aE8, bE8) : Math.min(aE8, bE8);
    }

    /** Farther in the position's favour. */
    private boolean isFarther(final long aE8, final long bE8) {
        return side == Side.BUY ? aE8 > bE8 : aE8 < bE8;
    }

    private boolean isAtLeast(final long aE8, final long bE8) {
        return aE8 == bE8 || isFarther(aE8, bE8);
    }

    /** Profit at this price over the entry price, negative for a loss, rounded down. */
    public long profitShareE8(final long priceE8) {
        final long moveE8 = side == Side.BUY ? priceE8 - entryPriceE8 : entryPriceE8 - priceE8;
        return entryPriceE8 == 0 ? 0 : FixedPoint.divFloorE8(moveE8, entryPriceE8);
    }

    /** Belongs to a position. */
    public boolean isOpen() {
        return side != null;
    }

    public TrailingPhase phase() {
        return phase;
    }

    /** Best price since the first fill. */
    public long extremeE8() {
        return extremeE8;
    }

    /** Price whose touch activates. */
    public long activationPriceE8() {
        return activationPriceE8;
    }

    /** Whether the extreme has touched it. */
    public boolean isActivationPriceReached() {
        return isAtLeast(extremeE8, activationPriceE8);
    }

    /** Level of the trailed stop before rounding, 0 before the activation. */
    public long trailedE8() {
        return trailedE8;
    }

    /** Moves of the stop that the venue confirmed. */
    public int updates() {
        return updates;
    }

    /** When the venue confirmed the last one. */
    public long lastUpdateNs() {
        return lastUpdateNs;
    }

    /** The venue holds, or held, a stop that followed the price, not break-even alone. */
    public boolean isTrailConfirmed() {
        return isTrailConfirmed;
    }

    /** The callback is tightened now (TS-4). */
    public boolean isMomentum() {
        return isMomentum;
    }

    /** Writes the trailing stop of an open position. */
    public void write(final StateSink sink) {
        sink.putLong(side == null ? -1 : side.code());
        sink.putLong(phase.code());
        sink.putLong(entryPriceE8);
        sink.putLong(extremeE8);
        sink.putLong(activationPriceE8);
        sink.putLong(trailedE8);
        sink.putLong(profitSinceNs);
        sink.putLong(updates);
        sink.putLong(lastUpdateNs);
        sink.putLong(refusedNs);
        sink.putLong(refusedStopE8);
        sink.putLong(isRefusedAsPassed ? 1 : 0);
        sink.putLong(isTrailConfirmed ? 1 : 0);
        sink.putLong(isMomentum ? 1 : 0);
        window.write(sink);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalStateException if it has no such phase
     */
    public void read(final StateSource source) {
        side = Side.byCodeOrNull((int) source.getLong());
        phase = TrailingPhase.byCodeOrNull((int) source.getLong());
        if (phase == null || phase == TrailingPhase.INVALID) {
            throw new IllegalStateException("trailing stop of the restored state is torn");
        }
        entryPriceE8 = source.getLong();
        extremeE8 = source.getLong();
        activationPriceE8 = source.getLong();
        trailedE8 = source.getLong();
        profitSinceNs = source.getLong();
        updates = (int) source.getLong();
        lastUpdateNs = source.getLong();
        refusedNs = source.getLong();
        refusedStopE8 = source.getLong();
        isRefusedAsPassed = source.getLong() != 0;
        isTrailConfirmed = source.getLong() != 0;
        isMomentum = source.getLong() != 0;
        window.read(source);
    }
}
