package dev.bowline.gateway.sim.server;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.gateway.sim.AlgoOrder;
import dev.bowline.gateway.sim.PositionView;
import dev.bowline.gateway.sim.SimInstrument;
import dev.bowline.gateway.sim.VenueFill;
import dev.bowline.gateway.sim.VenueListener;
import dev.bowline.gateway.sim.VenueOrder;
import dev.bowline.gateway.sim.VenuePosition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Encodes the account's events in the shapes of the user stream (USDⓈ-M docs, User Data Streams,
 * read 2026-11-20). Exchange thread only.
 */
final class UserFrames implements VenueListener {
    private static final String STP = "EXPIRE_MAKER";

    private final UserEvents events;
    private final List<SimInstrument> instruments;
    private final String marginAsset;
    private final MarkPrices marks;
    private final Map<Long, VenueOrder> open = new LinkedHashMap<>();
    private final JsonWriter json = new JsonWriter();
    private long count;

    /** Mark price of a contract, to value positions with. */
    @FunctionalInterface
    interface MarkPrices {
        long markE8(int instrumentId);
    }

    UserFrames(
            final UserEvents events,
            final List<SimInstrument> instruments,
            final String marginAsset,
            final MarkPrices marks) {
        this.events = events;
        this.instruments = instruments;
        this.marginAsset = marginAsset;
        this.marks = marks;
    }

    /** Account events so far, whether or not somebody listened. */
    long events() {
        return count;
    }

    private String symbol(final int instrumentId) {
        return instruments.get(instrumentId).spec().symbol();
    }

    private JsonWriter begin(final String type, final long timeMs) {
        count++;
        return json.reset().beginObject().field("e", type).field("T", timeMs).field("E", timeMs);
    }

    @Override
    public void onOrderUpdate(
            final VenueOrder order,
            final ExecutionType executionType,
            final VenueFill fillOrNull,
            final long timeMs) {
        if (order.isOpen()) {
            open.put(order.orderId, order);
        } else {
            open.remove(order.orderId);
        }
        begin("ORDER_TRADE_UPDATE", timeMs).name("o").beginObject();
        json.field("s", symbol(order.instrumentId)).field("c", order.clientId);
        json.field("S", order.side.name()).field("o", order.type.name());
        json.field("f", order.timeInForce.name()).fieldE8("q", order.origQtyE8);
        json.fieldE8("p", order.priceE8).fieldE8("ap", order.avgPriceE8());
        json.fieldE8("sp", order.stopPriceE8).field("x", executionType.name());
        json.field("X", order.status.name()).field("i", order.orderId);
        json.fieldE8("l", fillOrNull == null ? 0 : fillOrNull.qtyE8());
        json.fieldE8("z", order.executedQtyE8);
        json.fieldE8("L", fillOrNull == null ? 0 : fillOrNull.priceE8());
        json.fieldE8("n", fillOrNull == null ? 0 : fillOrNull.feeE8()).field("N", marginAsset);
        json.field("T", timeMs).field("t", fillOrNull == null ? 0 : fillOrNull.tradeId());
        json.fieldE8("b", openNotionalE8(order.instrumentId, Side.BUY));
        json.fieldE8("a", openNotionalE8(order.instrumentId, Side.SELL));
        json.field("m", fillOrNull != null && fillOrNull.maker()).field("R", order.reduceOnly);
        json.field("wt", order.workingType.name());
        json.field("ot", (order.origType == null ? order.type : order.origType).name());
        json.field("ps", "BOTH").field("cp", order.closePosition);
        json.fieldE8("rp", fillOrNull == null ? 0 : fillOrNull.realizedPnlE8());
        json.field("pP", order.priceProtect).field("si", 0).field("ss", 0);
        json.field("V", STP).field("pm", "NONE").field("gtd", 0);
        json.field("er", String.valueOf(order.expiryReason));
        if (executionType == ExecutionType.AMENDMENT && order.modifyId != 0) {
            json.field("M", String.valueOf(order.modifyId));
        }
        json.endObject().endObject();
        events.publish(
                "ORDER_TRADE_UPDATE",
                symbol(order.instrumentId),
                order.clientId,
                order.status.name(),
                json);
    }

    private long openNotionalE8(final int instrumentId, final Side side) {
        long sumE8 = 0;
        for (final VenueOrder order : open.values()) {
            if (order.instrumentId == instrumentId && order.side == side && !order.reduceOnly) {
                final long priceE8 =
                        order.priceE8 != 0 ? order.priceE8 : marks.markE8(instrumentId);
                sumE8 += FixedPoint.mulFloorE8(priceE8, order.remainingE8());
            }
        }
        return sumE8;
    }

    @Override
    public void onTradeLite(final VenueOrder order, final VenueFill fill, final long timeMs) {
        count++;
        json.reset().beginObject().field("e", "TRADE_LITE").field("E", timeMs).field("T", timeMs);
        json.field("s", symbol(order.instrumentId)).fieldE8("q", order.origQtyE8);
        json.fieldE8("p", order.priceE8).field("m", fill.maker()).field("c", order.clientId);
        json.field("S", order.side.name()).fieldE8("L", fill.priceE8());
        json.fieldE8("l", fill.qtyE8()).field("t", fill.tradeId()).field("i", order.orderId);
        json.endObject();
        events.publish(
                "TRADE_LITE",
                symbol(order.instrumentId),
                order.clientId,
                order.status.name(),
                json);
    }

