package dev.bowline.core.engine;

import dev.bowline.core.event.AssetCode;
import dev.bowline.core.event.Decision;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.Side;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.order.Bracket;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.order.Order;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.position.ExitReason;
import dev.bowline.core.position.Position;
import dev.bowline.core.risk.DriftPolicy;
import dev.bowline.core.risk.StateReason;
import dev.bowline.core.risk.WarningCode;
import dev.bowline.core.trailing.TrailingStop;

/**
 * Books fills once each, whatever brings them and in whatever order, and settles positions that
 * have become flat (OMS-1, OMS-8, PROT-7).
 */
final class FillDesk {
    /** A fee that did not come by then is not waited for. */
    private static final long SETTLE_MS = 2_000;

    /** A fee that did not come by then is read from the venue's list. */
    private static final long FEE_MS = 1_000;

    private final Books books;
    private final BracketKeeper keeper;
    private final StateDesk states;
    private final WatchDesk watch;
    private final long marginAssetCode;
    private long duplicates;

    FillDesk(
            final Books books,
            final BracketKeeper keeper,
            final StateDesk states,
            final WatchDesk watch) {
        this.books = books;
        this.keeper = keeper;
        this.states = states;
        this.watch = watch;
        marginAssetCode = AssetCode.of(books.config.marginAsset());
    }

    static boolean isFill(final ExecutionReport report) {
        final boolean isOneFill =
                report.source == ReportSource.ORDER_TRADE_UPDATE
                        || report.source == ReportSource.TRADE_LITE
                        || report.source == ReportSource.REST_TRADE;
        final boolean isTrade =
                report.executionType == ExecutionType.TRADE
                        || report.executionType == ExecutionType.CALCULATED
                        || report.source == ReportSource.TRADE_LITE;
        return isOneFill
                && isTrade
                && report.side != null
                && report.tradeId > 0
                && report.lastQtyE8 > 0
                && report.lastPriceE8 > 0;
    }

    /** Books a fill. */
    void onFill(final int id, final ExecutionReport report, final Order order) {
        final boolean hasFee = report.source != ReportSource.TRADE_LITE;
        final int known = books.fills.find(id, report.tradeId);
        if (known >= 0) {
            if (hasFee && !books.fills.hasFee(id, known)) {
                books.fills.setFeeBooked(id, known);
                books.position(id).addFeesMissing(-1);
                bookFee(id, report);
                bookVenueProfit(id, report, books.fills.profitE8(id, known));
            } else {
                duplicates++;
            }
            return;
        }
        if (books.fills.isForgotten(id, report.tradeId)) {
            duplicates++;
            if (report.source != ReportSource.REST_TRADE) {
                // Too old to tell whether it was booked: the venue's rows are compared (OMS-1).
                books.fillsWantedNs = books.nowNs;
            }
            return;
        }
        if (order == null && isLeftAlone(id, report)) {
            leaveAlone(id, report);
            return;
        }
        bookNew(id, report, order, hasFee);
    }

    /** A stranger's fill where we have nothing (PROT-3). */
    private boolean isLeftAlone(final int id, final ExecutionReport report) {
        return report.origin != OrderOrigin.OWN
                && books.driftAdd() == DriftPolicy.IGNORE
                && books.position(id).isFlat()
                && !books.hasEntry(id);
    }

    /** Neither its quantity nor its profit is ours; the wallet's rows tell the money. */
    private void leaveAlone(final int id, final ExecutionReport report) {
        final boolean isInRow =
                report.transactionTimeMs > 0
                        && report.transactionTimeMs <= books.position(id).includedUntilMs();
        if (!isInRow) {
            books.guard(id).ignoredQtyE8 +=
                    report.side == Side.BUY ? report.lastQtyE8 : -report.lastQtyE8;
            if (report.transactionTimeMs > 0) {
                books.drift(id).onFill(report.transactionTimeMs);
            }
            books.drift(id).onBook(books.rowQtyE8(id), books.nowNs);
        }
        books.fills.add(id, report.tradeId, 0, true);
        record(id, report, null);
    }

