package dev.bowline.gateway.binance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.core.event.Bar;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.gateway.binance.rest.RestClient;
import dev.bowline.gateway.binance.rest.RestClient.Security;
import java.util.function.LongSupplier;

/** Closed bars and 24 h figures before trading (SIG-2). Slow threads only. */
final class HistoryLoader {
    private static final int COLUMNS = 12;

    private final RestClient rest;
    private final GatewayConfig config;
    private final InstrumentRegistry registry;
    private final LongSupplier epochNs;
    private final WaitingSink sink;

    HistoryLoader(
            final RestClient rest,
            final GatewayConfig config,
            final InstrumentRegistry registry,
            final LongSupplier epochNs,
            final WaitingSink sink) {
        this.rest = rest;
        this.config = config;
        this.registry = registry;
        this.epochNs = epochNs;
        this.sink = sink;
    }

    /**
     * Publishes bars, oldest first, and one 24 h ticker per instrument.
     *
     * @param venueTimeMs bars that end later are still open and left out
     * @return number of bars
     */
    int load(final long venueTimeMs) {
        int bars = 0;
        for (int i = 0; i < registry.count(); i++) {
            final InstrumentSpec spec = registry.byIdOrNull(i);
            bars += loadBars(spec, venueTimeMs);
            loadTicker(spec);
        }
        return bars;
    }

    private int loadBars(final InstrumentSpec spec, final long venueTimeMs) {
        final JsonNode rows =
                rest.get(
                        Security.PUBLIC,
                        "/fapi/v1/klines",
                        "symbol",
                        spec.symbol(),
                        "interval",
                        config.barInterval(),
                        "limit",
                        Integer.toString(config.warmUpBars() + 1));
        int bars = 0;
        long lastOpenMs = -1;
        for (final JsonNode row : rows) {
            final long openTimeMs = row.path(0).asLong(-1);
            final long closeTimeMs = row.path(6).asLong(-1);
            if (row.size() < COLUMNS - 1 || openTimeMs <= lastOpenMs || closeTimeMs < openTimeMs) {
                throw new IllegalArgumentException(
                        spec.symbol() + ": kline row " + bars + " is malformed or out of order");
            }
            lastOpenMs = openTimeMs;
            if (closeTimeMs < venueTimeMs) {
                publishBar(spec, row, openTimeMs, closeTimeMs);
                bars++;
            }
        }
        return bars;
    }

    private void publishBar(
            final InstrumentSpec spec,
            final JsonNode row,
            final long openTimeMs,
            final long closeTimeMs) {
        final long[] columnsE8 = new long[COLUMNS];
        for (final int column : new int[] {1, 2, 3, 4, 5, 7}) {
            columnsE8[column] = VenueText.e8OrInvalid(row.path(column));
            if (columnsE8[column] < 0) {
                throw new IllegalArgumentException(
                        spec.symbol() + ": kline column " + column + "=" + row.path(column));
            }
        }
        final EngineEvent event = sink.claim(EventType.BAR);
        event.instrumentId = spec.id();
        event.eventTimeMs = closeTimeMs;
        event.ingestTimeNs = epochNs.getAsLong();
        final Bar bar = event.bar();
        bar.intervalMs = BarInterval.toMs(config.barInterval());
        bar.openTimeMs = openTimeMs;
        bar.closeTimeMs = closeTimeMs;
        bar.openE8 = columnsE8[1];
        bar.highE8 = columnsE8[2];
        bar.lowE8 = columnsE8[3];
        bar.closeE8 = columnsE8[4];
        bar.volumeE8 = columnsE8[5];
        bar.quoteVolumeE8 = columnsE8[7];
        bar.tradeCount = row.path(8).asLong(0);
        bar.closed = true;
        bar.historical = true;
        sink.publish(event);
    }

    private void loadTicker(final InstrumentSpec spec) {
        final JsonNode ticker =
                rest.get(Security.PUBLIC, "/fapi/v1/ticker/24hr", "symbol", spec.symbol());
        final long volumeE8 = VenueText.limitE8(ticker.path("quoteVolume"));
        final long lastE8 = VenueText.requireE8(ticker, "lastPrice");
        final EngineEvent event = sink.claim(EventType.DAY_TICKER);
        event.instrumentId = spec.id();
        event.eventTimeMs = ticker.path("closeTime").asLong(0);
        event.ingestTimeNs = epochNs.getAsLong();
        event.ticker().quoteVolumeE8 = volumeE8;
        event.ticker().lastPriceE8 = lastE8;
        sink.publish(event);
    }
}
