package dev.bowline.gateway.sim;

import static dev.bowline.core.num.FixedPoint.ONE_E8;
import static dev.bowline.core.num.FixedPoint.mulDivCeil;
import static dev.bowline.core.num.FixedPoint.mulDivFloor;

import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.event.WorkingType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Conditional orders. They are looked at for every trade (CONTRACT_PRICE) and every mark price
 * (MARK_PRICE) of their contract, oldest first. Life cycle as the venue shows it: TRIGGERING, the
 * child's own events, TRIGGERED naming the child, FINISHED once the child is closed; or REJECTED
 * with a message. A priceProtect order whose mark and last price are too far apart at the trigger
 * is REJECTED.
 */
final class AlgoBook {
    /** Open conditional orders of one account. */
    static final int MAX_OPEN = 200;

    private static final long FIRST_ALGO_ID = 2_000_000_000L;
    private static final long PERCENT = 100;
    private static final long MIN_CALLBACK_E8 = ONE_E8 / 10;
    private static final long MAX_CALLBACK_E8 = 20 * ONE_E8;

    private final VenueState state;
    private final OrderChecks checks;
    private final OrderDesk desk;
    private final List<List<AlgoOrder>> open = new ArrayList<>();
    private final List<AlgoOrder> working = new ArrayList<>();
    private final List<AlgoOrder> all = new ArrayList<>();
    private final Map<Long, AlgoOrder> byId = new HashMap<>();
    private final Map<String, AlgoOrder> latestByClientId = new HashMap<>();
    private final long[] cancels;
    private int openCount;

    AlgoBook(final VenueState state, final OrderChecks checks, final OrderDesk desk) {
        this.state = state;
        this.checks = checks;
        this.desk = desk;
        cancels = new long[state.instruments.length];
        for (int i = 0; i < state.instruments.length; i++) {
            open.add(new ArrayList<>());
        }
    }

    /** Live list, oldest first. */
    List<AlgoOrder> open(final int instrumentId) {
        return open.get(instrumentId);
    }

    List<AlgoOrder> all() {
        return all;
    }

    /** By algo id, or by client id (the most recent) if the algo id is 0. */
    AlgoOrder findOrNull(final long algoId, final String clientAlgoIdOrNull) {
        return algoId != 0 ? byId.get(algoId) : latestByClientId.get(clientAlgoIdOrNull);
    }

    Reply<AlgoOrder> place(final AlgoRequest request) {
        int code = form(request);
        code = code != 0 ? code : closePosition(request);
        code = code != 0 ? code : trigger(request);
        if (code != 0) {
            return Reply.refused(code);
        }
        final AlgoOrder algo = create(request);
        open.get(algo.instrumentId).add(algo);
        all.add(algo);
        byId.put(algo.algoId, algo);
        latestByClientId.put(algo.clientAlgoId, algo);
        openCount++;
        state.touched[algo.instrumentId] = true;
        state.listener.onAlgoUpdate(algo, state.nowMs);
        return Reply.of(algo);
    }

    private int form(final AlgoRequest request) {
        if (!checks.isKnown(request.instrumentId())) {
            return VenueErrors.BAD_SYMBOL;
        }
        if (!OrderChecks.isConditional(request.type())) {
            return VenueErrors.BAD_TYPE;
        }
        final String clientId = request.clientAlgoIdOrNull();
        if (!checks.isClientIdValid(clientId)) {
            return VenueErrors.BAD_CLIENT_ID;
        }
        final AlgoOrder same = clientId == null ? null : latestByClientId.get(clientId);
        if (same != null && same.isOpen()) {
            return VenueErrors.DUPLICATE_CLIENT_ID;
        }
        if (request.timeInForceOrNull() != null
                && !OrderChecks.isEngineTif(request.timeInForceOrNull())) {
            return VenueErrors.BAD_TIF;
        }
        if (openCount >= MAX_OPEN) {
            return VenueErrors.MAX_STOP_ORDERS;
        }
        if (request.closePosition()) {
            return 0;
        }
        final boolean limit = isLimit(request.type());
        final int qtyCode = checks.qty(request.instrumentId(), request.qtyE8(), !limit);
        if (qtyCode != 0 || !limit) {
            return qtyCode;
        }
        return request.priceE8() == 0
                ? VenueErrors.MANDATORY_MISSING
                : checks.price(request.instrumentId(), request.priceE8());
    }

