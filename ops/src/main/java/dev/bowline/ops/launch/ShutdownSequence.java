package dev.bowline.ops.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Steps of stopping, one after another, each with a time limit, all together with another (REC-5).
 * A step that fails or hangs is reported, and the next one runs: what comes later, such as closing
 * the journal, must not suffer from what came before.
 */
public final class ShutdownSequence {
    private static final Logger LOG = LoggerFactory.getLogger(ShutdownSequence.class);

    private final long stepTimeoutMs;
    private final long totalTimeoutMs;
    private final List<Step> steps = new ArrayList<>();

    /** Limits of one step and of all together. */
    public ShutdownSequence(final long stepTimeoutMs, final long totalTimeoutMs) {
        this.stepTimeoutMs = stepTimeoutMs;
        this.totalTimeoutMs = totalTimeoutMs;
    }

    private record Step(String name, Callable<Void> action) {}

    /** Something that may fail. */
    @FunctionalInterface
    public interface Action {
        /** Does it. */
        void run() throws Exception;
    }

    /** Adds a step; steps run in the order they were added. */
    public ShutdownSequence then(final String name, final Action action) {
        steps.add(
                new Step(
                        name,
                        () -> {
                            action.run();
                            return null;
                        }));
        return this;
    }

    /**
     * Runs all steps.
     *
     * @return what went wrong, one line per step; empty if nothing did
     */
    public List<String> run() {
        final List<String> problems = new ArrayList<>();
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(totalTimeoutMs);
        for (final Step step : steps) {
            final long leftNs = deadlineNs - System.nanoTime();
            final long limitNs = Math.min(TimeUnit.MILLISECONDS.toNanos(stepTimeoutMs), leftNs);
            final String problem = runStep(step, Math.max(limitNs, 0));
            if (!problem.isEmpty()) {
                LOG.error("STOP_STEP_FAILED step=\"{}\" {}", step.name(), problem);
                problems.add(step.name() + ": " + problem);
            }
        }
        return problems;
    }

    private static String runStep(final Step step, final long limitNs) {
        if (limitNs == 0) {
            return "not run, the time for stopping is used up";
        }
        // A thread of its own for each step: one that hangs must not hold up the next.
        final ExecutorService executor =
                Executors.newSingleThreadExecutor(
                        task -> {
                            final Thread thread = new Thread(task, "stop: " + step.name());
                            thread.setDaemon(true);
                            return thread;
                        });
        try {
            final Future<Void> done = executor.submit(step.action());
            done.get(limitNs, TimeUnit.NANOSECONDS);
            return "";
        } catch (final TimeoutException e) {
            return "not done within " + TimeUnit.NANOSECONDS.toMillis(limitNs) + " ms";
        } catch (final ExecutionException e) {
            return String.valueOf(e.getCause());
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } finally {
            executor.shutdownNow();
        }
    }
}
