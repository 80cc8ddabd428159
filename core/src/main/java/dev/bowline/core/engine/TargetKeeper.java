package dev.bowline.core.engine;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.order.Bracket;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.order.Order;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.order.OrderStatus;
import dev.bowline.core.order.TargetLadder;
import dev.bowline.core.order.TargetLevel;
import dev.bowline.core.order.TargetMode;
import dev.bowline.core.order.TargetParameters;
import dev.bowline.core.precision.PrecisionHandler;
import dev.bowline.core.signal.SignalHandler;

/**
 * The targets of each position (OMS-5, OMS-6). A target whose quantity is out of step is cancelled
 * first and placed anew afterwards, so what is open never adds up to more than the position by our
 * doing. The stop protects whatever becomes of them.
 */
final class TargetKeeper {
    // USDⓈ-M docs, Error Codes, read 2026-11-20.
    private static final int WOULD_TRIGGER_AT_ONCE = -2021;

    private static final int MAX_LOSSES = 10;

    private final Books books;
    private final OrderDesk desk;
    private final LegDesk legs;
    private final CloseKeeper closes;
    private final TargetParameters parameters;

    TargetKeeper(
            final Books books, final OrderDesk desk, final LegDesk legs, final CloseKeeper closes) {
        this.books = books;
        this.desk = desk;
        this.legs = legs;
        this.closes = closes;
        parameters = books.config.orders().targets();
    }

    /**
     * Begins with the first fill of a position.
     *
     * @param ownTargetE8 the strategy's own target; 0 for none, then there are no levels either
     * @param atrE8 0 while unknown
     */
    void open(final int id, final Bracket bracket, final long ownTargetE8, final long atrE8) {
        if (ownTargetE8 <= 0) {
            return;
        }
        final TargetMode mode =
                bracket.strategyId == SignalHandler.SCALPING_ID
                        ? parameters.scalping()
                        : parameters.bookMomentum();
        switch (mode) {
            case SINGLE -> bracket.targets.add(ownTargetE8, FixedPoint.ONE_E8);
            case FIXED -> addLevels(id, bracket, 0);
            case ATR -> addLevels(id, bracket, atrE8);
        }
        if (bracket.targets.count() == 0) {
            bracket.targets.add(ownTargetE8, FixedPoint.ONE_E8);
        }
    }

    private void addLevels(final int id, final Bracket bracket, final long atrE8) {
        final InstrumentSpec spec = books.spec(id);
        final long entryE8 = books.position(id).entryPriceE8();
        final long factorE8 = factorE8();
        for (int i = 0; i < TargetLadder.MAX_LEVELS; i++) {
            final long plainE8 =
                    atrE8 > 0
                            ? FixedPoint.mulFloorE8(atrE8, parameters.atrE8(i))
                            : FixedPoint.mulFloorE8(entryE8, parameters.moveE8(i));
            final long distanceE8 = FixedPoint.mulFloorE8(plainE8, factorE8);
            final long wantedE8 =
                    bracket.side == Side.BUY ? entryE8 + distanceE8 : entryE8 - distanceE8;
            if (parameters.shareE8(i) > 0 && distanceE8 >= spec.tickE8() && wantedE8 > 0) {
                bracket.targets.add(
                        PrecisionHandler.triggerToward(
                                wantedE8, spec.tickE8(), Books.opposite(bracket.side)),
                        parameters.shareE8(i));
            }
        }
    }

    /** Widens the distances after many winners, narrows them after many losers (OMS-6). */
    private long factorE8() {
        final long rateE8 = books.outcomes.winRateE8(parameters.winRateTrades());
        if (!parameters.adaptive() || rateE8 < 0) {
            return FixedPoint.ONE_E8;
        }
        if (rateE8 > parameters.wideAboveE8()) {
            return parameters.wideFactorE8();
        }
        return rateE8 < parameters.narrowBelowE8()
                ? parameters.narrowFactorE8()
                : FixedPoint.ONE_E8;
    }

