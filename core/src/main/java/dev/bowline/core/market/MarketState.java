package dev.bowline.core.market;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.StreamStatus;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Last known market of every instrument, fed by market events. The only allocation is one object
 * per INSTRUMENT event. Thread: decision thread only.
 */
public final class MarketState implements Resumable {
    /** {@link StreamStatus#causeCode} of a stream that lost messages. */
    private static final int CAUSE_GAP = 4;

    private final InstrumentMarket[] byId =
            new InstrumentMarket[InstrumentRegistry.MAX_INSTRUMENTS];
    private final MarketCounters counters = new MarketCounters();
    private final FeedLag lag = new FeedLag();
    private final long barIntervalMs;
    private final long gapHealMs;
    private int count;

    /**
     * Starts without instruments.
     *
     * @param barIntervalMs length of the bars that are kept and built from trades
     * @param gapHealMs least time between a hole in the trade ids and the end of the staleness
     */
    public MarketState(final long barIntervalMs, final long gapHealMs) {
        this.barIntervalMs = barIntervalMs;
        this.gapHealMs = gapHealMs;
    }

    /**
     * Takes a market event; others are left alone.
     *
     * @return whether it changed the market: false for old, absurd and unknown input, and for a bar
     *     that did not complete one of ours
     */
    public boolean onEvent(final EngineEvent event, final long nowNs) {
        switch (event.type) {
            case INSTRUMENT -> {
                add(event.instrument.id());
                return true;
            }
            case STREAM_STATUS -> {
                onStream(event.stream(), event.instrumentId, nowNs);
                return true;
            }
            case TOP_OF_BOOK, AGG_TRADE, MARK_PRICE, BAR, DAY_TICKER -> {
                final InstrumentMarket market = byIdOrNull(event.instrumentId);
                if (market == null) {
                    counters.unknownInstruments++;
                    return false;
                }
                return apply(event, market, nowNs);
            }
            default -> {
                return false;
            }
        }
    }

    /** The instrument's market, or {@code null} before its INSTRUMENT event. */
    public InstrumentMarket byIdOrNull(final int instrumentId) {
        return instrumentId >= 0 && instrumentId < count ? byId[instrumentId] : null;
    }

    public MarketCounters counters() {
        return counters;
    }

    private static boolean apply(
            final EngineEvent event, final InstrumentMarket market, final long nowNs) {
        return switch (event.type) {
            case TOP_OF_BOOK -> market.onTopOfBook(event.topOfBook(), event.eventTimeMs, nowNs);
            case AGG_TRADE -> market.onTrade(event.trade(), event.eventTimeMs, nowNs);
            case MARK_PRICE -> market.onMark(event.mark(), event.eventTimeMs, nowNs);
            case BAR -> market.onBar(event.bar());
            case DAY_TICKER -> market.onDayVolume(event.ticker().quoteVolumeE8);
            default -> false;
        };
    }

    /** A repeated INSTRUMENT event (a new grid) keeps what is known of the market. */
    private void add(final int instrumentId) {
        if (byId[instrumentId] == null) {
            byId[instrumentId] = new InstrumentMarket(barIntervalMs, gapHealMs, counters, lag);
            count = Math.max(count, instrumentId + 1);
        }
    }

    private void onStream(final StreamStatus stream, final int instrumentId, final long nowNs) {
        for (int id = 0; id < count; id++) {
            final InstrumentMarket market = byId[id];
            if (market == null || (instrumentId >= 0 && instrumentId != id)) {
                continue;
            }
            if (stream.causeCode == CAUSE_GAP) {
                market.onReportedGap(nowNs);
            }
            market.onStream(stream.route, stream.up);
        }
    }

    @Override
    public void writeRest(final StateSink sink) {
        lag.writeRest(sink);
        for (int id = 0; id < count; id++) {
            byId[id].writeRest(sink);
        }
    }

    @Override
    public void readRest(final StateSource source) {
        lag.readRest(source);
        for (int id = 0; id < count; id++) {
            byId[id].readRest(source);
        }
    }
}
