package dev.bowline.gateway.sim.server;

import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.gateway.sim.ModifyRequest;
import dev.bowline.gateway.sim.OrderRequest;
import dev.bowline.gateway.sim.SimulatedVenue;
import dev.bowline.gateway.sim.VenueFill;
import dev.bowline.gateway.sim.VenueOrder;
import java.util.List;
import java.util.Map;

/** Orders and their history (USDⓈ-M docs, Trade, read 2026-11-20). */
final class OrderEndpoints {
    private static final int MAX_BATCH_PLACE = 5;
    private static final int MAX_BATCH_CANCEL = 10;
    private static final Cost BATCH = new Cost(5, 5, 1);
    private static final Endpoint.CostRule ORDER = request -> Cost.ORDER;

    private final VenueDesk desk;

    OrderEndpoints(final VenueDesk desk) {
        this.desk = desk;
    }

    void addTo(final RestRouter router) {
        final EndpointSecurity signed = EndpointSecurity.SIGNED;
        router.add("POST /fapi/v1/order", signed, ORDER, this::place);
        router.add("POST /fapi/v1/order/test", signed, 0, this::test);
        router.add("PUT /fapi/v1/order", signed, ORDER, this::modify);
        router.add("DELETE /fapi/v1/order", signed, 1, this::cancel);
        router.add("GET /fapi/v1/order", signed, 1, this::query);
        router.add("GET /fapi/v1/openOrder", signed, 1, this::queryOpen);
        router.add("GET /fapi/v1/openOrders", signed, OrderEndpoints::openCost, this::openOrders);
        router.add("GET /fapi/v1/allOrders", signed, 5, this::allOrders);
        router.add("DELETE /fapi/v1/allOpenOrders", signed, 1, this::cancelAll);
        router.add("POST /fapi/v1/batchOrders", signed, request -> BATCH, this::placeBatch);
        router.add("PUT /fapi/v1/batchOrders", signed, request -> BATCH, this::modifyBatch);
        router.add("DELETE /fapi/v1/batchOrders", signed, 1, this::cancelBatch);
        router.add("POST /fapi/v1/countdownCancelAll", signed, 10, this::countdown);
        router.add("GET /fapi/v1/userTrades", signed, 5, this::userTrades);
        router.add(
                "GET /fapi/v1/forceOrders",
                signed,
                request -> Cost.weight(request.has("symbol") ? 20 : 50),
                this::forceOrders);
    }

    static Cost openCost(final RestRequest request) {
        return Cost.weight(request.has("symbol") ? 1 : 40);
    }

    static Side side(final RestRequest request) throws RestError {
        return request.constant("side", Side.class, -1117, "Invalid side.");
    }

    static TimeInForce timeInForceOrNull(final RestRequest request) throws RestError {
        return request.has("timeInForce")
                ? request.constant("timeInForce", TimeInForce.class, -1115, "Invalid timeInForce.")
                : null;
    }

    /** One-way mode knows only BOTH. */
    static void requireOneWay(final RestRequest request) throws RestError {
        if (request.has("positionSide") && !"BOTH".equals(request.textOrNull("positionSide"))) {
            throw RestError.of(-4061, "Order's position side does not match user's setting.");
        }
    }

    private OrderRequest read(final RestRequest request) throws RestError {
        final int id = desk.instrumentId(request);
        final Side side = side(request);
        final OrderType type =
                request.constant("type", OrderType.class, -1116, "Invalid orderType.");
        requireOneWay(request);
        if (type == OrderType.LIMIT) {
            request.text("timeInForce");
            request.text("price");
        }
        if (type == OrderType.LIMIT || type == OrderType.MARKET) {
            request.text("quantity");
        }
        final String answer = request.textOrNull("newOrderRespType");
        if (answer != null && !List.of("ACK", "RESULT").contains(answer)) {
            throw RestError.of(-1136, "Invalid newOrderRespType.");
        }
        return new OrderRequest(
                id,
                side,
                type,
                timeInForceOrNull(request),
                request.decimalE8Or("quantity", 0),
                request.decimalE8Or("price", 0),
                request.flag("reduceOnly"),
                request.textOrNull("newClientOrderId"));
    }

