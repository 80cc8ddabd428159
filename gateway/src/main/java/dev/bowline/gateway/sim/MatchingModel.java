package dev.bowline.gateway.sim;

import static dev.bowline.core.num.FixedPoint.mulFloorE8;

import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.VenueOrderStatus;
import java.util.List;

/**
 * How orders meet the market.
 *
 * <p>Takers: the best level has the visible quantity; every tick beyond has the same quantity, up
 * to {@link VenueSettings#depthLevels} further levels. What a taker took is gone until the next
 * book update. Resting orders fill at their own price: wholly when a trade prints through it; when
 * a trade of the other side prints at it, after the quantity ahead (the visible quantity when it
 * joined, never more than the visible quantity now) has traded; and when the opposite best price
 * reaches it, up to the quantity shown there. Each fill of a reduce-only order is capped by what is
 * left of the position.
 */
final class MatchingModel {
    static final int EXPIRED_IOC = 2;
    static final int EXPIRED_REDUCE_ONLY = 4;
    static final int EXPIRED_LIQUIDATION = 5;
    static final int EXPIRED_MARKET = 9;
    private static final long NO_LIMIT = 0;

    private final VenueState state;
    private final VenueAccount account;

    MatchingModel(final VenueState state, final VenueAccount account) {
        this.state = state;
        this.account = account;
    }

    /** Price at which a taker of that side starts, or 0 if that side of the book is not known. */
    long bestCounterE8(final int instrumentId, final Side side) {
        final InstrumentMarket market = state.markets[instrumentId];
        return side == Side.BUY ? market.askE8 : market.bidE8;
    }

    boolean wouldTake(final int instrumentId, final Side side, final long limitE8) {
        final long bestE8 = bestCounterE8(instrumentId, side);
        return bestE8 != 0 && (side == Side.BUY ? limitE8 >= bestE8 : limitE8 <= bestE8);
    }

    /** Whether the best price lies where a MARKET order may fill. */
    boolean isInMarketBound(final int instrumentId, final Side side, final long priceE8) {
        final long markE8 = state.markets[instrumentId].markE8;
        final long boundE8 = state.instruments[instrumentId].marketTakeBoundE8();
        if (markE8 == 0 || boundE8 == 0) {
            return true;
        }
        final long reachE8 = mulFloorE8(markE8, boundE8);
        return side == Side.BUY ? priceE8 <= markE8 + reachE8 : priceE8 >= markE8 - reachE8;
    }

    /** Quantity a taker finds up to its limit. */
    long availableE8(final int instrumentId, final Side side, final long limitE8) {
        if (!wouldTake(instrumentId, side, limitE8)) {
            return 0;
        }
        final long bestE8 = bestCounterE8(instrumentId, side);
        final long tickE8 = state.instruments[instrumentId].spec().tickE8();
        final long levels =
                Math.min(state.settings.depthLevels(), Math.abs(limitE8 - bestE8) / tickE8) + 1;
        return Math.max(0, levels * levelQtyE8(instrumentId, side) - taken(side)[instrumentId]);
    }

    private long levelQtyE8(final int instrumentId, final Side side) {
        final InstrumentMarket market = state.markets[instrumentId];
        return side == Side.BUY ? market.askQtyE8 : market.bidQtyE8;
    }

    private long[] taken(final Side side) {
        return side == Side.BUY ? state.takenAskE8 : state.takenBidE8;
    }

    /** Enters an order that has passed all checks: NEW, fills, and what its time in force says. */
    void enter(final VenueOrder order) {
        register(order, ExecutionType.NEW);
        run(order);
    }

    private void register(final VenueOrder order, final ExecutionType executionType) {
        order.createTimeMs = state.nowMs;
        order.updateTimeMs = state.nowMs;
        state.orders.add(order);
        state.touched[order.instrumentId] = true;
        state.listener.onOrderUpdate(order, executionType, null, state.nowMs);
    }

    /** Lets an open order take, then rest or expire. */
    void run(final VenueOrder order) {
        final boolean market = order.type == OrderType.MARKET;
        final long feeE8 = state.instruments[order.instrumentId].spec().takerFeeE8();
        take(order, market ? NO_LIMIT : order.priceE8, feeE8);
        if (!order.isOpen()) {
            return;
        }
        if (order.reduceOnly && state.reducibleE8(order.instrumentId, order.side) == 0) {
            expire(order, EXPIRED_REDUCE_ONLY);
        } else if (market) {
            expire(order, EXPIRED_MARKET);
        } else if (order.timeInForce == TimeInForce.IOC || order.timeInForce == TimeInForce.FOK) {
            expire(order, EXPIRED_IOC);
        } else {
            order.queueAheadE8 = queueAheadE8(order);
        }
    }

