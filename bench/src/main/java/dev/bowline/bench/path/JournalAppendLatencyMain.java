package dev.bowline.bench.path;

import dev.bowline.bench.micro.JournalRuns;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.journal.store.JournalDirectory;
import dev.bowline.journal.store.JournalSettings;
import dev.bowline.journal.store.JournalWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.HdrHistogram.Histogram;

/**
 * Time from the moment a slot was due until it is linked and in the file, at a fixed rate of
 * arrivals (no coordinated omission). Arguments: records per second (100000), seconds (5).
 */
public final class JournalAppendLatencyMain {
    private static final long NS_PER_SECOND = 1_000_000_000L;

    private JournalAppendLatencyMain() {}

    /** Warms up for a fifth of the records, then measures the rest. */
    public static void main(final String[] args) throws IOException {
        final long perSecond = args.length > 0 ? Long.parseLong(args[0]) : 100_000;
        final long seconds = args.length > 1 ? Long.parseLong(args[1]) : 5;
        final Path journal = Files.createTempDirectory("bowline-bench");
        final Histogram latencyNs = new Histogram(NS_PER_SECOND * 10, 3);
        try (JournalDirectory directory = JournalDirectory.lock(journal);
                JournalWriter writer =
                        new JournalWriter(
                                directory,
                                JournalSettings.standard(),
                                JournalRuns.nextHeader(journal))) {
            measure(writer, perSecond, perSecond * seconds, latencyNs);
        } finally {
            JournalRuns.delete(journal);
        }
        print(System.out, perSecond, latencyNs);
    }

    private static void measure(
            final JournalWriter writer,
            final long perSecond,
            final long records,
            final Histogram latencyNs) {
        final EngineEvent event = new EngineEvent();
        final long gapNs = NS_PER_SECOND / perSecond;
        final long startNs = System.nanoTime();
        for (long i = 0; i < records; i++) {
            final long dueNs = startNs + i * gapNs;
            while (System.nanoTime() < dueNs) {
                Thread.onSpinWait();
            }
            JournalRuns.fillReport(event, i);
            if (!writer.tryAppend(event)) {
                throw new IllegalStateException("append failed", writer.lastErrorOrNull());
            }
            if (i >= records / 5) {
                latencyNs.recordValue(System.nanoTime() - dueNs);
            }
        }
    }

    private static void print(
            final PrintStream out, final long perSecond, final Histogram latencyNs) {
        out.printf(
                "journal append with link, 293 bytes, %d/s, n=%d, ns: p50=%d p99=%d p99.9=%d"
                        + " max=%d; %d cores, Java %s%n",
                perSecond,
                latencyNs.getTotalCount(),
                latencyNs.getValueAtPercentile(50),
                latencyNs.getValueAtPercentile(99),
                latencyNs.getValueAtPercentile(99.9),
                latencyNs.getMaxValue(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"));
    }
}
