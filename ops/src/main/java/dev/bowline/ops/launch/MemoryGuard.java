package dev.bowline.ops.launch;

import dev.bowline.core.event.OperatorKind;
import dev.bowline.ops.config.ConfigTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the memory of the process (REC-7): over the limit it warns and lets the engine reduce
 * only; if that lasts, it asks for an orderly stop, in which positions keep their stops. One
 * thread.
 */
final class MemoryGuard {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryGuard.class);
    private static final long MB = 1 << 20;
    private static final long POLL_NS = TimeUnit.SECONDS.toNanos(1);

    /** Metaspace, code, direct buffers and the journal's mapped pages beside a full heap. */
    private static final long BESIDE_HEAP_MB = 256;

    /** Back under the limit means under this share of it, in percent, so that it does not flap. */
    private static final long NORMAL_PERCENT = 95;

    private final LongSupplier rssBytes;
    private final long limitBytes;
    private final long stopAfterNs;
    private final Predicate<OperatorKind> engine;
    private final Consumer<String> stop;
    private long nextNs;
    private boolean isHigh;
    private boolean isToldHigh;
    private boolean isStopAsked;
    private long highSinceNs;

    /**
     * A guard.
     *
     * @param rssBytes resident memory of the process; 0 if not known
     * @param limitBytes more than this is too much
     * @param stopAfterNs how long it may be too much before the run is stopped; 0: for ever
     * @param engine takes MEMORY_HIGH and MEMORY_NORMAL; false if it could not, then it is told
     *     again a second later
     * @param stop asks the run to end, with the reason
     */
    MemoryGuard(
            final LongSupplier rssBytes,
            final long limitBytes,
            final long stopAfterNs,
            final Predicate<OperatorKind> engine,
            final Consumer<String> stop) {
        this.rssBytes = rssBytes;
        this.limitBytes = limitBytes;
        this.stopAfterNs = stopAfterNs;
        this.engine = engine;
        this.stop = stop;
    }

    /** As configured: base, or else what a full heap needs, and the allowance on top. */
    static long limitBytes(final ConfigTree tree) {
        final long baseMb = tree.number("run.memory-base-mb");
        final long heapMb = Runtime.getRuntime().maxMemory() / MB;
        return (Math.max(baseMb, baseMb == 0 ? heapMb + BESIDE_HEAP_MB : 0)
                        + tree.number("run.memory-over-mb"))
                * MB;
    }

    /** Looks once a second. */
    void poll(final long nowNs) {
        if (nowNs - nextNs < 0 && nextNs != 0) {
            return;
        }
        nextNs = nowNs + POLL_NS;
        final long bytes = rssBytes.getAsLong();
        if (!isHigh && bytes > limitBytes) {
            isHigh = true;
            highSinceNs = nowNs;
            LOG.warn("MEMORY_HIGH rssMb={} limitMb={}", bytes / MB, limitBytes / MB);
        } else if (isHigh && bytes <= limitBytes / 100 * NORMAL_PERCENT) {
            isHigh = false;
            LOG.info("MEMORY_NORMAL rssMb={} limitMb={}", bytes / MB, limitBytes / MB);
        } else if (isHigh
                && !isStopAsked
                && stopAfterNs > 0
                && nowNs - highSinceNs >= stopAfterNs) {
            isStopAsked = true;
            stop.accept("memory guard: " + bytes / MB + " MB, at most " + limitBytes / MB);
        }
        if (isToldHigh != isHigh
                && engine.test(isHigh ? OperatorKind.MEMORY_HIGH : OperatorKind.MEMORY_NORMAL)) {
            isToldHigh = isHigh;
        }
    }

    /** Resident memory as Linux tells it, proc(5); 0 elsewhere. */
    static long residentBytes() {
        try {
            for (final String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith("VmRSS:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) * 1_024;
                }
            }
        } catch (final IOException | NumberFormatException ignored) {
            // Another system: there is nothing to guard by.
        }
        return 0;
    }
}
