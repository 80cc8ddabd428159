package dev.bowline.core.engine;

import dev.bowline.core.event.Decision;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.WorkingType;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.market.InstrumentMarket;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.order.Bracket;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.order.Order;
import dev.bowline.core.signal.ConditionCode;
import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;
import dev.bowline.core.trailing.CallbackRegime;
import dev.bowline.core.trailing.RegimeSource;
import dev.bowline.core.trailing.TrailingInput;
import dev.bowline.core.trailing.TrailingParameters;
import dev.bowline.core.trailing.TrailingPhase;
import dev.bowline.core.trailing.TrailingStop;
import dev.bowline.core.trailing.TrueRanges;

/**
 * Feeds the trailing stops with prices, says where a stop should go now, and records what became of
 * it (TS-1 to TS-6, TS-9). Sends nothing: {@link StopKeeper} moves the stop.
 */
final class TrailKeeper implements Resumable {
    // USDⓈ-M docs, Error Codes, read 2026-11-20.
    private static final int WOULD_TRIGGER_AT_ONCE = -2021;
    private static final int REACH_MAX_STOP_ORDERS = -4045;
    private static final int SECOND_CLOSE_POSITION_STOP = -4130;

    private final Books books;
    private final TrailingParameters parameters;
    private final RegimeSource regimes;
    private final TrueRanges[] ranges;

    TrailKeeper(final Books books) {
        this.books = books;
        parameters = books.config.trailing();
        // A classifier of regimes takes this place; until there is one, every market is as told.
        regimes = instrumentId -> parameters.defaultRegime();
        ranges = new TrueRanges[books.trails.length];
    }

    /** Makes what an instrument needs; again for a new grid. */
    void addInstrument(final int id) {
        if (ranges[id] == null) {
            ranges[id] = new TrueRanges(parameters.atrPeriod());
        }
    }

    /** The regime that decides the callback now. */
    CallbackRegime regimeOf(final int id) {
        return regimes.regimeOf(id);
    }

    /** Mean true range of the last closed bars; 0 while unknown. */
    long atrE8(final int id) {
        return ranges[id] == null ? 0 : ranges[id].meanE8();
    }

    /** Takes a closed bar into the ATR. */
    void onBar(final int id) {
        final InstrumentMarket market = books.market.byIdOrNull(id);
        if (market != null && ranges[id] != null) {
            ranges[id].onBars(market.bars());
        }
    }

    /** Begins with the first fill of a position. */
    void open(final int id, final Bracket bracket) {
        books.trails[id].open(bracket.side, books.position(id).entryPriceE8());
    }

    /** Entry price and phase, as position and stop are now. */
    void review(final int id, final Bracket bracket) {
        final TrailingStop trail = books.trails[id];
        if (!trail.isOpen()) {
            books.trailCounters.missing++;
            final Decision decision = books.decide(DecisionAction.TRAIL_MISSING, id, 0);
            decision.strategyId = bracket.strategyId;
            decision.side = bracket.side;
            open(id, bracket);
        }
        trail.onEntry(books.position(id).entryPriceE8());
        if (isFired(bracket.stop)
                || isFired(bracket.nextStop)
                || isFired(bracket.trail)
                || isFired(bracket.nextTrail)
                || (bracket.isClosing && bracket.closeCauseCode == CommandCause.TRAIL_PASSED)) {
            trail.tryApply(TrailingInput.STOP_FIRED);
        } else if (bracket.stop != null && bracket.stop.status.isWorking()) {
            trail.tryApply(TrailingInput.STOP_CONFIRMED);
        }
    }

    private static boolean isFired(final Order order) {
        return order != null && (order.isTriggered || order.filledQtyE8 > 0);
    }

    /**
     * Takes the latest price of the working type and says where the stop is to go now.
     *
     * @return a trigger safer than the stop's, or one that the price is past; 0 to leave it
     */
    long dueStopE8(final int id, final Bracket bracket) {
        final TrailingStop trail = books.trails[id];
        final long priceE8 = priceE8(id);
        if (!trail.isOpen() || priceE8 <= 0) {
            return 0;
        }
        final TrailingPhase before = trail.phase();
        trail.onPrice(priceE8, books.nowNs, ranges[id].meanE8(), regimeOf(id));
        if (trail.phase() == TrailingPhase.ACTIVE && before != TrailingPhase.ACTIVE) {
            recordActivation(id, bracket, trail, priceE8);
        }
        if (trail.phase() == TrailingPhase.INACTIVE
                || trail.phase() == TrailingPhase.TRIGGERED
                || bracket.isClosing
                || bracket.nextStop != null
                || bracket.reversedStopE8 != 0) {
            return 0;
        }
        final long passedE8 = trail.passedStopE8();
        if (passedE8 != 0 && trail.isFiredBy(passedE8, priceE8)) {
            return passedE8;
        }
        final InstrumentSpec spec = books.spec(id);
        final long wantedE8 =
                trail.wantedStopE8(
                        Math.max(1, spec.tickE8()), spec.takerFeeE8(), !isVenueTrailing(bracket));
        final boolean isDue =
                wantedE8 > 0
                        && bracket.isSafer(wantedE8, bracket.stopPriceE8)
                        && trail.mayUpdate(bracket.stopPriceE8, wantedE8, books.nowNs);
        return isDue ? wantedE8 : 0;
    }

