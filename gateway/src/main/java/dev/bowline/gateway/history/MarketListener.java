package dev.bowline.gateway.history;

import dev.bowline.core.event.Bar;

/** Takes market records in time order. Prices, quantities and rates at scale 1e-8. */
public interface MarketListener {
    /** A new best bid and ask. Update ids grow by instrument. */
    void onBook(
            int instrumentId,
            long bidE8,
            long bidQtyE8,
            long askE8,
            long askQtyE8,
            long updateId,
            long timeMs);

    /** One trade; {@code buyerIsMaker} means that the taker sold. Ids grow by instrument. */
    void onTrade(
            int instrumentId,
            long priceE8,
            long qtyE8,
            boolean buyerIsMaker,
            long tradeId,
            long timeMs);

    /** A mark price with the running funding rate and the time of the next payment. */
    void onMark(
            int instrumentId,
            long markE8,
            long indexE8,
            long fundingRateE8,
            long nextFundingMs,
            long timeMs);

    /** A closed kline; {@code bar} is reused, so read it within the call. */
    void onBar(int instrumentId, Bar bar, long timeMs);
}
