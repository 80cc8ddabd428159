package dev.bowline.core.market;

/** What happened to market data, over all instruments. Written by the decision thread only. */
public final class MarketCounters {
    /** Holes in aggTrade ids. */
    public long tradeGaps;

    /** Trades missing in those holes. */
    public long missedTrades;

    /** Trades ignored because their id was not newer. */
    public long oldTrades;

    /** Books ignored because their update id was not newer. */
    public long oldBooks;

    /** Mark prices ignored because their event time went back. */
    public long oldMarks;

    /** Trades, books, marks and tickers ignored for impossible values. */
    public long absurdValues;

    /** Trades and books ignored because their id was impossibly far from those before. */
    public long farIds;

    /** Events of an instrument nobody introduced. */
    public long unknownInstruments;

    /** Trades stamped before the bar that was already begun. */
    public long lateTrades;

    /** Closed klines equal to the bar built from trades. */
    public long barMatches;

    /** Closed klines that differ from the bar built from trades. */
    public long barMismatches;

    /** Closed klines for which no whole local bar exists. */
    public long barsUnchecked;

    /** Bars ignored because they came before. */
    public long oldBars;

    /** Holes in the series of bars. */
    public long barGaps;

    /** Bars ignored for impossible values, or an interval that does not divide ours. */
    public long absurdBars;
}
