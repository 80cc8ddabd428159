package dev.bowline.core.state;

/**
 * Mixes durable state into 64 bits that differ, but for chance, when any value differs. Not meant
 * against forgery: the journal's SHA-256 links are. Allocates nothing.
 */
public final class StateHash implements StateSink {
    // Constants of the 64-bit finalizer of MurmurHash3 (public domain).
    private static final long MIX_1 = 0xff51afd7ed558ccdL;
    private static final long MIX_2 = 0xc4ceb9fe1a85ec53L;
    private static final long SEED = 0x9E3779B97F4A7C15L;

    private long hash = SEED;

    /** Both halves of one product, as wyhash (public domain) folds them: half the time of two. */
    @Override
    public void putLong(final long value) {
        final long mixed = hash ^ value;
        hash = (Math.multiplyHigh(mixed, MIX_1) ^ (mixed * MIX_1)) + SEED;
    }

    @Override
    public boolean takesDigests() {
        return true;
    }

    /** Starts again. */
    public void reset() {
        hash = SEED;
    }

    /** Hash of the values since {@link #reset}; never 0, which means "not taken" in a slot. */
    public long value() {
        long mixed = hash;
        mixed ^= mixed >>> 33;
        mixed *= MIX_2;
        mixed ^= mixed >>> 29;
        return mixed == 0 ? 1 : mixed;
    }
}