    private int closePosition(final AlgoRequest request) {
        if (!request.closePosition()) {
            return 0;
        }
        if (request.type() != OrderType.STOP_MARKET
                && request.type() != OrderType.TAKE_PROFIT_MARKET) {
            return VenueErrors.BAD_CLOSE_POSITION_TYPE;
        }
        if (request.qtyE8() != 0) {
            return VenueErrors.CLOSE_POSITION_WITH_QTY;
        }
        if (request.reduceOnly()) {
            return VenueErrors.NOT_REQUIRED;
        }
        if (state.reducibleE8(request.instrumentId(), request.side()) == 0) {
            return VenueErrors.GTE_NEEDS_POSITION;
        }
        for (final AlgoOrder algo : open.get(request.instrumentId())) {
            if (algo.closePosition && algo.side == request.side() && algo.type == request.type()) {
                return VenueErrors.CLOSE_POSITION_EXISTS;
            }
        }
        return 0;
    }

    private int trigger(final AlgoRequest request) {
        final long latestE8 = latestE8(request.instrumentId(), workingType(request));
        if (request.type() == OrderType.TRAILING_STOP_MARKET) {
            return trailing(request, latestE8);
        }
        if (request.triggerPriceE8() == 0) {
            return VenueErrors.MANDATORY_MISSING;
        }
        // Measured 2026-09-12: the tick is not enforced for closePosition stops.
        final int code =
                request.closePosition() && request.triggerPriceE8() > 0
                        ? 0
                        : checks.price(request.instrumentId(), request.triggerPriceE8());
        if (code != 0) {
            return code;
        }
        return latestE8 != 0
                        && isReached(
                                request.type(), request.side(), request.triggerPriceE8(), latestE8)
                ? VenueErrors.WOULD_TRIGGER
                : 0;
    }

    private int trailing(final AlgoRequest request, final long latestE8) {
        if (request.callbackRateE8() < MIN_CALLBACK_E8
                || request.callbackRateE8() > MAX_CALLBACK_E8) {
            return VenueErrors.BAD_CALLBACK_RATE;
        }
        final long activateE8 = request.activatePriceE8();
        if (activateE8 == 0) {
            return 0;
        }
        final int code = checks.price(request.instrumentId(), activateE8);
        if (code != 0) {
            return code;
        }
        final boolean wrongSide =
                request.side() == Side.BUY ? activateE8 >= latestE8 : activateE8 <= latestE8;
        return latestE8 != 0 && wrongSide ? VenueErrors.WOULD_TRIGGER : 0;
    }

    private AlgoOrder create(final AlgoRequest request) {
        final AlgoOrder algo = new AlgoOrder();
        algo.algoId = FIRST_ALGO_ID + all.size();
        algo.instrumentId = request.instrumentId();
        algo.clientAlgoId =
                request.clientAlgoIdOrNull() != null
                        ? request.clientAlgoIdOrNull()
                        : "algo_" + algo.algoId;
        algo.side = request.side();
        algo.type = request.type();
        algo.timeInForce =
                request.closePosition()
                        ? TimeInForce.GTE_GTC
                        : request.timeInForceOrNull() != null
                                ? request.timeInForceOrNull()
                                : TimeInForce.GTC;
        algo.qtyE8 = request.qtyE8();
        algo.priceE8 = isLimit(request.type()) ? request.priceE8() : 0;
        algo.triggerPriceE8 = request.triggerPriceE8();
        algo.workingType = workingType(request);
        algo.closePosition = request.closePosition();
        algo.priceProtect = request.priceProtect();
        algo.reduceOnly = request.reduceOnly() || request.closePosition();
        algo.callbackRateE8 = request.callbackRateE8();
        final long latestE8 = latestE8(algo.instrumentId, algo.workingType);
        algo.activatePriceE8 =
                request.activatePriceE8() != 0 ? request.activatePriceE8() : latestE8;
        algo.extremeE8 = latestE8;
        algo.activated = request.activatePriceE8() == 0;
        algo.createTimeMs = state.nowMs;
        algo.updateTimeMs = state.nowMs;
        return algo;
    }

    private static WorkingType workingType(final AlgoRequest request) {
        return request.workingTypeOrNull() != null
                ? request.workingTypeOrNull()
                : WorkingType.CONTRACT_PRICE;
    }

    private static boolean isLimit(final OrderType type) {
        return type == OrderType.STOP || type == OrderType.TAKE_PROFIT;
    }

    private long latestE8(final int instrumentId, final WorkingType workingType) {
        final InstrumentMarket market = state.markets[instrumentId];
        return workingType == WorkingType.MARK_PRICE ? market.markE8 : market.lastE8;
    }

    private static boolean isReached(
            final OrderType type, final Side side, final long triggerE8, final long priceE8) {
        final boolean stop = type == OrderType.STOP || type == OrderType.STOP_MARKET;
        return stop == (side == Side.BUY) ? priceE8 >= triggerE8 : priceE8 <= triggerE8;
    }

    /** Orders of the contract that were cancelled so far. */
    long cancels(final int instrumentId) {
        return cancels[instrumentId];
    }

    void cancel(final AlgoOrder algo) {
        cancels[algo.instrumentId]++;
        leave(algo, VenueOrderStatus.CANCELED);
        state.listener.onAlgoUpdate(algo, state.nowMs);
    }