    private long queueAheadE8(final VenueOrder order) {
        final InstrumentMarket market = state.markets[order.instrumentId];
        final boolean buys = order.side == Side.BUY;
        final long ownBestE8 = buys ? market.bidE8 : market.askE8;
        final boolean improves =
                ownBestE8 == 0 || (buys ? order.priceE8 > ownBestE8 : order.priceE8 < ownBestE8);
        return improves ? 0 : buys ? market.bidQtyE8 : market.askQtyE8;
    }

    private void take(final VenueOrder order, final long limitE8, final long feeRateE8) {
        final int id = order.instrumentId;
        final Side side = order.side;
        final long bestE8 = bestCounterE8(id, side);
        final long levelE8 = levelQtyE8(id, side);
        if (bestE8 == 0 || levelE8 <= 0) {
            return;
        }
        final long[] takenE8 = taken(side);
        final long tickE8 = state.instruments[id].spec().tickE8();
        while (order.isOpen()) {
            final long level = takenE8[id] / levelE8;
            final long priceE8 =
                    side == Side.BUY ? bestE8 + level * tickE8 : bestE8 - level * tickE8;
            if (level > state.settings.depthLevels() || priceE8 <= 0) {
                return;
            }
            final boolean tooFar =
                    limitE8 == NO_LIMIT
                            ? !isInMarketBound(id, side, priceE8)
                            : side == Side.BUY ? priceE8 > limitE8 : priceE8 < limitE8;
            final long qtyE8 = Math.min(roomE8(order), levelE8 - takenE8[id] % levelE8);
            if (tooFar || qtyE8 <= 0) {
                return;
            }
            takenE8[id] += qtyE8;
            account.fill(order, priceE8, qtyE8, false, feeRateE8);
        }
    }

    /** What an order may still fill: never more than the position if it is reduce-only. */
    private long roomE8(final VenueOrder order) {
        return order.reduceOnly
                ? Math.min(order.remainingE8(), state.reducibleE8(order.instrumentId, order.side))
                : order.remainingE8();
    }

    void expire(final VenueOrder order, final int reason) {
        order.expiryReason = reason;
        end(order, VenueOrderStatus.EXPIRED, ExecutionType.EXPIRED);
    }

    void cancel(final VenueOrder order) {
        end(order, VenueOrderStatus.CANCELED, ExecutionType.CANCELED);
    }

    private void end(
            final VenueOrder order, final VenueOrderStatus status, final ExecutionType type) {
        order.status = status;
        order.updateTimeMs = state.nowMs;
        state.orders.close(order);
        state.touched[order.instrumentId] = true;
        state.listener.onOrderUpdate(order, type, null, state.nowMs);
    }

    /** Changes price and quantity of a checked order; it goes to the end of the queue. */
    void amend(final VenueOrder order, final long priceE8, final long qtyE8, final long modifyId) {
        order.priceE8 = priceE8;
        order.origQtyE8 = qtyE8;
        order.modifyId = modifyId;
        order.updateTimeMs = state.nowMs;
        state.orders.requeue(order);
        state.touched[order.instrumentId] = true;
        state.listener.onOrderUpdate(order, ExecutionType.AMENDMENT, null, state.nowMs);
        run(order);
    }

    /** Resting orders after a new book. */
    void onBook(final int instrumentId) {
        final List<VenueOrder> open = state.orders.open(instrumentId);
        if (open.isEmpty()) {
            return;
        }
        final InstrumentMarket market = state.markets[instrumentId];
        for (final VenueOrder order : state.orders.byPriority(instrumentId)) {
            final boolean buys = order.side == Side.BUY;
            if (wouldTake(instrumentId, order.side, order.priceE8)) {
                final long shownE8 = availableE8(instrumentId, order.side, order.priceE8);
                final long qtyE8 = Math.min(roomE8(order), shownE8);
                if (qtyE8 > 0) {
                    taken(order.side)[instrumentId] += qtyE8;
                    fillResting(order, qtyE8);
                }
                continue;
            }
            final long ownBestE8 = buys ? market.bidE8 : market.askE8;
            if (ownBestE8 == order.priceE8) {
                final long shownE8 = buys ? market.bidQtyE8 : market.askQtyE8;
                order.queueAheadE8 = Math.min(order.queueAheadE8, shownE8);
            } else if (buys ? ownBestE8 < order.priceE8 : ownBestE8 > order.priceE8) {
                order.queueAheadE8 = 0;
            }
        }
    }

