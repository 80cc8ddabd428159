package dev.bowline.gateway.binance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.core.event.AssetCode;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.Side;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.gateway.binance.rest.RestClient;
import dev.bowline.gateway.binance.rest.RestClient.Security;
import dev.bowline.gateway.binance.rest.RestException;
import dev.bowline.gateway.binance.rest.ServerClock;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * Reads the account's fills that the user stream may not have told, with price, fee and profit as
 * the venue booked them (REC-4, OMS-8). A fill that was told is read once more rather than not at
 * all: the engine knows it by its id. Slow threads only, one at a time.
 */
final class FillLoader {
    private static final System.Logger LOG = System.getLogger(FillLoader.class.getName());

    // USDⓈ-M docs, Account Trade List and All Orders, read 2026-11-20.
    private static final int PAGE_ROWS = 1_000;
    private static final long LONGEST_WINDOW_MS = 7L * 86_400_000;

    /** The clocks of both sides, and a fill's way to the list. */
    private static final long MARGIN_MS = 5_000;

    private final RestClient rest;
    private final char mode;
    private final InstrumentRegistry registry;
    private final LongSupplier venueTimeMs;
    private long sinceMs;

    /**
     * A loader that has read nothing.
     *
     * @param venueTimeMs the venue's clock
     * @param sinceMs fills since then are wanted, venue time; 0: those after the first call
     */
    FillLoader(
            final RestClient rest,
            final char mode,
            final InstrumentRegistry registry,
            final LongSupplier venueTimeMs,
            final long sinceMs) {
        this.rest = rest;
        this.mode = mode;
        this.registry = registry;
        this.venueTimeMs = venueTimeMs;
        this.sinceMs = Math.max(0, sinceMs - MARGIN_MS);
    }

    /**
     * As above, by our clock.
     *
     * @param sinceEpochMs fills since then are wanted, our time; 0: those after the first call
     */
    static FillLoader of(
            final RestClient rest,
            final GatewayConfig config,
            final InstrumentRegistry registry,
            final ServerClock venueClock,
            final LongSupplier epochNs,
            final long sinceEpochMs) {
        final long sinceNs = TimeUnit.MILLISECONDS.toNanos(sinceEpochMs);
        return new FillLoader(
                rest,
                config.mode(),
                registry,
                () -> venueClock.timestampMs(epochNs.getAsLong()),
                sinceEpochMs == 0 ? 0 : venueClock.timestampMs(sinceNs));
    }

    /**
     * Reads the fills since the last call, each instrument's in the order they happened.
     *
     * @param sink gets each fill; the report is valid during the call
     * @return number of fills, those of the margin included that were read before
     * @throws RestException if a page could not be read; the next call reads all of it again
     * @throws IllegalArgumentException if a row makes no sense
     */
    int load(final BiConsumer<InstrumentSpec, ExecutionReport> sink) {
        final long nowMs = venueTimeMs.getAsLong();
        if (sinceMs == 0) {
            sinceMs = nowMs;
            return 0;
        }
        int fills = 0;
        for (int id = 0; id < registry.count(); id++) {
            final InstrumentSpec spec = registry.byIdOrNull(id);
            fills += load(spec, nowMs, sink);
        }
        LOG.log(Level.INFO, "FILLS_READ fills={0} ms={1}", fills, nowMs - sinceMs);
        sinceMs = Math.max(sinceMs, nowMs - MARGIN_MS);
        return fills;
    }

    private int load(
            final InstrumentSpec spec,
            final long nowMs,
            final BiConsumer<InstrumentSpec, ExecutionReport> sink) {
        final List<JsonNode> fills = readFills(spec.symbol(), nowMs);
        if (fills.isEmpty()) {
            return 0;
        }
        final Map<Long, String> clientIds = readClientIds(spec.symbol(), fills);
        final ExecutionReport report = new ExecutionReport();
        for (final JsonNode fill : fills) {
            report.clear();
            put(fill, report);
            VenueText.putIdentity(clientIds.getOrDefault(report.orderId, ""), mode, report);
            sink.accept(spec, report);
        }
        return fills.size();
    }

