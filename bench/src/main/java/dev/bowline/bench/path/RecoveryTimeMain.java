package dev.bowline.bench.path;

import dev.bowline.core.engine.DecisionHandler;
import dev.bowline.core.engine.HaltOnError;
import dev.bowline.core.engine.HaltSwitch;
import dev.bowline.core.engine.InlineRunner;
import dev.bowline.core.engine.SnapshotTaker;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.core.state.StateSink;
import dev.bowline.journal.chain.HeadKeys;
import dev.bowline.journal.codec.RunHeader;
import dev.bowline.journal.replay.ReplayReport;
import dev.bowline.journal.replay.ReplayVerifier;
import dev.bowline.journal.replay.StateRecovery;
import dev.bowline.journal.store.JournalDirectory;
import dev.bowline.journal.store.JournalHandler;
import dev.bowline.journal.store.JournalSettings;
import dev.bowline.journal.store.JournalWriter;
import dev.bowline.journal.store.LastRun;
import dev.bowline.journal.store.SnapshotBuffer;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Locale;

/**
 * What a start over a journal costs (PERF-6), and what a snapshot costs the engine (JRN-3).
 *
 * <ul>
 *   <li>{@code write DIR MINUTES SYMBOLS EVENTS_PER_SECOND SNAPSHOT_MS}: a run that dies in the
 *       middle of a snapshot interval
 *   <li>{@code recover DIR checkpoint|scan|start ROUNDS}: from the signed checkpoint; from the last
 *       snapshot after checking the whole run; or from the run's start as if there were no
 *       snapshots
 *   <li>{@code pause DIR SYMBOLS COUNT}: the slots that take a snapshot, decision to journal
 * </ul>
 */
public final class RecoveryTimeMain {
    private static final PrintStream OUT = System.out;
    private static final long NS_PER_MS = 1_000_000;
    private static final long CHECKPOINT_MINUTES = 10;
    private static final long NS_PER_MINUTE = 60_000 * NS_PER_MS;

    private RecoveryTimeMain() {}

    /** Runs one of the pieces. */
    public static void main(final String[] args) throws IOException {
        final Path journal = Path.of(args[1]);
        switch (args[0]) {
            case "write" ->
                    write(
                            journal,
                            Long.parseLong(args[2]),
                            Integer.parseInt(args[3]),
                            Integer.parseInt(args[4]),
                            Long.parseLong(args[5]));
            case "recover" -> recover(journal, args[2], Integer.parseInt(args[3]));
            case "pause" -> pause(journal, Integer.parseInt(args[2]), Integer.parseInt(args[3]));
            default -> throw new IllegalArgumentException("piece " + args[0]);
        }
    }

    private static Path keyFile(final Path journal) {
        return journal.resolveSibling(journal.getFileName() + ".key");
    }

    private static RunHeader header(final Path journal) {
        return new RunHeader(
                1,
                0,
                0,
                LastRun.find(journal).head(),
                1_795_176_000_000L,
                "bench",
                "bench",
                "Java " + Runtime.version(),
                "sim",
                "generated",
                "generated: true\n",
                BenchEngine.config());
    }

    private static void write(
            final Path journal,
            final long minutes,
            final int symbols,
            final int eventsPerSecond,
            final long snapshotMs)
            throws IOException {
        final PrivateKey key = HeadKeys.loadOrCreate(keyFile(journal));
        final RunHeader header = header(journal);
        final DecisionHandler decision = new DecisionHandler(header.engine());
        final SnapshotBuffer buffer = new SnapshotBuffer();
        final RecoveryMarket market = new RecoveryMarket(symbols, eventsPerSecond);
        final SnapshotTaker taker =
                new SnapshotTaker(
                        new HaltOnError(decision, new HaltSwitch()),
                        decision,
                        buffer,
                        snapshotMs * NS_PER_MS);
        final long startNs = System.nanoTime();
        try (JournalDirectory directory = JournalDirectory.lock(journal);
                JournalWriter writer =
                        new JournalWriter(directory, JournalSettings.standard(), header)) {
            final JournalHandler handler = new JournalHandler(writer, buffer);
            final InlineRunner runner = new InlineRunner(taker, handler, market);
            market.start(runner);
            for (long minute = 0; minute < minutes; minute++) {
                market.run(NS_PER_MINUTE);
                if (minute % CHECKPOINT_MINUTES == 0 || minutes - minute <= CHECKPOINT_MINUTES) {
                    // The newest alone counts; each waits for the disk.
                    writer.writeCheckpoint(key);
                }
            }
            // Dies between two snapshots.
            market.run(snapshotMs * NS_PER_MS / 2);
            OUT.printf(
                    Locale.ROOT,
                    "written minutes=%d symbols=%d records=%d snapshots=%d lost=%d trades=%d"
                            + " positions=%d stopMoves=%d stateHash=%x seconds=%.1f%n",
                    minutes,
                    symbols,
                    writer.records(),
                    handler.storedSnapshots(),
                    handler.lostSlots() + handler.lostSnapshots(),
                    decision.view().settledTrades(),
                    decision.view().trailingStops(),
                    decision.view().trailingUpdates(),
                    decision.stateHash(),
                    (System.nanoTime() - startNs) / 1e9);
        }
    }

