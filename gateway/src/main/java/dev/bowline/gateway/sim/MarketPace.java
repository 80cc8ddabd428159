package dev.bowline.gateway.sim;

import dev.bowline.core.num.Checks;

/**
 * How often a generated market moves, and how deep it is.
 *
 * @param minStepMs least time between two books of a contract
 * @param maxStepMs greatest time, but for gaps
 * @param markMs between two mark prices; divides a minute
 * @param bookQuote value of the best bid or ask, quote currency, whole units
 */
public record MarketPace(long minStepMs, long maxStepMs, long markMs, long bookQuote) {
    /** As lively as the venue's larger contracts, a mark price each second. */
    public static final MarketPace LIVELY = new MarketPace(80, 420, 1_000, 20_000);

    /** Refuses values out of range, naming key, value and range. */
    public MarketPace {
        Checks.inRange("market.min-step-ms", minStepMs, 1, 60_000);
        Checks.inRange("market.max-step-ms", maxStepMs, minStepMs, 60_000);
        Checks.inRange("market.mark-ms", markMs, 1_000, 60_000);
        Checks.inRange("market.book-quote", bookQuote, 1, 1_000_000_000);
        if (60_000 % markMs != 0) {
            throw new IllegalArgumentException(
                    "market.mark-ms=" + markMs + ", a minute must be a multiple of it");
        }
    }
}
