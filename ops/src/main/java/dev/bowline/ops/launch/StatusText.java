package dev.bowline.ops.launch;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.core.engine.EngineView;
import dev.bowline.journal.replay.StateRecovery;
import java.math.BigDecimal;
import java.util.Map;

/** The status of a run for people, made from its JSON. */
public final class StatusText {
    private static final int SCALE = 8;
    private static final int NAME_WIDTH = 18;
    private static final int ROW_WIDTH = 26;

    private StatusText() {}

    /** One line per value; rows of lists are indented under their name. */
    public static String of(final JsonNode status) {
        final StringBuilder text = new StringBuilder();
        for (final Map.Entry<String, JsonNode> field : status.properties()) {
            append(text, field.getKey(), field.getValue());
        }
        return text.toString().stripTrailing();
    }

    /** One line: the figures a run takes over from the one before it (REC-4, RISK-3). */
    static String recovered(final StateRecovery recovery) {
        final EngineView view = recovery.viewOrNull();
        return "STATE_RECOVERED run="
                + recovery.lastRun().runId()
                + " from="
                + (recovery.isFromSnapshot() ? "snapshot" : "start-of-run")
                + " slots="
                + recovery.replayOrNull().slots()
                + " wallet="
                + decimal(view.walletE8())
                + " realized="
                + decimal(view.realizedE8())
                + " fees="
                + decimal(view.feesE8())
                + " dayNet="
                + decimal(view.dayNetE8())
                + " dayStop="
                + view.dayStopCode()
                + " streak="
                + view.stopLossStreak()
                + " trades="
                + view.settledTrades()
                + " orders="
                + view.liveOrders();
    }

    private static String decimal(final long valueE8) {
        return BigDecimal.valueOf(valueE8, SCALE).toPlainString();
    }

    private static void append(final StringBuilder text, final String name, final JsonNode value) {
        if (value.isContainerNode() && value.isEmpty()) {
            column(text, name).append("none\n");
        } else if (value.isArray()) {
            text.append(name).append(":\n");
            for (final JsonNode row : value) {
                text.append("  ").append(inline(row)).append('\n');
            }
        } else if (value.isObject() && value.elements().next().isObject()) {
            text.append(name).append(":\n");
            for (final Map.Entry<String, JsonNode> row : value.properties()) {
                text.append(String.format("  %-" + ROW_WIDTH + "s", row.getKey()))
                        .append(inline(row.getValue()))
                        .append('\n');
            }
        } else {
            column(text, name).append(inline(value)).append('\n');
        }
    }

    private static StringBuilder column(final StringBuilder text, final String name) {
        return text.append(String.format("%-" + NAME_WIDTH + "s", name + ":"));
    }

    private static String inline(final JsonNode node) {
        if (!node.isObject()) {
            return node.asText();
        }
        final StringBuilder text = new StringBuilder();
        for (final Map.Entry<String, JsonNode> field : node.properties()) {
            text.append(text.isEmpty() ? "" : "  ");
            if (field.getValue().isObject()) {
                text.append('[')
                        .append(field.getKey())
                        .append("] ")
                        .append(inline(field.getValue()));
            } else {
                text.append(field.getKey()).append('=').append(field.getValue().asText());
            }
        }
        return text.toString();
    }
}
