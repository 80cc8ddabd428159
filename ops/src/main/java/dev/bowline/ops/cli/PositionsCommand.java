package dev.bowline.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.bowline.ops.report.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import picocli.CommandLine.Command;

/** Open positions. */
@Command(
        name = "positions",
        description = "Open positions with stop, covered quantity and the trailing stop's state.")
final class PositionsCommand extends ReportCommand {
    PositionsCommand() {
        super("positions");
    }

    @Override
    String text(final JsonNode rows) {
        return table(rows);
    }

    /** Rows of a report as a table, and a line for each that its stop does not cover. */
    static String table(final JsonNode rows) {
        final ArrayNode shown = Json.object().putArray("rows");
        final StringBuilder uncovered = new StringBuilder();
        for (final JsonNode row : rows) {
            shown.addObject()
                    .put("symbol", row.path("symbol").asText())
                    .put("side", row.path("side").asText())
                    .put("qty", row.path("qty").asText())
                    .put("entry", row.path("entry").asText())
                    .put("mark", row.path("mark").asText())
                    .put("pnl", Words.money(row.path("pnl").asText()))
                    .put("stop", row.path("stop").asText())
                    .put("to-stop", distance(row))
                    .put("target", row.path("target").asText())
                    .put("trailing", row.path("phase").asText())
                    .put("best", row.path("extreme").asText())
                    .put("next-stop", row.path("next").asText())
                    .put("age", row.path("age").asText());
            if (!row.path("covered").equals(row.path("qty"))) {
                uncovered
                        .append(System.lineSeparator())
                        .append("NOT COVERED: ")
                        .append(row.path("symbol").asText())
                        .append(" has ")
                        .append(row.path("qty").asText())
                        .append(", under a confirmed stop ")
                        .append(row.path("covered").asText());
            }
        }
        return TextTable.of(shown) + uncovered;
    }

    /** How far the price may go against the position before its stop, in percent of the price. */
    private static String distance(final JsonNode row) {
        try {
            final BigDecimal mark = new BigDecimal(row.path("mark").asText());
            final BigDecimal gap = mark.subtract(new BigDecimal(row.path("stop").asText()));
            return (row.path("side").asText().equals("LONG") ? gap : gap.negate())
                            .movePointRight(2)
                            .divide(mark, 2, RoundingMode.HALF_UP)
                    + "%";
        } catch (final ArithmeticException | NumberFormatException ignored) {
            return "-"; // No price, or no stop.
        }
    }
}
