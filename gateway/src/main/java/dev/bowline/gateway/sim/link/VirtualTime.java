package dev.bowline.gateway.sim.link;

import dev.bowline.gateway.sim.server.SimClock;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Time that moves from task to task. Tasks of the same moment run in the order they were planned. A
 * task that has to wait runs the others meanwhile, see {@link #runUntil}. One thread.
 */
public final class VirtualTime {
    private final SimClock clock;
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private final Runnable afterEach;
    private long planned;
    private long ran;

    /** One thing that will happen; belongs to a process or, without one, to the world. */
    private record Task(long atNs, long number, Life lifeOrNull, Runnable action)
            implements Comparable<Task> {
        @Override
        public int compareTo(final Task other) {
            return atNs != other.atNs
                    ? Long.compare(atNs, other.atNs)
                    : Long.compare(number, other.number);
        }
    }

    /**
     * Time that stands where the clock does.
     *
     * @param clock moved forward by this alone
     * @param afterEach runs after each task, also within a task that waits
     */
    public VirtualTime(final SimClock clock, final Runnable afterEach) {
        this.clock = clock;
        this.afterEach = afterEach;
    }

    /** Epoch nanoseconds. */
    public long nowNs() {
        return clock.nanoTime();
    }

    /** Tasks that ran so far. */
    public long steps() {
        return ran;
    }

    /**
     * Plans a task.
     *
     * @param lifeOrNull whose it is; dropped if that is over by then
     * @param atNs not before now
     */
    public void at(final Life lifeOrNull, final long atNs, final Runnable action) {
        tasks.add(new Task(Math.max(atNs, nowNs()), planned++, lifeOrNull, action));
    }

    /** As {@link #at}, so much later than now. */
    public void after(final Life lifeOrNull, final long delayNs, final Runnable action) {
        at(lifeOrNull, nowNs() + Math.max(0, delayNs), action);
    }

    /** As {@link #after}, in milliseconds. */
    public void afterMs(final Life lifeOrNull, final long delayMs, final Runnable action) {
        after(lifeOrNull, TimeUnit.MILLISECONDS.toNanos(delayMs), action);
    }

    /**
     * Runs the next task.
     *
     * @return false if there is none
     */
    public boolean step() {
        final Task task = tasks.poll();
        if (task == null) {
            return false;
        }
        if (task.lifeOrNull() != null && task.lifeOrNull().isOver()) {
            return true;
        }
        clock.advanceTo(task.atNs());
        ran++;
        task.action().run();
        afterEach.run();
        return true;
    }

    /**
     * Runs tasks until a condition holds: what a thread does that waits.
     *
     * @throws IllegalStateException if nothing is left that could make it hold
     */
    public void runUntil(final BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            if (!step()) {
                throw new IllegalStateException("virtual time has no task left to wait for");
            }
        }
    }

    /** Lets time pass. */
    public void pauseMs(final long pauseMs) {
        final long untilNs = nowNs() + TimeUnit.MILLISECONDS.toNanos(pauseMs);
        final boolean[] over = new boolean[1];
        at(null, untilNs, () -> over[0] = true);
        runUntil(() -> over[0]);
    }
}
