package dev.bowline.gateway.binance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.MarkPrice;
import dev.bowline.core.event.TopOfBook;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.gateway.binance.rest.RestClient;
import dev.bowline.gateway.binance.rest.RestClient.Security;
import dev.bowline.gateway.binance.rest.RestException;
import java.util.function.LongSupplier;

/**
 * Books and mark prices over REST while their stream is down, marked as polled: the engine uses
 * them for exits alone, and only as long as it knows the stream to be down (MD-6). Slow threads
 * only, one at a time.
 */
final class TickerLoader {
    // USDⓈ-M docs, Symbol Order Book Ticker (2, all 5) and Mark Price (1, all 10), read 2026-11-20.
    private static final int FEW_BOOKS = 2;
    private static final int FEW_MARKS = 10;

    private final RestClient rest;
    private final InstrumentRegistry registry;
    private final LongSupplier epochNs;
    private final WaitingSink sink;

    TickerLoader(
            final RestClient rest,
            final InstrumentRegistry registry,
            final LongSupplier epochNs,
            final WaitingSink sink) {
        this.rest = rest;
        this.registry = registry;
        this.epochNs = epochNs;
        this.sink = sink;
    }

    /**
     * Publishes one book and one mark price per instrument.
     *
     * @throws RestException if the venue does not answer
     * @throws IllegalArgumentException if a row makes no sense; those before it are published
     */
    synchronized void load() {
        read("/fapi/v1/premiumIndex", FEW_MARKS, this::publishMark);
        read("/fapi/v1/ticker/bookTicker", FEW_BOOKS, this::publishBook);
    }

    /** What to do with one row. */
    private interface Row {
        void publish(InstrumentSpec spec, JsonNode row);
    }

    private void read(final String path, final int few, final Row action) {
        if (registry.count() > few) {
            for (final JsonNode row : rest.get(Security.PUBLIC, path)) {
                final InstrumentSpec spec = registry.bySymbolOrNull(row.path("symbol").asText(""));
                if (spec != null) {
                    action.publish(spec, row);
                }
            }
            return;
        }
        for (int id = 0; id < registry.count(); id++) {
            final InstrumentSpec spec = registry.byIdOrNull(id);
            action.publish(spec, rest.get(Security.PUBLIC, path, "symbol", spec.symbol()));
        }
    }

    private void publishMark(final InstrumentSpec spec, final JsonNode row) {
        final long markE8 = VenueText.requireE8(row, "markPrice");
        final EngineEvent event = claim(EventType.MARK_PRICE, spec, row);
        final MarkPrice mark = event.mark();
        mark.markPriceE8 = markE8;
        mark.indexPriceE8 = VenueText.e8Or(row, "indexPrice", 0);
        mark.fundingRateE8 = VenueText.e8Or(row, "lastFundingRate", 0);
        mark.nextFundingTimeMs = row.path("nextFundingTime").asLong(0);
        mark.polled = true;
        sink.publish(event);
    }

    private void publishBook(final InstrumentSpec spec, final JsonNode row) {
        final long bidE8 = VenueText.requireE8(row, "bidPrice");
        final long bidQtyE8 = VenueText.requireE8(row, "bidQty");
        final long askE8 = VenueText.requireE8(row, "askPrice");
        final long askQtyE8 = VenueText.requireE8(row, "askQty");
        final EngineEvent event = claim(EventType.TOP_OF_BOOK, spec, row);
        final TopOfBook book = event.topOfBook();
        book.bidPriceE8 = bidE8;
        book.bidQtyE8 = bidQtyE8;
        book.askPriceE8 = askE8;
        book.askQtyE8 = askQtyE8;
        book.polled = true;
        sink.publish(event);
    }

    private EngineEvent claim(final EventType type, final InstrumentSpec spec, final JsonNode row) {
        final EngineEvent event = sink.claim(type);
        event.instrumentId = spec.id();
        event.eventTimeMs = row.path("time").asLong(0);
        event.ingestTimeNs = epochNs.getAsLong();
        return event;
    }
}
