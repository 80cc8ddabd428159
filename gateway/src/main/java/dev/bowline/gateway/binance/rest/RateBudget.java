package dev.bowline.gateway.binance.rest;

import dev.bowline.core.num.FixedPoint;

/**
 * What may still be sent without breaking the venue's limits: the greater of its own count in the
 * reply headers and of ours, because its count leaves out what is still on the way and ours what
 * others send from the same address. Times are epoch milliseconds of the venue's clock; its windows
 * begin at whole minutes and whole ten seconds. One thread; allocates nothing.
 *
 * <p>USDⓈ-M docs, General Info, Limits, read 2026-11-20.
 */
public final class RateBudget {
    /** A count above is no count; the longest number that is read from a header, too. */
    static final int GREATEST_COUNT = 999_999_999;

    private static final long MINUTE_MS = 60_000;
    private static final long TEN_SECONDS_MS = 10_000;

    /** Shortest ban the venue gives. */
    private static final long LEAST_BAN_MS = 2 * MINUTE_MS;

    private static final int BANNED = 418;
    private static final int LONGEST_NUMBER = 9;
    private static final String USED_WEIGHT_1M = "x-mbx-used-weight-1m";
    private static final String ORDER_COUNT_10S = "x-mbx-order-count-10s";
    private static final String ORDER_COUNT_1M = "x-mbx-order-count-1m";

    private final int weightPerMinute;
    private final int ordersPerTenSeconds;
    private final int ordersPerMinute;
    private long minute;
    private long tenSeconds;
    private int weightUsed;
    private int ordersInMinute;
    private int ordersInTenSeconds;
    private long blockedUntilMs;
    private long ordersBlockedUntilMs;
    private int blockedByStatus;

    /**
     * Makes a budget.
     *
     * @param weightPerMinute REQUEST_WEIGHT of exchangeInfo
     * @param ordersPerTenSeconds ORDERS of exchangeInfo
     * @param ordersPerMinute ORDERS of exchangeInfo
     */
    public RateBudget(
            final int weightPerMinute, final int ordersPerTenSeconds, final int ordersPerMinute) {
        this.weightPerMinute = weightPerMinute;
        this.ordersPerTenSeconds = ordersPerTenSeconds;
        this.ordersPerMinute = ordersPerMinute;
    }

    /** Whether a request of this weight fits now, keeping {@code reserve} weight for others. */
    public boolean hasWeight(final int weight, final int reserve, final long nowMs) {
        roll(nowMs);
        return nowMs >= blockedUntilMs && (long) weightUsed + weight + reserve <= weightPerMinute;
    }

    /** Whether {@code orders} more orders fit now, keeping {@code reserve} for others. */
    public boolean hasOrders(final int orders, final int reserve, final long nowMs) {
        roll(nowMs);
        final long more = (long) orders + reserve;
        return nowMs >= ordersBlockedUntilMs()
                && ordersInMinute + more <= ordersPerMinute
                && ordersInTenSeconds + more <= ordersPerTenSeconds;
    }

    /** Counts a request that leaves now. */
    public void onRequest(final int weight, final int orders, final long nowMs) {
        roll(nowMs);
        weightUsed += weight;
        ordersInMinute += orders;
        ordersInTenSeconds += orders;
    }

    /**
     * One header of a reply; names are compared without case, others than the venue's limits are
     * ignored, and so is a value that is no number.
     */
    public void onHeader(final CharSequence name, final CharSequence value, final long nowMs) {
        roll(nowMs);
        if (isName(name, USED_WEIGHT_1M)) {
            onWeightUsed(number(value), nowMs);
        } else if (isName(name, ORDER_COUNT_10S)) {
            onOrdersInTenSeconds(number(value), nowMs);
        } else if (isName(name, ORDER_COUNT_1M)) {
            onOrdersInMinute(number(value), nowMs);
        }
    }

    /** The venue's count of the weight used in the minute of {@code nowMs}. */
    public void onWeightUsed(final int weight, final long nowMs) {
        roll(nowMs);
        weightUsed = Math.max(weightUsed, weight);
    }

