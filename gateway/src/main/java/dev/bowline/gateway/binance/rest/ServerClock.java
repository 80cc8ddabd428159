package dev.bowline.gateway.binance.rest;

/**
 * Offset between the venue's clock and ours. The venue's stamp is taken to be made at the middle of
 * the round trip; of the samples of one measurement the one with the shortest round trip counts,
 * because its error is at most half of it. Pure arithmetic; one writer, any reader.
 */
public final class ServerClock {
    private static final long NS_PER_MS = 1_000_000L;
    private static final long HALF_MS_NS = 500_000L;

    private long bestRoundTripNs = Long.MAX_VALUE;
    private volatile long offsetNs;
    private volatile boolean measured;

    /** Starts a new measurement; the offset known so far stays until the first sample. */
    public void startMeasurement() {
        bestRoundTripNs = Long.MAX_VALUE;
    }

    /**
     * One answer of {@code GET /fapi/v1/time}.
     *
     * @param sentNs our clock when the request left, epoch nanoseconds
     * @param receivedNs our clock when the answer was there
     * @param serverTimeMs what the venue said
     * @return whether this sample now counts
     */
    public boolean onSample(final long sentNs, final long receivedNs, final long serverTimeMs) {
        final long roundTripNs = receivedNs - sentNs;
        if (roundTripNs < 0 || roundTripNs >= bestRoundTripNs || serverTimeMs <= 0) {
            return false;
        }
        bestRoundTripNs = roundTripNs;
        // The venue truncates to milliseconds; half a one is the unbiased guess.
        offsetNs = serverTimeMs * NS_PER_MS + HALF_MS_NS - (sentNs + roundTripNs / 2);
        measured = true;
        return true;
    }

    public boolean isMeasured() {
        return measured;
    }

    /** Venue minus ours. */
    public long offsetNs() {
        return offsetNs;
    }

    /** Round trip of the sample that counts; {@link Long#MAX_VALUE} if none. */
    public long roundTripNs() {
        return bestRoundTripNs;
    }

    /** The venue's time in epoch milliseconds when ours is {@code localNs} epoch nanoseconds. */
    public long timestampMs(final long localNs) {
        return Math.floorDiv(localNs + offsetNs, NS_PER_MS);
    }
}
