package dev.bowline.core.num;

/** Range checks of configuration records; the message names key, value and what is allowed. */
public final class Checks {
    private Checks() {}

    /**
     * Refuses a value outside {@code [min, max]}.
     *
     * @throws IllegalArgumentException for example {@code risk.max-open-positions=0, must be in [1,
     *     32]}
     */
    public static void inRange(final String key, final long value, final long min, final long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    key + "=" + value + ", must be in [" + min + ", " + max + "]");
        }
    }

    /** As {@link #inRange}, for values at scale 1e-8; the message shows decimals. */
    public static void inRangeE8(
            final String key, final long valueE8, final long minE8, final long maxE8) {
        if (valueE8 < minE8 || valueE8 > maxE8) {
            throw new IllegalArgumentException(
                    key
                            + "="
                            + DecimalFormat.toText(valueE8)
                            + ", must be in ["
                            + DecimalFormat.toText(minE8)
                            + ", "
                            + DecimalFormat.toText(maxE8)
                            + "]");
        }
    }
}