    private void place(final RestRequest request, final JsonWriter out) throws RestError {
        final OrderRequest wanted = read(request);
        final VenueOrder order = VenueDesk.require(desk.venue().placeOrder(wanted, desk.nowMs()));
        // RESULT waits for the match only where the order cannot rest.
        final boolean matched =
                "RESULT".equals(request.textOrNull("newOrderRespType"))
                        && (order.type == OrderType.MARKET
                                || order.timeInForce == TimeInForce.IOC
                                || order.timeInForce == TimeInForce.FOK);
        OrderJson.command(
                out, desk.tape(order.instrumentId), order, !matched, OrderJson.Shape.PLAIN);
    }

    private void test(final RestRequest request, final JsonWriter out) throws RestError {
        final OrderRequest wanted = read(request);
        VenueDesk.require(desk.venue().testOrder(wanted, desk.nowMs()));
        final VenueOrder order = new VenueOrder();
        order.instrumentId = wanted.instrumentId();
        order.clientId = wanted.clientIdOrNull() == null ? "" : wanted.clientIdOrNull();
        order.side = wanted.side();
        order.type = wanted.type();
        order.timeInForce =
                wanted.timeInForceOrNull() == null ? TimeInForce.GTC : wanted.timeInForceOrNull();
        order.origQtyE8 = wanted.qtyE8();
        order.priceE8 = wanted.priceE8();
        order.reduceOnly = wanted.reduceOnly();
        order.updateTimeMs = desk.nowMs();
        OrderJson.command(out, desk.tape(order.instrumentId), order, true, OrderJson.Shape.PLAIN);
    }

    private void modify(final RestRequest request, final JsonWriter out) throws RestError {
        final int id = desk.instrumentId(request);
        requireId(request, "orderId", "origClientOrderId");
        final VenueOrder order =
                VenueDesk.require(
                        desk.venue()
                                .modifyOrder(
                                        new ModifyRequest(
                                                id,
                                                request.numberOr("orderId", 0),
                                                request.textOrNull("origClientOrderId"),
                                                side(request),
                                                request.decimalE8("quantity"),
                                                request.decimalE8("price"),
                                                request.flag("reduceOnly"),
                                                request.numberOr("modifyId", 0)),
                                        desk.nowMs()));
        final OrderJson.Shape shape =
                request.isApi() ? OrderJson.Shape.MODIFIED_API : OrderJson.Shape.MODIFIED;
        OrderJson.command(out, desk.tape(id), order, false, shape);
    }

    /** One of two ids must be there. */
    static void requireId(final RestRequest request, final String first, final String second)
            throws RestError {
        if (!request.has(first) && !request.has(second)) {
            throw RestError.of(
                    -1102,
                    "Param '"
                            + second
                            + "' or '"
                            + first
                            + "' must be sent, but both were"
                            + " empty/null!");
        }
    }

    private void cancel(final RestRequest request, final JsonWriter out) throws RestError {
        final int id = desk.instrumentId(request);
        requireId(request, "orderId", "origClientOrderId");
        final VenueOrder order =
                VenueDesk.require(
                        desk.venue()
                                .cancelOrder(
                                        id,
                                        request.numberOr("orderId", 0),
                                        request.textOrNull("origClientOrderId"),
                                        desk.nowMs()));
        OrderJson.command(out, desk.tape(id), order, false, OrderJson.Shape.PLAIN);
    }

    private void query(final RestRequest request, final JsonWriter out) throws RestError {
        final int id = desk.instrumentId(request);
        requireId(request, "orderId", "origClientOrderId");
        OrderJson.query(
                out,
                desk.tape(id),
                VenueDesk.require(
                        desk.venue()
                                .queryOrder(
                                        id,
                                        request.numberOr("orderId", 0),
                                        request.textOrNull("origClientOrderId"))),
                false);
    }

