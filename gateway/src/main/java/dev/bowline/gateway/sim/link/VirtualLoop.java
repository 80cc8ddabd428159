package dev.bowline.gateway.sim.link;

import dev.bowline.gateway.net.EventThread;

/** The event loop of a process in virtual time; everybody is always on it. */
public record VirtualLoop(VirtualTime time, Life life) implements EventThread {
    @Override
    public boolean isCurrent() {
        return true;
    }

    @Override
    public void execute(final Runnable task) {
        time.after(life, 0, task);
    }

    @Override
    public void schedule(final Runnable task, final long delayMs) {
        time.afterMs(life, delayMs, task);
    }

    @Override
    public long nanoTime() {
        return time.nowNs();
    }
}
