package dev.bowline.core.market;

import dev.bowline.core.event.AggTrade;
import dev.bowline.core.event.Bar;
import dev.bowline.core.event.MarkPrice;
import dev.bowline.core.event.StreamRoute;
import dev.bowline.core.event.TopOfBook;
import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Last known market of one instrument. Prices, quantities and money at scale 1e-8, 0 while unknown;
 * ages in nanoseconds of engine time. Single writer: {@link MarketState}. Allocates nothing.
 */
public final class InstrumentMarket implements Resumable {
    /** Age of what never came. */
    public static final long NEVER_NS = Long.MAX_VALUE;

    private static final long NS_PER_MS = 1_000_000L;

    private final MarketCounters counters;
    private final FeedLag lag;
    private final GapDetector tradeIds = new GapDetector();
    private final GapDetector bookIds = new GapDetector();
    private final StalenessGuard guard;
    private final BarBuilder localBars;
    private final BarSeries bars;
    private long bidPriceE8;
    private long bidQtyE8;
    private long askPriceE8;
    private long askQtyE8;
    private long bookAtNs;
    private long bookDifferenceNs = FeedLag.UNSTAMPED;
    private long routeDifferenceNs = FeedLag.UNSTAMPED;
    private boolean hasBook;
    private long lastPriceE8;
    private long tradeAtNs;
    private long markPriceE8;
    private long indexPriceE8;
    private long fundingRateE8;
    private long nextFundingTimeMs;
    private long markTimeMs;
    private long markAtNs;
    private long quoteVolume24hE8;

    InstrumentMarket(
            final long barIntervalMs,
            final long gapHealMs,
            final MarketCounters counters,
            final FeedLag lag) {
        this.counters = counters;
        this.lag = lag;
        guard = new StalenessGuard(gapHealMs * NS_PER_MS);
        localBars = new BarBuilder(barIntervalMs, counters);
        bars = new BarSeries(barIntervalMs, counters);
    }

    boolean onTopOfBook(final TopOfBook book, final long eventTimeMs, final long nowNs) {
        final boolean bidSide = book.bidPriceE8 > 0 && book.bidQtyE8 > 0;
        final boolean askSide = book.askPriceE8 > 0 && book.askQtyE8 > 0;
        if ((book.bidPriceE8 | book.bidQtyE8 | book.askPriceE8 | book.askQtyE8 | book.updateId) < 0
                || Math.max(book.bidPriceE8, book.askPriceE8) > Bars.MAX_PRICE_E8
                || (bidSide && askSide && book.bidPriceE8 >= book.askPriceE8)) {
            counters.absurdValues++;
            return false;
        }
        if (!isNew(book)) {
            return false;
        }
        bidPriceE8 = book.bidPriceE8;
        bidQtyE8 = book.bidQtyE8;
        askPriceE8 = book.askPriceE8;
        askQtyE8 = book.askQtyE8;
        hasBook = bidSide && askSide;
        bookAtNs = nowNs;
        bookDifferenceNs = book.polled ? FeedLag.UNSTAMPED : lag.onMessage(eventTimeMs, nowNs);
        if (!book.polled) {
            guard.onBook();
        }
        return true;
    }

    private boolean isNew(final TopOfBook book) {
        final GapDetector.Verdict verdict =
                book.polled ? GapDetector.Verdict.NEXT : bookIds.accept(book.updateId);
        if (verdict == GapDetector.Verdict.FAR) {
            counters.farIds++;
            return false;
        }
        if (verdict == GapDetector.Verdict.OLD || (book.polled && !guard.isBookDown())) {
            counters.oldBooks++;
            return false;
        }
        return true;
    }

    boolean onTrade(final AggTrade trade, final long eventTimeMs, final long nowNs) {
        // An absurd trade does not advance the ids, so the next good one shows as a gap.
        if (trade.priceE8 <= 0
                || trade.priceE8 > Bars.MAX_PRICE_E8
                || trade.qtyE8 <= 0
                || trade.aggTradeId < 0
                || trade.tradeTimeMs <= 0
                || trade.lastTradeId < trade.firstTradeId) {
            counters.absurdValues++;
            return false;
        }
        final long previousId = tradeIds.lastId();
        final GapDetector.Verdict verdict = tradeIds.accept(trade.aggTradeId);
        if (verdict == GapDetector.Verdict.OLD) {
            counters.oldTrades++;
            return false;
        }
        if (verdict == GapDetector.Verdict.FAR) {
            counters.farIds++;
            return false;
        }
        if (verdict == GapDetector.Verdict.GAP) {
            counters.tradeGaps++;
            counters.missedTrades += Math.max(0, trade.aggTradeId - previousId - 1);
            guard.onGap(nowNs);
        } else {
            guard.onTrade(nowNs);
        }
        lastPriceE8 = trade.priceE8;
        tradeAtNs = nowNs;
        routeDifferenceNs = lag.onMessage(eventTimeMs, nowNs);
        localBars.onTrade(trade, verdict == GapDetector.Verdict.NEXT);
        return true;
    }

    boolean onMark(final MarkPrice mark, final long eventTimeMs, final long nowNs) {
        if (mark.markPriceE8 <= 0
                || mark.markPriceE8 > Bars.MAX_PRICE_E8
                || mark.indexPriceE8 < 0) {
            counters.absurdValues++;
            return false;
        }
        if ((mark.polled && !guard.isTradesDown())
                || (eventTimeMs != 0 && eventTimeMs < markTimeMs)) {
            counters.oldMarks++;
            return false;
        }
        markTimeMs = eventTimeMs;
        markPriceE8 = mark.markPriceE8;
        indexPriceE8 = mark.indexPriceE8;
        fundingRateE8 = mark.fundingRateE8;
        nextFundingTimeMs = mark.nextFundingTimeMs;
        markAtNs = nowNs;
        routeDifferenceNs = mark.polled ? FeedLag.UNSTAMPED : lag.onMessage(eventTimeMs, nowNs);
        if (!mark.polled) {
            guard.onMarketRoute();
        }
        return true;
    }