    private void queryOpen(final RestRequest request, final JsonWriter out) throws RestError {
        final int id = desk.instrumentId(request);
        requireId(request, "orderId", "origClientOrderId");
        OrderJson.query(
                out,
                desk.tape(id),
                VenueDesk.require(
                        desk.venue()
                                .queryOpenOrder(
                                        id,
                                        request.numberOr("orderId", 0),
                                        request.textOrNull("origClientOrderId"))),
                false);
    }

    private void openOrders(final RestRequest request, final JsonWriter out) throws RestError {
        out.beginArray();
        for (final VenueOrder order : desk.venue().openOrders(desk.instrumentIdOrAll(request))) {
            OrderJson.query(out, desk.tape(order.instrumentId), order, false);
        }
        out.endArray();
    }

    private void allOrders(final RestRequest request, final JsonWriter out) throws RestError {
        final long fromId = request.numberOr("orderId", 0);
        final long fromMs = request.numberOr("startTime", 0);
        final long toMs = request.numberOr("endTime", Long.MAX_VALUE);
        final int limit = MarketEndpoints.limit(request, 500, 1_000);
        final List<VenueOrder> found =
                desk.venue().allOrders(desk.instrumentIdOrAll(request)).stream()
                        .filter(order -> order.orderId >= fromId)
                        .filter(order -> order.createTimeMs >= fromMs && order.createTimeMs <= toMs)
                        .toList();
        out.beginArray();
        for (final VenueOrder order : newest(found, limit, fromId > 0 || fromMs > 0)) {
            OrderJson.query(out, desk.tape(order.instrumentId), order, true);
        }
        out.endArray();
    }

    /** The first rows if a start was given, else the last ones. */
    static <T> List<T> newest(final List<T> rows, final int limit, final boolean fromStart) {
        if (rows.size() <= limit) {
            return rows;
        }
        return fromStart ? rows.subList(0, limit) : rows.subList(rows.size() - limit, rows.size());
    }

    private void cancelAll(final RestRequest request, final JsonWriter out) throws RestError {
        desk.venue().cancelAllOrders(desk.instrumentId(request), desk.nowMs());
        allDone(out);
    }

    static void allDone(final JsonWriter out) {
        out.beginObject().field("code", 200);
        out.field("msg", "The operation of cancel all open order is done.").endObject();
    }

    private void placeBatch(final RestRequest request, final JsonWriter out) throws RestError {
        batch(request, out, this::place);
    }

    private void modifyBatch(final RestRequest request, final JsonWriter out) throws RestError {
        batch(request, out, this::modify);
    }

    private static void batch(
            final RestRequest request, final JsonWriter out, final Endpoint.Action each)
            throws RestError {
        final List<Object> items = list(request, "batchOrders");
        if (items.isEmpty() || items.size() > MAX_BATCH_PLACE) {
            throw RestError.of(-4082, "Invalid number of batch place orders.");
        }
        out.beginArray();
        for (final Object item : items) {
            try {
                if (!(item instanceof Map<?, ?> fields)) {
                    throw RestError.missing("batchOrders");
                }
                each.answer(request.item(fields), out);
            } catch (final RestError e) {
                error(out, e);
            }
        }
        out.endArray();
    }

    private static void error(final JsonWriter out, final RestError e) {
        out.beginObject().field("code", e.code()).field("msg", e.getMessage()).endObject();
    }

    private static List<Object> list(final RestRequest request, final String name)
            throws RestError {
        try {
            if (JsonText.read(request.text(name)) instanceof List<?> items) {
                return List.copyOf(items);
            }
        } catch (final IllegalArgumentException | NullPointerException e) {
            throw RestError.missing(name);
        }
        throw RestError.missing(name);
    }

