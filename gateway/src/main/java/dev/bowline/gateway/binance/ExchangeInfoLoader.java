package dev.bowline.gateway.binance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.gateway.binance.rest.RestClient;
import dev.bowline.gateway.binance.rest.RestClient.Security;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Instruments of the account (SYM-1): filters, fees, leverage brackets. Slow threads only. */
final class ExchangeInfoLoader {
    private static final int DEFAULT_MAX_ORDERS = 200; // MAX_NUM_ORDERS of the venue, 2026-11-20

    private final RestClient rest;
    private final GatewayConfig config;

    ExchangeInfoLoader(final RestClient rest, final GatewayConfig config) {
        this.rest = rest;
        this.config = config;
    }

    /** Rate limits as the venue states them. */
    record RateLimits(int weightPerMinute, int ordersPerTenSeconds, int ordersPerMinute) {
        static RateLimits of(final JsonNode info) {
            int weight = 2400;
            int tenSeconds = 300;
            int minute = 1200;
            for (final JsonNode row : info.path("rateLimits")) {
                final int limit = row.path("limit").asInt(0);
                final String kind =
                        row.path("rateLimitType").asText("")
                                + row.path("intervalNum").asInt(0)
                                + row.path("interval").asText("");
                switch (limit > 0 ? kind : "") {
                    case "REQUEST_WEIGHT1MINUTE" -> weight = limit;
                    case "ORDERS10SECOND" -> tenSeconds = limit;
                    case "ORDERS1MINUTE" -> minute = limit;
                    default -> {
                        // A limit that this client does not come near.
                    }
                }
            }
            return new RateLimits(weight, tenSeconds, minute);
        }
    }

    /** What was read. */
    record Loaded(List<InstrumentSpec> specs, RateLimits limits) {}

    /**
     * Reads all configured symbols; their ids are their places in the configuration.
     *
     * @throws IllegalArgumentException naming the symbol that cannot be traded, and why
     */
    Loaded load() {
        final JsonNode info = rest.get(Security.PUBLIC, "/fapi/v1/exchangeInfo");
        final Map<String, JsonNode> rows = new HashMap<>();
        for (final JsonNode row : info.path("symbols")) {
            rows.put(row.path("symbol").asText(""), row);
        }
        final List<InstrumentSpec> specs = new ArrayList<>();
        for (final String symbol : config.symbols()) {
            final JsonNode row = rows.getOrDefault(symbol, MissingNode.getInstance());
            requireTradable(symbol, row);
            try {
                specs.add(spec(specs.size(), symbol, row));
            } catch (final IllegalArgumentException e) {
                throw new IllegalArgumentException(symbol + ": " + e.getMessage(), e);
            }
        }
        return new Loaded(specs, RateLimits.of(info));
    }

    private void requireTradable(final String symbol, final JsonNode row) {
        final String problem;
        if (row.isMissingNode()) {
            problem = "not listed in exchangeInfo";
        } else if (!row.path("contractType").asText("").equals("PERPETUAL")) {
            problem = "contractType=" + row.path("contractType").asText("") + ", must be PERPETUAL";
        } else if (!row.path("status").asText("").equals("TRADING")) {
            problem = "status=" + row.path("status").asText("") + ", must be TRADING";
        } else if (!row.path("marginAsset").asText("").equals(config.marginAsset())) {
            problem =
                    "marginAsset="
                            + row.path("marginAsset").asText("")
                            + ", must be "
                            + config.marginAsset();
        } else {
            return;
        }
        throw new IllegalArgumentException(symbol + ": " + problem);
    }

    private InstrumentSpec spec(final int id, final String symbol, final JsonNode row) {
        final JsonNode price = filter(row, "PRICE_FILTER");
        final JsonNode lot = filter(row, "LOT_SIZE");
        final JsonNode marketLot = filter(row, "MARKET_LOT_SIZE");
        final JsonNode percent = filter(row, "PERCENT_PRICE");
        final long limitStepE8 = stepE8(lot, "stepSize", row, "quantityPrecision");
        final long marketStepE8 = VenueText.e8Or(marketLot, "stepSize", 0);
        final JsonNode fees =
                rest.get(Security.SIGNED, "/fapi/v1/commissionRate", "symbol", symbol);
        final JsonNode brackets = brackets(symbol);
        return new InstrumentSpec(
                id,
                symbol,
                row.path("baseAsset").asText(""),
                row.path("quoteAsset").asText(""),
                row.path("marginAsset").asText(""),
                stepE8(price, "tickSize", row, "pricePrecision"),
                VenueText.e8Or(price, "minPrice", 0),
                VenueText.limitE8(price.path("maxPrice")),
                limitStepE8,
                VenueText.e8Or(lot, "minQty", 0),
                VenueText.limitE8(lot.path("maxQty")),
                marketStepE8 > 0 ? marketStepE8 : limitStepE8,
                VenueText.e8Or(marketLot, "minQty", 0),
                VenueText.limitE8(marketLot.path("maxQty")),
                VenueText.e8Or(filter(row, "MIN_NOTIONAL"), "notional", 0),
                VenueText.e8Or(percent, "multiplierUp", 0),
                VenueText.e8Or(percent, "multiplierDown", 0),
                filter(row, "MAX_NUM_ORDERS").path("limit").asInt(DEFAULT_MAX_ORDERS),
                VenueText.requireE8(fees, "makerCommissionRate"),
                VenueText.requireE8(fees, "takerCommissionRate"),
                config.leverage(),
                maxNotionalE8(brackets),
                VenueText.e8Or(brackets.path(0), "maintMarginRatio", 0));
    }

    private static JsonNode filter(final JsonNode row, final String type) {
        for (final JsonNode filter : row.path("filters")) {
            if (filter.path("filterType").asText("").equals(type)) {
                return filter;
            }
        }
        return MissingNode.getInstance();
    }

    /** The filter's step; without it 10^-digits; without both the symbol is refused (SYM-1). */
    private static long stepE8(
            final JsonNode filter, final String field, final JsonNode row, final String digits) {
        final long stepE8 = VenueText.e8Or(filter, field, 0);
        if (stepE8 > 0) {
            return stepE8;
        }
        final int precision = row.path(digits).asInt(-1);
        if (precision < 0 || precision > FixedPoint.SCALE) {
            throw new IllegalArgumentException(
                    "neither " + field + " nor " + digits + " in [0, 8] is given");
        }
        long gridE8 = FixedPoint.ONE_E8;
        for (int i = 0; i < precision; i++) {
            gridE8 /= 10;
        }
        return gridE8;
    }

    private JsonNode brackets(final String symbol) {
        final JsonNode reply =
                rest.get(Security.SIGNED, "/fapi/v1/leverageBracket", "symbol", symbol);
        // With a symbol the venue answers an array or a single object.
        final JsonNode brackets = (reply.isArray() ? reply.path(0) : reply).path("brackets");
        if (brackets.isEmpty()) {
            throw new IllegalArgumentException("leverageBracket has no brackets");
        }
        return brackets;
    }

    private long maxNotionalE8(final JsonNode brackets) {
        long capE8 = 0;
        for (final JsonNode bracket : brackets) {
            if (bracket.path("initialLeverage").asInt(0) >= config.leverage()) {
                capE8 = Math.max(capE8, VenueText.limitE8(bracket.path("notionalCap")));
            }
        }
        if (capE8 <= 0) {
            throw new IllegalArgumentException(
                    "leverage=" + config.leverage() + " is above every bracket of the venue");
        }
        return capE8;
    }
}