    private void bookNew(
            final int id, final ExecutionReport report, final Order order, final boolean hasFee) {
        final Position position = books.position(id);
        final long inferredE8 = order == null ? 0 : Math.min(order.inferredQtyE8, report.lastQtyE8);
        final boolean isInRow =
                position.includedUntilMs() > 0
                        && report.transactionTimeMs > 0
                        && report.transactionTimeMs <= position.includedUntilMs();
        final long newQtyE8 = isInRow ? 0 : report.lastQtyE8 - inferredE8;
        long profitE8 = 0;
        final boolean isExitTakenOver = inferredE8 > 0 && order.leg() != OrderLeg.ENTRY;
        long estimateE8 = isInRow || isExitTakenOver ? position.takeEstimate() : 0;
        if (order != null) {
            estimateE8 += takeInferred(order, inferredE8, report.lastPriceE8);
            noteFilled(order, report.lastQtyE8 - inferredE8);
            noteTold(order, report.lastQtyE8);
        }
        if (newQtyE8 > 0) {
            final boolean isAppearing =
                    order == null && position.isFlat() && report.origin == OrderOrigin.FOREIGN;
            final int exitCode = order == null ? exitOf(id, report) : exitOf(id, order.leg());
            profitE8 = move(id, report.side, newQtyE8, report.lastPriceE8, order, exitCode);
            if (isAppearing) {
                closeIfConfigured(id);
            }
        }
        if (!isInRow && report.transactionTimeMs > 0) {
            books.drift(id).onFill(report.transactionTimeMs);
        }
        final long bookedE8 = profitE8 + estimateE8;
        final boolean isStranger = order == null && report.origin == OrderOrigin.FOREIGN;
        books.fills.add(
                id,
                report.tradeId,
                bookedE8,
                hasFee,
                isStranger ? report.orderId : 0,
                report.lastQtyE8);
        record(id, report, order);
        if (order != null && (newQtyE8 > 0 || inferredE8 > 0)) {
            watch.onFill(id, order, report, inferredE8 > 0);
        }
        if (hasFee) {
            bookFee(id, report);
            bookVenueProfit(id, report, bookedE8);
        } else {
            position.addFeesMissing(1);
        }
    }

    /** More than was ordered is not from our order alone (REC-8). */
    private void noteTold(final Order order, final long qtyE8) {
        order.toldQtyE8 += qtyE8;
        if (order.toldQtyE8 > order.qtyE8 && !order.isDoubled) {
            order.isDoubled = true;
            states.set(StateReason.SECOND_INSTANCE, true);
        }
    }

    /** Counts toward the order, and what a target took toward its level (OMS-6). */
    private void noteFilled(final Order order, final long qtyE8) {
        final Bracket bracket = books.brackets[order.instrumentId];
        order.filledQtyE8 += qtyE8;
        if (order.leg() == OrderLeg.TARGET && bracket.isOpen && order.side != bracket.side) {
            bracket.targets.onFill(order.orderKey, qtyE8);
        }
    }

    /** A position appeared without us (PROT-3). */
    void closeIfConfigured(final int id) {
        if (books.config.guards().watch().driftAdd() == DriftPolicy.CLOSE) {
            keeper.startClose(books.brackets[id], CommandCause.DRIFT_CLOSE);
        }
    }

    /**
     * A fill came for what was taken over before: the entry price follows it, and with that all
     * that stands on the entry price. Targets stay where the first fill put them.
     *
     * @return the fill's share in the profit that was estimated, rounded down; the last fill takes
     *     what is left
     */
    private long takeInferred(final Order order, final long inferredE8, final long priceE8) {
        if (inferredE8 == 0) {
            return 0;
        }
        if (order.leg() == OrderLeg.ENTRY && order.inferredPriceE8 > 0) {
            final Position position = books.position(order.instrumentId);
            position.correctEntry(inferredE8, order.inferredPriceE8, priceE8);
            position.markTo(books.valueE8(order.instrumentId));
            books.isPositionChanged = true;
        }
        final long shareE8 =
                FixedPoint.mulDivFloor(order.inferredProfitE8, inferredE8, order.inferredQtyE8);
        order.inferredProfitE8 -= shareE8;
        order.inferredQtyE8 -= inferredE8;
        if (order.inferredQtyE8 == 0) {
            order.inferredPriceE8 = 0;
        }
        return shareE8;
    }

