package dev.bowline.gateway.binance.rest;

/** Header Retry-After in its form of seconds, which the venue uses. */
public final class RetryAfter {
    /** Longest wait that is believed. */
    public static final long LONGEST_MS = 7 * 86_400_000L;

    private RetryAfter() {}

    /** Milliseconds to wait; 0 for anything that is no sensible number of seconds. */
    public static long toMs(final CharSequence valueOrNull) {
        if (valueOrNull == null || valueOrNull.length() == 0 || valueOrNull.length() > 7) {
            return 0;
        }
        long seconds = 0;
        for (int i = 0; i < valueOrNull.length(); i++) {
            final int digit = valueOrNull.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            seconds = seconds * 10 + digit;
        }
        return Math.min(seconds * 1_000, LONGEST_MS);
    }
}
