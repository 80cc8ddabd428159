package dev.bowline.core.event;

/** Best bid and ask of one instrument. Prices and quantities at scale 1e-8. */
public final class TopOfBook {
    /** The venue's book update id; grows. */
    public long updateId;

    /** Best bid; 0 if the side is empty. */
    public long bidPriceE8;

    /** Quantity at the best bid. */
    public long bidQtyE8;

    /** Best ask; 0 if the side is empty. */
    public long askPriceE8;

    /** Quantity at the best ask. */
    public long askQtyE8;

    /** Read over REST while the stream is down: for exits alone (MD-6). */
    public boolean polled;

    /** Sets every field to its empty value. */
    public void clear() {
        updateId = 0;
        bidPriceE8 = 0;
        bidQtyE8 = 0;
        askPriceE8 = 0;
        askQtyE8 = 0;
        polled = false;
    }
}