    private void record(final int id, final ExecutionReport report, final Order order) {
        final Decision decision = books.decide(DecisionAction.FILL, id, report.source.code());
        final long orderKey = order == null ? report.orderKey : order.orderKey;
        decision.strategyId =
                order != null || report.origin == OrderOrigin.OWN
                        ? ClientOrderId.strategyId(orderKey)
                        : 0;
        decision.side = report.side;
        decision.qtyE8 = report.lastQtyE8;
        decision.priceE8 = report.lastPriceE8;
        decision.valueE8 = report.commissionE8;
        decision.orderKey = orderKey;
    }

    /**
     * Remembers the venue's id of the order that a conditional one became. Its fills may have come
     * before that, under a client id that the venue made: they moved the position already and count
     * toward the order now, and what ended the position is set right (OMS-1, PROT-7).
     */
    void onNamed(final Order order, final ExecutionReport report) {
        if (!order.isAlgo() || report.orderId <= 0 || order.childId == report.orderId) {
            return;
        }
        order.childId = report.orderId;
        final int id = order.instrumentId;
        final long qtyE8 = books.fills.takeStranger(id, report.orderId);
        if (qtyE8 == 0) {
            return;
        }
        final long inferredE8 = Math.min(order.inferredQtyE8, qtyE8);
        // What was estimated for them is booked beside their own profit: taken back.
        correctProfit(id, -takeInferred(order, inferredE8, 0));
        noteFilled(order, qtyE8 - inferredE8);
        books.decide(DecisionAction.EXIT_HIT, order, order.leg().code());
        final Position position = books.position(id);
        if (position.isSettling() && position.exitCode() == ExitReason.FOREIGN) {
            position.correctExit(
                    order.leg() == OrderLeg.STOP
                            ? position.stopExitCode()
                            : exitOf(id, order.leg()));
            watch.onOwnExit(id);
        }
    }

    /**
     * Takes over what the venue says was filled when no fill came for it.
     *
     * @param order whose venue total is ahead of the fills
     */
    void infer(final Order order) {
        final long missingE8 = order.venueCumQtyE8 - order.filledQtyE8;
        final int id = order.instrumentId;
        final long priceE8 =
                firstPositive(
                        order.venueAvgPriceE8,
                        order.triggerPriceE8,
                        firstPositive(books.valueE8(id), order.priceE8, 0));
        if (priceE8 <= 0) {
            return;
        }
        // A reducing order takes no more than there was: the rest is in the books by a row.
        final long movedE8 =
                order.leg() == OrderLeg.ENTRY
                        ? missingE8
                        : Math.min(missingE8, reducibleE8(id, order.side));
        books.fillsWantedNs = books.nowNs;
        final Decision decision = books.decide(DecisionAction.INCIDENT, order, 0);
        decision.qtyE8 = missingE8;
        decision.priceE8 = priceE8;
        long profitE8 = movedE8 < missingE8 ? books.position(id).takeEstimate() : 0;
        notePrice(order, movedE8, priceE8);
        takeOver(order, missingE8, 0);
        if (movedE8 > 0) {
            profitE8 += move(id, order.side, movedE8, priceE8, order, exitOf(id, order.leg()));
        }
        order.inferredProfitE8 += profitE8;
    }

    private long reducibleE8(final int id, final Side side) {
        final long qtyE8 = books.position(id).qtyE8();
        return Math.max(0, side == Side.SELL ? qtyE8 : -qtyE8);
    }

    /** What is taken over in parts has their average price, each step rounded down. */
    private static void notePrice(final Order order, final long qtyE8, final long priceE8) {
        if (order.leg() != OrderLeg.ENTRY || qtyE8 == 0) {
            return;
        }
        final long allE8 = order.inferredQtyE8 + qtyE8;
        order.inferredPriceE8 =
                order.inferredPriceE8 == 0
                        ? priceE8
                        : order.inferredPriceE8
                                + FixedPoint.mulDivFloor(
                                        priceE8 - order.inferredPriceE8, qtyE8, allE8);
    }

