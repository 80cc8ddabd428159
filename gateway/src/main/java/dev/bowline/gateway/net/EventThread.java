package dev.bowline.gateway.net;

import io.netty.channel.EventLoop;
import java.util.concurrent.Executor;

/** The one thread that owns connections and what is sent over them, with its sense of time. */
public interface EventThread extends Executor {
    /** Whether the caller is on it. */
    boolean isCurrent();

    /** Runs a task on it after some time. Any thread. */
    void schedule(Runnable task, long delayMs);

    /** Time that never runs backwards, for durations only; any thread. */
    long nanoTime();

    /** An event loop of Netty, on the machine's time. */
    static EventThread of(final EventLoop loop) {
        return new LoopThread(loop, 1);
    }

    /** An event loop of Netty whose time passes so many times faster than the machine's. */
    static EventThread of(final EventLoop loop, final int speed) {
        return new LoopThread(loop, speed);
    }
}