    /** Resting orders after a trade. */
    void onTrade(
            final int instrumentId,
            final long priceE8,
            final long tradeQtyE8,
            final boolean buyerIsMaker) {
        if (state.orders.open(instrumentId).isEmpty()) {
            return;
        }
        long leftE8 = tradeQtyE8;
        for (final VenueOrder order : state.orders.byPriority(instrumentId)) {
            final boolean buys = order.side == Side.BUY;
            final boolean through = buys ? priceE8 < order.priceE8 : priceE8 > order.priceE8;
            if (through) {
                fillResting(order, roomE8(order));
            } else if (priceE8 == order.priceE8 && buys == buyerIsMaker) {
                final long aheadE8 = Math.min(order.queueAheadE8, leftE8);
                order.queueAheadE8 -= aheadE8;
                final long qtyE8 = Math.min(roomE8(order), leftE8 - aheadE8);
                leftE8 -= qtyE8;
                fillResting(order, qtyE8);
            }
        }
    }

    private void fillResting(final VenueOrder order, final long qtyE8) {
        final long feeE8 = state.instruments[order.instrumentId].spec().makerFeeE8();
        if (qtyE8 > 0) {
            account.fill(order, order.priceE8, qtyE8, true, feeE8);
        }
    }

    /**
     * Makes the resting reduce-only orders fit the position, best price first: the one that no
     * longer fits is shortened (AMENDMENT), those after it expire with reason 4.
     */
    void fitReduceOnly(final int instrumentId) {
        if (state.orders.open(instrumentId).isEmpty()) {
            return;
        }
        long buyRoomE8 = state.reducibleE8(instrumentId, Side.BUY);
        long sellRoomE8 = state.reducibleE8(instrumentId, Side.SELL);
        for (final VenueOrder order : state.orders.byPriority(instrumentId)) {
            if (!order.reduceOnly) {
                continue;
            }
            final boolean buys = order.side == Side.BUY;
            final long roomE8 = buys ? buyRoomE8 : sellRoomE8;
            final long keepE8 = Math.min(roomE8, order.remainingE8());
            buyRoomE8 -= buys ? keepE8 : 0;
            sellRoomE8 -= buys ? 0 : keepE8;
            if (keepE8 == 0) {
                expire(order, EXPIRED_REDUCE_ONLY);
            } else if (keepE8 < order.remainingE8()) {
                order.origQtyE8 = order.executedQtyE8 + keepE8;
                order.updateTimeMs = state.nowMs;
                state.listener.onOrderUpdate(order, ExecutionType.AMENDMENT, null, state.nowMs);
            }
        }
    }

    /**
     * Closes a position as the liquidation engine does: an IOC order of the venue (first event
     * CALCULATED), filled by the depth rule; what the book does not hold is taken over at the last
     * price reached.
     */
    void liquidate(final int instrumentId) {
        final long feeE8 = state.instruments[instrumentId].liquidationFeeE8();
        final VenueOrder order = forcedOrder(instrumentId);
        order.clientId = "autoclose-" + order.orderId;
        register(order, ExecutionType.CALCULATED);
        take(order, NO_LIMIT, feeE8);
        if (order.isOpen()) {
            account.fill(order, order.priceE8, order.remainingE8(), false, feeE8);
        }
    }

    /** Takes a position at the mark price, without a fee, as auto-deleveraging does. */
    void deleverage(final int instrumentId) {
        final VenueOrder order = forcedOrder(instrumentId);
        order.clientId = "adl_autoclose";
        register(order, ExecutionType.CALCULATED);
        account.fill(order, order.priceE8, order.remainingE8(), false, 0);
    }

    private VenueOrder forcedOrder(final int instrumentId) {
        final VenuePosition position = state.positions[instrumentId];
        final VenueOrder order = new VenueOrder();
        order.orderId = state.orders.nextOrderId();
        order.instrumentId = instrumentId;
        order.side = position.qtyE8 > 0 ? Side.SELL : Side.BUY;
        order.type = OrderType.LIMIT;
        order.origType = OrderType.LIMIT;
        order.timeInForce = TimeInForce.IOC;
        order.origQtyE8 = Math.abs(position.qtyE8);
        order.priceE8 = state.markets[instrumentId].markOrLastE8();
        return order;
    }
}