    /** The venue trails for us while its order works; where it refuses, we do. */
    private boolean isVenueTrailing(final Bracket bracket) {
        return parameters.isNative(bracket.strategyId)
                && bracket.trail != null
                && bracket.trail.status.isWorking();
    }

    private void recordActivation(
            final int id, final Bracket bracket, final TrailingStop trail, final long priceE8) {
        books.trailCounters.activations++;
        final Decision decision =
                books.decide(DecisionAction.TRAIL_ACTIVATED, id, regimeOf(id).code());
        decision.strategyId = bracket.strategyId;
        decision.side = bracket.side;
        decision.priceE8 = priceE8;
        decision.valueE8 = trail.profitShareE8(priceE8);
        decision.limitE8 = parameters.activationProfitE8();
    }

    /** Whether the latest price is past this stop, or no price is known. */
    boolean isPast(final int id, final long stopE8) {
        final long priceE8 = priceE8(id);
        return priceE8 <= 0 || books.trails[id].isFiredBy(stopE8, priceE8);
    }

    /** Why the stop goes there. */
    int causeOf(final int id, final long stopE8) {
        final long tickE8 = Math.max(1, books.spec(id).tickE8());
        return books.trails[id].isTrailedStop(stopE8, tickE8)
                ? CommandCause.TRAIL
                : CommandCause.BREAK_EVEN;
    }

    /** The price that triggers stops at the venue: mark, or last trade; 0 while unknown. */
    private long priceE8(final int id) {
        final InstrumentMarket market = books.market.byIdOrNull(id);
        if (market == null) {
            return 0;
        }
        return books.config.protection().workingType() == WorkingType.MARK_PRICE
                ? market.markPriceE8()
                : market.exitPriceE8();
    }

    /** The venue confirmed a stop that is safer than the bracket's, which still is the old one. */
    void onConfirmed(final int id, final Bracket bracket, final Order stop) {
        final TrailingStop trail = books.trails[id];
        final int causeCode = causeOf(id, stop.triggerPriceE8);
        trail.onConfirmed(causeCode == CommandCause.TRAIL, books.nowNs);
        books.trailCounters.updates++;
        final long priceE8 = priceE8(id);
        final Decision decision = books.decide(DecisionAction.TRAIL_UPDATE, stop, causeCode);
        decision.valueE8 = trail.extremeE8();
        decision.limitE8 = bracket.stopPriceE8;
        decision.addCondition(
                ConditionCode.PROFIT_SHARE,
                trail.profitShareE8(priceE8),
                trail.profitShareE8(stop.triggerPriceE8),
                trail.isMomentum());
    }

    /**
     * The venue refused a stop that is safer than the bracket's; the old one stands.
     *
     * @return the position is to be closed, for the price is past that stop
     */
    boolean onRefused(final int id, final Bracket bracket, final Order stop) {
        final boolean isPassed = stop.errorCode == WOULD_TRIGGER_AT_ONCE;
        books.trails[id].onRefused(stop.triggerPriceE8, isPassed, books.nowNs);
        books.trailCounters.failures++;
        final Decision decision = books.decide(DecisionAction.TRAIL_FAILED, stop, stop.errorCode);
        decision.valueE8 = books.trails[id].extremeE8();
        decision.limitE8 = bracket.stopPriceE8;
        return isPassed && isPast(id, stop.triggerPriceE8);
    }

    /** Whether the old stop may go first after this refusal of a second one (TS-7). */
    boolean isReversible(final Order refused) {
        return parameters.cancelFirst()
                && (refused.errorCode == SECOND_CLOSE_POSITION_STOP
                        || refused.errorCode == REACH_MAX_STOP_ORDERS);
    }

    /** One record for each trailing stop that came back with the restored state (TS-8). */
    void recordReload() {
        for (int id = 0; id < books.instruments.count(); id++) {
            final Bracket bracket = books.brackets[id];
            final TrailingStop trail = books.trails[id];
            if (bracket.isOpen) {
                final Decision decision =
                        books.decide(DecisionAction.TRAIL_RELOAD, id, trail.phase().code());
                decision.strategyId = bracket.strategyId;
                decision.side = bracket.side;
                decision.qtyE8 = trail.updates() * FixedPoint.ONE_E8;
                decision.priceE8 = bracket.stopPriceE8;
                decision.valueE8 = trail.extremeE8();
                decision.limitE8 = trail.activationPriceE8();
            }
        }
    }

    @Override
    public void writeRest(final StateSink sink) {
        for (int id = 0; id < books.instruments.count(); id++) {
            ranges[id].writeRest(sink);
        }
    }

    /** Instruments must be known already. */
    @Override
    public void readRest(final StateSource source) {
        for (int id = 0; id < books.instruments.count(); id++) {
            ranges[id].readRest(source);
        }
    }
}
