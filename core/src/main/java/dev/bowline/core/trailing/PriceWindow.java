package dev.bowline.core.trailing;

import dev.bowline.core.event.Side;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * The price farthest against a position within a sliding window, to a twelfth of its length. Part
 * of the durable state, so that momentum survives a restart. Allocates nothing.
 */
final class PriceWindow {
    private static final int BUCKETS = 12;

    private final long[] worstE8 = new long[BUCKETS];
    private final long bucketNs;
    private long bucket;

    /**
     * An empty window.
     *
     * @param windowNs its length, {@code >= 12}
     */
    PriceWindow(final long windowNs) {
        bucketNs = windowNs / BUCKETS;
    }

    void clear() {
        java.util.Arrays.fill(worstE8, 0);
        bucket = 0;
    }

    void add(final Side side, final long priceE8, final long nowNs) {
        final long current = nowNs / bucketNs;
        if (current - bucket >= BUCKETS) {
            clear();
        }
        for (long passed = bucket + 1; bucket != 0 && passed <= current; passed++) {
            worstE8[(int) (passed % BUCKETS)] = 0;
        }
        bucket = Math.max(bucket, current);
        final int at = (int) (bucket % BUCKETS);
        worstE8[at] = worse(side, worstE8[at], priceE8);
    }

    /** Lowest price of the window for a long, highest for a short; 0 if it is empty. */
    long worstE8(final Side side) {
        long foundE8 = 0;
        for (int i = 0; i < BUCKETS; i++) {
            foundE8 = worstE8[i] == 0 ? foundE8 : worse(side, foundE8, worstE8[i]);
        }
        return foundE8;
    }

    private static long worse(final Side side, final long aE8, final long bE8) {
        if (aE8 == 0) {
            return bE8;
        }
        return side == Side.BUY ? Math.min(aE8, bE8) : Math.max(aE8, bE8);
    }

    void write(final StateSink sink) {
        sink.putLong(bucket);
        for (int i = 0; i < BUCKETS; i++) {
            sink.putLong(worstE8[i]);
        }
    }

    void read(final StateSource source) {
        bucket = source.getLong();
        for (int i = 0; i < BUCKETS; i++) {
            worstE8[i] = source.getLong();
        }
    }
}
