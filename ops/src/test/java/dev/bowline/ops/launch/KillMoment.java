package dev.bowline.ops.launch;

import dev.bowline.core.engine.EngineView;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.order.Order;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.trailing.TrailingPhase;
import dev.bowline.gateway.sim.AlgoOrder;
import dev.bowline.gateway.sim.PositionView;
import dev.bowline.gateway.sim.SimulatedVenue;
import dev.bowline.gateway.sim.VenueOrder;
import dev.bowline.gateway.sim.VenuePosition;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What is under way when a process is killed, as the exchange sees it. */
enum KillMoment {
    /** It is not ready yet: recovery, instruments, history, reconciliation. */
    STARTING,
    /** Any time. */
    ANY,
    ENTRY_WORKING,
    PARTLY_FILLED,
    /** A position without a stop over all of it. */
    UNPROTECTED,
    PROTECTED,
    /** The stop has followed the price over the entry. */
    TRAILING,
    /** The new stop stands beside the old one. */
    REPLACING,
    /** A part of a position has just been closed, or all of it. */
    CLOSING;

    private static final List<String> RESTING = List.of("limit", "post-only");
    private static final List<String> TAKING = List.of("market", "ioc");

    /** Entry styles that lead there. */
    List<String> entryStyles() {
        return switch (this) {
            case ENTRY_WORKING, PARTLY_FILLED -> RESTING;
            case ANY -> List.of("market", "ioc", "limit", "post-only");
            case STARTING, UNPROTECTED, PROTECTED, TRAILING, REPLACING, CLOSING -> TAKING;
        };
    }

    /** Whether slow answers of the exchange make it last. */
    boolean lastsWithSlowAnswers() {
        return switch (this) {
            case UNPROTECTED, REPLACING, CLOSING -> true;
            case STARTING, ANY, ENTRY_WORKING, PARTLY_FILLED, PROTECTED, TRAILING -> false;
        };
    }

    /** Realised so far, for {@link #isNow}; exchange's thread. */
    static long realizedE8(final SimulatedVenue venue) {
        long sumE8 = 0;
        for (int id = 0; id < venue.instruments().size(); id++) {
            sumE8 += venue.position(id).position().accumulatedRealizedE8;
        }
        return sumE8;
    }

    /**
     * Whether it is now; exchange's thread.
     *
     * @param realizedBeforeE8 what had been realised when the waiting began
     */
    boolean isNow(final SimulatedVenue venue, final long realizedBeforeE8) {
        return switch (this) {
            case STARTING, ANY -> true;
            case ENTRY_WORKING -> hasEntry(venue, false);
            case PARTLY_FILLED -> hasEntry(venue, true);
            case UNPROTECTED -> hasUncovered(venue);
            case PROTECTED -> !venue.positions().isEmpty() && !hasUncovered(venue);
            case TRAILING -> hasMovedStop(venue);
            case REPLACING -> hasTwoStops(venue);
            case CLOSING -> realizedE8(venue) != realizedBeforeE8;
        };
    }

    private static boolean hasEntry(final SimulatedVenue venue, final boolean isPartly) {
        for (final VenueOrder order : venue.openOrders(SimulatedVenue.ALL)) {
            if (!order.reduceOnly && (order.executedQtyE8 > 0) == isPartly) {
                return true;
            }
        }
        return false;
    }

    /** Whether any position has no stop over all of it. */
    static boolean hasUncovered(final SimulatedVenue venue) {
        for (final PositionView view : venue.positions()) {
            final VenuePosition position = view.position();
            if (coveredE8(venue, position) < Math.abs(position.qtyE8)) {
                return true;
            }
        }
        return false;
    }

    private static long coveredE8(final SimulatedVenue venue, final VenuePosition position) {
        long mostE8 = 0;
        for (final AlgoOrder stop : venue.openAlgoOrders(position.instrumentId)) {
            if (protects(stop, position)) {
                mostE8 = Math.max(mostE8, stop.qtyE8);
            }
        }
        return mostE8;
    }

    private static boolean protects(final AlgoOrder stop, final VenuePosition position) {
        return stop.type == OrderType.STOP_MARKET
                && stop.side == (position.qtyE8 > 0 ? Side.SELL : Side.BUY);
    }

    private static boolean hasMovedStop(final SimulatedVenue venue) {
        for (final PositionView view : venue.positions()) {
            final VenuePosition position = view.position();
            for (final AlgoOrder stop : venue.openAlgoOrders(position.instrumentId)) {
                final long profitE8 = stop.triggerPriceE8 - position.entryPriceE8;
                if (protects(stop, position) && (position.qtyE8 > 0) == (profitE8 > 0)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean hasTwoStops(final SimulatedVenue venue) {
        for (final PositionView view : venue.positions()) {
            int stops = 0;
            for (final AlgoOrder stop : venue.openAlgoOrders(view.position().instrumentId)) {
                stops += protects(stop, view.position()) ? 1 : 0;
            }
            if (stops > 1) {
                return true;
            }
        }
        return false;
    }

    /** What the bot itself had under way by its journal. */
    static Set<KillMoment> of(final EngineView view) {
        final Set<KillMoment> found = EnumSet.noneOf(KillMoment.class);
        for (int id = 0; id < view.instruments(); id++) {
            final long qtyE8 = Math.abs(view.positionQtyE8(id));
            if (view.hasEntry(id)) {
                found.add(qtyE8 == 0 ? ENTRY_WORKING : PARTLY_FILLED);
            }
            if (qtyE8 > 0) {
                final boolean isCovered = view.coveredQtyE8(id) >= qtyE8;
                final boolean isFollowing = view.trailingPhase(id) == TrailingPhase.ACTIVE;
                found.add(isCovered ? PROTECTED : UNPROTECTED);
                if (isFollowing) {
                    found.add(TRAILING);
                }
            }
            addOfOrders(view, id, qtyE8 == 0, found);
        }
        return found;
    }

    private static void addOfOrders(
            final EngineView view,
            final int id,
            final boolean isFlat,
            final Set<KillMoment> found) {
        int stops = 0;
        for (int i = 0; i < view.orders(); i++) {
            final Order order = view.order(i);
            if (order.instrumentId == id && order.mayBeAtVenue()) {
                stops += order.leg() == OrderLeg.STOP ? 1 : 0;
                if (order.leg() == OrderLeg.CLOSE || (isFlat && order.leg() != OrderLeg.ENTRY)) {
                    found.add(CLOSING);
                }
            }
        }
        if (stops > 1 && !isFlat) {
            found.add(REPLACING);
        }
    }
}
