package dev.bowline.core.engine;

import dev.bowline.core.event.CommandBatch;
import dev.bowline.core.event.Decision;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.market.InstrumentMarket;
import dev.bowline.core.market.MarketState;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.order.Bracket;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.Order;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.order.OrderStore;
import dev.bowline.core.position.DriftWatch;
import dev.bowline.core.position.FillLog;
import dev.bowline.core.position.FundingBook;
import dev.bowline.core.position.OutcomeWindow;
import dev.bowline.core.position.Portfolio;
import dev.bowline.core.position.Position;
import dev.bowline.core.risk.DayLedger;
import dev.bowline.core.risk.DriftPolicy;
import dev.bowline.core.risk.KillSwitch;
import dev.bowline.core.risk.RateGovernor;
import dev.bowline.core.risk.SymbolGuard;
import dev.bowline.core.risk.TradingGate;
import dev.bowline.core.risk.WarningCode;
import dev.bowline.core.trailing.TrailingStop;

/** All trading state, and the slot being decided on. Written by the decision thread alone. */
final class Books {
    /** Age of a new order up to which it was placed just now; below any time orders are kept. */
    private static final long FRESH_MS = 3_000;

    static final long NS_PER_MS = 1_000_000L;
    private static final int MAX_ORDERS = 512;
    private static final int MAX_INSTRUMENTS = InstrumentRegistry.MAX_INSTRUMENTS;

    final EngineConfig config;
    final InstrumentRegistry instruments = new InstrumentRegistry();
    final OrderStore orders = new OrderStore(MAX_ORDERS);
    final Portfolio portfolio = new Portfolio(MAX_INSTRUMENTS);
    final FillLog fills = new FillLog(MAX_INSTRUMENTS);
    final FundingBook funding = new FundingBook();
    final OutcomeWindow outcomes = new OutcomeWindow();
    final TradingGate gate = new TradingGate();
    final KillSwitch kill = new KillSwitch();
    final RateGovernor rate;
    final MarketState market;
    final DayLedger ledger;
    final Bracket[] brackets = new Bracket[MAX_INSTRUMENTS];
    final TrailingStop[] trails = new TrailingStop[MAX_INSTRUMENTS];
    final TrailCounters trailCounters = new TrailCounters();
    private final DriftWatch[] drifts = new DriftWatch[MAX_INSTRUMENTS];
    private final SymbolGuard[] guards = new SymbolGuard[MAX_INSTRUMENTS];
    private final Decision spare = new Decision();
    long nextIntentSeq = 1;
    long maxUnprotectedNs;

    /** Longest time without a stop because one stop took the place of another (TS-7). */
    long maxReplaceGapNs;

    /** Fills up to this engine time were read from the venue's list or came by the stream. */
    long fillsReadUntilMs;

    /** Since when funding is ours, engine time; 0 before the first complete snapshot. */
    long fundingFromMs;

    /** A fill up to then is not known in full, so the venue's list is to be read; 0 if all are. */
    long fillsWantedNs;

    /** A fee in another coin was warned of. */
    boolean isOtherFeeWarned;

    /** When the list was asked for last. */
    long fillsAskedNs;

    EngineEvent event;
    long nowNs;
    boolean isPositionChanged;

    Books(final EngineConfig config) {
        this.config = config;
        market =
                new MarketState(
                        config.scalping().timeframeMs(), config.guards().truth().gapHealMs());
        ledger = new DayLedger(config.risk());
        rate = new RateGovernor(config.guards());
        for (int i = 0; i < MAX_INSTRUMENTS; i++) {
            brackets[i] = new Bracket();
            trails[i] = new TrailingStop(config.trailing(), config.scalping().timeframeMs());
            drifts[i] = new DriftWatch();
            guards[i] = new SymbolGuard();
        }
    }

    void begin(final EngineEvent slot, final long engineNowNs) {
        event = slot;
        nowNs = engineNowNs;
        isPositionChanged = false;
    }

    Position position(final int instrumentId) {
        return portfolio.position(instrumentId);
    }

    DriftWatch drift(final int instrumentId) {
        return drifts[instrumentId];
    }

    SymbolGuard guard(final int instrumentId) {
        return guards[instrumentId];
    }

    /** Our position and one that is left alone: what the venue's rows should say. */
    long rowQtyE8(final int instrumentId) {
        return position(instrumentId).qtyE8() + guards[instrumentId].ignoredQtyE8;
    }

    /** What is done with a stranger's position: none is left alone by a kill (PROT-3, RISK-6). */
    DriftPolicy driftAdd() {
        final DriftPolicy configured = config.guards().watch().driftAdd();
        return configured == DriftPolicy.IGNORE && kill.isPending()
                ? DriftPolicy.CLOSE
                : configured;
    }