    /** The venue's count of the orders in the ten seconds of {@code nowMs}. */
    public void onOrdersInTenSeconds(final int orders, final long nowMs) {
        roll(nowMs);
        ordersInTenSeconds = Math.max(ordersInTenSeconds, orders);
    }

    /** The venue's count of the orders in the minute of {@code nowMs}. */
    public void onOrdersInMinute(final int orders, final long nowMs) {
        roll(nowMs);
        ordersInMinute = Math.max(ordersInMinute, orders);
    }

    /**
     * A 429 or 418 reply, after its headers: nothing leaves until the time it gave, else until the
     * next minute (429), else for two minutes (418).
     *
     * @param bannedUntilMs the time in the text, 0 if there was none
     */
    public void onLimitReply(final int httpStatus, final long bannedUntilMs, final long nowMs) {
        blockedByStatus = httpStatus;
        if (bannedUntilMs > nowMs) {
            block(bannedUntilMs);
        } else if (blockedUntilMs <= nowMs) {
            block(httpStatus == BANNED ? nowMs + LEAST_BAN_MS : nextWindow(nowMs, MINUTE_MS));
        }
    }

    /**
     * A −1015 reply: no order leaves until the time it gave, else until the next ten seconds begin.
     * Cancels and lookups are no orders and go on.
     *
     * @param untilMs the time it gave, 0 if there was none
     */
    public void onTooManyOrders(final long untilMs, final long nowMs) {
        ordersBlockedUntilMs =
                Math.max(
                        ordersBlockedUntilMs,
                        untilMs > nowMs ? untilMs : nextWindow(nowMs, TEN_SECONDS_MS));
    }

    /** Nothing may be sent before this time; 0 if there never was a ban. */
    public long blockedUntilMs() {
        return blockedUntilMs;
    }

    /** No order may be sent before this time, which is not before {@link #blockedUntilMs}. */
    public long ordersBlockedUntilMs() {
        return Math.max(blockedUntilMs, ordersBlockedUntilMs);
    }

    /** Used part of the limit that is used most, rounded up, scale 1e-8 of one. */
    public long usedShareE8(final long nowMs) {
        roll(nowMs);
        return Math.max(
                shareE8(weightUsed, weightPerMinute),
                Math.max(
                        shareE8(ordersInMinute, ordersPerMinute),
                        shareE8(ordersInTenSeconds, ordersPerTenSeconds)));
    }

    private static long shareE8(final int used, final int limit) {
        return limit <= 0 ? 0 : FixedPoint.mulDivCeil(used, FixedPoint.ONE_E8, limit);
    }

    /** Status of the reply behind the last ban, 429 or 418; 0 if there never was one. */
    public int blockedByStatus() {
        return blockedByStatus;
    }

    /** Weight used in the minute of {@code nowMs}, as far as known. */
    public int weightUsed(final long nowMs) {
        roll(nowMs);
        return weightUsed;
    }

    /** Orders sent in the minute of {@code nowMs}, as far as known. */
    public int ordersInMinute(final long nowMs) {
        roll(nowMs);
        return ordersInMinute;
    }

    private void roll(final long nowMs) {
        if (nowMs / MINUTE_MS > minute) {
            minute = nowMs / MINUTE_MS;
            weightUsed = 0;
            ordersInMinute = 0;
        }
        if (nowMs / TEN_SECONDS_MS > tenSeconds) {
            tenSeconds = nowMs / TEN_SECONDS_MS;
            ordersInTenSeconds = 0;
        }
    }

    private void block(final long untilMs) {
        blockedUntilMs = Math.max(blockedUntilMs, untilMs);
    }

    private static long nextWindow(final long nowMs, final long windowMs) {
        return (nowMs / windowMs + 1) * windowMs;
    }

    private static boolean isName(final CharSequence name, final String lowerCase) {
        if (name.length() != lowerCase.length()) {
            return false;
        }
        for (int i = 0; i < lowerCase.length(); i++) {
            final char c = name.charAt(i);
            final char lower = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
            if (lower != lowerCase.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The number, 0 if it is none. */
    private static int number(final CharSequence value) {
        if (value.length() == 0 || value.length() > LONGEST_NUMBER) {
            return 0;
        }
        int number = 0;
        for (int i = 0; i < value.length(); i++) {
            final int digit = value.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
