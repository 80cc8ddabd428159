package dev.bowline.gateway.sim.server;

import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.event.WorkingType;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.gateway.sim.AlgoOrder;
import dev.bowline.gateway.sim.AlgoRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Conditional orders: the algo service in force since 2025-12-09 (USDⓈ-M change log). */
final class AlgoEndpoints {
    private static final long MIN_CALLBACK_E8 = FixedPoint.ONE_E8 / 10;
    private static final long MAX_CALLBACK_E8 = 20 * FixedPoint.ONE_E8;
    private static final int PRICE_DIGITS = 5;
    private static final Set<OrderType> CONDITIONAL =
            EnumSet.of(
                    OrderType.STOP,
                    OrderType.STOP_MARKET,
                    OrderType.TAKE_PROFIT,
                    OrderType.TAKE_PROFIT_MARKET,
                    OrderType.TRAILING_STOP_MARKET);

    private final VenueDesk desk;

    AlgoEndpoints(final VenueDesk desk) {
        this.desk = desk;
    }

    void addTo(final RestRouter router) {
        final EndpointSecurity signed = EndpointSecurity.SIGNED;
        router.add("POST /fapi/v1/algoOrder", signed, request -> Cost.ORDER, this::place);
        router.add("DELETE /fapi/v1/algoOrder", signed, 1, this::cancel);
        router.add("GET /fapi/v1/algoOrder", signed, 1, this::query);
        router.add("GET /fapi/v1/openAlgoOrders", signed, OrderEndpoints::openCost, this::open);
        router.add("GET /fapi/v1/allAlgoOrders", signed, 5, this::all);
        router.add("DELETE /fapi/v1/algoOpenOrders", signed, 1, this::cancelAll);
    }

    private AlgoRequest read(final RestRequest request) throws RestError {
        if (!"CONDITIONAL".equals(request.text("algoType"))) {
            throw RestError.malformed("algoType", request.text("algoType"));
        }
        final int id = desk.instrumentId(request);
        final OrderType type =
                request.constant("type", OrderType.class, -1116, "Invalid orderType.");
        if (!CONDITIONAL.contains(type)) {
            throw RestError.of(-1116, "Invalid orderType.");
        }
        OrderEndpoints.requireOneWay(request);
        final boolean closePosition = request.flag("closePosition");
        if (!closePosition) {
            request.text("quantity");
        }
        if (type == OrderType.TRAILING_STOP_MARKET) {
            final long callbackE8 = request.decimalE8("callbackRate");
            if (callbackE8 < MIN_CALLBACK_E8 || callbackE8 > MAX_CALLBACK_E8) {
                throw RestError.malformed("callbackRate", request.text("callbackRate"));
            }
        } else {
            request.text("triggerPrice");
        }
        if (type == OrderType.STOP || type == OrderType.TAKE_PROFIT) {
            request.text("price");
        }
        if (closePosition && request.flag("reduceOnly")) {
            throw RestError.of(-1106, "Parameter 'reduceOnly' sent when not required.");
        }
        return new AlgoRequest(
                id,
                OrderEndpoints.side(request),
                type,
                OrderEndpoints.timeInForceOrNull(request),
                request.decimalE8Or("quantity", 0),
                request.decimalE8Or("price", 0),
                request.decimalE8Or("triggerPrice", 0),
                request.has("workingType")
                        ? request.constant(
                                "workingType", WorkingType.class, -4031, "Invalid working type")
                        : null,
                closePosition,
                request.flag("priceProtect"),
                request.flag("reduceOnly"),
                request.decimalE8Or("activatePrice", 0),
                request.decimalE8Or("callbackRate", 0),
                request.textOrNull("clientAlgoId"));
    }

    private void place(final RestRequest request, final JsonWriter out) throws RestError {
        final AlgoOrder algo =
                VenueDesk.require(desk.venue().placeAlgo(read(request), desk.nowMs()));
        head(out, algo, VenueOrderStatus.NEW);
        prices(out, algo);
        terms(out, algo);
        if (!request.isApi()) {
            out.field("activatePrice", textOrEmpty(algo.activatePriceE8, algo));
            out.field("callbackRate", textOrEmpty(algo.callbackRateE8, null));
        }
        times(out, algo);
    }

    private String textOrEmpty(final long valueE8, final AlgoOrder priceOfOrNull) {
        if (valueE8 == 0) {
            return "";
        }
        final JsonWriter text = new JsonWriter();
        text.padded(
                valueE8,
                priceOfOrNull == null ? 0 : desk.tape(priceOfOrNull.instrumentId).priceDigits());
        final String quoted = text.toString();
        return quoted.substring(1, quoted.length() - 1);
    }

    private void head(final JsonWriter out, final AlgoOrder algo, final VenueOrderStatus status) {
        out.beginObject().field("algoId", algo.algoId).field("clientAlgoId", algo.clientAlgoId);
        out.field("algoType", "CONDITIONAL").field("orderType", algo.type.name());
        out.field("symbol", desk.symbol(algo.instrumentId)).field("side", algo.side.name());
        out.field("positionSide", "BOTH").field("timeInForce", algo.timeInForce.name());
        out.fieldE8("quantity", algo.qtyE8, desk.tape(algo.instrumentId).qtyDigits());
        out.field("algoStatus", status.name());
    }

    private void prices(final JsonWriter out, final AlgoOrder algo) {
        final int digits = desk.tape(algo.instrumentId).priceDigits();
        out.fieldE8("triggerPrice", algo.triggerPriceE8, digits);
        out.fieldE8("price", algo.priceE8, digits).name("icebergQuantity").nullValue();
    }

