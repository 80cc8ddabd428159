package dev.bowline.gateway.sim.server;

import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.gateway.sim.VenueOrder;

/** Orders in REST answers. */
final class OrderJson {
    private static final String STP = "EXPIRE_MAKER";

    /** What is special about an answer. */
    enum Shape {
        PLAIN,
        MODIFIED,
        /** Modified over the WebSocket API, which does not name the pair. */
        MODIFIED_API
    }

    private OrderJson() {}

    /**
     * The answer to placing, changing and cancelling: without average price and quote amount since
     * 2026-07-15 (USDⓈ-M change log).
     *
     * @param acknowledged shows the order as it came in, before it was matched
     */
    static void command(
            final JsonWriter out,
            final MarketTape tape,
            final VenueOrder order,
            final boolean acknowledged,
            final Shape shape) {
        final boolean modified = shape != Shape.PLAIN;
        final int digits = tape.priceDigits();
        final String symbol = tape.instrument().spec().symbol();
        final long executedE8 = acknowledged ? 0 : order.executedQtyE8;
        out.beginObject().field("orderId", order.orderId).field("symbol", symbol);
        if (shape == Shape.MODIFIED) {
            out.field("pair", symbol);
        }
        out.field("status", (acknowledged ? VenueOrderStatus.NEW : order.status).name());
        out.field("clientOrderId", order.clientId);
        if (modified) {
            out.field("modifyId", order.modifyId);
        }
        out.fieldE8("price", order.priceE8, digits);
        out.fieldE8("origQty", order.origQtyE8, tape.qtyDigits());
        out.fieldE8("executedQty", executedE8, tape.qtyDigits());
        out.fieldE8("cumQty", executedE8, tape.qtyDigits());
        terms(out, order, digits);
        out.field("selfTradePreventionMode", modified ? "NONE" : STP);
        out.field("goodTillDate", 0).field("updateTime", order.updateTimeMs).endObject();
    }

    /** What the query endpoints answer. */
    static void query(
            final JsonWriter out,
            final MarketTape tape,
            final VenueOrder order,
            final boolean withPair) {
        final int digits = tape.priceDigits();
        final String symbol = tape.instrument().spec().symbol();
        out.beginObject().field("orderId", order.orderId).field("symbol", symbol);
        out.field("status", order.status.name()).field("clientOrderId", order.clientId);
        out.fieldE8("price", order.priceE8, digits);
        out.fieldE8("avgPrice", order.avgPriceE8(), digits);
        out.fieldE8("origQty", order.origQtyE8, tape.qtyDigits());
        out.fieldE8("executedQty", order.executedQtyE8, tape.qtyDigits());
        out.fieldE8("cumQuote", order.cumQuoteE8);
        terms(out, order, digits);
        out.field("selfTradePreventionMode", STP).field("goodTillDate", 0);
        out.field("time", order.createTimeMs).field("updateTime", order.updateTimeMs);
        if (withPair) {
            out.field("pair", symbol).field("cumBase", "0");
        }
        out.endObject();
    }

    private static void terms(final JsonWriter out, final VenueOrder order, final int digits) {
        out.field("timeInForce", order.timeInForce.name()).field("type", order.type.name());
        out.field("reduceOnly", order.reduceOnly).field("closePosition", order.closePosition);
        out.field("side", order.side.name()).field("positionSide", "BOTH");
        out.fieldE8("stopPrice", order.stopPriceE8, order.stopPriceE8 == 0 ? 0 : digits);
        out.field("workingType", order.workingType.name());
        out.field("priceProtect", order.priceProtect);
        out.field("origType", (order.origType == null ? order.type : order.origType).name());
        out.field("priceMatch", "NONE");
    }
}