    private void leave(final AlgoOrder algo, final VenueOrderStatus status) {
        open.get(algo.instrumentId).remove(algo);
        openCount--;
        state.touched[algo.instrumentId] = true;
        algo.status = status;
        algo.updateTimeMs = state.nowMs;
    }

    /** closePosition orders whose position is gone (or turned) expire. */
    void expireGone(final int instrumentId) {
        final List<AlgoOrder> list = open.get(instrumentId);
        for (int i = 0; i < list.size(); ) {
            final AlgoOrder algo = list.get(i);
            if (algo.closePosition && state.reducibleE8(instrumentId, algo.side) == 0) {
                leave(algo, VenueOrderStatus.EXPIRED);
                state.listener.onAlgoUpdate(algo, state.nowMs);
            } else {
                i++;
            }
        }
    }

    /**
     * Looks at the contract's orders of one working type.
     *
     * @param afterEach what to do after each order that triggered
     */
    void onPrice(
            final int instrumentId,
            final WorkingType workingType,
            final long priceE8,
            final Runnable afterEach) {
        final List<AlgoOrder> list = open.get(instrumentId);
        for (int i = 0; i < list.size(); i++) {
            final AlgoOrder algo = list.get(i);
            if (algo.workingType == workingType
                    && (algo.type == OrderType.TRAILING_STOP_MARKET
                            ? isTrailed(algo, priceE8)
                            : isReached(algo.type, algo.side, algo.triggerPriceE8, priceE8))) {
                fire(algo);
                afterEach.run();
                // What follows from a fill may have taken others off the list: begin again.
                i = -1;
            }
        }
    }

    private boolean isTrailed(final AlgoOrder algo, final long priceE8) {
        final boolean buys = algo.side == Side.BUY;
        if (algo.extremeE8 == 0) {
            algo.extremeE8 = priceE8;
        }
        algo.extremeE8 =
                buys ? Math.min(algo.extremeE8, priceE8) : Math.max(algo.extremeE8, priceE8);
        if (!algo.activated
                && (buys
                        ? algo.extremeE8 <= algo.activatePriceE8
                        : algo.extremeE8 >= algo.activatePriceE8)) {
            algo.activated = true;
            state.touched[algo.instrumentId] = true;
        }
        final long wholeE8 = PERCENT * ONE_E8;
        return algo.activated
                && (buys
                        ? priceE8
                                >= mulDivCeil(
                                        algo.extremeE8, wholeE8 + algo.callbackRateE8, wholeE8)
                        : priceE8
                                <= mulDivFloor(
                                        algo.extremeE8, wholeE8 - algo.callbackRateE8, wholeE8));
    }

    private void fire(final AlgoOrder algo) {
        leave(algo, VenueOrderStatus.TRIGGERING);
        algo.triggerTimeMs = state.nowMs;
        state.listener.onAlgoUpdate(algo, state.nowMs);
        final Reply<VenueOrder> child =
                isProtected(algo)
                        ? new Reply<>(null, VenueErrors.UNABLE_TO_FILL, "Price protected.")
                        : desk.placeChild(algo);
        if (!child.isOk()) {
            algo.status = VenueOrderStatus.REJECTED;
            algo.rejectMessageOrNull = child.message();
            state.listener.onAlgoUpdate(algo, state.nowMs);
            return;
        }
        algo.childOrNull = child.valueOrNull();
        algo.childOrderId = algo.childOrNull.orderId;
        algo.status = VenueOrderStatus.TRIGGERED;
        state.listener.onAlgoUpdate(algo, state.nowMs);
        working.add(algo);
        finishClosed();
    }

    private boolean isProtected(final AlgoOrder algo) {
        final InstrumentMarket market = state.markets[algo.instrumentId];
        final long limitE8 = state.instruments[algo.instrumentId].triggerProtectE8();
        if (!algo.priceProtect || market.markE8 == 0 || market.lastE8 == 0 || limitE8 == 0) {
            return false;
        }
        final long apartE8 = Math.abs(market.markE8 - market.lastE8);
        return apartE8 > mulDivFloor(market.markE8, limitE8, ONE_E8);
    }

    /** Reports FINISHED for those whose child is closed. */
    void finishClosed() {
        for (int i = 0; i < working.size(); ) {
            final AlgoOrder algo = working.get(i);
            if (algo.childOrNull.isOpen()) {
                i++;
                continue;
            }
            working.remove(i);
            algo.status = VenueOrderStatus.FINISHED;
            algo.updateTimeMs = state.nowMs;
            algo.actualPriceE8 = algo.childOrNull.avgPriceE8();
            algo.actualQtyE8 = algo.childOrNull.executedQtyE8;
            state.listener.onAlgoUpdate(algo, state.nowMs);
        }
    }
}