    private static void terms(final JsonWriter out, final AlgoOrder algo) {
        out.field("selfTradePreventionMode", "EXPIRE_MAKER");
        out.field("workingType", algo.workingType.name()).field("priceMatch", "NONE");
        out.field("closePosition", algo.closePosition).field("priceProtect", algo.priceProtect);
        out.field("reduceOnly", algo.reduceOnly || algo.closePosition);
    }

    private static void times(final JsonWriter out, final AlgoOrder algo) {
        out.field("createTime", algo.createTimeMs).field("updateTime", algo.updateTimeMs);
        out.field("triggerTime", algo.triggerTimeMs).field("goodTillDate", 0).endObject();
    }

    private void row(final JsonWriter out, final AlgoOrder algo, final boolean inList) {
        head(out, algo, shownStatus(algo));
        out.field("actualOrderId", algo.childOrderId == 0 ? "" : "" + algo.childOrderId);
        out.fieldE8("actualPrice", algo.actualPriceE8, PRICE_DIGITS);
        if (algo.childOrderId != 0) {
            out.field("actualType", UserFrames.childType(algo.type).name());
            out.fieldE8("actualQty", algo.actualQtyE8, desk.tape(algo.instrumentId).qtyDigits());
        }
        prices(out, algo);
        if (inList) {
            final int digits = desk.tape(algo.instrumentId).priceDigits();
            out.fieldE8("tpTriggerPrice", 0, digits).fieldE8("tpPrice", 0, digits);
            out.fieldE8("slTriggerPrice", 0, digits).fieldE8("slPrice", 0, digits);
        }
        out.field("tpOrderType", "");
        terms(out, algo);
        times(out, algo);
    }

    // The official Java client 7.0.0 writes these two names in lower case, here alone.
    private void cancel(final RestRequest request, final JsonWriter out) throws RestError {
        final String algoId = request.has("algoid") ? "algoid" : "algoId";
        final String clientId = request.has("clientalgoid") ? "clientalgoid" : "clientAlgoId";
        OrderEndpoints.requireId(request, algoId, clientId);
        final AlgoOrder algo =
                VenueDesk.require(
                        desk.venue()
                                .cancelAlgo(
                                        request.numberOr(algoId, 0),
                                        request.textOrNull(clientId),
                                        desk.nowMs()));
        out.beginObject().field("algoId", algo.algoId).field("clientAlgoId", algo.clientAlgoId);
        out.field("code", "200").field("msg", "success").endObject();
    }

    private void query(final RestRequest request, final JsonWriter out) throws RestError {
        OrderEndpoints.requireId(request, "algoId", "clientAlgoId");
        final AlgoOrder algo =
                VenueDesk.require(
                        desk.venue()
                                .queryAlgo(
                                        request.numberOr("algoId", 0),
                                        request.textOrNull("clientAlgoId")));
        if (!isShown(algo)) {
            throw RestError.unknownOrder();
        }
        row(out, algo, false);
    }

    /** Queries may lag: an order shows up late, and its end as well. */
    private boolean isShown(final AlgoOrder algo) {
        final long lagMs = desk.algoLagMs();
        return lagMs == 0 || algo.createTimeMs + lagMs <= desk.nowMs();
    }

    private VenueOrderStatus shownStatus(final AlgoOrder algo) {
        final long lagMs = desk.algoLagMs();
        return lagMs == 0 || algo.updateTimeMs + lagMs <= desk.nowMs()
                ? algo.status
                : VenueOrderStatus.NEW;
    }

    /** Open as far as queries know. */
    private List<AlgoOrder> shownOpen(final int instrumentId) {
        return desk.algoLagMs() == 0
                ? desk.venue().openAlgoOrders(instrumentId)
                : desk.venue().allAlgoOrders(instrumentId).stream()
                        .filter(this::isShown)
                        .filter(algo -> shownStatus(algo) == VenueOrderStatus.NEW)
                        .toList();
    }

    private void open(final RestRequest request, final JsonWriter out) throws RestError {
        final long wanted = request.numberOr("algoId", 0);
        out.beginArray();
        for (final AlgoOrder algo : shownOpen(desk.instrumentIdOrAll(request))) {
            if (wanted == 0 || algo.algoId == wanted) {
                row(out, algo, true);
            }
        }
        out.endArray();
    }

    private void all(final RestRequest request, final JsonWriter out) throws RestError {
        final long fromId = request.numberOr("algoId", 0);
        final long fromMs = request.numberOr("startTime", 0);
        final long toMs = request.numberOr("endTime", Long.MAX_VALUE);
        final int limit = MarketEndpoints.limit(request, 500, 1_000);
        final List<AlgoOrder> found =
                desk.venue().allAlgoOrders(desk.instrumentId(request)).stream()
                        .filter(this::isShown)
                        .filter(algo -> algo.algoId >= fromId)
                        .filter(algo -> algo.createTimeMs >= fromMs && algo.createTimeMs <= toMs)
                        .toList();
        out.beginArray();
        for (final AlgoOrder algo : OrderEndpoints.newest(found, limit, fromId > 0 || fromMs > 0)) {
            row(out, algo, true);
        }
        out.endArray();
    }

    private void cancelAll(final RestRequest request, final JsonWriter out) throws RestError {
        desk.venue().cancelAllAlgos(desk.instrumentId(request), desk.nowMs());
        OrderEndpoints.allDone(out);
    }
}
