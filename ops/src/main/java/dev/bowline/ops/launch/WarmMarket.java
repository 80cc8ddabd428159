package dev.bowline.ops.launch;

import dev.bowline.core.event.Bar;
import dev.bowline.gateway.history.MarketListener;
import dev.bowline.gateway.history.MarketSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Minute bars told as four trades each (open, near extreme, far extreme, close), and then a market.
 * The exchange builds its klines from trades, so this gives it a past without playing every tick.
 */
final class WarmMarket implements MarketSource {
    private static final long QUARTER_MS = 15_000;
    private static final int TRADES_PER_BAR = 4;

    private final MarketSource market;
    private final Deque<PastTrade> past;
    private final MarketListener shifted;
    private final long[] tradesBefore;
    private MarketListener listener;
    private long records;

    private record PastTrade(
            long timeMs, int instrumentId, long priceE8, long qtyE8, boolean buyerIsMaker) {}

    /**
     * A market with a past.
     *
     * @param history minute bars by instrument id, oldest first, all before the market's start
     */
    WarmMarket(final List<List<Bar>> history, final MarketSource market) {
        this.market = market;
        tradesBefore = new long[history.size()];
        final List<PastTrade> trades = new ArrayList<>();
        for (int id = 0; id < history.size(); id++) {
            for (final Bar bar : history.get(id)) {
                addTrades(id, bar, trades);
            }
        }
        trades.sort(
                Comparator.comparingLong(PastTrade::timeMs)
                        .thenComparingInt(PastTrade::instrumentId));
        past = new ArrayDeque<>(trades);
        shifted = new Shifted();
    }

    private static void addTrades(final int id, final Bar bar, final List<PastTrade> trades) {
        final boolean lowFirst =
                Math.abs(bar.openE8 - bar.lowE8) <= Math.abs(bar.highE8 - bar.openE8);
        final long[] pricesE8 = {
            bar.openE8,
            lowFirst ? bar.lowE8 : bar.highE8,
            lowFirst ? bar.highE8 : bar.lowE8,
            bar.closeE8
        };
        final long qtyE8 = Math.max(1, bar.volumeE8 / TRADES_PER_BAR);
        for (int i = 0; i < TRADES_PER_BAR; i++) {
            final boolean fell = i > 0 && pricesE8[i] < pricesE8[i - 1];
            trades.add(
                    new PastTrade(bar.openTimeMs + i * QUARTER_MS, id, pricesE8[i], qtyE8, fell));
        }
    }

    @Override
    public long peekTimeMs() {
        return past.isEmpty() ? market.peekTimeMs() : past.getFirst().timeMs();
    }

    @Override
    public boolean advance(final MarketListener to) {
        if (past.isEmpty()) {
            listener = to;
            return market.advance(shifted);
        }
        final long nowMs = past.getFirst().timeMs();
        while (!past.isEmpty() && past.getFirst().timeMs() == nowMs) {
            final PastTrade trade = past.removeFirst();
            records++;
            to.onTrade(
                    trade.instrumentId(),
                    trade.priceE8(),
                    trade.qtyE8(),
                    trade.buyerIsMaker(),
                    ++tradesBefore[trade.instrumentId()],
                    nowMs);
        }
        return true;
    }

    @Override
    public int progressPpm() {
        return market.progressPpm();
    }

    @Override
    public long records() {
        return records + market.records();
    }

    @Override
    public void close() {
        market.close();
    }

    /** Trade ids go on where the past ended. */
    private final class Shifted implements MarketListener {
        @Override
        public void onBook(
                final int instrumentId,
                final long bidE8,
                final long bidQtyE8,
                final long askE8,
                final long askQtyE8,
                final long updateId,
                final long timeMs) {
            listener.onBook(instrumentId, bidE8, bidQtyE8, askE8, askQtyE8, updateId, timeMs);
        }

        @Override
        public void onTrade(
                final int instrumentId,
                final long priceE8,
                final long qtyE8,
                final boolean buyerIsMaker,
                final long tradeId,
                final long timeMs) {
            listener.onTrade(
                    instrumentId,
                    priceE8,
                    qtyE8,
                    buyerIsMaker,
                    tradesBefore[instrumentId] + tradeId,
                    timeMs);
        }

        @Override
        public void onMark(
                final int instrumentId,
                final long markE8,
                final long indexE8,
                final long fundingRateE8,
                final long nextFundingMs,
                final long timeMs) {
            listener.onMark(instrumentId, markE8, indexE8, fundingRateE8, nextFundingMs, timeMs);
        }

        @Override
        public void onBar(final int instrumentId, final Bar bar, final long timeMs) {
            listener.onBar(instrumentId, bar, timeMs);
        }
    }
}
