package dev.bowline.gateway.net;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** An event loop of Netty as {@link EventThread}. */
record LoopThread(EventLoop loop) implements EventThread {
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
        final Future<?> unused = loop.schedule(task, delayMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }
}
