package dev.bowline.ops.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Rows with the same fields as columns; numbers to the right. */
final class TextTable {
    private static final String GAP = "  ";

    private TextTable() {}

    /** At least one row. */
    static String of(final JsonNode rows) {
        final List<List<String>> lines = new ArrayList<>();
        final List<String> names = new ArrayList<>();
        rows.get(0).fieldNames().forEachRemaining(names::add);
        lines.add(names);
        for (final JsonNode row : rows) {
            final List<String> line = new ArrayList<>();
            names.forEach(name -> line.add(row.path(name).asText()));
            lines.add(line);
        }
        final StringBuilder text = new StringBuilder();
        for (final List<String> line : lines) {
            final StringBuilder row = new StringBuilder();
            for (int i = 0; i < names.size(); i++) {
                final int column = i;
                final int width =
                        lines.stream().mapToInt(each -> each.get(column).length()).max().orElse(0);
                final boolean isNumber = lines.get(1).get(i).matches("-?[0-9].*");
                row.append(i == 0 ? "" : GAP)
                        .append(
                                String.format(
                                        "%" + (isNumber ? "" : "-") + width + "s", line.get(i)));
            }
            text.append(row.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString().stripTrailing();
    }
}
