package dev.bowline.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.StringJoiner;

/** The status for people: state first, then money, limits with what is used, and what is open. */
final class StatusScreen {
    private static final int NAME_WIDTH = 11;

    private StatusScreen() {}

    /**
     * All of it, without a line end.
     *
     * @param status of the status file
     * @param replyOrNull of the engine itself; {@code null} if it does not answer
     * @param coin money is in
     */
    static String of(final JsonNode status, final JsonNode replyOrNull, final String coin) {
        final StringBuilder text = new StringBuilder();
        line(text, "state", state(status));
        if (replyOrNull == null) {
            line(text, "engine", "does not answer: it starts or stops");
            addWritten(text, status, coin);
        } else {
            addLive(text, status, replyOrNull, coin);
        }
        addSession(text, status, coin);
        return text.toString().stripTrailing();
    }

    /** The same of the status file alone, as it is written. */
    static String ofRunning(final JsonNode status, final String coin) {
        final StringBuilder text = new StringBuilder();
        line(text, "state", state(status));
        addWritten(text, status, coin);
        addSession(text, status, coin);
        if (status.has("progressPercent")) {
            line(
                    text,
                    "done",
                    status.get("progressPercent").asText()
                            + " %"
                            + (status.has("etaSeconds")
                                    ? ", "
                                            + Words.duration(status.get("etaSeconds").asLong())
                                            + " left"
                                    : ""));
        }
        return text.toString().stripTrailing();
    }

    private static String state(final JsonNode status) {
        return status.path("state").asText()
                + ", pid "
                + status.path("pid").asText()
                + ", "
                + status.path("mode").asText()
                + ", run "
                + status.path("run").asText()
                + ", "
                + Words.time(status.path("venueTime").asText());
    }

    private static void addWritten(
            final StringBuilder text, final JsonNode status, final String coin) {
        line(text, "trading", status.path("risk").asText());
        line(text, "money", "balance " + money(status, "balance", coin));
        final JsonNode positions = status.path("positions");
        line(text, "positions", positions.size() + " open");
        if (!positions.isEmpty()) {
            TextTable.of(positions).lines().forEach(row -> line(text, "", row));
        }
    }

    private static void addSession(
            final StringBuilder text, final JsonNode status, final String coin) {
        line(
                text,
                "session",
                status.path("trades").asText()
                        + " closed, "
                        + status.path("wins").asText()
                        + " won, realized "
                        + money(status, "realizedPnl", coin)
                        + " after "
                        + Words.money(status.path("fees").asText())
                        + " fees");
        line(text, "latency", latency(status));
    }

    private static void addLive(
            final StringBuilder text,
            final JsonNode status,
            final JsonNode reply,
            final String coin) {
        final JsonNode report = reply.path("report");
        final String state = report.path("trading").asText();
        line(text, "trading", state + ", entries " + report.path("entries").asText());
        StateWords.of(state).forEach(words -> line(text, "", words));
        if (state.contains("DAY_STOP")) {
            line(text, "", status.path("risk").asText().replaceFirst("^[^,]*(, [A-Z_]+)*, ", ""));
        }
        line(
                text,
                "money",
                "equity "
                        + money(report, "equity", coin)
                        + ", balance "
                        + money(report, "balance", coin));
        line(text, "today", today(report, coin));
        final JsonNode positions = report.path("positions");
        final JsonNode limits = report.path("limits");
        line(
                text,
                "positions",
                limits.path("positions").asText()
                        + " of "
                        + limits.path("maxPositions").asText()
                        + " (with entries that work)");
        if (!positions.isEmpty()) {
            PositionsCommand.table(positions).lines().forEach(row -> line(text, "", row));
        }
        line(text, "orders", report.path("orders").size() + " of ours at the exchange");
        line(text, "ready", ready(reply));
    }

    private static String today(final JsonNode report, final String coin) {
        final JsonNode limits = report.path("limits");
        return "net "
                + money(report, "dayNet", coin)
                + ", "
                + limits.path("dayTrades").asText()
                + " closed, "
                + limits.path("dayWins").asText()
                + " won; loss "
                + Words.money(limits.path("dayLoss").asText()).replaceFirst("^-.*", "0.00")
                + " of "
                + Words.money(limits.path("maxDayLoss").asText())
                + ", stop-losses in a row "
                + limits.path("stopLosses").asText()
                + " of "
                + limits.path("maxStopLosses").asText();
    }

    /** What is not green, or how many rows are. */
    private static String ready(final JsonNode reply) {
        final StringJoiner missing = new StringJoiner("; ");
        for (final Map.Entry<String, JsonNode> row : reply.path("readiness").properties()) {
            if (!row.getValue().path("green").asBoolean()) {
                missing.add(row.getKey() + ": " + row.getValue().path("detail").asText());
            }
        }
        return missing.length() == 0
                ? "yes, all " + reply.path("readiness").size() + " checks green"
                : "no, " + missing;
    }

    private static String latency(final JsonNode status) {
        final JsonNode whole = status.at("/latency/tick to order written");
        return whole.path("count").asLong() == 0
                ? "no order yet"
                : "tick to order "
                        + Words.micros(whole.path("p50Us").asText())
                        + " median, "
                        + Words.micros(whole.path("p99Us").asText())
                        + " p99, of "
                        + whole.path("count").asText();
    }

    private static String money(final JsonNode node, final String name, final String coin) {
        return Words.money(node.path(name).asText()) + " " + coin;
    }

    private static void line(final StringBuilder text, final String name, final String value) {
        text.append(String.format("%-" + NAME_WIDTH + "s", name)).append(value).append('\n');
    }
}
