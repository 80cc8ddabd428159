package dev.bowline.core.signal;

import dev.bowline.core.event.Decision;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EntryStyle;
import dev.bowline.core.event.Side;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.market.InstrumentMarket;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * {@code book-momentum} (SIG-6): enters with the pressure when the smoothed imbalance of the best
 * quantities and the decaying net taker flow both cross their thresholds in one direction.
 *
 * <p>A crossing is an edge: it counts once, and again only after one of the two has fallen below
 * half of its threshold (or has turned round), so pressure that stays gives neither orders nor
 * records on every tick. A crossing that leads to nothing leaves a SIGNAL_SKIP record.
 */
final class BookMomentumStrategy implements Strategy {
    static final int ID = 2;
    private static final long NS_PER_MS = 1_000_000;

    private final BookMomentumParameters parameters;
    private final double minImbalance;
    private final double minFlowShare;
    private final long windowNs;
    private final long cooldownNs;
    private final BookPressure[] byInstrument =
            new BookPressure[InstrumentRegistry.MAX_INSTRUMENTS];

    BookMomentumStrategy(final BookMomentumParameters parameters) {
        this.parameters = parameters;
        minImbalance = ExactDouble.fromE8(parameters.minImbalanceE8());
        minFlowShare = ExactDouble.fromE8(parameters.minFlowShareE8());
        windowNs = parameters.windowMs() * NS_PER_MS;
        cooldownNs = parameters.cooldownMs() * NS_PER_MS;
    }

    @Override
    public int id() {
        return ID;
    }

    @Override
    public String name() {
        return "book-momentum";
    }

    @Override
    public void onInstrument(final InstrumentSpec spec) {
        if (byInstrument[spec.id()] == null) {
            byInstrument[spec.id()] = new BookPressure(windowNs);
        }
    }

    @Override
    public void onEvent(
            final EngineEvent event,
            final long nowNs,
            final InstrumentMarket market,
            final InstrumentSpec spec,
            final SignalOutput out) {
        final BookPressure pressure = byInstrument[spec.id()];
        switch (event.type) {
            case TOP_OF_BOOK -> pressure.onBook(market.bidQtyE8(), market.askQtyE8(), nowNs);
            case AGG_TRADE ->
                    pressure.onTrade(event.trade().qtyE8, event.trade().buyerIsMaker, nowNs);
            default -> {
                return;
            }
        }
        final double imbalance = pressure.imbalance(nowNs);
        if (pressure.heldSide != 0) {
            if (isAtLeast(pressure, imbalance, pressure.heldSide, 0.5)) {
                return;
            }
            pressure.heldSide = 0;
        }
        final int direction = imbalance > 0 ? 1 : -1;
        if (isAtLeast(pressure, imbalance, direction, 1)
                && pressure.trades(nowNs) >= parameters.minFlowTrades()) {
            pressure.heldSide = direction;
            onCrossing(pressure, imbalance, nowNs, market, out);
        }
    }

    /** Whether both measures reach {@code factor} of their thresholds in this direction. */
    private boolean isAtLeast(
            final BookPressure pressure,
            final double imbalance,
            final int direction,
            final double factor) {
        return imbalance * direction >= minImbalance * factor
                && pressure.flowShare() * direction >= minFlowShare * factor;
    }

    private void onCrossing(
            final BookPressure pressure,
            final double imbalance,
            final long nowNs,
            final InstrumentMarket market,
            final SignalOutput out) {
        final Side side = imbalance > 0 ? Side.BUY : Side.SELL;
        final long imbalanceE8 = ExactDouble.recordE8(imbalance);
        final Decision record = out.signalOrNull(side, imbalanceE8, parameters.minImbalanceE8());
        if (record == null) {
            return;
        }
        record.addCondition(
                ConditionCode.BOOK_IMBALANCE, imbalanceE8, parameters.minImbalanceE8(), true);
        record.addCondition(
                ConditionCode.FLOW_SHARE,
                ExactDouble.recordE8(pressure.flowShare()),
                parameters.minFlowShareE8(),
                true);
        record.addCondition(
                ConditionCode.FLOW_TRADES,
                ExactDouble.recordE8(pressure.trades(nowNs)),
                parameters.minFlowTrades() * FixedPoint.ONE_E8,
                true);
        final long warmNs = pressure.warmNs(nowNs);
        final long sinceLastNs = nowNs - pressure.lastSignalNs;
        if (warmNs < windowNs) {
            out.skip(record, SkipReason.NOT_READY, msE8(warmNs), msE8(windowNs));
        } else if (pressure.hasSignalled && sinceLastNs < cooldownNs) {
            out.skip(record, SkipReason.COOLDOWN, msE8(sinceLastNs), msE8(cooldownNs));
        } else if (!market.hasBook()) {
            out.skip(record, SkipReason.NO_PRICE, 0, 0);
        } else if (out.isFree(record)) {
            pressure.hasSignalled = true;
            pressure.lastSignalNs = nowNs;
            enter(record, market, out);
        }
    }

    private void enter(
            final Decision record, final InstrumentMarket market, final SignalOutput out) {
        final EntryStyle style = parameters.entryStyle();
        final long refPriceE8 = EntryPrices.refE8(style, record.side, market, 0);
        out.enter(
                record,
                style,
                refPriceE8,
                FixedPoint.mulFloorE8(refPriceE8, parameters.stopShareE8()),
                FixedPoint.mulFloorE8(refPriceE8, parameters.targetShareE8()),
                EntryPrices.limitE8(style, record.side, refPriceE8, parameters.iocCapShareE8()));
    }

    private static long msE8(final long durationNs) {
        return Math.min(durationNs / NS_PER_MS, Long.MAX_VALUE / FixedPoint.ONE_E8)
                * FixedPoint.ONE_E8;
    }

    @Override
    public void writeRest(final StateSink sink) {
        for (final BookPressure pressure : byInstrument) {
            if (pressure != null) {
                pressure.writeRest(sink);
            }
        }
    }

    @Override
    public void readRest(final StateSource source) {
        for (final BookPressure pressure : byInstrument) {
            if (pressure != null) {
                pressure.readRest(source);
            }
        }
    }
}
