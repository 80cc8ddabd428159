package dev.bowline.gateway.sim.link;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/**
 * A thread of a process that may block: one task at a time, in order. While one waits the rest of
 * the world goes on; two such threads that wait at once continue in the reverse of their order.
 */
public final class SlowThread implements Executor {
    private final VirtualTime time;
    private final Life life;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean isBusy;

    public SlowThread(final VirtualTime time, final Life life) {
        this.time = time;
        this.life = life;
    }

    @Override
    public void execute(final Runnable task) {
        waiting.addLast(task);
        time.after(life, 0, this::run);
    }

    private void run() {
        if (isBusy) {
            return;
        }
        isBusy = true;
        try {
            while (!waiting.isEmpty()) {
                waiting.removeFirst().run();
            }
        } finally {
            isBusy = false;
        }
    }
}
