package dev.bowline.ops.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.gateway.binance.ExitProbe;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Latency of orders by segment, in nanoseconds of {@code System.nanoTime}: from the readable frame
 * to the decision, through the journal, to the bytes of the order. Recording is wait-free.
 */
public final class LatencyFigures implements ExitProbe {
    private static final long MAX_NS = 60_000_000_000L;

    private final Recorder decided = new Recorder(MAX_NS, 3);
    private final Recorder journaled = new Recorder(MAX_NS, 3);
    private final Recorder written = new Recorder(MAX_NS, 3);
    private final Recorder whole = new Recorder(MAX_NS, 3);
    private final Map<String, Recorder> recorders = new LinkedHashMap<>();
    private final Map<String, Histogram> totals = new LinkedHashMap<>();

    /** Empty figures. */
    public LatencyFigures() {
        recorders.put("tick to decision", decided);
        recorders.put("decision to journaled", journaled);
        recorders.put("decision to order written", written);
        recorders.put("tick to order written", whole);
        recorders.keySet().forEach(name -> totals.put(name, new Histogram(MAX_NS, 3)));
    }

    /** The slot of a decision with commands is in the journal; called on the chain's thread. */
    public void onJournaled(final long decidedNs, final long nowNs) {
        record(journaled, nowNs - decidedNs);
    }

    @Override
    public void onWritten(
            final long orderKey,
            final long readableNs,
            final long decidedNs,
            final long writtenNs) {
        if (decidedNs > 0) {
            record(written, writtenNs - decidedNs);
        }
        if (readableNs > 0) {
            record(whole, writtenNs - readableNs);
            if (decidedNs > 0) {
                record(decided, decidedNs - readableNs);
            }
        }
    }

    private static void record(final Recorder recorder, final long elapsedNs) {
        recorder.recordValue(Math.min(Math.max(elapsedNs, 0), MAX_NS));
    }

    /** All figures so far by segment. Any one thread at a time. */
    public synchronized Map<String, Histogram> totals() {
        recorders.forEach(
                (name, recorder) -> totals.get(name).add(recorder.getIntervalHistogram()));
        return totals;
    }

    /** Percentiles of each segment in microseconds. */
    public synchronized ObjectNode toJson() {
        final ObjectNode root = Json.object();
        totals().forEach(
                        (name, histogram) ->
                                root.putObject(name)
                                        .put("count", histogram.getTotalCount())
                                        .put("p50Us", micros(histogram, 50))
                                        .put("p99Us", micros(histogram, 99))
                                        .put("maxUs", micros(histogram, 100)));
        return root;
    }

    private static String micros(final Histogram histogram, final int percentile) {
        final long valueNs = histogram.getValueAtPercentile(percentile);
        return String.format(Locale.ROOT, "%d.%d", valueNs / 1_000, valueNs % 1_000 / 100);
    }
}
