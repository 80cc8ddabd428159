package dev.bowline.ops.simulate;

import dev.bowline.core.event.AggTrade;
import dev.bowline.core.event.Bar;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.MarkPrice;
import dev.bowline.core.event.TopOfBook;
import dev.bowline.gateway.history.MarketListener;
import java.util.ArrayList;
import java.util.List;

/**
 * Market data on its way: what one moment of the market gives becomes events of the bot. This
 * stands in for streams and market decoder, which cost more than the rest of a simulation together.
 */
final class MarketFlow implements MarketListener {
    private final long barMs;
    private List<Item> moment = new ArrayList<>();

    /** One event that is filled into a slot when it arrives. */
    @FunctionalInterface
    interface Item {
        void tell(BotProcess bot);
    }

    /** Only bars of this length are subscribed to. */
    MarketFlow(final long barMs) {
        this.barMs = barMs;
    }

    /** What came since the last call. */
    List<Item> take() {
        final List<Item> taken = moment;
        moment = new ArrayList<>();
        return taken;
    }

    private static EngineEvent claim(
            final BotProcess bot, final EventType type, final int id, final long timeMs) {
        final EngineEvent event = bot.claim(type);
        event.instrumentId = id;
        event.eventTimeMs = timeMs;
        return event;
    }

    @Override
    public void onBook(
            final int instrumentId,
            final long bidE8,
            final long bidQtyE8,
            final long askE8,
            final long askQtyE8,
            final long updateId,
            final long timeMs) {
        moment.add(
                bot -> {
                    final EngineEvent event =
                            claim(bot, EventType.TOP_OF_BOOK, instrumentId, timeMs);
                    final TopOfBook book = event.topOfBook();
                    book.updateId = updateId;
                    book.bidPriceE8 = bidE8;
                    book.bidQtyE8 = bidQtyE8;
                    book.askPriceE8 = askE8;
                    book.askQtyE8 = askQtyE8;
                    bot.publish(event);
                });
    }

    @Override
    public void onTrade(
            final int instrumentId,
            final long priceE8,
            final long qtyE8,
            final boolean buyerIsMaker,
            final long tradeId,
            final long timeMs) {
        moment.add(
                bot -> {
                    final EngineEvent event = claim(bot, EventType.AGG_TRADE, instrumentId, timeMs);
                    final AggTrade trade = event.trade();
                    trade.aggTradeId = tradeId;
                    trade.firstTradeId = tradeId;
                    trade.lastTradeId = tradeId;
                    trade.priceE8 = priceE8;
                    trade.qtyE8 = qtyE8;
                    trade.tradeTimeMs = timeMs;
                    trade.buyerIsMaker = buyerIsMaker;
                    bot.publish(event);
                });
    }

    @Override
    public void onMark(
            final int instrumentId,
            final long markE8,
            final long indexE8,
            final long fundingRateE8,
            final long nextFundingMs,
            final long timeMs) {
        moment.add(
                bot -> {
                    final EngineEvent event =
                            claim(bot, EventType.MARK_PRICE, instrumentId, timeMs);
                    final MarkPrice mark = event.mark();
                    mark.markPriceE8 = markE8;
                    mark.indexPriceE8 = indexE8;
                    mark.fundingRateE8 = fundingRateE8;
                    mark.nextFundingTimeMs = nextFundingMs;
                    bot.publish(event);
                });
    }

    @Override
    public void onBar(final int instrumentId, final Bar bar, final long timeMs) {
        if (bar.intervalMs != barMs) {
            return;
        }
        final long[] values = {
            bar.openTimeMs,
            bar.closeTimeMs,
            bar.openE8,
            bar.highE8,
            bar.lowE8,
            bar.closeE8,
            bar.volumeE8,
            bar.quoteVolumeE8,
            bar.tradeCount
        };
        moment.add(
                bot -> {
                    final EngineEvent event = claim(bot, EventType.BAR, instrumentId, timeMs);
                    fill(event.bar(), values);
                    bot.publish(event);
                });
    }

    private void fill(final Bar bar, final long[] values) {
        bar.intervalMs = barMs;
        bar.openTimeMs = values[0];
        bar.closeTimeMs = values[1];
        bar.openE8 = values[2];
        bar.highE8 = values[3];
        bar.lowE8 = values[4];
        bar.closeE8 = values[5];
        bar.volumeE8 = values[6];
        bar.quoteVolumeE8 = values[7];
        bar.tradeCount = values[8];
        bar.closed = true;
    }
}
