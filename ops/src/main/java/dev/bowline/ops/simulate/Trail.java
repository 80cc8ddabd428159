package dev.bowline.ops.simulate;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What happened: a hash over everything, and the last notable things in words. */
final class Trail {
    private static final int KEPT = 400;
    private static final long PRIME = 0x100000001B3L;

    private final LongSupplier nowNs;
    private final ArrayDeque<String> lines = new ArrayDeque<>(KEPT);
    private long hash = 0xCBF29CE484222325L;

    Trail(final LongSupplier nowNs) {
        this.nowNs = nowNs;
    }

    /** Mixes a number into the hash. */
    void mix(final long value) {
        hash = (hash ^ value) * PRIME;
        hash ^= hash >>> 29;
    }

    /** Keeps a line, and mixes it in. */
    void note(final String text) {
        mix(text.hashCode());
        if (lines.size() == KEPT) {
            lines.removeFirst();
        }
        lines.addLast(
                Instant.ofEpochMilli(TimeUnit.NANOSECONDS.toMillis(nowNs.getAsLong()))
                        + " "
                        + text);
    }

    long hash() {
        return hash;
    }

    /** The last lines, oldest first. */
    List<String> last(final int count) {
        final List<String> all = new ArrayList<>(lines);
        return List.copyOf(all.subList(Math.max(0, all.size() - count), all.size()));
    }
}
