package dev.bowline.core.engine;

import static dev.bowline.core.num.FixedPoint.ONE_E8;

import dev.bowline.core.event.AccountRow;
import dev.bowline.core.event.AccountUpdate;
import dev.bowline.core.event.Decision;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.Side;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.order.Bracket;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.order.Order;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.position.ExitReason;
import dev.bowline.core.position.Position;
import dev.bowline.core.risk.LiquidationGuard;
import dev.bowline.core.risk.LiquidationLimits;
import dev.bowline.core.risk.RejectReason;
import dev.bowline.core.risk.StateReason;
import dev.bowline.core.risk.SymbolGuard;
import dev.bowline.core.risk.WarningCode;
import dev.bowline.core.risk.WatchLimits;

/**
 * Watches fills and open positions: slippage and latency (PROT-2), age (PROT-4), positions that the
 * venue closed (PROT-7), and the distance to liquidation (RISK-8).
 */
final class WatchDesk {
    private static final long MILLION_MS = 1_000_000_000L;

    private final Books books;
    private final BracketKeeper keeper;
    private final StateDesk states;
    private final WatchLimits limits;
    private final LiquidationLimits liquidation;

    WatchDesk(final Books books, final BracketKeeper keeper, final StateDesk states) {
        this.books = books;
        this.keeper = keeper;
        this.states = states;
        limits = books.config.guards().watch();
        liquidation = books.config.guards().liquidation();
    }

    /**
     * Measures a fill of ours that was just booked.
     *
     * @param isLate its quantity was taken over before, so that it says nothing of latency
     */
    void onFill(
            final int id, final Order order, final ExecutionReport report, final boolean isLate) {
        if (!isLate && order.leg() == OrderLeg.ENTRY && order.filledQtyE8 == report.lastQtyE8) {
            watchLatency(id, order, report);
        }
        final long refE8 = order.triggerPriceE8 > 0 ? order.triggerPriceE8 : order.refPriceE8;
        if (refE8 <= 0 || order.isSlippageWarned) {
            return;
        }
        final long lossE8 =
                order.side == Side.BUY ? report.lastPriceE8 - refE8 : refE8 - report.lastPriceE8;
        final long shareE8 = FixedPoint.mulDivFloor(lossE8, ONE_E8, refE8);
        final boolean isEntry = order.leg() == OrderLeg.ENTRY;
        final long limitE8 = isEntry ? limits.entrySlippageShareE8() : limits.exitSlippageShareE8();
        if (shareE8 > limitE8) {
            order.isSlippageWarned = true;
            final Decision decision =
                    books.decide(
                            DecisionAction.WARNING,
                            order,
                            isEntry ? WarningCode.ENTRY_SLIPPAGE : WarningCode.EXIT_SLIPPAGE);
            decision.valueE8 = shareE8;
            decision.limitE8 = limitE8;
            decision.priceE8 = report.lastPriceE8;
            breach(id);
        }
    }

    /** What the trade list tells later says nothing about how long it took. */
    private void watchLatency(final int id, final Order order, final ExecutionReport report) {
        final long tookMs = (books.nowNs - order.sentNs) / Books.NS_PER_MS;
        if (report.source != ReportSource.REST_TRADE && tookMs > limits.signalToFillMs()) {
            final Decision decision =
                    books.decide(DecisionAction.WARNING, order, WarningCode.SIGNAL_TO_FILL);
            decision.instrumentId = id;
            decision.valueE8 = Math.min(tookMs, MILLION_MS) * ONE_E8;
            decision.limitE8 = limits.signalToFillMs() * ONE_E8;
        }
    }

    private void breach(final int id) {
        final boolean isTooMany =
                books.guard(id)
                        .onBreach(
                                books.nowNs,
                                limits.slippageWindowMs() * Books.NS_PER_MS,
                                limits.slippageBreaches());
        if (isTooMany) {
            books.guard(id).blockedUntilNs =
                    books.nowNs + limits.slippageBlockMs() * Books.NS_PER_MS;
            final Decision decision =
                    books.decide(DecisionAction.RISK_EVENT, id, RejectReason.SYMBOL_BLOCKED);
            decision.valueE8 = limits.slippageBreaches() * ONE_E8;
            decision.limitE8 = limits.slippageBlockMs() * ONE_E8;
        }
    }

    /** What the venue tells of the account beside balances and positions (MD-5). */
    void onAccount(final AccountUpdate account, final int id) {
        if (account.row == AccountRow.MARGIN_CALL) {
            books.decide(DecisionAction.WARNING, -1, WarningCode.MARGIN_CALL).valueE8 =
                    account.crossWalletE8;
            states.askSnapshot();
        } else if (account.row == AccountRow.LEVERAGE
                && books.isKnown(id)
                && account.leverage >= 1
                && account.leverage != books.spec(id).leverage()) {
            onLeverage(id, account.leverage);
        }
    }

    /** Sizing, margin and the distance to liquidation follow; one allocation for each change. */
    private void onLeverage(final int id, final int leverage) {
        final Decision decision =
                books.decide(DecisionAction.WARNING, id, WarningCode.LEVERAGE_CHANGED);
        decision.valueE8 = leverage * ONE_E8;
        decision.limitE8 = books.spec(id).leverage() * ONE_E8;
        books.instruments.put(books.spec(id).withLeverage(leverage));
        if (!books.position(id).isFlat()) {
            onMark(id);
        }
    }