    /** One window after the other, each to its last page. */
    private List<JsonNode> readFills(final String symbol, final long nowMs) {
        final List<JsonNode> fills = new ArrayList<>();
        for (long fromMs = sinceMs; fromMs <= nowMs; fromMs += LONGEST_WINDOW_MS) {
            JsonNode page =
                    rows(
                            "/fapi/v1/userTrades",
                            "symbol",
                            symbol,
                            "startTime",
                            Long.toString(fromMs),
                            "endTime",
                            Long.toString(fromMs + LONGEST_WINDOW_MS - 1),
                            "limit",
                            Integer.toString(PAGE_ROWS));
            page.forEach(fills::add);
            long nextId = 0;
            while (page.size() == PAGE_ROWS) {
                nextId = requireFurther(nextId, requireId(page.get(PAGE_ROWS - 1), "id") + 1);
                // Pages by id know no end: they run to the newest fill, past this window.
                page =
                        rows(
                                "/fapi/v1/userTrades",
                                "symbol",
                                symbol,
                                "fromId",
                                Long.toString(nextId),
                                "limit",
                                Integer.toString(PAGE_ROWS));
                page.forEach(fills::add);
                fromMs = nowMs;
            }
        }
        return fills;
    }

    /** A fill names its order by the venue's id alone; the order tells whose it is. */
    private Map<Long, String> readClientIds(final String symbol, final List<JsonNode> fills) {
        long nextId = Long.MAX_VALUE;
        long lastId = 0;
        for (final JsonNode fill : fills) {
            final long orderId = requireId(fill, "orderId");
            nextId = Math.min(nextId, orderId);
            lastId = Math.max(lastId, orderId);
        }
        final Map<Long, String> clientIds = new HashMap<>();
        while (nextId <= lastId) {
            final JsonNode page =
                    rows(
                            "/fapi/v1/allOrders",
                            "symbol",
                            symbol,
                            "orderId",
                            Long.toString(nextId),
                            "limit",
                            Integer.toString(PAGE_ROWS));
            long furthestId = 0;
            for (final JsonNode order : page) {
                final long orderId = requireId(order, "orderId");
                clientIds.put(orderId, order.path("clientOrderId").asText(""));
                furthestId = Math.max(furthestId, orderId + 1);
            }
            if (page.size() < PAGE_ROWS) {
                return clientIds;
            }
            nextId = requireFurther(nextId, furthestId);
        }
        return clientIds;
    }

    /** A page that brings nothing new would be asked for again and again. */
    private static long requireFurther(final long soFar, final long next) {
        if (next <= soFar) {
            throw new IllegalArgumentException(
                    "a full page ends at id " + (next - 1) + ", must be " + soFar + " or more");
        }
        return next;
    }

    private JsonNode rows(final String path, final String... parameters) {
        final JsonNode rows = rest.get(Security.SIGNED, path, parameters);
        if (!rows.isArray()) {
            throw new IllegalArgumentException(path + ": reply is no array");
        }
        return rows;
    }

    private static long requireId(final JsonNode row, final String field) {
        final long id = row.path(field).asLong(0);
        if (id <= 0) {
            throw new IllegalArgumentException(field + "=" + row.path(field) + ", must be an id");
        }
        return id;
    }

    private static void put(final JsonNode fill, final ExecutionReport report) {
        report.source = ReportSource.REST_TRADE;
        report.executionType = ExecutionType.TRADE;
        report.side = fill.path("side").asText("").equals("BUY") ? Side.BUY : Side.SELL;
        report.tradeId = requireId(fill, "id");
        report.orderId = requireId(fill, "orderId");
        report.lastPriceE8 = VenueText.requireE8(fill, "price");
        report.lastQtyE8 = VenueText.requireE8(fill, "qty");
        report.commissionE8 = VenueText.requireE8(fill, "commission");
        report.commissionAssetCode = AssetCode.of(fill.path("commissionAsset").asText(""));
        report.realizedPnlE8 = VenueText.requireE8(fill, "realizedPnl");
        report.transactionTimeMs = fill.path("time").asLong(0);
        report.maker = fill.path("maker").asBoolean(false);
    }
}
