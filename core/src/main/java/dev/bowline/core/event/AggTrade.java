package dev.bowline.core.event;

/** Trades of one taker order at one price. Scale 1e-8. */
public final class AggTrade {
    /** Grows by one per instrument; a hole is a gap. */
    public long aggTradeId;

    /** Price of the trades. */
    public long priceE8;

    /** Sum of the quantities. */
    public long qtyE8;

    /** First single trade in it. */
    public long firstTradeId;

    /** Last single trade in it. */
    public long lastTradeId;

    /** When the venue matched it. */
    public long tradeTimeMs;

    /** True if the taker sold. */
    public boolean buyerIsMaker;

    /** Sets every field to its empty value. */
    public void clear() {
        aggTradeId = 0;
        priceE8 = 0;
        qtyE8 = 0;
        firstTradeId = 0;
        lastTradeId = 0;
        tradeTimeMs = 0;
        buyerIsMaker = false;
    }
}
