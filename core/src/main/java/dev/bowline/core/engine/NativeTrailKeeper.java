package dev.bowline.core.engine;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.Side;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.order.Bracket;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.order.Order;
import dev.bowline.core.order.OrderInput;
import dev.bowline.core.order.OrderStatus;
import dev.bowline.core.trailing.TrailingParameters;
import dev.bowline.core.trailing.TrailingPhase;
import dev.bowline.core.trailing.TrailingStop;

/**
 * The venue's own trailing stop for strategies that choose it (TS-10). It stands beside the
 * protective stop, which stays as the floor under it: both are reduce-only, so whichever fires
 * second does nothing. Where the venue refuses it, the protective stop is trailed as for the
 * others.
 */
final class NativeTrailKeeper {
    private static final int MAX_ATTEMPTS = 10;
    private static final long SHARE_TO_PERCENT = 100;

    // USDⓈ-M docs, New Algo Order, read 2026-11-20: callbackRate 0.1 to 10 percent, one digit.
    private static final long MIN_CALLBACK_PERCENT_E8 = FixedPoint.ONE_E8 / 10;
    private static final long MAX_CALLBACK_PERCENT_E8 = 10 * FixedPoint.ONE_E8;

    private final Books books;
    private final OrderDesk desk;
    private final LegDesk legs;
    private final TrailKeeper trails;
    private final TrailingParameters parameters;

    NativeTrailKeeper(
            final Books books, final OrderDesk desk, final LegDesk legs, final TrailKeeper trails) {
        this.books = books;
        this.desk = desk;
        this.legs = legs;
        this.trails = trails;
        parameters = books.config.trailing();
    }

    /** Does what the venue's trailing stop of one instrument's position needs now. */
    void review(final int id, final Bracket bracket, final long qtyE8) {
        if (!parameters.isNative(bracket.strategyId) || bracket.isClosing) {
            return;
        }
        reviewNext(bracket);
        final Order trail = bracket.trail;
        final TrailingPhase phase = books.trails[id].phase();
        if (trail == null) {
            if (phase == TrailingPhase.WAITING || phase == TrailingPhase.ACTIVE) {
                bracket.trail = place(id, bracket, qtyE8);
            }
            return;
        }
        switch (trail.status) {
            // Never left, and its price may be past by now: another one takes its place.
            case CREATED -> desk.apply(trail, OrderInput.EXPIRED);
            case SENT, IN_DOUBT, CANCEL_PENDING, INVALID -> {
                // Perhaps there; the stop protects meanwhile.
            }
            case ACKNOWLEDGED, PARTIALLY_FILLED -> {
                if (bracket.nextTrail == null
                        && !trail.isTriggered
                        && isReplaceable(id, bracket, trail, qtyE8)) {
                    bracket.nextTrail = place(id, bracket, qtyE8);
                }
            }
            case REJECTED, FILLED, CANCELLED, EXPIRED -> {
                if (bracket.nextTrail == null
                        && bracket.trailAttempt < MAX_ATTEMPTS
                        && books.isElapsed(trail.finalNs, pauseMs(bracket))) {
                    bracket.trail = place(id, bracket, qtyE8);
                }
            }
        }
    }

    /** Longer with every attempt; after the last one the protective stop is trailed instead. */
    private static long pauseMs(final Bracket bracket) {
        return LegDesk.QUIET_MS * bracket.trailAttempt;
    }

    private void reviewNext(final Bracket bracket) {
        final Order next = bracket.nextTrail;
        if (next == null) {
            return;
        }
        if (next.status.isWorking()) {
            final Order old = bracket.trail;
            bracket.trail = next;
            bracket.nextTrail = null;
            if (old != null) {
                desk.cancel(old, CommandCause.REPLACED_CANCEL);
            }
        } else if (next.status == OrderStatus.CREATED) {
            desk.apply(next, OrderInput.EXPIRED);
        } else if (next.status.isFinal()) {
            bracket.nextTrail = null;
        }
    }

    /**
     * Before the venue's order is active it can follow the quantity and be replaced by one that is
     * active at once when time has activated; afterwards its extreme would be lost.
     */
    private boolean isReplaceable(
            final int id, final Bracket bracket, final Order trail, final long qtyE8) {
        final TrailingStop ours = books.trails[id];
        if (trail.activatePriceE8 == 0
                || ours.isActivationPriceReached()
                || bracket.trailAttempt >= MAX_ATTEMPTS) {
            return false;
        }
        return ours.phase() == TrailingPhase.ACTIVE || legs.isOutOfStep(bracket, trail, qtyE8);
    }

    private Order place(final int id, final Bracket bracket, final long qtyE8) {
        final TrailingStop ours = books.trails[id];
        final long tickE8 = Math.max(1, books.spec(id).tickE8());
        final boolean isAtOnce =
                ours.phase() == TrailingPhase.ACTIVE || ours.isActivationPriceReached();
        // Away from the entry, so that the profit of the activation is at least the one wanted.
        final long activateE8 =
                bracket.side == Side.BUY
                        ? FixedPoint.ceilToStepE8(ours.activationPriceE8(), tickE8)
                        : FixedPoint.floorToStepE8(ours.activationPriceE8(), tickE8);
        final Order order =
                legs.placeTrailOrNull(
                        id, bracket, qtyE8, isAtOnce ? 0 : activateE8, callbackPercentE8(id));
        if (order != null) {
            bracket.trailAttempt++;
            books.decide(DecisionAction.PROTECTION_PLACED, order, CommandCause.TRAIL_NATIVE);
        }
        return order;
    }

    /** Rounded down to the venue's step: a closer stop. */
    private long callbackPercentE8(final int id) {
        final long percentE8 = parameters.callbackE8(trails.regimeOf(id)) * SHARE_TO_PERCENT;
        return Math.min(
                MAX_CALLBACK_PERCENT_E8,
                Math.max(
                        MIN_CALLBACK_PERCENT_E8,
                        FixedPoint.floorToStepE8(percentE8, MIN_CALLBACK_PERCENT_E8)));
    }
}