    /** Counts quantity toward an order whose fills are in the position already. */
    void takeOver(final Order order, final long qtyE8, final long profitE8) {
        noteFilled(order, qtyE8);
        order.inferredQtyE8 += qtyE8;
        order.inferredProfitE8 += profitE8;
        order.behindSinceNs = 0;
    }

    private static long firstPositive(final long a, final long b, final long c) {
        if (a > 0) {
            return a;
        }
        return b > 0 ? b : c;
    }

    /**
     * Moves the position.
     *
     * @param entry the order behind it, {@code null} if not known
     * @param exitCode how the position ends if this ends it
     * @return profit of the part that closed
     */
    long move(
            final int id,
            final Side side,
            final long qtyE8,
            final long priceE8,
            final Order entry,
            final int exitCode) {
        final Position position = books.position(id);
        if (position.isSettling()) {
            settle(id, position);
        }
        final long before = position.qtyE8();
        final long profitE8 = position.applyFill(side, qtyE8, priceE8);
        books.ledger.addRealized(profitE8);
        books.portfolio.addRealized(profitE8);
        afterMove(id, before, entry, exitCode);
        return profitE8;
    }

    /** Bracket and settlement after the quantity changed from {@code before}. */
    void afterMove(final int id, final long before, final Order entry, final int exitCode) {
        final Position position = books.position(id);
        final long after = position.qtyE8();
        final Bracket bracket = books.brackets[id];
        books.isPositionChanged = true;
        books.drift(id).onBook(books.rowQtyE8(id), books.nowNs);
        position.markTo(books.valueE8(id));
        bracket.lastFillNs = books.nowNs;
        final boolean isTurned = before != 0 && after != 0 && (before > 0) != (after > 0);
        if ((before == 0) != (after == 0) || isTurned) {
            watch.onPosition(id, after != 0, before != 0, exitCode);
        }
        if (before != 0 && (after == 0 || (before > 0) != (after > 0))) {
            position.startSettling(books.nowNs, exitCode);
            position.noteStopExit(exitOfStop(books.trails[id]));
            if (after != 0) {
                settle(id, position);
                endBracket(id);
            }
        }
        if (after != 0 && !bracket.isOpen) {
            keeper.open(id, entry != null && entry.leg() == OrderLeg.ENTRY ? entry : null);
        }
    }

    private void endBracket(final int id) {
        // Its orders are orphans from now on and are cancelled as such.
        books.clearBracket(id);
        books.decide(DecisionAction.INCIDENT, id, CommandCause.ADOPTED);
    }

    private int exitOf(final int id, final ExecutionReport report) {
        return switch (report.origin) {
            case OWN -> exitOf(id, ClientOrderId.leg(report.orderKey));
            case FOREIGN -> ExitReason.FOREIGN;
            case LIQUIDATION -> ExitReason.LIQUIDATION;
            case ADL -> ExitReason.ADL;
            case SETTLEMENT -> ExitReason.SETTLEMENT;
        };
    }

    private int exitOf(final int id, final OrderLeg leg) {
        return switch (leg) {
            case STOP -> exitOfStop(books.trails[id]);
            case TRAIL -> ExitReason.TRAILING;
            case TARGET -> ExitReason.TARGET;
            case ENTRY -> ExitReason.CLOSE;
            case CLOSE ->
                    switch (books.brackets[id].closeCauseCode) {
                        case CommandCause.STOP_REFUSED,
                                CommandCause.STOP_UNCONFIRMED,
                                CommandCause.STOP_REMAINDER ->
                                ExitReason.PROTECTION_FAILED;
                        case CommandCause.TARGET_PASSED -> ExitReason.TARGET;
                        case CommandCause.TRAIL_PASSED -> ExitReason.TRAILING;
                        default -> ExitReason.CLOSE;
                    };
        };
    }

    private static int exitOfStop(final TrailingStop trail) {
        if (trail.isTrailConfirmed()) {
            return ExitReason.TRAILING;
        }
        return trail.updates() > 0 ? ExitReason.BREAK_EVEN : ExitReason.STOP;
    }

