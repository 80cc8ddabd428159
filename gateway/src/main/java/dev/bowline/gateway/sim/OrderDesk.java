package dev.bowline.gateway.sim;

import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;

/** Takes order requests: checks in the venue's order, then the matching model. */
final class OrderDesk {
    private final VenueState state;
    private final OrderChecks checks;
    private final MatchingModel matching;

    OrderDesk(final VenueState state, final OrderChecks checks, final MatchingModel matching) {
        this.state = state;
        this.checks = checks;
        this.matching = matching;
    }

    Reply<VenueOrder> place(final OrderRequest request) {
        final int code = refusal(request);
        if (code != 0) {
            return Reply.refused(code);
        }
        final VenueOrder order = create(request);
        matching.enter(order);
        return Reply.of(order);
    }

    /** Code that a new order would get, 0 if none. */
    int refusal(final OrderRequest request) {
        final int formCode = checks.form(request);
        if (formCode != 0) {
            return formCode;
        }
        final String clientId = request.clientIdOrNull();
        if (clientId != null && state.orders.isClientIdOpen(clientId)) {
            return VenueErrors.DUPLICATE_CLIENT_ID;
        }
        return engineRefusal(request);
    }

    /** The engine's own checks, which the child of a conditional order meets too. */
    private int engineRefusal(final OrderRequest request) {
        final int id = request.instrumentId();
        final Side side = request.side();
        final boolean market = request.type() == OrderType.MARKET;
        if (!request.reduceOnly()
                && checks.isBelowMinNotional(id, request.priceE8(), request.qtyE8())) {
            return VenueErrors.MIN_NOTIONAL;
        }
        if (request.reduceOnly() && state.reducibleE8(id, side) == 0) {
            return VenueErrors.REDUCE_ONLY_REJECT;
        }
        if (state.orders.open(id).size() >= state.instruments[id].spec().maxOpenOrders()) {
            return VenueErrors.MAX_OPEN_ORDERS;
        }
        final long bestE8 = matching.bestCounterE8(id, side);
        if (market && bestE8 == 0) {
            return VenueErrors.NO_DEPTH;
        }
        if (market && !matching.isInMarketBound(id, side, bestE8)) {
            return VenueErrors.MARKET_OUT_OF_BOUND;
        }
        if (!request.reduceOnly()) {
            final long priceE8 = market ? bestE8 : request.priceE8();
            final int marginCode = checks.margin(id, side, priceE8, request.qtyE8());
            if (marginCode != 0) {
                return marginCode;
            }
        }
        return market ? 0 : immediateRefusal(request);
    }

    private int immediateRefusal(final OrderRequest request) {
        final int id = request.instrumentId();
        final TimeInForce tif = request.timeInForceOrNull();
        if (tif == TimeInForce.GTX && matching.wouldTake(id, request.side(), request.priceE8())) {
            return VenueErrors.POST_ONLY_WOULD_TAKE;
        }
        return tif == TimeInForce.FOK
                        && matching.availableE8(id, request.side(), request.priceE8())
                                < request.qtyE8()
                ? VenueErrors.FOK_NOT_FILLABLE
                : 0;
    }

    private VenueOrder create(final OrderRequest request) {
        final VenueOrder order = new VenueOrder();
        order.orderId = state.orders.nextOrderId();
        order.instrumentId = request.instrumentId();
        order.clientId =
                request.clientIdOrNull() != null
                        ? request.clientIdOrNull()
                        : "web_" + order.orderId;
        order.side = request.side();
        order.type = request.type();
        order.origType = request.type();
        order.timeInForce =
                request.timeInForceOrNull() != null ? request.timeInForceOrNull() : TimeInForce.GTC;
        order.origQtyE8 = request.qtyE8();
        order.priceE8 = request.priceE8();
        order.reduceOnly = request.reduceOnly();
        return order;
    }

    /**
     * The engine order of a conditional order that triggered; same client id, or one of its own.
     */
    Reply<VenueOrder> placeChild(final AlgoOrder algo) {
        final boolean limit = algo.priceE8 != 0;
        final long qtyE8 =
                algo.closePosition ? state.reducibleE8(algo.instrumentId, algo.side) : algo.qtyE8;
        final OrderRequest request =
                new OrderRequest(
                        algo.instrumentId,
                        algo.side,
                        limit ? OrderType.LIMIT : OrderType.MARKET,
                        limit ? algo.timeInForce : null,
                        qtyE8,
                        algo.priceE8,
                        algo.reduceOnly,
                        state.makesChildIds ? null : algo.clientAlgoId);
        final int code = engineRefusal(request);
        if (code != 0) {
            return Reply.refused(code);
        }
        final VenueOrder order = create(request);
        order.algoId = algo.algoId;
        order.origType = algo.type;
        order.stopPriceE8 = algo.triggerPriceE8;
        order.workingType = algo.workingType;
        order.priceProtect = algo.priceProtect;
        order.closePosition = algo.closePosition;
        matching.enter(order);
        return Reply.of(order);
    }

    // USDⓈ-M docs, Modify Order, read 2026-11-20
    Reply<VenueOrder> modify(final ModifyRequest request) {
        final VenueOrder order =
                state.orders.findOrNull(
                        request.instrumentId(), request.orderId(), request.clientIdOrNull());
        if (order == null || !order.isOpen()) {
            return Reply.refused(VenueErrors.NO_SUCH_ORDER);
        }
        final int code = modifyRefusal(order, request);
        if (code != 0) {
            return Reply.refused(code);
        }
        final boolean wouldTake =
                matching.wouldTake(order.instrumentId, order.side, request.priceE8());
        if (request.qtyE8() <= order.executedQtyE8
                || (order.timeInForce == TimeInForce.GTX && wouldTake)) {
            matching.cancel(order);
        } else {
            matching.amend(order, request.priceE8(), request.qtyE8(), request.modifyId());
        }
        return Reply.of(order);
    }

    private int modifyRefusal(final VenueOrder order, final ModifyRequest request) {
        final int id = order.instrumentId;
        if (order.type != OrderType.LIMIT) {
            return VenueErrors.MODIFY_LIMIT_ONLY;
        }
        if (request.side() != order.side) {
            return VenueErrors.MANDATORY_MISSING;
        }
        if (request.reduceOnly() && !order.reduceOnly) {
            return VenueErrors.MODIFY_NOT_REDUCE_ONLY;
        }
        if (request.priceE8() == order.priceE8 && request.qtyE8() == order.origQtyE8) {
            return VenueErrors.MODIFY_NO_CHANGE;
        }
        int code = checks.qty(id, request.qtyE8(), false);
        code = code != 0 ? code : checks.price(id, request.priceE8());
        code = code != 0 ? code : checks.percent(id, order.side, request.priceE8());
        if (code != 0 || request.qtyE8() <= order.executedQtyE8) {
            return code;
        }
        if (!request.reduceOnly()
                && checks.isBelowMinNotional(id, request.priceE8(), request.qtyE8())) {
            return VenueErrors.MODIFY_MIN_NOTIONAL;
        }
        if (order.reduceOnly) {
            return 0;
        }
        // The margin is that of the new order alone, so the old one steps aside for the check.
        state.orders.close(order);
        final long leftE8 = request.qtyE8() - order.executedQtyE8;
        final int marginCode = checks.margin(id, order.side, request.priceE8(), leftE8);
        state.orders.reopen(order);
        return marginCode;
    }
}
