package dev.bowline.ops.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.num.DecimalFormat;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.position.ExitReason;
import dev.bowline.core.risk.RejectReason;
import dev.bowline.core.signal.SkipReason;
import java.util.Locale;

/** Figures of a run as JSON; the status and the session summary are made from it. */
public final class RunSummary {
    private RunSummary() {}

    /** Orders, fills, trades, money and protection. */
    public static ObjectNode of(final RunFigures figures) {
        final ObjectNode root = Json.object();
        root.put("events", figures.events);
        final ObjectNode types = root.putObject("eventsByType");
        for (final EventType type : EventType.values()) {
            putIf(types, type.name(), figures.eventsByType[type.code()]);
        }
        root.put("failedSlots", figures.failedSlots);
        final ObjectNode orders = root.putObject("orders");
        for (final OrderLeg leg : OrderLeg.values()) {
            orders.put(leg.name().toLowerCase(Locale.ROOT), figures.orders(leg));
        }
        orders.put(
                "cancels",
                figures.commands(CommandKind.CANCEL_ORDER)
                        + figures.commands(CommandKind.CANCEL_ALGO));
        orders.put("rejected", figures.decisions(DecisionAction.ORDER_REJECTED));
        orders.put("inDoubt", figures.decisions(DecisionAction.ORDER_IN_DOUBT));
        final ObjectNode states = root.putObject("orderUpdates");
        for (final VenueOrderStatus status : VenueOrderStatus.values()) {
            putIf(states, status.name(), figures.reportsByStatus[status.code()]);
        }
        final ObjectNode requests = root.putObject("requests");
        for (final OutcomeKind kind : OutcomeKind.values()) {
            putIf(requests, kind.name(), figures.outcomes(kind));
        }
        addTrading(root, figures);
        addDecisions(root, figures);
        return root;
    }

    private static void addTrading(final ObjectNode root, final RunFigures figures) {
        root.put("fills", figures.decisions(DecisionAction.FILL));
        root.put("trades", figures.trades);
        root.put("wins", figures.wins);
        root.put(
                "winRatePercent",
                figures.trades == 0 ? "-" : percent(figures.wins, figures.trades));
        root.put(
                "profitFactor",
                figures.grossLossE8 == 0
                        ? "-"
                        : hundredths(
                                FixedPoint.divFloorE8(figures.grossProfitE8, figures.grossLossE8)));
        root.put("realizedPnl", DecimalFormat.toText(figures.realizedE8));
        root.put("fees", DecimalFormat.toText(figures.feesE8));
        root.put("startBalance", DecimalFormat.toText(figures.startWalletE8));
        root.put("balance", DecimalFormat.toText(figures.walletE8));
        final ObjectNode exits = root.putObject("exits");
        for (int i = 0; i < figures.exits.length; i++) {
            putIf(exits, ExitReason.name(i), figures.exits[i]);
        }
        final ObjectNode protection = root.putObject("protection");
        protection.put("stopsConfirmed", figures.decisions(DecisionAction.PROTECTION_CONFIRMED));
        protection.put("stopsFailed", figures.decisions(DecisionAction.PROTECTION_FAILED));
        protection.put(
                "firstFillToStopP50Ms", figures.protectionMs.histogram().getValueAtPercentile(50));
        protection.put(
                "firstFillToStopP99Ms", figures.protectionMs.histogram().getValueAtPercentile(99));
        protection.put("firstFillToStopMaxMs", figures.protectionMs.histogram().getMaxValue());
    }

    private static void addDecisions(final ObjectNode root, final RunFigures figures) {
        final ObjectNode decisions = root.putObject("decisions");
        for (final DecisionAction action : DecisionAction.values()) {
            putIf(decisions, action.name(), figures.decisions(action));
        }
        final ObjectNode skips = root.putObject("skips");
        final ObjectNode refusals = root.putObject("refusals");
        for (int code = 0; code < figures.skips.length; code++) {
            final String skip = SkipReason.nameOrNull(code);
            putIf(skips, skip == null ? "code " + code : skip, figures.skips[code]);
            putIf(refusals, RejectReason.name(code), figures.refusals[code]);
        }
    }

    /** Open positions with their stops. */
    public static ArrayNode positions(final RunFigures figures) {
        final ArrayNode rows = Json.object().putArray("positions");
        for (int id = 0; id < figures.instruments; id++) {
            final long qtyE8 = figures.positionQtyE8[id];
            if (qtyE8 == 0) {
                continue;
            }
            final long changeE8 =
                    figures.midE8[id] == 0 ? 0 : figures.midE8[id] - figures.entryPriceE8[id];
            rows.addObject()
                    .put("symbol", figures.symbols[id])
                    .put("side", qtyE8 > 0 ? "LONG" : "SHORT")
                    .put("qty", DecimalFormat.toText(Math.abs(qtyE8)))
                    .put("entry", DecimalFormat.toText(figures.entryPriceE8[id]))
                    .put("price", DecimalFormat.toText(figures.midE8[id]))
                    .put("stop", DecimalFormat.toText(figures.stopPriceE8[id]))
                    .put("target", DecimalFormat.toText(figures.targetPriceE8[id]))
                    .put(
                            "pnl",
                            DecimalFormat.toText(
                                    FixedPoint.mulFloorE8(Math.abs(qtyE8), Math.abs(changeE8))
                                            * (qtyE8 > 0 == changeE8 > 0 ? 1 : -1)));
        }
        return rows;
    }

    private static void putIf(final ObjectNode node, final String name, final long count) {
        if (count != 0) {
            node.put(name, count);
        }
    }

    private static String percent(final long part, final long whole) {
        final long tenths = part * 1_000 / whole;
        return tenths / 10 + "." + tenths % 10;
    }

    private static String hundredths(final long valueE8) {
        final long hundredths = valueE8 / 1_000_000;
        return String.format(Locale.ROOT, "%d.%02d", hundredths / 100, hundredths % 100);
    }
}
