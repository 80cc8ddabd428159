package dev.bowline.gateway.sim.server;

/**
 * The venue's limits (USDⓈ-M docs, General Info, read 2026-11-20).
 *
 * @param weightPerMinute request weight of one IP per minute
 * @param ordersPer10s orders of the account per ten seconds
 * @param ordersPerMinute orders of the account per minute
 * @param banAfterRefusals refusals within one minute after which the IP is banned (HTTP 418); 0
 *     never bans
 * @param banMs length of a ban
 */
public record RateLimits(
        long weightPerMinute,
        long ordersPer10s,
        long ordersPerMinute,
        int banAfterRefusals,
        long banMs) {
    /**
     * The figures of the production host; the ban comes after ten refusals and lasts two minutes.
     */
    public static final RateLimits PRODUCTION = new RateLimits(2_400, 300, 1_200, 10, 120_000);

    /** Refuses limits below one. */
    public RateLimits {
        if (weightPerMinute < 1 || ordersPer10s < 1 || ordersPerMinute < 1) {
            throw new IllegalArgumentException(
                    "sim rate limits must be at least 1: weight/min="
                            + weightPerMinute
                            + " orders/10s="
                            + ordersPer10s
                            + " orders/min="
                            + ordersPerMinute);
        }
    }
}