    /** Whether an entry may still fill. */
    boolean hasEntry(final int instrumentId) {
        for (int i = 0; i < orders.count(); i++) {
            final Order order = orders.get(i);
            if (order.instrumentId == instrumentId
                    && order.leg() == OrderLeg.ENTRY
                    && !order.status.isFinal()) {
                return true;
            }
        }
        return false;
    }

    boolean isKnown(final int instrumentId) {
        return instrumentId >= 0 && instrumentId < instruments.count();
    }

    InstrumentSpec spec(final int instrumentId) {
        return instruments.byIdOrNull(instrumentId);
    }

    /** Mark price, else the middle of the book, else 0. */
    long valueE8(final int instrumentId) {
        final InstrumentMarket known = market.byIdOrNull(instrumentId);
        if (known == null) {
            return 0;
        }
        return known.markPriceE8() > 0 ? known.markPriceE8() : known.midPriceE8();
    }

    /** Best price at which {@code side} trades now, else the mark, else 0. */
    long touchE8(final int instrumentId, final Side side) {
        final InstrumentMarket known = market.byIdOrNull(instrumentId);
        if (known == null || !known.hasBook()) {
            return valueE8(instrumentId);
        }
        return side == Side.BUY ? known.askPriceE8() : known.bidPriceE8();
    }

    /** Engine time in epoch milliseconds. */
    long nowMs() {
        return nowNs / NS_PER_MS;
    }

    long equityE8() {
        return portfolio.equityE8(instruments.count());
    }

    /** The position is gone, and with it bracket and trailing stop. */
    void clearBracket(final int instrumentId) {
        final Bracket bracket = brackets[instrumentId];
        maxUnprotectedNs = Math.max(maxUnprotectedNs, bracket.maxUnprotectedNs);
        if (bracket.isOpen && bracket.unprotectedSinceNs != 0) {
            final long gapNs = nowNs - bracket.unprotectedSinceNs;
            maxUnprotectedNs = Math.max(maxUnprotectedNs, gapNs);
            warnUnprotected(instrumentId, WarningCode.NEVER_CONFIRMED, gapNs);
        }
        bracket.clear();
        trails[instrumentId].clear();
    }

    /** Some of the position had no confirmed stop for so long (PROT-5). */
    void warnUnprotected(final int instrumentId, final int warningCode, final long gapNs) {
        final Decision decision = decide(DecisionAction.WARNING, instrumentId, warningCode);
        decision.strategyId = brackets[instrumentId].strategyId;
        decision.side = brackets[instrumentId].side;
        // Milliseconds at scale 1e-8.
        decision.valueE8 = gapNs * 100;
        decision.limitE8 = config.protection().stopConfirmMs() * FixedPoint.ONE_E8;
    }

    boolean isElapsed(final long sinceNs, final long limitMs) {
        return nowNs - sinceNs >= limitMs * NS_PER_MS;
    }

    /** Room for {@code commands} more in this slot. */
    boolean hasRoom(final int commands) {
        return event.commands().count() + commands <= CommandBatch.MAX;
    }

    /**
     * A record in the slot; beyond the slot's room it goes to a spare and is counted as refused.
     */
    Decision decide(final DecisionAction action, final int instrumentId, final int reasonCode) {
        final Decision added = event.decisions().addOrNull();
        final Decision decision = added == null ? spare : added;
        decision.clear();
        decision.action = action;
        decision.instrumentId = instrumentId;
        decision.reasonCode = reasonCode;
        return decision;
    }

    /** A record about an order. */
    Decision decide(final DecisionAction action, final Order order, final int reasonCode) {
        final Decision decision = decide(action, order.instrumentId, reasonCode);
        decision.strategyId = ClientOrderId.strategyId(order.orderKey);
        decision.side = order.side;
        decision.qtyE8 = order.qtyE8;
        decision.priceE8 = order.triggerPriceE8 != 0 ? order.triggerPriceE8 : order.priceE8;
        decision.orderKey = order.orderKey;
        return decision;
    }

    /**
     * Whether an order that carries our prefix and that we do not know comes from another process
     * (REC-8): its number was never given out here, or it was placed just now, and what we place is
     * known before it leaves and remembered for longer than {@link #FRESH_MS} after its end. So the
     * process whose numbers are ahead sees the other one, too.
     */
    boolean isOfAnother(final ExecutionReport report) {
        return report.runId > config.runId()
                || ClientOrderId.intentSeq(report.orderKey) >= nextIntentSeq
                || isFresh(report);
    }

    private boolean isFresh(final ExecutionReport report) {
        return report.status == VenueOrderStatus.NEW
                && report.transactionTimeMs > 0
                && nowMs() - report.transactionTimeMs < FRESH_MS;
    }

    static Side opposite(final Side side) {
        return side == Side.BUY ? Side.SELL : Side.BUY;
    }
}
