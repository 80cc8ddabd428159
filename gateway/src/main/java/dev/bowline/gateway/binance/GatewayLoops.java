package dev.bowline.gateway.binance;

import dev.bowline.gateway.net.EventLoops;
import io.netty.channel.EventLoop;
import io.netty.channel.ManualIoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.lang.System.Logger.Level;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * All threads of the gateway: the hot loops of the layout, one slow loop for REST reads, one worker
 * for periodic jobs, and lookups that may block.
 */
final class GatewayLoops implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(GatewayLoops.class.getName());

    /** A read that waits for its answer must not hold up the others. */
    private static final int WORKERS = 2;

    private static final long CLOSE_TIMEOUT_MS = 5_000;
    private static final long TIMER_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private final GatewayConfig.Threads config;
    private final Function<String, ThreadFactory> hotThreads;
    private final ManualIoEventLoop compactIo;
    private final MultiThreadIoEventLoopGroup marketGroup;
    private final MultiThreadIoEventLoopGroup orderGroup;
    private final MultiThreadIoEventLoopGroup slowGroup;
    private final ExecutorService lookups;
    private final ScheduledExecutorService worker;
    private CompactLoop compactLoop;
    private ExitHeat heat;
    private Thread ownThread;
    private volatile boolean running = true;

    /**
     * @param hotThreads from the role (engine, market-io, order-io, timer) to a factory, which may
     *     pin
     */
    GatewayLoops(
            final GatewayConfig.Threads config, final Function<String, ThreadFactory> hotThreads) {
        this.config = config;
        this.hotThreads = hotThreads;
        final boolean compact = config.layout() == ThreadLayout.COMPACT;
        compactIo = compact ? EventLoops.onCallersThread() : null;
        marketGroup = compact ? null : hotGroup("market-io");
        orderGroup = compact ? null : hotGroup("order-io");
        slowGroup = EventLoops.onOwnThread(daemons("bowline-slow-io"), false);
        lookups = Executors.newCachedThreadPool(daemons("bowline-lookup"));
        worker = Executors.newScheduledThreadPool(WORKERS, daemons("bowline-worker"));
    }

    private MultiThreadIoEventLoopGroup hotGroup(final String role) {
        return EventLoops.onOwnThread(hotThreads.apply(role), config.busySpin());
    }

    private static ThreadFactory daemons(final String name) {
        return task -> {
            final Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    EventLoop market() {
        return compactIo != null ? compactIo : marketGroup.next();
    }

    EventLoop order() {
        return compactIo != null ? compactIo : orderGroup.next();
    }

    EventLoop slow() {
        return slowGroup.next();
    }

    ExecutorService lookups() {
        return lookups;
    }

    ScheduledExecutorService worker() {
        return worker;
    }

    /** Starts the thread that runs everything. */
    void startCompact(final CompactLoop loop) {
        compactLoop = loop;
        ownThread = hotThreads.apply("engine").newThread(loop);
        ownThread.start();
    }

    /** A compact loop that spins rehearses the exit while it has nothing to do. */
    void keepWarm(final IntConsumer rehearsal) {
        if (compactLoop != null && config.busySpin()) {
            heat = new ExitHeat(rehearsal);
            compactLoop.keepWarm(heat);
        }
    }

    /** Starts the thread that makes ticks. */
    void startTimer(final TickSource ticks) {
        ownThread =
                hotThreads
                        .apply("timer")
                        .newThread(
                                () -> {
                                    while (running) {
                                        ticks.tickIfDue();
                                        LockSupport.parkNanos(TIMER_PAUSE_NS);
                                    }
                                });
        ownThread.start();
    }

    /** Runs a job again and again; it must catch what it throws. */
    static void repeat(
            final ScheduledExecutorService executor, final Runnable job, final long everyMs) {
        final Future<?> unused =
                executor.scheduleWithFixedDelay(job, everyMs, everyMs, TimeUnit.MILLISECONDS);
    }

    void wake() {
        if (compactIo != null) {
            compactIo.wakeup();
        }
    }

    ManualIoEventLoop compactIo() {
        return compactIo;
    }

    @Override
    public void close() {
        running = false;
        worker.shutdownNow();
        lookups.shutdownNow();
        if (compactLoop != null) {
            compactLoop.stop();
        }
        endGroup(marketGroup);
        endGroup(orderGroup);
        endGroup(slowGroup);
        joinOwnThread();
        if (heat != null) {
            heat.close();
        }
    }

    private static void endGroup(final MultiThreadIoEventLoopGroup group) {
        if (group != null
                && !group.shutdownGracefully(0, CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS)
                        .awaitUninterruptibly(CLOSE_TIMEOUT_MS)) {
            LOG.log(Level.WARNING, "LOOP_STILL_RUNNING after ms={0}", CLOSE_TIMEOUT_MS);
        }
    }

    private void joinOwnThread() {
        if (ownThread == null || ownThread == Thread.currentThread()) {
            return;
        }
        try {
            ownThread.join(CLOSE_TIMEOUT_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
