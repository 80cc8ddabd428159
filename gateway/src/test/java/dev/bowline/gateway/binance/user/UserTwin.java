package dev.bowline.gateway.binance.user;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.AccountRow;
import dev.bowline.core.event.AssetCode;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.gateway.json.Frames;
import dev.bowline.gateway.json.RecordingSink;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** What a user frame of ours means, read slowly with Jackson and BigDecimal. */
final class UserTwin {
    private final List<String> symbols;
    private final int runId;
    private final long orderKey;
    private final RecordingSink sink = new RecordingSink();

    UserTwin(final List<String> symbols, final int runId, final long orderKey) {
        this.symbols = symbols;
        this.runId = runId;
        this.orderKey = orderKey;
    }

    /** Texts of the slots that a frame makes. */
    List<String> slotsOf(final String json, final long ingestTimeNs) {
        sink.clear();
        final JsonNode root = Frames.parse(json);
        if (root.get("e").asText().equals("ACCOUNT_UPDATE")) {
            for (final JsonNode row : root.get("a").get("B")) {
                account(root, row, ingestTimeNs);
            }
            for (final JsonNode row : root.get("a").get("P")) {
                account(root, row, ingestTimeNs);
            }
            return sink.texts();
        }
        final EngineEvent event = sink.tryClaim(EventType.EXECUTION_REPORT);
        final JsonNode row = root.has("o") ? root.get("o") : root;
        event.instrumentId = symbols.indexOf(row.get("s").asText());
        event.eventTimeMs = root.get("E").asLong();
        event.ingestTimeNs = ingestTimeNs;
        final ExecutionReport report = event.execution();
        report.origin = OrderOrigin.OWN;
        report.runId = runId;
        report.orderKey = orderKey;
        report.source = ReportSource.valueOf(root.get("e").asText());
        report.side = Side.valueOf(row.get("S").asText());
        report.qtyE8 = e8(row, "q");
        report.priceE8 = e8(row, "p");
        fill(report, root, row);
        sink.publish(event);
        return sink.texts();
    }

    private static void fill(
            final ExecutionReport report, final JsonNode root, final JsonNode row) {
        report.transactionTimeMs = (row.has("T") ? row : root).get("T").asLong();
        if (report.source != ReportSource.TRADE_LITE) {
            report.orderType = OrderType.valueOf(row.get("o").asText());
            report.timeInForce = TimeInForce.valueOf(row.get("f").asText());
            report.status = VenueOrderStatus.valueOf(row.get("X").asText());
            report.avgPriceE8 = e8(row, "ap");
            report.reduceOnly = row.get("R").asBoolean();
            report.closePosition = row.get("cp").asBoolean();
        }
        if (report.source == ReportSource.ALGO_UPDATE) {
            report.executionType =
                    report.status == VenueOrderStatus.TRIGGERED
                            ? ExecutionType.STATUS
                            : ExecutionType.valueOf(row.get("X").asText());
            report.algoId = row.get("aid").asLong();
            report.orderId = row.get("ai").asLong();
            report.triggerPriceE8 = e8(row, "tp");
            report.cumQtyE8 = e8(row, "aq");
            return;
        }
        report.orderId = row.get("i").asLong();
        report.lastQtyE8 = e8(row, "l");
        report.lastPriceE8 = e8(row, "L");
        report.tradeId = row.get("t").asLong();
        report.maker = row.get("m").asBoolean();
        report.executionType = ExecutionType.TRADE;
        if (report.source == ReportSource.ORDER_TRADE_UPDATE) {
            report.executionType = ExecutionType.valueOf(row.get("x").asText());
            report.triggerPriceE8 = e8(row, "sp");
            report.cumQtyE8 = e8(row, "z");
            report.commissionE8 = e8(row, "n");
            report.commissionAssetCode = AssetCode.of(row.get("N").asText());
            report.realizedPnlE8 = e8(row, "rp");
            report.expiryReason = row.get("er").asInt();
        }
    }

    private void account(final JsonNode root, final JsonNode row, final long ingestTimeNs) {
        final EngineEvent event = sink.tryClaim(EventType.ACCOUNT_UPDATE);
        event.eventTimeMs = root.get("E").asLong();
        event.ingestTimeNs = ingestTimeNs;
        event.account().reason = AccountReason.valueOf(root.get("a").get("m").asText());
        if (row.has("wb")) {
            event.account().row = AccountRow.BALANCE;
            event.account().assetCode = AssetCode.of(row.get("a").asText());
            event.account().walletE8 = e8(row, "wb");
            event.account().crossWalletE8 = e8(row, "cw");
            event.account().changeE8 = e8(row, "bc");
        } else {
            event.instrumentId = symbols.indexOf(row.get("s").asText());
            event.account().row = AccountRow.POSITION;
            event.account().positionQtyE8 = e8(row, "pa");
            event.account().entryPriceE8 = e8(row, "ep");
            event.account().accumulatedRealizedE8 = e8(row, "cr");
            event.account().unrealizedE8 = e8(row, "up");
            event.account().isolated = row.get("mt").asText().equals("isolated");
        }
        sink.publish(event);
    }

    private static long e8(final JsonNode row, final String field) {
        return new BigDecimal(row.get(field).asText())
                .setScale(8, RoundingMode.DOWN)
                .unscaledValue()
                .longValueExact();
    }
}
