package dev.bowline.gateway.binance;

import java.lang.System.Logger.Level;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Jobs of the gateway that may block. One that fails is logged and tried again at its next turn.
 */
final class BackgroundWork {
    private static final System.Logger LOG = System.getLogger(BackgroundWork.class.getName());

    private final ScheduledExecutorService worker;
    private final int speed;
    private volatile boolean closed;

    /**
     * @param speed times the machine's time
     */
    BackgroundWork(final ScheduledExecutorService worker, final int speed) {
        this.worker = worker;
        this.speed = speed;
    }

    /** Runs a job again and again; a period of 0 means never. */
    void every(final long periodMs, final String what, final Runnable action) {
        if (periodMs > 0) {
            GatewayLoops.repeat(worker, () -> tryRun(what, action), Math.max(1, periodMs / speed));
        }
    }

    /** Runs a job once, after a while. */
    void later(final long delayMs, final String what, final Runnable action) {
        try {
            final Future<?> unused =
                    worker.schedule(
                            () -> tryRun(what, action), delayMs / speed, TimeUnit.MILLISECONDS);
        } catch (final RejectedExecutionException ignored) {
            // The gateway is closing.
        }
    }

    /** Runs a job soon; any thread, never blocks. */
    void soon(final Runnable action) {
        try {
            worker.execute(action);
        } catch (final RejectedExecutionException ignored) {
            // The gateway is closing.
        }
    }

    /** Runs a job after a while; any thread, never blocks. */
    void later(final long delayMs, final Runnable action) {
        try {
            final ScheduledFuture<?> unused =
                    worker.schedule(action, delayMs / speed, TimeUnit.MILLISECONDS);
        } catch (final RejectedExecutionException ignored) {
            // The gateway is closing.
        }
    }

    /** Whether it ended without an error. */
    boolean tryRun(final String what, final Runnable action) {
        try {
            action.run();
            return true;
        } catch (final RuntimeException e) {
            if (!closed) {
                LOG.log(Level.WARNING, "BACKGROUND_FAILED {0}: {1}", what, e.getMessage());
            }
            return false;
        }
    }

    /** From now on failures are no news. */
    void close() {
        closed = true;
    }
}