    boolean onBar(final Bar bar) {
        final boolean grew = bars.onBar(bar);
        if (grew && !bars.last().historical) {
            localBars.onClosedKline(bars.last());
        }
        return grew;
    }

    boolean onDayVolume(final long quoteVolumeE8) {
        if (quoteVolumeE8 < 0) {
            counters.absurdValues++;
            return false;
        }
        quoteVolume24hE8 = quoteVolumeE8;
        return true;
    }

    void onStream(final StreamRoute route, final boolean up) {
        guard.onStream(route, up);
    }

    void onReportedGap(final long nowNs) {
        guard.onGap(nowNs);
    }

    public long bidPriceE8() {
        return bidPriceE8;
    }

    public long bidQtyE8() {
        return bidQtyE8;
    }

    public long askPriceE8() {
        return askPriceE8;
    }

    public long askQtyE8() {
        return askQtyE8;
    }

    /** Whether both sides of the book are known and not empty. */
    public boolean hasBook() {
        return hasBook;
    }

    /** Middle of bid and ask, rounded down; 0 without a book. */
    public long midPriceE8() {
        return hasBook ? bidPriceE8 + (askPriceE8 - bidPriceE8) / 2 : 0;
    }

    public long bookAgeNs(final long nowNs) {
        return hasBook ? nowNs - bookAtNs : NEVER_NS;
    }

    /**
     * Age of what an entry is decided on: of the book by the venue's own stamp, and how late the
     * newest trade or mark price was, whichever is more.
     */
    public long dataAgeNs(final long nowNs) {
        if (!hasBook) {
            return NEVER_NS;
        }
        return Math.max(
                nowNs - bookAtNs + lag.lateNs(bookDifferenceNs), lag.lateNs(routeDifferenceNs));
    }

    public long lastPriceE8() {
        return lastPriceE8;
    }

    public long tradeAgeNs(final long nowNs) {
        return lastPriceE8 == 0 ? NEVER_NS : nowNs - tradeAtNs;
    }

    public long markPriceE8() {
        return markPriceE8;
    }

    public long indexPriceE8() {
        return indexPriceE8;
    }

    /** Running estimate of the next funding rate, signed, scale 1e-8 of one. */
    public long fundingRateE8() {
        return fundingRateE8;
    }

    public long nextFundingTimeMs() {
        return nextFundingTimeMs;
    }

    public long markAgeNs(final long nowNs) {
        return markPriceE8 == 0 ? NEVER_NS : nowNs - markAtNs;
    }

    /** Quote amount traded in the last 24 h; 0 while unknown. */
    public long quoteVolume24hE8() {
        return quoteVolume24hE8;
    }

    /** Whether data are missing (MD-2): then nothing may be decided but reducing risk. */
    public boolean isStale() {
        return guard.isStale();
    }

    /** Whether no trades come: then the book stands for the last price of exits (MD-6). */
    public boolean isTradesDown() {
        return guard.isTradesDown();
    }

    /** Last trade; without the trade stream the middle of the book, which goes on; 0 for none. */
    public long exitPriceE8() {
        return guard.isTradesDown() && hasBook ? midPriceE8() : lastPriceE8;
    }

    /** Newest trade id, -1 before the first. */
    public long lastAggTradeId() {
        return tradeIds.lastId();
    }

    /** Closed bars of the strategy's interval. */
    public BarSeries bars() {
        return bars;
    }

    /** Bars built from trades, which check the former. */
    public BarBuilder localBars() {
        return localBars;
    }

    @Override
    public void writeRest(final StateSink sink) {
        tradeIds.writeRest(sink);
        bookIds.writeRest(sink);
        guard.writeRest(sink);
        localBars.writeRest(sink);
        bars.writeRest(sink);
        sink.putLong(bidPriceE8);
        sink.putLong(bidQtyE8);
        sink.putLong(askPriceE8);
        sink.putLong(askQtyE8);
        sink.putLong(bookAtNs);
        sink.putLong(bookDifferenceNs);
        sink.putLong(routeDifferenceNs);
        sink.putLong(hasBook ? 1 : 0);
        sink.putLong(lastPriceE8);
        sink.putLong(tradeAtNs);
        sink.putLong(markPriceE8);
        sink.putLong(indexPriceE8);
        sink.putLong(fundingRateE8);
        sink.putLong(nextFundingTimeMs);
        sink.putLong(markTimeMs);
        sink.putLong(markAtNs);
        sink.putLong(quoteVolume24hE8);
    }

    @Override
    public void readRest(final StateSource source) {
        tradeIds.readRest(source);
        bookIds.readRest(source);
        guard.readRest(source);
        localBars.readRest(source);
        bars.readRest(source);
        bidPriceE8 = source.getLong();
        bidQtyE8 = source.getLong();
        askPriceE8 = source.getLong();
        askQtyE8 = source.getLong();
        bookAtNs = source.getLong();
        bookDifferenceNs = source.getLong();
        routeDifferenceNs = source.getLong();
        hasBook = source.getLong() != 0;
        lastPriceE8 = source.getLong();
        tradeAtNs = source.getLong();
        markPriceE8 = source.getLong();
        indexPriceE8 = source.getLong();
        fundingRateE8 = source.getLong();
        nextFundingTimeMs = source.getLong();
        markTimeMs = source.getLong();
        markAtNs = source.getLong();
        quoteVolume24hE8 = source.getLong();
    }
}
