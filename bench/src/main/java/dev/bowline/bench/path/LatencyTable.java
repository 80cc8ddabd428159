package dev.bowline.bench.path;

import java.util.Locale;
import org.HdrHistogram.Histogram;

/** Rows of the results, in microseconds. */
final class LatencyTable {
    private LatencyTable() {}

    static String header() {
        return String.format(
                Locale.ROOT,
                "%-40s %9s %9s %9s %9s %9s",
                "segment (us)",
                "p50",
                "p99",
                "p99.9",
                "max",
                "count");
    }

    static String row(final String name, final Histogram histogram) {
        return String.format(
                Locale.ROOT,
                "%-40s %9s %9s %9s %9s %9d",
                name,
                micros(histogram.getValueAtPercentile(50)),
                micros(histogram.getValueAtPercentile(99)),
                micros(histogram.getValueAtPercentile(99.9)),
                micros(histogram.getMaxValue()),
                histogram.getTotalCount());
    }

    private static String micros(final long valueNs) {
        return valueNs / 1_000 + "." + valueNs % 1_000 / 100;
    }
}
