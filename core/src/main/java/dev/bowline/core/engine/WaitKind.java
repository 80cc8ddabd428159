package dev.bowline.core.engine;

import com.lmax.disruptor.BlockingWaitStrategy;
import com.lmax.disruptor.BusySpinWaitStrategy;
import com.lmax.disruptor.SleepingWaitStrategy;
import com.lmax.disruptor.WaitStrategy;
import com.lmax.disruptor.YieldingWaitStrategy;

/** How a link's thread waits for the next slot: latency against processor time. */
public enum WaitKind {
    /** Lowest latency; needs a core of its own for each link. */
    BUSY_SPIN,
    /** Spins, then yields. */
    YIELDING,
    /** Spins, yields, then parks for short times; frugal, about 50 microseconds slower. */
    SLEEPING,
    /** Waits on a lock; producers pay for the wake-up. */
    BLOCKING;

    WaitStrategy newStrategy() {
        return switch (this) {
            case BUSY_SPIN -> new BusySpinWaitStrategy();
            case YIELDING -> new YieldingWaitStrategy();
            case SLEEPING -> new SleepingWaitStrategy();
            case BLOCKING -> new BlockingWaitStrategy();
        };
    }
}
