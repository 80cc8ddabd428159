package dev.bowline.core.signal;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A table of known answers from the shared data folder, column by column; empty cells are NaN. */
final class RecordedIndicators {
    private final Map<String, double[]> columns = new HashMap<>();

    /** Reads {@code data/indicators/<name>}; the test is skipped where that folder is not there. */
    static RecordedIndicators read(final String name) throws IOException {
        final String root = System.getProperty("bowline.root", ".");
        final String shared = System.getenv("BOWLINE_SHARED");
        final Path file =
                Stream.of(shared, root + "/../shared", root + "/../../shared")
                        .filter(folder -> folder != null)
                        .map(folder -> Path.of(folder, "data", "indicators", name))
                        .filter(Files::isReadable)
                        .findFirst()
                        .orElse(null);
        assumeTrue(file != null, "no shared data: data/indicators/" + name);
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = name.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            final String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new RecordedIndicators(text.lines().toList());
        }
    }

    private RecordedIndicators(final List<String> lines) {
        final String[] header = lines.get(0).split(",", -1);
        for (final String name : header) {
            columns.put(name, new double[lines.size() - 1]);
        }
        for (int row = 1; row < lines.size(); row++) {
            final String[] cells = lines.get(row).split(",", -1);
            for (int i = 0; i < header.length; i++) {
                final boolean isNumber = !cells[i].isEmpty() && !header[i].equals("date");
                columns.get(header[i])[row - 1] =
                        isNumber ? Double.parseDouble(cells[i]) : Double.NaN;
            }
        }
    }

    double[] column(final String name) {
        final double[] values = columns.get(name);
        if (values == null) {
            throw new IllegalArgumentException(name + " is none of " + columns.keySet());
        }
        return values;
    }

    int rows() {
        return column("close").length;
    }

    /** Index of the first row that has a value. */
    int firstRow(final String name) {
        final double[] values = column(name);
        return (int) Arrays.stream(values).takeWhile(Double::isNaN).count();
    }
}
