package dev.bowline.bench.micro;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.journal.store.JournalDirectory;
import dev.bowline.journal.store.JournalSettings;
import dev.bowline.journal.store.JournalWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One slot encoded, linked with SHA-256 and appended to the queue's file (PERF-1), with the
 * settings of a live run. Each iteration writes a run of its own, which is removed afterwards, so
 * that the disk does not fill up. The slots are filled beforehand: the chain, not the journal,
 * fills them.
 */
@BenchmarkMode({Mode.AverageTime, Mode.SampleTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class JournalAppendBenchmark {
    private final EngineEvent book = new EngineEvent();
    private final EngineEvent trade = new EngineEvent();
    private final EngineEvent report = new EngineEvent();
    private Path journal;
    private JournalDirectory directory;
    private JournalWriter writer;
    private long sequence;

    /** A new run in a new journal. */
    @Setup(Level.Iteration)
    public void start() throws IOException {
        journal = Files.createTempDirectory("bowline-bench");
        directory = JournalDirectory.lock(journal);
        writer =
                new JournalWriter(
                        directory, JournalSettings.standard(), JournalRuns.nextHeader(journal));
        sequence = 0;
        JournalRuns.fillBook(book, sequence);
        JournalRuns.fillTrade(trade, sequence);
        JournalRuns.fillReport(report, sequence);
    }

    /** Removes it. */
    @TearDown(Level.Iteration)
    public void end() throws IOException {
        writer.close();
        directory.close();
        JournalRuns.delete(journal);
    }

    /** 140 bytes: a market event that led to nothing. */
    @Benchmark
    public boolean appendBook140Bytes() {
        return tryAppend(book);
    }

    /** 256 bytes: a trade that led to an intent. */
    @Benchmark
    public boolean appendTrade256Bytes() {
        return tryAppend(trade);
    }

    /** 293 bytes: a report that led to a command. */
    @Benchmark
    public boolean appendReport293Bytes() {
        return tryAppend(report);
    }

    private boolean tryAppend(final EngineEvent event) {
        event.sequence = sequence;
        event.ingestTimeNs = sequence++;
        return writer.tryAppend(event);
    }
}