    @Override
    public void onAccountUpdate(
            final AccountReason reason,
            final long walletE8,
            final long balanceChangeE8,
            final VenuePosition positionOrNull,
            final int fundingInstrumentId,
            final long timeMs) {
        begin("ACCOUNT_UPDATE", timeMs).name("a").beginObject().name("B").beginArray();
        json.beginObject().field("a", marginAsset).fieldE8("wb", walletE8);
        json.fieldE8("cw", walletE8).fieldE8("bc", balanceChangeE8).endObject().endArray();
        json.name("P").beginArray();
        if (positionOrNull != null) {
            position(positionOrNull);
        }
        json.endArray().field("m", reason.name());
        if (fundingInstrumentId >= 0) {
            json.field("S", symbol(fundingInstrumentId));
        }
        json.endObject().endObject();
        final String symbol = positionOrNull == null ? "" : symbol(positionOrNull.instrumentId);
        events.publish("ACCOUNT_UPDATE", symbol, "", "", json);
    }

    private void position(final VenuePosition position) {
        final long markE8 = marks.markE8(position.instrumentId);
        final long valueE8 = FixedPoint.mulFloorE8(position.qtyE8, markE8);
        final long costE8 = position.qtyE8 < 0 ? -position.entryQuoteE8 : position.entryQuoteE8;
        json.beginObject().field("s", symbol(position.instrumentId));
        json.fieldE8("pa", position.qtyE8).fieldE8("ep", position.entryPriceE8);
        json.fieldE8("cr", position.accumulatedRealizedE8);
        json.fieldE8("up", position.isFlat() ? 0 : valueE8 - costE8);
        json.field("mt", position.isolated ? "isolated" : "cross").field("iw", "0");
        json.field("ps", "BOTH").field("ma", marginAsset);
        json.fieldE8("bep", position.breakEvenPriceE8).endObject();
    }

    @Override
    public void onAlgoUpdate(final AlgoOrder algo, final long timeMs) {
        begin("ALGO_UPDATE", timeMs).name("o").beginObject();
        json.field("caid", algo.clientAlgoId).field("aid", algo.algoId);
        json.field("at", "CONDITIONAL").field("o", algo.type.name());
        json.field("s", symbol(algo.instrumentId)).field("S", algo.side.name());
        json.field("ps", "BOTH").field("f", algo.timeInForce.name());
        json.fieldE8("q", algo.qtyE8).field("X", algo.status.name());
        json.field("ai", algo.childOrderId == 0 ? "" : String.valueOf(algo.childOrderId));
        json.fieldE8("tp", algo.triggerPriceE8).fieldE8("p", algo.priceE8).field("V", STP);
        json.field("wt", algo.workingType.name()).field("pm", "NONE");
        json.field("cp", algo.closePosition).field("pP", algo.priceProtect);
        json.field("R", algo.reduceOnly || algo.closePosition).field("tt", algo.triggerTimeMs);
        json.field("gtd", 0).field("ia", algo.activated);
        final boolean rejected = algo.status == VenueOrderStatus.REJECTED;
        if (rejected || algo.childOrderId != 0) {
            json.fieldE8("ap", algo.actualPriceE8).fieldE8("aq", algo.actualQtyE8);
            json.field("act", rejected ? "0" : childType(algo.type).name());
        }
        if (algo.rejectMessageOrNull != null) {
            json.field("rm", algo.rejectMessageOrNull);
        }
        json.endObject().endObject();
        events.publish(
                "ALGO_UPDATE",
                symbol(algo.instrumentId),
                algo.clientAlgoId,
                algo.status.name(),
                json);
    }

    /** Type of the order a conditional order becomes. */
    static OrderType childType(final OrderType type) {
        return type == OrderType.STOP || type == OrderType.TAKE_PROFIT
                ? OrderType.LIMIT
                : OrderType.MARKET;
    }

    @Override
    public void onConfigUpdate(final int instrumentId, final int leverage, final long timeMs) {
        count++;
        json.reset().beginObject().field("e", "ACCOUNT_CONFIG_UPDATE");
        json.field("E", timeMs).field("T", timeMs).name("ac").beginObject();
        json.field("s", symbol(instrumentId)).field("l", leverage).endObject().endObject();
        events.publish("ACCOUNT_CONFIG_UPDATE", symbol(instrumentId), "", "", json);
    }

    @Override
    public void onMarginCall(
            final long walletE8, final List<PositionView> positions, final long timeMs) {
        count++;
        json.reset().beginObject().field("e", "MARGIN_CALL").field("E", timeMs);
        json.fieldE8("cw", walletE8).name("p").beginArray();
        for (final PositionView view : positions) {
            json.beginObject().field("s", symbol(view.position().instrumentId));
            json.field("ps", "BOTH").fieldE8("pa", view.position().qtyE8);
            json.field("mt", "CROSSED").field("iw", "0").fieldE8("mp", view.markPriceE8());
            json.fieldE8("up", view.unrealizedE8()).fieldE8("mm", view.maintMarginE8());
            json.endObject();
        }
        json.endArray().endObject();
        events.publish("MARGIN_CALL", "", "", "", json);
    }
}
