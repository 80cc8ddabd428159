package dev.bowline.gateway.net;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * An event loop of Netty as {@link EventThread}.
 *
 * @param speed times the machine's time
 */
record LoopThread(EventLoop loop, int speed) implements EventThread {
    @Override
    public boolean isCurrent() {
        return loop.inEventLoop();
    }

    @Override
    public void execute(final Runnable task) {
        loop.execute(task);
    }

    @Override
    public void schedule(final Runnable task, final long delayMs) {
        final Future<?> unused =
                loop.schedule(
                        task, TimeUnit.MILLISECONDS.toNanos(delayMs) / speed, TimeUnit.NANOSECONDS);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime() * speed;
    }
}