    /** A position was opened, closed or turned round. */
    void onPosition(final int id, final boolean isOpen, final boolean wasOpen, final int exitCode) {
        final SymbolGuard guard = books.guard(id);
        guard.onPosition(isOpen ? books.nowNs : 0);
        if (wasOpen && ExitReason.isByVenue(exitCode)) {
            final long barMs = books.config.scalping().timeframeMs();
            guard.venueClosedUntilMs = (books.nowMs() / barMs + 1) * barMs;
            final Decision decision =
                    books.decide(DecisionAction.RISK_EVENT, id, RejectReason.CLOSED_BY_VENUE);
            decision.valueE8 = exitCode * ONE_E8;
            decision.limitE8 = (guard.venueClosedUntilMs - books.nowMs()) * ONE_E8;
        }
    }

    /** What seemed a stranger's close was an order of ours. */
    void onOwnExit(final int id) {
        books.guard(id).venueClosedUntilMs = 0;
    }

    /** Deadlines of one instrument. */
    void scan(final int id) {
        final SymbolGuard guard = books.guard(id);
        if (guard.blockedUntilNs != 0 && books.nowNs >= guard.blockedUntilNs) {
            guard.blockedUntilNs = 0;
        }
        if (guard.venueClosedUntilMs != 0 && books.nowMs() >= guard.venueClosedUntilMs) {
            guard.venueClosedUntilMs = 0;
        }
        if (!books.position(id).isFlat() && guard.openedNs != 0) {
            watchAge(id, guard);
        }
    }

    private void watchAge(final int id, final SymbolGuard guard) {
        final long ageMs = (books.nowNs - guard.openedNs) / Books.NS_PER_MS;
        final Bracket bracket = books.brackets[id];
        if (!guard.isAgeWarned && ageMs > limits.warnAgeMs()) {
            guard.isAgeWarned = true;
            final Decision decision =
                    books.decide(DecisionAction.WARNING, id, WarningCode.POSITION_AGE);
            decision.strategyId = bracket.strategyId;
            decision.side = bracket.side;
            decision.qtyE8 = books.position(id).absQtyE8();
            decision.valueE8 = Math.min(ageMs, MILLION_MS) * ONE_E8;
            decision.limitE8 = limits.warnAgeMs() * ONE_E8;
        }
        if (limits.maxAgeMs() > 0 && ageMs >= limits.maxAgeMs()) {
            keeper.startClose(bracket, CommandCause.MAX_AGE);
        }
    }

    /** Looks at the distance to liquidation; each step is taken once per position. */
    void onMark(final int id) {
        final Position position = books.position(id);
        final long markE8 = books.valueE8(id);
        final long entryE8 = position.entryPriceE8();
        if (markE8 <= 0 || entryE8 <= 0) {
            return;
        }
        final InstrumentSpec spec = books.spec(id);
        final boolean isLong = position.qtyE8() > 0;
        final long liquidationE8 =
                LiquidationGuard.priceE8(
                        isLong, entryE8, Math.max(1, spec.leverage()), spec.maintMarginRateE8());
        final long distanceE8 = LiquidationGuard.distanceE8(isLong, markE8, liquidationE8);
        final long ratioE8 = accountRatioE8();
        final int step = LiquidationGuard.step(liquidation, distanceE8, ratioE8);
        final SymbolGuard guard = books.guard(id);
        if (step > guard.liquidationStep) {
            guard.liquidationStep = step;
            take(id, step, distanceE8, ratioE8, liquidationE8);
        }
        if (step > LiquidationGuard.NONE) {
            guard.isNearLiquidation = true;
        } else if (guard.isNearLiquidation
                && LiquidationGuard.isFar(liquidation, distanceE8, ratioE8)) {
            guard.isNearLiquidation = false;
        }
        reviewNear();
    }

    /** Maintenance margin of all positions over the account's equity; 0 while that is unknown. */
    private long accountRatioE8() {
        if (!books.portfolio.isWalletKnown()) {
            return 0;
        }
        long marginE8 = 0;
        for (int id = 0; id < books.instruments.count(); id++) {
            final Position position = books.position(id);
            if (!position.isFlat()) {
                final long notionalE8 = position.notionalE8(books.valueE8(id));
                marginE8 += FixedPoint.mulCeilE8(notionalE8, books.spec(id).maintMarginRateE8());
            }
        }
        return LiquidationGuard.ratioE8(marginE8, books.equityE8());
    }

    private void take(
            final int id,
            final int step,
            final long distanceE8,
            final long ratioE8,
            final long liquidationE8) {
        final Bracket bracket = books.brackets[id];
        final long qtyE8 = books.position(id).absQtyE8();
        final Decision decision = books.decide(DecisionAction.LIQUIDATION_GUARD, id, step);
        decision.strategyId = bracket.strategyId;
        decision.side = bracket.side;
        decision.qtyE8 = qtyE8;
        decision.priceE8 = liquidationE8;
        decision.valueE8 = distanceE8;
        decision.limitE8 = ratioE8;
        if (step == LiquidationGuard.CLOSE) {
            keeper.startClose(bracket, CommandCause.LIQUIDATION_GUARD);
        } else if (step == LiquidationGuard.REDUCE) {
            final long partE8 = FixedPoint.mulCeilE8(qtyE8, liquidation.reducePartE8());
            final long stepE8 = Math.max(1, books.spec(id).marketStepE8());
            final long leftE8 = qtyE8 - FixedPoint.ceilToStepE8(partE8, stepE8);
            if (leftE8 > 0) {
                books.guard(id).reduceToQtyE8 = leftE8;
            } else {
                keeper.startClose(bracket, CommandCause.LIQUIDATION_GUARD);
            }
        }
        if (step > LiquidationGuard.WARN) {
            keeper.review(id);
        }
    }

    /** Whether any position is near its liquidation. */
    void reviewNear() {
        boolean isNear = false;
        for (int id = 0; id < books.instruments.count(); id++) {
            isNear |= books.guard(id).isNearLiquidation;
        }
        states.set(StateReason.LIQUIDATION_GUARD, isNear);
    }
}
