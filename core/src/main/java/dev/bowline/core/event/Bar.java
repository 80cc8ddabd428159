package dev.bowline.core.event;

/** One kline. Scale 1e-8. */
public final class Bar {
    /** Length of the bar. */
    public long intervalMs;

    /** First millisecond of the bar. */
    public long openTimeMs;

    /** Last millisecond of the bar. */
    public long closeTimeMs;

    /** First price. */
    public long openE8;

    /** Highest price. */
    public long highE8;

    /** Lowest price. */
    public long lowE8;

    /** Last price. */
    public long closeE8;

    /** Base quantity traded. */
    public long volumeE8;

    /** Quote amount traded; 0 if not known. */
    public long quoteVolumeE8;

    /** Number of single trades. */
    public long tradeCount;

    /** The bar will not change any more. */
    public boolean closed;

    /** Read over REST to warm up, not live. */
    public boolean historical;

    /** Sets every field to its empty value. */
    public void clear() {
        intervalMs = 0;
        openTimeMs = 0;
        closeTimeMs = 0;
        openE8 = 0;
        highE8 = 0;
        lowE8 = 0;
        closeE8 = 0;
        volumeE8 = 0;
        quoteVolumeE8 = 0;
        tradeCount = 0;
        closed = false;
        historical = false;
    }
}
