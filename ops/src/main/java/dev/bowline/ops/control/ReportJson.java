package dev.bowline.ops.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.core.num.DecimalFormat;
import dev.bowline.core.risk.RejectReason;
import dev.bowline.ops.report.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A report as JSON, in the words of the command line. */
final class ReportJson {
    private ReportJson() {}

    static ObjectNode of(final EngineReport report) {
        final ObjectNode root = Json.object();
        root.put(
                "venueTime",
                Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(report.nowNs())).toString());
        root.put("trading", report.state());
        root.put(
                "entries",
                report.refusalCode() == RejectReason.NONE
                        ? "allowed"
                        : "refused: " + RejectReason.name(report.refusalCode()));
        root.put("killDone", report.isKillDone());
        root.put("equity", DecimalFormat.toText(report.equityE8()));
        root.put("balance", DecimalFormat.toText(report.walletE8()));
        root.put("dayNet", DecimalFormat.toText(report.dayNetE8()));
        add(report.limits(), root.putObject("limits"));
        final ArrayNode positions = root.putArray("positions");
        report.positions().forEach(each -> add(each, positions.addObject()));
        final ArrayNode leftAlone = root.putArray("leftAlone");
        report.leftAlone()
                .forEach(
                        each ->
                                leftAlone
                                        .addObject()
                                        .put("symbol", each.symbol())
                                        .put("side", each.qtyE8() > 0 ? "LONG" : "SHORT")
                                        .put("qty", DecimalFormat.toText(Math.abs(each.qtyE8()))));
        final ArrayNode orders = root.putArray("orders");
        report.orders().forEach(each -> add(each, orders.addObject()));
        final ArrayNode working = root.putArray("entering");
        report.instruments().stream()
                .filter(EngineReport.Contract::hasEntry)
                .forEach(each -> working.add(each.symbol()));
        root.putObject("snapshots")
                .put("begun", report.venue().begun())
                .put("ended", report.venue().ended())
                .put("complete", report.venue().isComplete())
                .put("differences", report.venue().differences())
                .put("killMs", report.venue().killMs());
        return root;
    }

    private static void add(final EngineReport.Limits limits, final ObjectNode row) {
        row.put("dayLoss", DecimalFormat.toText(limits.dayLossE8()))
                .put("maxDayLoss", DecimalFormat.toText(limits.maxDayLossE8()))
                .put("stopLosses", limits.stopLosses())
                .put("maxStopLosses", limits.maxStopLosses())
                .put("positions", limits.positions())
                .put("maxPositions", limits.maxPositions())
                .put("dayTrades", limits.dayTrades())
                .put("dayWins", limits.dayWins());
    }

    private static void add(final EngineReport.OpenPosition position, final ObjectNode row) {
        row.put("symbol", position.symbol())
                .put("side", position.qtyE8() > 0 ? "LONG" : "SHORT")
                .put("qty", DecimalFormat.toText(Math.abs(position.qtyE8())))
                .put("entry", DecimalFormat.toText(position.entryE8()))
                .put("mark", DecimalFormat.toText(position.markE8()))
                .put("pnl", DecimalFormat.toText(position.pnlE8()))
                .put("stop", orNone(position.stopE8()))
                .put("covered", DecimalFormat.toText(position.coveredE8()))
                .put("target", orNone(position.targetE8()))
                .put("phase", position.phase())
                .put("extreme", orNone(position.extremeE8()))
                .put("next", orNone(position.nextStopE8()))
                .put("age", age(position.ageMs()));
    }

    private static void add(final EngineReport.LiveOrder order, final ObjectNode row) {
        row.put("id", order.id())
                .put("symbol", order.symbol())
                .put("leg", order.leg())
                .put("side", order.side())
                .put("status", order.status())
                .put("qty", DecimalFormat.toText(order.qtyE8()))
                .put("filled", DecimalFormat.toText(order.filledE8()))
                .put("price", orNone(order.priceE8()))
                .put("age", age(order.ageMs()));
    }

    private static String orNone(final long priceE8) {
        return priceE8 == 0 ? "-" : DecimalFormat.toText(priceE8);
    }

    /** Like {@code 1h2m3s}; {@code -} if not known. */
    private static String age(final long ageMs) {
        return ageMs < 0
                ? "-"
                : Duration.ofSeconds(ageMs / 1_000)
                        .toString()
                        .substring(2)
                        .toLowerCase(Locale.ROOT);
    }
}