    private void cancelBatch(final RestRequest request, final JsonWriter out) throws RestError {
        final int id = desk.instrumentId(request);
        requireId(request, "orderIdList", "origClientOrderIdList");
        final boolean byId = request.has("orderIdList");
        final List<Object> ids = list(request, byId ? "orderIdList" : "origClientOrderIdList");
        if (ids.isEmpty() || ids.size() > MAX_BATCH_CANCEL) {
            throw RestError.of(-4082, "Invalid number of batch place orders.");
        }
        out.beginArray();
        for (final Object each : ids) {
            try {
                final long orderId = byId ? longValue(each) : 0;
                final VenueOrder order =
                        VenueDesk.require(
                                desk.venue()
                                        .cancelOrder(
                                                id,
                                                orderId,
                                                byId ? null : String.valueOf(each),
                                                desk.nowMs()));
                OrderJson.command(out, desk.tape(id), order, false, OrderJson.Shape.PLAIN);
            } catch (final RestError e) {
                error(out, e);
            }
        }
        out.endArray();
    }

    private static long longValue(final Object value) throws RestError {
        if (value instanceof Long number) {
            return number;
        }
        throw RestError.missing("orderIdList");
    }

    private void countdown(final RestRequest request, final JsonWriter out) throws RestError {
        final int id = desk.instrumentId(request);
        final long countdownMs = request.number("countdownTime");
        VenueDesk.require(desk.venue().countdownCancelAll(id, countdownMs, desk.nowMs()));
        out.beginObject().field("symbol", desk.symbol(id));
        out.field("countdownTime", String.valueOf(countdownMs)).endObject();
    }

    private void userTrades(final RestRequest request, final JsonWriter out) throws RestError {
        final int wanted = desk.instrumentId(request);
        final long fromId = request.numberOr("fromId", 0);
        final long orderId = request.numberOr("orderId", 0);
        final long fromMs = request.numberOr("startTime", 0);
        final long toMs = request.numberOr("endTime", Long.MAX_VALUE);
        final int limit = MarketEndpoints.limit(request, 500, 1_000);
        final List<VenueFill> found =
                desk.venue().userTrades(wanted).stream()
                        .filter(fill -> fill.tradeId() >= fromId)
                        .filter(fill -> orderId == 0 || fill.orderId() == orderId)
                        .filter(fill -> fill.timeMs() >= fromMs && fill.timeMs() <= toMs)
                        .toList();
        out.beginArray();
        for (final VenueFill fill : newest(found, limit, fromId > 0 || fromMs > 0)) {
            trade(out, fill);
        }
        out.endArray();
    }

    private void trade(final JsonWriter out, final VenueFill fill) {
        final MarketTape tape = desk.tape(fill.instrumentId());
        final String symbol = desk.symbol(fill.instrumentId());
        out.beginObject().field("buyer", fill.side() == Side.BUY);
        out.fieldE8("commission", fill.feeE8(), 8).field("commissionAsset", desk.marginAsset());
        out.field("id", fill.tradeId()).field("maker", fill.maker());
        out.field("orderId", fill.orderId());
        out.fieldE8("price", fill.priceE8(), tape.priceDigits());
        out.fieldE8("qty", fill.qtyE8(), tape.qtyDigits());
        out.fieldE8("quoteQty", fill.quoteQtyE8(), 5).field("baseQty", "0");
        out.field("marginAsset", desk.marginAsset());
        out.fieldE8("realizedPnl", fill.realizedPnlE8(), 8).field("side", fill.side().name());
        out.field("positionSide", "BOTH").field("symbol", symbol).field("pair", symbol);
        out.field("time", fill.timeMs()).endObject();
    }

    private static boolean isForced(final VenueOrder order) {
        return order.clientId.startsWith("autoclose-") || order.clientId.equals("adl_autoclose");
    }

    private void forceOrders(final RestRequest request, final JsonWriter out) throws RestError {
        final int wanted = desk.instrumentIdOrAll(request);
        final int limit = MarketEndpoints.limit(request, 50, 100);
        final List<VenueOrder> found =
                desk.venue().allOrders(wanted < 0 ? SimulatedVenue.ALL : wanted).stream()
                        .filter(OrderEndpoints::isForced)
                        .filter(order -> order.status != VenueOrderStatus.NEW)
                        .toList();
        out.beginArray();
        for (final VenueOrder order : newest(found, limit, false)) {
            OrderJson.query(out, desk.tape(order.instrumentId), order, true);
        }
        out.endArray();
    }
}
