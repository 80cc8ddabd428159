package dev.bowline.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.ops.launch.StatusText;
import dev.bowline.ops.report.Json;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** The session summary for people: what a reader asks first; {@code --json} has all the counts. */
final class SummaryText {
    private static final int NAME_WIDTH = 12;

    private SummaryText() {}

    static String of(final JsonNode summary) {
        final StringBuilder text = new StringBuilder("SESSION SUMMARY\n");
        line(text, "ended", ended(summary));
        line(text, "streams", summary.path("streamsText").asText("not opened"));
        line(text, "orders", orders(summary));
        line(text, "trades", trades(summary));
        line(text, "money", money(summary));
        line(text, "risk", summary.path("risk").asText());
        line(text, "protection", protection(summary));
        if (summary.has("venueAuditor")) {
            line(text, "exchange", auditor(summary.get("venueAuditor")));
        }
        addFaults(text, summary);
        line(text, "latency", latency(summary));
        line(
                text,
                "journal",
                "run "
                        + summary.path("journalRun").asText()
                        + ", head "
                        + summary.path("journalHead").asText());
        final ObjectNode rows = Json.object();
        rows.set("positions", summary.path("positions"));
        rows.set("problems", summary.path("problems"));
        return text + StatusText.of(rows);
    }

    private static String latency(final JsonNode summary) {
        final StringJoiner text = new StringJoiner("; ");
        for (final Map.Entry<String, JsonNode> each : summary.path("latency").properties()) {
            text.add(
                    each.getKey()
                            + " "
                            + Words.micros(each.getValue().path("p50Us").asText())
                            + " (p99 "
                            + Words.micros(each.getValue().path("p99Us").asText())
                            + ")");
        }
        return text.toString();
    }

    private static String ended(final JsonNode summary) {
        return summary.path("ended").asText()
                + ", at "
                + Words.time(summary.path("venueTime").asText())
                + ", after "
                + Words.duration(summary.path("wallMs").asLong() / 1_000)
                + ", "
                + Words.grouped(summary.path("eventsPerSecond").asLong())
                + " events/s";
    }

    private static String orders(final JsonNode summary) {
        final JsonNode orders = summary.path("orders");
        return orders.path("entry").asText()
                + " entries, "
                + orders.path("stop").asText()
                + " stops, "
                + orders.path("target").asText()
                + " targets, "
                + orders.path("close").asText()
                + " closes, "
                + orders.path("rejected").asText()
                + " rejected, "
                + orders.path("inDoubt").asText()
                + " in doubt";
    }

    private static String trades(final JsonNode summary) {
        final StringBuilder text = new StringBuilder(summary.path("trades").asText());
        text.append(" closed, ").append(summary.path("wins").asText()).append(" won");
        if (summary.path("trades").asLong() > 0) {
            text.append(" (")
                    .append(summary.path("winRatePercent").asText())
                    .append(" %), profit factor ")
                    .append(summary.path("profitFactor").asText())
                    .append("; ended by ");
            String separator = "";
            for (final Map.Entry<String, JsonNode> exit : summary.path("exits").properties()) {
                text.append(separator)
                        .append(exit.getKey().toLowerCase(Locale.ROOT).replace('_', ' '))
                        .append(' ')
                        .append(exit.getValue().asText());
                separator = ", ";
            }
        }
        return text.toString();
    }

    private static String money(final JsonNode summary) {
        return "balance "
                + Words.money(summary.path("startBalance").asText())
                + " -> "
                + Words.money(summary.path("balance").asText())
                + " "
                + summary.path("coin").asText()
                + ", realized "
                + Words.money(summary.path("realizedPnl").asText())
                + " after "
                + Words.money(summary.path("fees").asText())
                + " fees";
    }

    private static String protection(final JsonNode summary) {
        final JsonNode protection = summary.path("protection");
        return protection.path("stopsConfirmed").asText()
                + " stops confirmed, "
                + protection.path("stopsFailed").asText()
                + " failed; first fill to stop at most "
                + protection.path("firstFillToStopMaxMs").asText()
                + " ms"
                + (protection.path("firstFillToStopMaxMs").asLong(1) == 0
                        ? " (in lockstep the exchange's time stands still meanwhile)"
                        : "");
    }

    private static String auditor(final JsonNode auditor) {
        return "saw "
                + auditor.path("positions").asText()
                + " positions, "
                + auditor.path("neverCovered").asText()
                + " never covered, longest uncovered "
                + auditor.path("maxUncoveredMs").asText()
                + " ms (limit "
                + auditor.path("limitMs").asText()
                + "), "
                + auditor.path("violations").asText()
                + " violations, "
                + auditor.path("orphanOrders").asText()
                + " orphan orders";
    }

    /** Only there if there is something to tell. */
    private static void addFaults(final StringBuilder text, final JsonNode summary) {
        if (summary.path("failedSlots").asLong() > 0) {
            line(
                    text,
                    "failed",
                    summary.path("failedSlots").asText() + " events on which a handler threw");
        }
    }

    private static void line(final StringBuilder text, final String name, final String value) {
        text.append(String.format("%-" + NAME_WIDTH + "s", name + ":")).append(value).append('\n');
    }
}
