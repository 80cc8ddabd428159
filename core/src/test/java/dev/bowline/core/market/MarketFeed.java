package dev.bowline.core.market;

import dev.bowline.core.event.Bar;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.StreamRoute;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.DecimalParser;

/** Fills one slot with market events in the words of the venue and hands it to a handler. */
public final class MarketFeed {
    /** 2026-01-01T00:00:00Z. */
    public static final long START_MS = 1_767_225_600_000L;

    public final EngineEvent event = new EngineEvent();
    private final EngineHandler handler;
    private long nowMs = START_MS;
    private long nextTradeId = 1_000;
    private long nextUpdateId = 5_000_000;

    public MarketFeed(final EngineHandler handler) {
        this.handler = handler;
    }

    public static InstrumentSpec btc(final int id) {
        return new InstrumentSpec(
                id,
                "BTC" + id + "USDC",
                "BTC" + id,
                "USDC",
                "USDC",
                e8("0.1"),
                e8("0.1"),
                e8("4529764"),
                e8("0.001"),
                e8("0.001"),
                e8("1000"),
                e8("0.001"),
                e8("0.001"),
                e8("120"),
                e8("5"),
                e8("1.05"),
                e8("0.95"),
                200,
                e8("0.0002"),
                e8("0.0004"),
                5,
                e8("1000000"),
                e8("0.004"));
    }

    public static long e8(final String decimal) {
        return DecimalParser.parse(decimal);
    }

    public long nowNs() {
        return nowMs * 1_000_000;
    }

    public MarketFeed after(final long ms) {
        nowMs += ms;
        return this;
    }

    public MarketFeed at(final long epochMs) {
        nowMs = epochMs;
        return this;
    }

    public MarketFeed instrument(final InstrumentSpec spec) {
        claim(EventType.INSTRUMENT, spec.id());
        event.instrument = spec;
        return send();
    }

    public MarketFeed book(
            final String bid, final String bidQty, final String ask, final String askQty) {
        return bookWithId(nextUpdateId += 3, bid, bidQty, ask, askQty);
    }

    public MarketFeed bookWithId(
            final long updateId,
            final String bid,
            final String bidQty,
            final String ask,
            final String askQty) {
        claim(EventType.TOP_OF_BOOK, 0);
        event.topOfBook().updateId = updateId;
        event.topOfBook().bidPriceE8 = e8(bid);
        event.topOfBook().bidQtyE8 = e8(bidQty);
        event.topOfBook().askPriceE8 = e8(ask);
        event.topOfBook().askQtyE8 = e8(askQty);
        return send();
    }

    public MarketFeed buy(final String priceText, final String qtyText) {
        return trade(nextTradeId++, priceText, qtyText, false);
    }

    public MarketFeed sell(final String priceText, final String qtyText) {
        return trade(nextTradeId++, priceText, qtyText, true);
    }

    /** So many trades never arrive. */
    public MarketFeed lose(final int trades) {
        nextTradeId += trades;
        return this;
    }

    public long nextTradeId() {
        return nextTradeId;
    }

    public MarketFeed trade(
            final long id,
            final String priceText,
            final String qtyText,
            final boolean buyerIsMaker) {
        claim(EventType.AGG_TRADE, 0);
        event.trade().aggTradeId = id;
        event.trade().firstTradeId = 2 * id;
        event.trade().lastTradeId = 2 * id + 1;
        event.trade().priceE8 = e8(priceText);
        event.trade().qtyE8 = e8(qtyText);
        event.trade().tradeTimeMs = nowMs;
        event.trade().buyerIsMaker = buyerIsMaker;
        return send();
    }

    public MarketFeed mark(final String priceText) {
        claim(EventType.MARK_PRICE, 0);
        event.mark().markPriceE8 = e8(priceText);
        event.mark().indexPriceE8 = e8(priceText);
        event.mark().fundingRateE8 = -12_345;
        event.mark().nextFundingTimeMs = START_MS + 28_800_000;
        return send();
    }

    public MarketFeed dayVolume(final String quoteVolume) {
        claim(EventType.DAY_TICKER, 0);
        event.ticker().quoteVolumeE8 = e8(quoteVolume);
        return send();
    }

    public MarketFeed stream(final StreamRoute route, final boolean up, final int causeCode) {
        claim(EventType.STREAM_STATUS, -1);
        event.stream().route = route;
        event.stream().up = up;
        event.stream().causeCode = causeCode;
        return send();
    }

    /** A closed kline; prices as open, high, low, close, then volume. */
    public MarketFeed bar(final long intervalMs, final long openTimeMs, final String... values) {
        return bar(intervalMs, openTimeMs, false, values);
    }

    /** A closed kline, perhaps out of history. */
    public MarketFeed bar(
            final long intervalMs,
            final long openTimeMs,
            final boolean historical,
            final String... values) {
        claim(EventType.BAR, 0);
        final Bar bar = event.bar();
        bar.intervalMs = intervalMs;
        bar.openTimeMs = openTimeMs;
        bar.closeTimeMs = openTimeMs + intervalMs - 1;
        bar.openE8 = e8(values[0]);
        bar.highE8 = e8(values[1]);
        bar.lowE8 = e8(values[2]);
        bar.closeE8 = e8(values[3]);
        bar.volumeE8 = e8(values[4]);
        bar.closed = true;
        bar.historical = historical;
        return send();
    }

    /** Makes the slot ready for a type; the caller fills the payload. */
    public EngineEvent claim(final EventType type, final int instrumentId) {
        event.clear(type);
        event.instrumentId = instrumentId;
        event.eventTimeMs = nowMs;
        event.ingestTimeNs = nowNs();
        return event;
    }

    /** Hands the slot over. */
    public MarketFeed send() {
        handler.onEvent(event, nowNs());
        return this;
    }
}
