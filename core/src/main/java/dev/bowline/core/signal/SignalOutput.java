package dev.bowline.core.signal;

import dev.bowline.core.event.Decision;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.IntentAction;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TradeIntent;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.market.InstrumentMarket;
import dev.bowline.core.num.FixedPoint;

/**
 * Where strategies put what they want and why: intents and decision records of the slot at hand.
 * What every strategy has to respect before it may ask for exposure is checked here, once. Decision
 * thread only; allocates nothing.
 */
public final class SignalOutput {
    private final PositionView positions;
    private EngineEvent event;
    private int strategyId;
    private InstrumentSpec spec;
    private InstrumentMarket market;

    public SignalOutput(final PositionView positions) {
        this.positions = positions;
    }

    /** Points at a slot and the strategy that speaks next. */
    void begin(
            final EngineEvent slot,
            final int strategy,
            final InstrumentSpec instrument,
            final InstrumentMarket instrumentMarket) {
        event = slot;
        strategyId = strategy;
        spec = instrument;
        market = instrumentMarket;
    }

    public PositionView positions() {
        return positions;
    }

    /**
     * Opens the record of a signal that was found; conditions are added by the caller.
     *
     * @return the record, with action SIGNAL until {@link #enter} or {@link #skip} decides, or
     *     {@code null} if the slot has no room for one; then there must be no intent either
     */
    public Decision signalOrNull(final Side side, final long valueE8, final long limitE8) {
        final Decision record = event.decisions().addOrNull();
        if (record != null) {
            record.action = DecisionAction.SIGNAL;
            record.instrumentId = spec.id();
            record.strategyId = strategyId;
            record.side = side;
            record.valueE8 = valueE8;
            record.limitE8 = limitE8;
        }
        return record;
    }

    /** Writes a SIGNAL_SKIP record without direction and conditions. */
    public void skipUndirected(final int reasonCode, final long valueE8, final long limitE8) {
        final Decision record = signalOrNull(null, 0, 0);
        if (record != null) {
            skip(record, reasonCode, valueE8, limitE8);
        }
    }

    /** Turns the record of a signal into the record of a skipped one; conditions stay. */
    public void skip(
            final Decision record, final int reasonCode, final long valueE8, final long limitE8) {
        record.action = DecisionAction.SIGNAL_SKIP;
        record.reasonCode = reasonCode;
        record.valueE8 = valueE8;
        record.limitE8 = limitE8;
    }

    /**
     * Whether exposure is free to be asked for: data whole, no position, no entry under way. If
     * not, {@code record} becomes a skip.
     */
    public boolean isFree(final Decision record) {
        positions.noteSignal(spec.id(), strategyId, record.side);
        final int positionSide = positions.positionSide(spec.id());
        if (market.isStale()) {
            skip(record, SkipReason.STALE_DATA, FixedPoint.ONE_E8, 0);
        } else if (positionSide != 0) {
            skip(record, SkipReason.POSITION_OPEN, positionSide * FixedPoint.ONE_E8, 0);
        } else if (positions.hasWorkingEntry(spec.id())) {
            skip(record, SkipReason.ENTRY_WORKING, FixedPoint.ONE_E8, 0);
        } else {
            return true;
        }
        return false;
    }

    /**
     * Writes the intent that belongs to {@code record}, or turns the record into a skip if the
     * prices make no sense: stop and target must be positive and at least a tick away from the
     * reference on their proper sides. A stop at the reference would be sized without bound.
     *
     * @param refPriceE8 price the decision is taken at
     * @param stopDistanceE8 reference to stop
     * @param targetDistanceE8 reference to target
     * @param limitPriceE8 limit of an entry that has one; 0 with MARKET
     */
    public void enter(
            final Decision record,
            final EntryStyle style,
            final long refPriceE8,
            final long stopDistanceE8,
            final long targetDistanceE8,
            final long limitPriceE8) {
        record.priceE8 = refPriceE8;
        if (refPriceE8 <= 0) {
            skip(record, SkipReason.NO_PRICE, refPriceE8, 0);
            return;
        }
        final long leastE8 = Math.max(1, spec.tickE8());
        final boolean buys = record.side == Side.BUY;
        final long downE8 = buys ? stopDistanceE8 : targetDistanceE8;
        final long upE8 = buys ? targetDistanceE8 : stopDistanceE8;
        if (Math.min(downE8, upE8) < leastE8) {
            skip(record, SkipReason.STOP_TOO_CLOSE, Math.min(downE8, upE8), leastE8);
            return;
        }
        if (downE8 >= refPriceE8 || upE8 > Long.MAX_VALUE - refPriceE8) {
            skip(record, SkipReason.STOP_TOO_CLOSE, downE8, refPriceE8);
            return;
        }
        final TradeIntent intent = event.intents().addOrNull();
        if (intent == null) {
            skip(record, SkipReason.NO_ROOM, event.intents().count() * FixedPoint.ONE_E8, 0);
            return;
        }
        intent.instrumentId = spec.id();
        intent.strategyId = strategyId;
        intent.action = IntentAction.ENTER;
        intent.side = record.side;
        intent.style = style;
        intent.refPriceE8 = refPriceE8;
        intent.limitPriceE8 = limitPriceE8;
        intent.stopPriceE8 = buys ? refPriceE8 - downE8 : refPriceE8 + upE8;
        intent.targetPriceE8 = buys ? refPriceE8 + upE8 : refPriceE8 - downE8;
    }
}
