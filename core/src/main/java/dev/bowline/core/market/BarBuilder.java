package dev.bowline.core.market;

import dev.bowline.core.event.AggTrade;
import dev.bowline.core.event.Bar;
import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Builds bars of one instrument and interval from its trades and holds the venue's closed klines
 * against them (MD-1). A bar is <em>whole</em> if the trade before its first one was seen and no
 * hole fell into it; only whole bars are compared. The kline may arrive before the last trades of
 * its bar, so the comparison waits until a trade of a later bar has come. Allocates nothing.
 */
public final class BarBuilder implements Resumable {
    private static final long NONE = Long.MIN_VALUE;

    private final long intervalMs;
    private final MarketCounters counters;
    private final Bar kline = new Bar();
    private Bar current = new Bar();
    private Bar previous = new Bar();
    private boolean currentWhole;
    private boolean previousWhole;
    private boolean klineWaits;

    public BarBuilder(final long intervalMs, final MarketCounters counters) {
        this.intervalMs = intervalMs;
        this.counters = counters;
        current.openTimeMs = NONE;
        previous.openTimeMs = NONE;
    }

    /**
     * Adds a trade.
     *
     * @param follows whether the trade directly before it was seen
     */
    public void onTrade(final AggTrade trade, final boolean follows) {
        final long openTimeMs = Bars.openTimeMs(trade.tradeTimeMs, intervalMs);
        if (openTimeMs < current.openTimeMs) {
            counters.lateTrades++;
            previousWhole &= openTimeMs != previous.openTimeMs;
            return;
        }
        currentWhole &= follows;
        if (openTimeMs > current.openTimeMs) {
            final boolean joinedBefore = current.openTimeMs != NONE;
            closeCurrent();
            begin(openTimeMs, trade.priceE8);
            currentWhole = joinedBefore && follows;
        }
        current.highE8 = Math.max(current.highE8, trade.priceE8);
        current.lowE8 = Math.min(current.lowE8, trade.priceE8);
        current.closeE8 = trade.priceE8;
        current.volumeE8 = Bars.addE8(current.volumeE8, trade.qtyE8);
        current.tradeCount += trade.lastTradeId - trade.firstTradeId + 1;
    }

    /** Takes the venue's closed kline of this interval. */
    public void onClosedKline(final Bar closed) {
        if (closed.openTimeMs == current.openTimeMs) {
            Bars.copy(closed, kline);
            klineWaits = true;
        } else {
            compare(closed);
        }
    }

    /** The bar in progress; its opening time is {@link Long#MIN_VALUE} before the first trade. */
    public Bar current() {
        return current;
    }

    /** The last closed bar; its opening time is {@link Long#MIN_VALUE} before the first. */
    public Bar previous() {
        return previous;
    }

    public boolean isPreviousWhole() {
        return previousWhole;
    }

    private void closeCurrent() {
        final Bar oldest = previous;
        previous = current;
        previous.closed = true;
        previousWhole = currentWhole;
        current = oldest;
        if (klineWaits) {
            klineWaits = false;
            compare(kline);
        }
    }

    private void begin(final long openTimeMs, final long priceE8) {
        current.clear();
        current.intervalMs = intervalMs;
        current.openTimeMs = openTimeMs;
        current.closeTimeMs = openTimeMs + intervalMs - 1;
        current.openE8 = priceE8;
        current.highE8 = priceE8;
        current.lowE8 = priceE8;
    }

    private void compare(final Bar closed) {
        if (closed.openTimeMs != previous.openTimeMs || !previousWhole) {
            counters.barsUnchecked++;
        } else if (closed.openE8 == previous.openE8
                && closed.highE8 == previous.highE8
                && closed.lowE8 == previous.lowE8
                && closed.closeE8 == previous.closeE8
                && closed.volumeE8 == previous.volumeE8) {
            counters.barMatches++;
        } else {
            counters.barMismatches++;
        }
    }

    @Override
    public void writeRest(final StateSink sink) {
        Bars.write(kline, sink);
        Bars.write(current, sink);
        Bars.write(previous, sink);
        sink.putLong(currentWhole ? 1 : 0);
        sink.putLong(previousWhole ? 1 : 0);
        sink.putLong(klineWaits ? 1 : 0);
    }

    @Override
    public void readRest(final StateSource source) {
        Bars.read(source, kline);
        Bars.read(source, current);
        Bars.read(source, previous);
        currentWhole = source.getLong() != 0;
        previousWhole = source.getLong() != 0;
        klineWaits = source.getLong() != 0;
    }
}
