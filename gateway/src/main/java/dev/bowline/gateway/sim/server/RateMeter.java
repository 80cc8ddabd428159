package dev.bowline.gateway.sim.server;

/**
 * Counts request weight and orders in windows aligned to the exchange's clock and refuses what is
 * over the limit. Exchange thread only.
 */
final class RateMeter {
    private static final long SHORT_MS = 10_000;
    private static final long MINUTE_MS = 60_000;

    private final RateLimits limits;
    private final SimClock clock;
    private long minute = -1;
    private long shortWindow = -1;
    private long usedWeight;
    private long ordersShort;
    private long ordersMinute;
    private int refusals;
    private long bannedUntilMs;

    RateMeter(final RateLimits limits, final SimClock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    long usedWeight() {
        return usedWeight;
    }

    long ordersShort() {
        return ordersShort;
    }

    long ordersMinute() {
        return ordersMinute;
    }

    /**
     * Takes the cost of one request.
     *
     * @throws RestError 418 while banned, 429 with −1003 or −1015 when over a limit
     */
    void take(final Cost cost) throws RestError {
        final long nowMs = clock.time();
        roll(nowMs);
        if (nowMs < bannedUntilMs) {
            throw banned(nowMs);
        }
        usedWeight += cost.weight();
        if (usedWeight > limits.weightPerMinute()) {
            throw refuse(nowMs, -1003, tooMuchWeight(limits.weightPerMinute()), MINUTE_MS);
        }
        if (ordersShort + cost.ordersShort() > limits.ordersPer10s()) {
            throw refuse(
                    nowMs, -1015, tooManyOrders(limits.ordersPer10s(), "TEN_SECONDS"), SHORT_MS);
        }
        if (ordersMinute + cost.ordersMinute() > limits.ordersPerMinute()) {
            throw refuse(
                    nowMs, -1015, tooManyOrders(limits.ordersPerMinute(), "MINUTE"), MINUTE_MS);
        }
        ordersShort += cost.ordersShort();
        ordersMinute += cost.ordersMinute();
    }

    private void roll(final long nowMs) {
        if (nowMs / MINUTE_MS != minute) {
            minute = nowMs / MINUTE_MS;
            usedWeight = 0;
            ordersMinute = 0;
            refusals = 0;
        }
        if (nowMs / SHORT_MS != shortWindow) {
            shortWindow = nowMs / SHORT_MS;
            ordersShort = 0;
        }
    }

    /** Bans the client for a while, from now on. */
    void ban(final long forMs) {
        bannedUntilMs = Math.max(bannedUntilMs, clock.time() + forMs);
    }

    static String tooMuchWeight(final long limit) {
        return "Too many requests; current limit is "
                + limit
                + " request weight per MINUTE. Please use the websocket for live updates to avoid"
                + " polling the API.";
    }

    static String tooManyOrders(final long limit, final String window) {
        return "Too many new orders; current limit is " + limit + " orders per " + window + ".";
    }

    private RestError refuse(
            final long nowMs, final int code, final String message, final long windowMs) {
        refusals++;
        if (limits.banAfterRefusals() > 0 && refusals > limits.banAfterRefusals()) {
            bannedUntilMs = nowMs + limits.banMs();
            return banned(nowMs);
        }
        return new RestError(429, code, message, secondsUp(windowMs - nowMs % windowMs));
    }

    private RestError banned(final long nowMs) {
        return new RestError(
                418,
                -1003,
                "Way too many requests; IP(127.0.0.1) banned until "
                        + bannedUntilMs
                        + ". Please use the websocket for live updates to avoid bans.",
                secondsUp(bannedUntilMs - nowMs));
    }

    private static int secondsUp(final long ms) {
        return (int) ((ms + 999) / 1_000);
    }
}
