package dev.bowline.ops.simulate;

import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Runs seeds on several threads, each seed on one of them, and tells their reports in the order of
 * the seeds; what a seed gives does not depend on its neighbours.
 */
public final class SeedRunner {
    private static final int AHEAD_PER_WORKER = 4;

    private final SimulationSettings settings;
    private final int workers;
    private volatile boolean isStopped;

    /**
     * A runner that has run nothing.
     *
     * @param workers threads, {@code >= 1}
     */
    public SeedRunner(final SimulationSettings settings, final int workers) {
        this.settings = settings;
        this.workers = workers;
    }

    /**
     * Runs seeds one after the other until all are done or {@link #stop} was called.
     *
     * @param reader gets each report, on the caller's thread
     */
    public void run(final long firstSeed, final long count, final Consumer<SeedReport> reader) {
        final ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            final ArrayDeque<Future<SeedReport>> underWay = new ArrayDeque<>();
            long next = 0;
            while (next < count || !underWay.isEmpty()) {
                while (!isStopped && next < count && underWay.size() < workers * AHEAD_PER_WORKER) {
                    final long seed = firstSeed + next++;
                    underWay.addLast(threads.submit(() -> reportOrNull(seed)));
                }
                if (underWay.isEmpty()) {
                    return;
                }
                final SeedReport report = await(underWay.removeFirst());
                if (report != null) {
                    reader.accept(report);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private SeedReport reportOrNull(final long seed) {
        return isStopped ? null : Simulation.run(seed, settings);
    }

    private static SeedReport await(final Future<SeedReport> report) {
        try {
            return report.get();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while seeds run", e);
        } catch (final ExecutionException e) {
            throw new IllegalStateException("a seed ended with " + e.getCause(), e.getCause());
        }
    }

    /** Begins no further seed. Any thread. */
    public void stop() {
        isStopped = true;
    }
}
