package dev.bowline.gateway.sim;

/** One-way position of one contract. Scale 1e-8. Written by the venue only; live. */
public final class VenuePosition {
    /** Dense id. */
    public final int instrumentId;

    /** Signed quantity: positive is long. */
    public long qtyE8;

    /** Sum of price × quantity of the opening fills still held, {@code >= 0}; exact. */
    public long entryQuoteE8;

    /** Average entry price, rounded down; 0 when flat. */
    public long entryPriceE8;

    /** Entry shifted by the opening fees. */
    public long breakEvenPriceE8;

    /** Accumulated realised PnL before fees. */
    public long accumulatedRealizedE8;

    public int leverage;
    public boolean isolated;
    public long updateTimeMs;

    VenuePosition(final int instrumentId) {
        this.instrumentId = instrumentId;
    }

    public boolean isFlat() {
        return qtyE8 == 0;
    }
}
