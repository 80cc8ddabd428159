package dev.bowline.bench.path;

import java.util.concurrent.TimeUnit;

/**
 * What the latency venue sends when: messages at one distance, in cycles of books that lean to one
 * side and end with a trade; a warm-up of cycles of two, then the measured cycles. One thread.
 */
final class Schedule {
    private final long intervalNs;
    private final int warmUpMessages;
    private final int messages;
    private final int perCycle;
    private int sent;

    private Schedule(
            final long intervalNs,
            final int warmUpMessages,
            final int messages,
            final int perCycle) {
        this.intervalNs = intervalNs;
        this.warmUpMessages = warmUpMessages;
        this.messages = messages;
        this.perCycle = perCycle;
    }

    /**
     * @param perSecond messages per second, 1 to 1,000,000
     * @param seconds measured
     * @param warmUpSeconds before
     * @param perCycle messages per order while measuring, at least 2
     */
    static Schedule of(
            final int perSecond, final int seconds, final int warmUpSeconds, final int perCycle) {
        if (perSecond < 1 || perSecond > 1_000_000 || perCycle < 2) {
            throw new IllegalArgumentException(
                    "messages per second "
                            + perSecond
                            + ": 1 to 1000000; messages per order "
                            + perCycle
                            + ": 2 or more");
        }
        final int warmUp = perSecond * warmUpSeconds / 2 * 2;
        return new Schedule(
                TimeUnit.SECONDS.toNanos(1) / perSecond,
                warmUp,
                warmUp + perSecond * seconds / perCycle * perCycle,
                perCycle);
    }

    int warmUpCycles() {
        return warmUpMessages / 2;
    }

    int measuredCycles() {
        return (messages - warmUpMessages) / perCycle;
    }

    int cycles() {
        return warmUpCycles() + measuredCycles();
    }

    boolean hasMore() {
        return sent < messages;
    }

    int sent() {
        return sent;
    }

    void next() {
        sent++;
    }

    /** From the first message to the next one. */
    long dueNs() {
        return sent * intervalNs;
    }

    boolean isTrade() {
        return sent < warmUpMessages
                ? sent % 2 == 1
                : (sent - warmUpMessages) % perCycle == perCycle - 1;
    }

    /** Whether the next message leans to the buyers' side. */
    boolean leansToBid() {
        final int cycle =
                sent < warmUpMessages
                        ? sent / 2
                        : warmUpCycles() + (sent - warmUpMessages) / perCycle;
        return cycle % 2 == 0;
    }
}
