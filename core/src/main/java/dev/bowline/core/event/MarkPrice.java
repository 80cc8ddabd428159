package dev.bowline.core.event;

/** Mark price, index and running funding rate. Scale 1e-8. */
public final class MarkPrice {
    /** Price that values positions and triggers MARK_PRICE stops. */
    public long markPriceE8;

    /** Index; 0 if not given. */
    public long indexPriceE8;

    /** Running estimate for the next payment, signed. */
    public long fundingRateE8;

    /** When that payment is due. */
    public long nextFundingTimeMs;

    /** Read over REST while the stream is down: for exits alone (MD-6). */
    public boolean polled;

    /** Sets every field to its empty value. */
    public void clear() {
        markPriceE8 = 0;
        indexPriceE8 = 0;
        fundingRateE8 = 0;
        nextFundingTimeMs = 0;
        polled = false;
    }
}
