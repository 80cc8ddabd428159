package dev.bowline.core.instrument;

/**
 * One perpetual contract as the venue defines it for this account. Prices, quantities and money at
 * scale 1e-8; rates at scale 1e-8 of one ({@code 0.0004} = 40,000). A grid value of 0 means "not
 * given by the venue".
 *
 * @param id dense id, {@code >= 0}, the index in {@link InstrumentRegistry}; journaled
 * @param symbol the venue's text, for example {@code BTCUSDC}
 * @param baseAsset for example {@code BTC} or {@code 1000SHIB}
 * @param quoteAsset for example {@code USDC}
 * @param marginAsset coin in which profit is settled
 * @param tickE8 price step
 * @param minPriceE8 least price
 * @param maxPriceE8 greatest price
 * @param limitStepE8 quantity step of limit orders (LOT_SIZE)
 * @param limitMinQtyE8 least quantity of limit orders
 * @param limitMaxQtyE8 greatest quantity of limit orders
 * @param marketStepE8 quantity step of market orders (MARKET_LOT_SIZE)
 * @param marketMinQtyE8 least quantity of market orders
 * @param marketMaxQtyE8 greatest quantity of market orders
 * @param minNotionalE8 least price × quantity of an order that is not reduce-only
 * @param percentUpE8 PERCENT_PRICE: a buy price is at most mark × this
 * @param percentDownE8 PERCENT_PRICE: a sell price is at least mark × this
 * @param maxOpenOrders MAX_NUM_ORDERS
 * @param makerFeeE8 rate of the account
 * @param takerFeeE8 rate of the account
 * @param leverage set on the venue for this symbol, {@code >= 1}
 * @param maxNotionalE8 greatest position notional at that leverage
 * @param maintMarginRateE8 maintenance margin rate of the first bracket
 */
public record InstrumentSpec(
        int id,
        String symbol,
        String baseAsset,
        String quoteAsset,
        String marginAsset,
        long tickE8,
        long minPriceE8,
        long maxPriceE8,
        long limitStepE8,
        long limitMinQtyE8,
        long limitMaxQtyE8,
        long marketStepE8,
        long marketMinQtyE8,
        long marketMaxQtyE8,
        long minNotionalE8,
        long percentUpE8,
        long percentDownE8,
        int maxOpenOrders,
        long makerFeeE8,
        long takerFeeE8,
        int leverage,
        long maxNotionalE8,
        long maintMarginRateE8) {

    /** The same with another leverage; its greatest notional is not known then and stays. */
    public InstrumentSpec withLeverage(final int newLeverage) {
        return new InstrumentSpec(
                id,
                symbol,
                baseAsset,
                quoteAsset,
                marginAsset,
                tickE8,
                minPriceE8,
                maxPriceE8,
                limitStepE8,
                limitMinQtyE8,
                limitMaxQtyE8,
                marketStepE8,
                marketMinQtyE8,
                marketMaxQtyE8,
                minNotionalE8,
                percentUpE8,
                percentDownE8,
                maxOpenOrders,
                makerFeeE8,
                takerFeeE8,
                newLeverage,
                maxNotionalE8,
                maintMarginRateE8);
    }

    /** The name of the ecosystem, for example {@code BTC/USDC:USDC}. */
    public String unifiedName() {
        return baseAsset + "/" + quoteAsset + ":" + marginAsset;
    }
}