    /**
     * Books the fee of a fill. One that was paid in another coin, as with the venue's discount for
     * its own, is booked in the margin coin at the account's rate for the instrument, rounded up:
     * an estimate, above the true cost by the discount, so that results and the loss limit of the
     * day do not understate. The wallet of the margin coin does not pay it.
     */
    private void bookFee(final int id, final ExecutionReport report) {
        if (report.commissionE8 == 0) {
            return;
        }
        final long feeE8 =
                report.commissionAssetCode == marginAssetCode
                        ? report.commissionE8
                        : estimateFee(id, report);
        if (!books.position(id).isIdle()) {
            books.position(id).addFee(feeE8);
        }
        books.ledger.addFee(feeE8);
        books.portfolio.addFee(feeE8);
    }

    private long estimateFee(final int id, final ExecutionReport report) {
        final long rateE8 =
                report.maker ? books.spec(id).makerFeeE8() : books.spec(id).takerFeeE8();
        final long notionalE8 = FixedPoint.mulCeilE8(report.lastQtyE8, report.lastPriceE8);
        final long feeE8 = FixedPoint.mulCeilE8(notionalE8, rateE8);
        if (!books.isOtherFeeWarned) {
            books.isOtherFeeWarned = true;
            final Decision decision =
                    books.decide(DecisionAction.WARNING, id, WarningCode.FEE_IN_OTHER_COIN);
            decision.valueE8 = feeE8;
            decision.limitE8 = rateE8;
        }
        return feeE8;
    }

    /** The venue's figure is the one its income records show, so it replaces ours. */
    private void bookVenueProfit(final int id, final ExecutionReport report, final long bookedE8) {
        correctProfit(id, report.realizedPnlE8 - bookedE8);
    }

    private void correctProfit(final int id, final long deltaE8) {
        if (deltaE8 == 0) {
            return;
        }
        if (!books.position(id).isIdle()) {
            books.position(id).addRealized(deltaE8);
        }
        books.ledger.addRealized(deltaE8);
        books.portfolio.addRealized(deltaE8);
    }

    /** Closes the account of a flat position once its fees are in, or late. */
    void settleIfDue(final int id) {
        final Position position = books.position(id);
        askForFees(id, position);
        // A stranger's order may yet be named as what a stop or target of ours became.
        final boolean isComplete =
                position.feesMissing() == 0 && position.exitCode() != ExitReason.FOREIGN;
        if (position.isSettling()
                && (isComplete || books.isElapsed(position.closedNs(), SETTLE_MS))) {
            settle(id, position);
        }
    }

    /** Fees that the stream does not tell are in the list of fills; read once for each (OMS-8). */
    private void askForFees(final int id, final Position position) {
        final long lastNs = Math.max(books.brackets[id].lastFillNs, position.closedNs());
        if (position.feesMissing() > 0
                && books.isElapsed(lastNs, FEE_MS)
                && books.fillsReadUntilMs * Books.NS_PER_MS < lastNs) {
            books.fillsWantedNs = Math.max(books.fillsWantedNs, lastNs);
        }
    }

    private void settle(final int id, final Position position) {
        final long netE8 = position.realizedE8() - position.feesE8();
        final int exitCode = position.exitCode();
        final Decision decision = books.decide(DecisionAction.POSITION_CLOSED, id, exitCode);
        decision.valueE8 = netE8;
        decision.limitE8 = position.feesE8();
        decision.qtyE8 = position.maxQtyE8();
        decision.priceE8 = position.exitPriceE8();
        books.ledger.onSettled(id, exitCode, position.realizedE8(), netE8);
        books.portfolio.onSettled();
        books.outcomes.add(netE8 > 0);
        if (position.feesMissing() > 0) {
            books.fillsWantedNs = books.nowNs;
        }
        position.reset();
        checkDay();
    }

    /** Looks whether the day has to stop. */
    void checkDay() {
        final int code = books.ledger.check(books.equityE8());
        if (code != 0) {
            final Decision decision = books.decide(DecisionAction.RISK_EVENT, -1, code);
            decision.valueE8 = books.ledger.stopValueE8(books.equityE8());
            decision.limitE8 = books.ledger.stopLimitE8();
            states.onDayStop(code);
        }
    }

    /** Fills that were recognised as seen before. */
    long duplicates() {
        return duplicates;
    }
}