    private static void recover(final Path journal, final String how, final int rounds)
            throws IOException {
        final PublicKey key =
                "checkpoint".equals(how) ? HeadKeys.loadPublic(keyFile(journal)) : null;
        long bytes = 0;
        try (var files = Files.walk(journal)) {
            for (final Path file : files.filter(Files::isRegularFile).toList()) {
                bytes += Files.size(file);
            }
        }
        final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (int round = 0; round < rounds; round++) {
            final long startNs = System.nanoTime();
            final long startCpuNs = threads.getCurrentThreadCpuTime();
            if ("start".equals(how)) {
                final ReplayReport report = ReplayVerifier.verify(journal, 1);
                OUT.printf(
                        Locale.ROOT,
                        "replayed slots=%d identical=%b stateHash=%x ms=%.1f cpuMs=%.1f%n",
                        report.slots(),
                        report.isIdentical(),
                        report.stateHash(),
                        (System.nanoTime() - startNs) / 1e6,
                        (threads.getCurrentThreadCpuTime() - startCpuNs) / 1e6);
                continue;
            }
            final StateRecovery recovery = StateRecovery.recover(journal, key);
            final double ms = (System.nanoTime() - startNs) / 1e6;
            final double cpuMs = (threads.getCurrentThreadCpuTime() - startCpuNs) / 1e6;
            OUT.printf(
                    Locale.ROOT,
                    "recovered how=%s megabytes=%d records=%d snapshot=%b tail=%d identical=%b"
                            + " stateHash=%x ms=%.1f cpuMs=%.1f notes=%s%n",
                    how,
                    bytes >> 20,
                    recovery.lastRun().records(),
                    recovery.isFromSnapshot(),
                    recovery.replayOrNull().slots(),
                    recovery.replayOrNull().isIdentical(),
                    recovery.replayOrNull().stateHash(),
                    ms,
                    cpuMs,
                    recovery.notes());
        }
    }

    private static void pause(final Path journal, final int symbols, final int count)
            throws IOException {
        final RunHeader header = header(journal);
        final DecisionHandler decision = new DecisionHandler(header.engine());
        final SnapshotBuffer buffer = new SnapshotBuffer();
        final RecoveryMarket market = new RecoveryMarket(symbols, symbols * 40);
        final EngineHandler link = new HaltOnError(decision, new HaltSwitch());
        // One every 50 ms of venue time, so that a sample takes seconds.
        final SnapshotTaker taker = new SnapshotTaker(link, decision, buffer, 50 * NS_PER_MS);
        final long[] pausesNs = new long[count];
        long bytesBefore = 0;
        try (JournalDirectory directory = JournalDirectory.lock(journal);
                JournalWriter writer =
                        new JournalWriter(directory, JournalSettings.standard(), header)) {
            final JournalHandler handler = new JournalHandler(writer, buffer);
            final long[] takenNs = new long[1];
            final EngineHandler first =
                    (event, nowNs) -> {
                        takenNs[0] = System.nanoTime();
                        taker.onEvent(event, nowNs);
                    };
            final long[] found = new long[1];
            final EngineHandler second =
                    (event, nowNs) -> {
                        final long before = handler.storedSnapshots();
                        handler.onEvent(event, nowNs);
                        if (handler.storedSnapshots() != before) {
                            pausesNs[(int) (found[0]++ % count)] = System.nanoTime() - takenNs[0];
                        }
                    };
            market.start(new InlineRunner(first, second, market));
            market.run(10 * NS_PER_MINUTE / Math.max(1, symbols / 5));
            found[0] = 0;
            while (found[0] < count) {
                market.step();
            }
            final SnapshotSize size = new SnapshotSize();
            decision.writeSnapshot(size);
            bytesBefore = size.bytes;
        }
        printPauses(symbols, bytesBefore, pausesNs);
    }

    private static void printPauses(final int symbols, final long bytes, final long[] pausesNs) {
        final int count = pausesNs.length;
        Arrays.sort(pausesNs);
        OUT.printf(
                Locale.ROOT,
                "pause symbols=%d bytes=%d samples=%d p50=%.1f p99=%.1f max=%.1f microseconds%n",
                symbols,
                bytes,
                count,
                pausesNs[count / 2] / 1e3,
                pausesNs[count * 99 / 100] / 1e3,
                pausesNs[count - 1] / 1e3);
    }

    /** Counts. */
    private static final class SnapshotSize implements StateSink {
        private long bytes;

        @Override
        public void putLong(final long value) {
            bytes += Long.BYTES;
        }
    }
}
