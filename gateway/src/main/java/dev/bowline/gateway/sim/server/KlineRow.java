package dev.bowline.gateway.sim.server;

import dev.bowline.core.event.Bar;

/** One kline being built or finished. Scale 1e-8. Exchange thread only. */
final class KlineRow {
    long openTimeMs;
    long closeTimeMs;
    long openE8;
    long highE8;
    long lowE8;
    long closeE8;
    long volumeE8;
    long quoteE8;
    long takerBuyE8;
    long takerBuyQuoteE8;
    long trades;
    long firstTradeId = -1;
    long lastTradeId = -1;

    /** A bar without a trade, at the price before. */
    static KlineRow flat(final KlineInterval interval, final long openTimeMs, final long priceE8) {
        final KlineRow row = new KlineRow();
        row.openTimeMs = openTimeMs;
        row.closeTimeMs = interval.nextOpenMs(openTimeMs) - 1;
        row.openE8 = priceE8;
        row.highE8 = priceE8;
        row.lowE8 = priceE8;
        row.closeE8 = priceE8;
        return row;
    }

    void add(
            final long priceE8,
            final long qtyE8,
            final long quoteAmountE8,
            final boolean buyerIsMaker,
            final long tradeId) {
        if (trades == 0) {
            openE8 = priceE8;
            highE8 = priceE8;
            lowE8 = priceE8;
            firstTradeId = tradeId;
        }
        highE8 = Math.max(highE8, priceE8);
        lowE8 = Math.min(lowE8, priceE8);
        closeE8 = priceE8;
        volumeE8 = addCapped(volumeE8, qtyE8);
        quoteE8 = addCapped(quoteE8, quoteAmountE8);
        if (!buyerIsMaker) {
            takerBuyE8 = addCapped(takerBuyE8, qtyE8);
            takerBuyQuoteE8 = addCapped(takerBuyQuoteE8, quoteAmountE8);
        }
        trades++;
        lastTradeId = tradeId;
    }

    /** Adds a finished bar that lies within this one. */
    void add(final Bar bar) {
        if (trades == 0 && volumeE8 == 0) {
            openE8 = bar.openE8;
            highE8 = bar.highE8;
            lowE8 = bar.lowE8;
        }
        highE8 = Math.max(highE8, bar.highE8);
        lowE8 = Math.min(lowE8, bar.lowE8);
        closeE8 = bar.closeE8;
        volumeE8 = addCapped(volumeE8, bar.volumeE8);
        quoteE8 = addCapped(quoteE8, bar.quoteVolumeE8);
        trades += bar.tradeCount;
    }

    /**
     * Takes over what is recorded of this very bar; amounts not recorded stay as they were built.
     */
    void replace(final Bar bar) {
        openE8 = bar.openE8;
        highE8 = bar.highE8;
        lowE8 = bar.lowE8;
        closeE8 = bar.closeE8;
        volumeE8 = bar.volumeE8;
        quoteE8 = bar.quoteVolumeE8 == 0 ? quoteE8 : bar.quoteVolumeE8;
        trades = bar.tradeCount == 0 ? trades : bar.tradeCount;
    }

    /**
     * Sum of two amounts {@code >= 0} that stops at the greatest one: a month of turnover in quote
     * currency can exceed what E8 holds.
     */
    static long addCapped(final long aE8, final long bE8) {
        final long sumE8 = aE8 + bE8;
        return sumE8 < 0 ? Long.MAX_VALUE : sumE8;
    }
}
