package dev.bowline.core.order;

import dev.bowline.core.event.WorkingType;
import dev.bowline.core.num.Checks;

/**
 * Protection of positions (PROT-1) and life of requests, in milliseconds of engine time.
 *
 * @param stopConfirmMs first fill to confirmed stop; then the stop is looked up
 * @param stopLookupMs first fill to giving up on the stop and closing the position; no order that
 *     the venue never told of is given up before
 * @param entryLookupMs as much for an entry that nobody told of: no request of it may still arrive
 * @param lookupIntervalMs between lookups of an order in doubt
 * @param requestTimeoutMs without any answer a request is in doubt
 * @param maxCancelWaitMs longest pause between cancels of one order
 * @param workingType price that triggers stop and target
 */
public record ProtectionLimits(
        long stopConfirmMs,
        long stopLookupMs,
        long entryLookupMs,
        long lookupIntervalMs,
        long requestTimeoutMs,
        long maxCancelWaitMs,
        WorkingType workingType) {

    /** Refuses values out of range, naming key, value and range. */
    public ProtectionLimits {
        Checks.inRange("protection.stop-confirm-ms", stopConfirmMs, 100, 60_000);
        Checks.inRange("protection.stop-lookup-ms", stopLookupMs, stopConfirmMs, 120_000);
        Checks.inRange("protection.entry-lookup-ms", entryLookupMs, stopLookupMs, 120_000);
        Checks.inRange("protection.lookup-interval-ms", lookupIntervalMs, 50, 60_000);
        Checks.inRange("protection.request-timeout-ms", requestTimeoutMs, 100, 60_000);
        Checks.inRange("protection.max-cancel-wait-ms", maxCancelWaitMs, 100, 60_000);
    }
}
