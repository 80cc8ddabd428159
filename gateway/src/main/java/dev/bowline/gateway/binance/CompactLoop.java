package dev.bowline.gateway.binance;

import io.netty.channel.ManualIoEventLoop;
import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/**
 * The one thread of the compact layout: sockets, then the ring, then time, round and round. What a
 * socket brings is decided, journaled and answered before the next socket is read again.
 */
final class CompactLoop implements Runnable {
    private static final System.Logger LOG = System.getLogger(CompactLoop.class.getName());
    private static final long LONGEST_WAIT_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long TASK_BUDGET_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final ManualIoEventLoop io;
    private final IntSupplier poll;
    private final Runnable flush;
    private final TickSource ticks;
    private final boolean busySpin;
    private volatile boolean running = true;
    private volatile ExitHeat heat;
    private long errors;

    /**
     * @param poll runs the chain over what is in the ring; gives how many slots
     * @param flush moves what waits for the ring into it
     */
    CompactLoop(
            final ManualIoEventLoop io,
            final IntSupplier poll,
            final Runnable flush,
            final TickSource ticks,
            final boolean busySpin) {
        this.io = io;
        this.poll = poll;
        this.flush = flush;
        this.ticks = ticks;
        this.busySpin = busySpin;
    }

    @Override
    public void run() {
        io.setOwningThread(Thread.currentThread());
        boolean mayWait = false;
        while (running) {
            mayWait = turn(mayWait);
        }
        final Future<?> unused = io.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        while (!io.isTerminated()) {
            io.runNow(TASK_BUDGET_NS);
        }
    }

    private boolean turn(final boolean mayWait) {
        try {
            if (mayWait) {
                io.run(LONGEST_WAIT_NS, TASK_BUDGET_NS);
            } else {
                io.runNow(TASK_BUDGET_NS);
            }
            flush.run();
            ticks.tickIfDue();
            final boolean isIdle = poll.getAsInt() == 0;
            if (isIdle && heat != null) {
                heat.touchIfDue(System.nanoTime());
            }
            return isIdle && !busySpin;
        } catch (final RuntimeException e) {
            // Links guard themselves; what arrives here is a fault outside of them. The loop must
            // go on: it carries the protective orders.
            errors++;
            if (Long.bitCount(errors) == 1) {
                LOG.log(Level.ERROR, "COMPACT_LOOP_FAILED errors=" + errors, e);
            }
            return false;
        }
    }

    /** From now on the exit is kept warm while nothing else is to do. Any thread, once. */
    void keepWarm(final ExitHeat exitHeat) {
        heat = exitHeat;
    }

    /** Ends after the turn that is running. Any thread. */
    void stop() {
        running = false;
        io.wakeup();
    }
}
