package dev.bowline.gateway.binance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.gateway.binance.rest.RestClient;
import dev.bowline.gateway.binance.rest.RestClient.Security;
import dev.bowline.gateway.binance.rest.RestException;
import dev.bowline.gateway.binance.rest.ServerClock;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Reads what the income list has of funding, hour by hour, for payments that came while nobody
 * listened (REC-4, OMS-8). Slow threads only, one at a time.
 */
final class FundingLoader {
    private static final System.Logger LOG = System.getLogger(FundingLoader.class.getName());

    // USDⓈ-M docs, Get Income History, read 2026-11-20: weight 30, the oldest row first.
    private static final List<String> TYPES = List.of("FUNDING_FEE", "SPECIAL_FUNDING_FEE");
    private static final long NS_PER_MS = 1_000_000;
    private static final int PAGE_ROWS = 1_000;

    /** 500 contracts paid every hour for a week fill 84; a list without end is no list. */
    private static final int MOST_PAGES = 100;

    private static final long HOUR_MS = 3_600_000;

    /** Readings cost as much as six of the list of fills, and payments are rare. */
    private static final long PAUSE_MS = 60_000;

    /** A payment so young may be on the stream and not in the list, or the other way round. */
    private static final long YOUNG_MS = 15_000;

    /** Our idea of the venue's time is never that wrong (MD-7). */
    private static final long FUTURE_MS = 60_000;

    private final RestClient rest;
    private final String asset;
    private final LongSupplier venueTimeMs;
    private long fromMs;
    private long readUntilMs;

    /** Gets the funding of one hour. */
    @FunctionalInterface
    interface Sink {
        void accept(long sumE8, long hourMs);
    }

    /**
     * A loader that has read nothing.
     *
     * @param config names the margin coin: funding in another one is not ours
     * @param venueClock turns our time into the venue's
     * @param epochNs our clock
     * @param fromEpochMs since when funding is ours, our clock; 0: since the first call
     * @param readEpochMs all before was read, our clock; 0: nothing was
     */
    FundingLoader(
            final RestClient rest,
            final GatewayConfig config,
            final ServerClock venueClock,
            final LongSupplier epochNs,
            final long fromEpochMs,
            final long readEpochMs) {
        this.rest = rest;
        asset = config.marginAsset();
        venueTimeMs = () -> venueClock.timestampMs(epochNs.getAsLong());
        fromMs = fromEpochMs == 0 ? 0 : venueClock.timestampMs(fromEpochMs * NS_PER_MS);
        readUntilMs =
                readEpochMs == 0
                        ? fromMs
                        : Math.max(
                                fromMs, venueClock.timestampMs(readEpochMs * NS_PER_MS) - PAUSE_MS);
    }

    /**
     * Reads each hour that may have changed since the last call, the hour before it too.
     *
     * @param sink gets sum, scale 1e-8, and hour, oldest first
     * @throws RestException if a page could not be read; a later call reads all of it again
     * @throws IllegalArgumentException if a row makes no sense, one that lies in the future
     *     included
     */
    void load(final Sink sink) {
        final long nowMs = venueTimeMs.getAsLong();
        if (fromMs == 0) {
            fromMs = nowMs;
            readUntilMs = nowMs;
            return;
        }
        if (!isDue()) {
            return;
        }
        final long hourMs = readUntilMs - Math.floorMod(readUntilMs, HOUR_MS) - HOUR_MS;
        final Map<Long, Long> sumsE8 = new TreeMap<>();
        long newestMs = 0;
        for (final String type : TYPES) {
            newestMs = Math.max(newestMs, read(type, Math.max(fromMs, hourMs), sumsE8));
        }
        if (nowMs - newestMs < YOUNG_MS) {
            return;
        }
        sumsE8.forEach((hour, sumE8) -> sink.accept(sumE8, hour));
        LOG.log(Level.INFO, "FUNDING_READ hours={0}", sumsE8.size());
        readUntilMs = nowMs;
    }

    /** Whether the next call reads. */
    boolean isDue() {
        return fromMs != 0 && venueTimeMs.getAsLong() - readUntilMs >= PAUSE_MS;
    }

    /** Adds the rows of a type; time of the newest, 0 without any. */
    private long read(final String type, final long startMs, final Map<Long, Long> sumsE8) {
        long newestMs = 0;
        int page = 1;
        JsonNode rows;
        do {
            if (page > MOST_PAGES) {
                throw new IllegalArgumentException(
                        "/fapi/v1/income: more than " + MOST_PAGES + " full pages of " + type);
            }
            rows =
                    rest.get(
                            Security.SIGNED,
                            "/fapi/v1/income",
                            "incomeType",
                            type,
                            "startTime",
                            Long.toString(startMs),
                            "page",
                            Integer.toString(page),
                            "limit",
                            Integer.toString(PAGE_ROWS));
            if (!rows.isArray()) {
                throw new IllegalArgumentException("/fapi/v1/income: reply is no array");
            }
            for (final JsonNode row : rows) {
                final long timeMs = row.path("time").asLong(0);
                if (timeMs - FUTURE_MS > venueTimeMs.getAsLong()) {
                    throw new IllegalArgumentException(
                            "/fapi/v1/income: time=" + timeMs + ", must not be in the future");
                }
                if (row.path("asset").asText("").equals(asset) && timeMs >= startMs) {
                    final long hourMs = timeMs - Math.floorMod(timeMs, HOUR_MS);
                    sumsE8.merge(hourMs, VenueText.requireE8(row, "income"), Math::addExact);
                    newestMs = Math.max(newestMs, timeMs);
                }
            }
            page++;
        } while (rows.size() == PAGE_ROWS);
        return newestMs;
    }
}