    /** Does what the targets of one instrument's position need now. */
    void review(final int id, final Bracket bracket, final long qtyE8) {
        final InstrumentSpec spec = books.spec(id);
        final boolean isMarket = parameters.style().orderType() == OrderType.TAKE_PROFIT_MARKET;
        final long stepE8 = isMarket ? spec.marketStepE8() : spec.limitStepE8();
        final long minQtyE8 = isMarket ? spec.marketMinQtyE8() : spec.limitMinQtyE8();
        bracket.targets.allot(qtyE8, Math.max(1, stepE8), minQtyE8, spec.minNotionalE8());
        for (int i = 0; i < bracket.targets.count() && !bracket.isClosing; i++) {
            review(id, bracket, i);
        }
    }

    private void review(final int id, final Bracket bracket, final int index) {
        final TargetLevel level = bracket.targets.level(index);
        final Order order = level.order;
        if (order == null) {
            place(id, bracket, index, CommandCause.TARGET);
            return;
        }
        switch (order.status) {
            case CREATED -> {
                if (!legs.tryResendSlower(order)) {
                    books.decide(DecisionAction.INCIDENT, order, CommandCause.TARGET);
                }
            }
            case SENT, IN_DOUBT, CANCEL_PENDING, INVALID -> {
                // Perhaps there; the stop protects meanwhile.
            }
            case ACKNOWLEDGED, PARTIALLY_FILLED -> {
                // A triggered limit target rests in the book, where it can still be replaced.
                final boolean isFiring =
                        order.isTriggered && order.orderType != OrderType.TAKE_PROFIT;
                if (!isFiring && legs.isOutOfStep(bracket, order, mostE8(id, level))) {
                    desk.cancel(order, CommandCause.FOLLOW_QTY);
                }
            }
            case REJECTED, FILLED, CANCELLED, EXPIRED -> onGone(id, bracket, index);
        }
    }

    private void onGone(final int id, final Bracket bracket, final int index) {
        final TargetLevel level = bracket.targets.level(index);
        final Order order = level.order;
        if (level.wantedQtyE8 == 0 || order.filledQtyE8 < order.venueCumQtyE8) {
            return;
        }
        if (order.status == OrderStatus.REJECTED && order.errorCode == WOULD_TRIGGER_AT_ONCE) {
            if (bracket.targets.isOnlyOne(index)) {
                closes.start(bracket, CommandCause.TARGET_PASSED);
            } else {
                level.isPassed = true;
                place(id, bracket, index, CommandCause.TARGET_PASSED);
            }
            return;
        }
        final boolean isAsked =
                order.status == OrderStatus.FILLED || order.causeCode == CommandCause.FOLLOW_QTY;
        if (isAsked && order.status != OrderStatus.REJECTED) {
            place(id, bracket, index, CommandCause.FOLLOW_QTY);
        } else if (level.losses < MAX_LOSSES
                && books.isElapsed(order.finalNs, LegDesk.QUIET_MS)
                && place(id, bracket, index, CommandCause.TARGET)) {
            level.losses++;
        }
    }

    private boolean place(
            final int id, final Bracket bracket, final int index, final int causeCode) {
        final TargetLevel level = bracket.targets.level(index);
        if (level.wantedQtyE8 == 0) {
            return false;
        }
        if (level.tries >= TargetLadder.TRIES) {
            legs.renewIds(bracket);
            return false;
        }
        final Order order =
                desk.createOrNull(
                        id,
                        bracket.intentSeq,
                        bracket.strategyId,
                        Books.opposite(bracket.side),
                        OrderLeg.TARGET,
                        bracket.targets.nextAttempt(index));
        if (order == null) {
            return false;
        }
        order.orderType = level.isPassed ? OrderType.MARKET : parameters.style().orderType();
        order.qtyE8 = mostE8(id, level);
        order.triggerPriceE8 = level.isPassed ? 0 : level.priceE8;
        order.priceE8 = order.orderType == OrderType.TAKE_PROFIT ? level.priceE8 : 0;
        desk.send(order, causeCode);
        level.order = order;
        level.tries++;
        books.decide(DecisionAction.PROTECTION_PLACED, order, causeCode);
        return true;
    }

    /** What one order may take of a level. */
    private long mostE8(final int id, final TargetLevel level) {
        final long maxQtyE8 = books.spec(id).marketMaxQtyE8();
        return maxQtyE8 > 0 ? Math.min(level.wantedQtyE8, maxQtyE8) : level.wantedQtyE8;
    }
}
