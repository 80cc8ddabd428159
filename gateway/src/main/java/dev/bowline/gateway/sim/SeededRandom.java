package dev.bowline.gateway.sim;

/** SplitMix64: the same numbers from the same seed on every machine and Java version. */
// Steele, Lea, Flood: Fast splittable pseudorandom number generators (OOPSLA 2014)
public final class SeededRandom {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final int UNIFORMS = 12;
    private static final int UNIFORM_BITS = 20;

    private long state;

    /** The same seed gives the same numbers. */
    public SeededRandom(final long seed) {
        this.state = seed;
    }

    /** Any of the 2^64 numbers. */
    public long next() {
        state += GOLDEN_GAMMA;
        long mixed = state;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }

    /** In {@code [0, bound)}. */
    public long below(final long bound) {
        return Math.floorMod(next(), bound);
    }

    /** In {@code [min, max]}. */
    public long between(final long min, final long max) {
        return min + below(max - min + 1);
    }

    /** True in so many of a thousand cases. */
    public boolean chance(final int perMille) {
        return below(1000) < perMille;
    }

    /** About normal (sum of twelve uniforms), standard deviation {@code scale}, exact integers. */
    long normal(final long scale) {
        long sum = 0;
        for (int i = 0; i < UNIFORMS; i++) {
            sum += next() >>> (Long.SIZE - UNIFORM_BITS);
        }
        return ((sum - ((UNIFORMS / 2L) << UNIFORM_BITS)) * scale) >> UNIFORM_BITS;
    }
}
