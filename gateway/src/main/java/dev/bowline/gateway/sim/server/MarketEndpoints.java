package dev.bowline.gateway.sim.server;

import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.gateway.sim.InstrumentMarket;
import dev.bowline.gateway.sim.SimInstrument;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The public REST endpoints (USDⓈ-M docs, Market Data, read 2026-11-20). */
final class MarketEndpoints {
    private static final int RATE_DIGITS = 8;
    private static final int QUOTE_DIGITS = 5;
    private static final long NO_END = Long.MAX_VALUE;
    private static final long PERPETUAL_END_MS = 4_133_404_800_000L;
    private static final long ONBOARD_MS = 1_569_398_400_000L;
    private static final Set<Long> DEPTH_LIMITS = Set.of(5L, 10L, 20L, 50L, 100L, 500L, 1_000L);

    private final VenueDesk desk;
    private final RateLimits limits;

    MarketEndpoints(final VenueDesk desk, final RateLimits limits) {
        this.desk = desk;
        this.limits = limits;
    }

    void addTo(final RestRouter router) {
        final EndpointSecurity open = EndpointSecurity.NONE;
        router.add("GET /fapi/v1/ping", open, 1, (request, out) -> empty(out));
        router.add("GET /fapi/v1/time", open, 1, (request, out) -> serverTime(out));
        router.add("GET /fapi/v1/exchangeInfo", open, 1, (request, out) -> exchangeInfo(out));
        router.add("GET /fapi/v1/depth", open, MarketEndpoints::depthCost, this::depth);
        router.add("GET /fapi/v1/trades", open, 5, this::trades);
        router.add("GET /fapi/v1/aggTrades", open, 20, this::aggTrades);
        router.add("GET /fapi/v1/klines", open, MarketEndpoints::klineCost, this::klines);
        router.add(
                "GET /fapi/v1/continuousKlines",
                open,
                MarketEndpoints::klineCost,
                this::continuousKlines);
        router.add("GET /fapi/v1/premiumIndex", open, oneOr(10), this::premiumIndex);
        router.addOwnPool("GET /fapi/v1/fundingRate", this::fundingRate);
        // Only contracts with adjusted terms are listed; here none is.
        router.addOwnPool(
                "GET /fapi/v1/fundingInfo", (request, out) -> out.beginArray().endArray());
        router.add("GET /fapi/v1/ticker/24hr", open, oneOr(40), this::dayTicker);
        router.add("GET /fapi/v1/ticker/price", open, oneOr(2), this::priceTicker);
        router.add("GET /fapi/v2/ticker/price", open, oneOr(2), this::priceTicker);
        router.add(
                "GET /fapi/v1/ticker/bookTicker",
                open,
                request -> Cost.weight(request.has("symbol") ? 2 : 5),
                this::bookTicker);
        router.add("GET /fapi/v1/openInterest", open, 1, this::openInterest);
    }

    private static Endpoint.CostRule oneOr(final int withoutSymbol) {
        return request -> Cost.weight(request.has("symbol") ? 1 : withoutSymbol);
    }

    static void empty(final JsonWriter out) {
        out.beginObject().endObject();
    }

    private void serverTime(final JsonWriter out) {
        out.beginObject().field("serverTime", desk.serverTimeMs()).endObject();
    }

    private void exchangeInfo(final JsonWriter out) {
        out.beginObject().field("timezone", "UTC").field("serverTime", desk.serverTimeMs());
        out.field("futuresType", "U_MARGINED").name("rateLimits").beginArray();
        rateLimit(out, "REQUEST_WEIGHT", "MINUTE", 1, limits.weightPerMinute());
        rateLimit(out, "ORDERS", "MINUTE", 1, limits.ordersPerMinute());
        rateLimit(out, "ORDERS", "SECOND", 10, limits.ordersPer10s());
        out.endArray().name("exchangeFilters").beginArray().endArray();
        out.name("assets").beginArray().beginObject().field("asset", desk.marginAsset());
        out.field("marginAvailable", true).field("autoAssetExchange", "-10000").endObject();
        out.endArray().name("symbols").beginArray();
        for (int id = 0; id < desk.count(); id++) {
            symbol(out, desk.instrument(id));
        }
        out.endArray().endObject();
    }

    static void rateLimit(
            final JsonWriter out,
            final String type,
            final String interval,
            final int intervalNum,
            final long limit) {
        out.beginObject().field("rateLimitType", type).field("interval", interval);
        out.field("intervalNum", intervalNum).field("limit", limit).endObject();
    }

    private static void symbol(final JsonWriter out, final SimInstrument instrument) {
        final InstrumentSpec spec = instrument.spec();
        out.beginObject().field("symbol", spec.symbol()).field("pair", spec.symbol());
        out.field("contractType", "PERPETUAL").field("deliveryDate", PERPETUAL_END_MS);
        out.field("onboardDate", ONBOARD_MS).field("status", instrument.status());
        out.field("maintMarginPercent", "2.5000").field("requiredMarginPercent", "5.0000");
        out.field("baseAsset", spec.baseAsset()).field("quoteAsset", spec.quoteAsset());
        out.field("marginAsset", spec.marginAsset());
        out.field("pricePrecision", instrument.pricePrecision());
        out.field("quantityPrecision", instrument.quantityPrecision());
        out.field("baseAssetPrecision", 8).field("quotePrecision", 8);
        out.field("underlyingType", "COIN").name("underlyingSubType").beginArray().endArray();
        out.fieldE8("triggerProtect", instrument.triggerProtectE8(), 4);
        out.fieldE8("liquidationFee", instrument.liquidationFeeE8(), 6);
        out.fieldE8("marketTakeBound", instrument.marketTakeBoundE8(), 2);
        out.field("maxMoveOrderLimit", 10_000);
        filters(out, spec);
        words(out, "orderTypes", ORDER_TYPES);
        words(out, "timeInForce", List.of("GTC", "IOC", "FOK", "GTX", "GTD"));
        words(out, "permissionSets", List.of("GRID", "COPY", "DCA", "RPI", "PSB"));
        out.endObject();
    }

    // The venue still lists all seven types, although five of them go to the algo endpoints.
    private static final List<String> ORDER_TYPES =
            List.of(
                    "LIMIT",
                    "MARKET",
                    "STOP",
                    "STOP_MARKET",
                    "TAKE_PROFIT",
                    "TAKE_PROFIT_MARKET",
                    "TRAILING_STOP_MARKET");

    private static void words(final JsonWriter out, final String name, final List<String> words) {
        out.name(name).beginArray();
        words.forEach(out::text);
        out.endArray();
    }

    private static void filters(final JsonWriter out, final InstrumentSpec spec) {
        out.name("filters").beginArray();
        out.beginObject().field("filterType", "PRICE_FILTER");
        out.fieldE8("tickSize", spec.tickE8()).fieldE8("minPrice", spec.minPriceE8());
        out.fieldE8("maxPrice", spec.maxPriceE8()).endObject();
        out.beginObject().field("filterType", "LOT_SIZE");
        out.fieldE8("stepSize", spec.limitStepE8()).fieldE8("maxQty", spec.limitMaxQtyE8());
        out.fieldE8("minQty", spec.limitMinQtyE8()).endObject();
        out.beginObject().field("filterType", "MARKET_LOT_SIZE");
        out.fieldE8("minQty", spec.marketMinQtyE8()).fieldE8("stepSize", spec.marketStepE8());
        out.fieldE8("maxQty", spec.marketMaxQtyE8()).endObject();
        out.beginObject().field("filterType", "MAX_NUM_ORDERS");
        out.field("limit", spec.maxOpenOrders()).endObject();
        out.beginObject().field("filterType", "MIN_NOTIONAL");
        out.fieldE8("notional", spec.minNotionalE8()).endObject();
        out.beginObject().field("filterType", "PERCENT_PRICE");
        out.fieldE8("multiplierUp", spec.percentUpE8(), 4);
        out.fieldE8("multiplierDown", spec.percentDownE8(), 4);
        out.field("multiplierDecimal", "4").endObject();
        out.beginObject().field("filterType", "POSITION_RISK_CONTROL");
        out.field("positionControlSide", "NONE").endObject().endArray();
    }

    private static Cost depthCost(final RestRequest request) throws RestError {
        final long limit = request.numberOr("limit", 500);
        if (limit <= 50) {
            return Cost.weight(2);
        }
        return Cost.weight(limit <= 100 ? 5 : limit <= 500 ? 10 : 20);
    }

    private static Cost klineCost(final RestRequest request) throws RestError {
        final long limit = request.numberOr("limit", 500);
        if (limit < 100) {
            return Cost.ONE;
        }
        return Cost.weight(limit < 500 ? 2 : limit <= 1_000 ? 5 : 10);
    }

    /** The model's book has one level a side. */
    private void depth(final RestRequest request, final JsonWriter out) throws RestError {
        final MarketTape tape = desk.tape(request, "symbol");
        if (!DEPTH_LIMITS.contains(request.numberOr("limit", 500))) {
            throw RestError.of(-4021, "Not valid depth limit");
        }
        final InstrumentMarket market = market(tape);
        out.beginObject().field("lastUpdateId", market.bookUpdateId);
        out.field("E", desk.nowMs()).field("T", market.bookTimeMs);
        level(out, "bids", tape, market.bidE8, market.bidQtyE8);
        level(out, "asks", tape, market.askE8, market.askQtyE8);
        out.endObject();
    }

    private static void level(
            final JsonWriter out,
            final String name,
            final MarketTape tape,
            final long priceE8,
            final long qtyE8) {
        out.name(name).beginArray();
        if (priceE8 > 0) {
            out.beginArray().padded(priceE8, tape.priceDigits());
            out.padded(qtyE8, tape.qtyDigits()).endArray();
        }
        out.endArray();
    }

    private InstrumentMarket market(final MarketTape tape) {
        return desk.venue().market(tape.instrument().spec().id());
    }

    /** A row limit within the venue's maximum; beyond it −1130. */
    static int limit(final RestRequest request, final int otherwise, final int max)
            throws RestError {
        final long limit = request.numberOr("limit", otherwise);
        if (limit < 1 || limit > max) {
            throw RestError.malformed("limit", String.valueOf(limit));
        }
        return (int) limit;
    }

    private void trades(final RestRequest request, final JsonWriter out) throws RestError {
        final MarketTape tape = desk.tape(request, "symbol");
        out.beginArray();
        for (final MarketTape.Trade trade : tape.latestTrades(limit(request, 500, 1_000))) {
            out.beginObject().field("id", trade.id());
            out.fieldE8("price", trade.priceE8(), tape.priceDigits());
            out.fieldE8("qty", trade.qtyE8(), tape.qtyDigits());
            out.fieldE8("quoteQty", FixedPoint.mulFloorE8(trade.priceE8(), trade.qtyE8()), 2);
            out.field("time", trade.timeMs()).field("isBuyerMaker", trade.buyerIsMaker());
            out.field("isRPITrade", false).endObject();
        }
        out.endArray();
    }

    private void aggTrades(final RestRequest request, final JsonWriter out) throws RestError {
        final MarketTape tape = desk.tape(request, "symbol");
        final long fromId = request.numberOr("fromId", Long.MIN_VALUE);
        final long fromMs = request.numberOr("startTime", 0);
        final long toMs = request.numberOr("endTime", NO_END);
        int left = limit(request, 500, 1_000);
        final boolean newest = fromId == Long.MIN_VALUE && fromMs == 0;
        out.beginArray();
        for (final MarketTape.Trade trade : tape.latestTrades(newest ? left : 1_000)) {
            if (left > 0
                    && trade.id() >= fromId
                    && trade.timeMs() >= fromMs
                    && trade.timeMs() <= toMs) {
                left--;
                out.beginObject().field("a", trade.id());
                out.fieldE8("p", trade.priceE8(), tape.priceDigits());
                out.fieldE8("q", trade.qtyE8(), tape.qtyDigits());
                out.fieldE8("nq", trade.qtyE8(), tape.qtyDigits());
                out.field("f", trade.id()).field("l", trade.id()).field("T", trade.timeMs());
                out.field("m", trade.buyerIsMaker()).endObject();
            }
        }
        out.endArray();
    }

    private void klines(final RestRequest request, final JsonWriter out) throws RestError {
        klines(request, desk.tape(request, "symbol"), out);
    }

    private void continuousKlines(final RestRequest request, final JsonWriter out)
            throws RestError {
        request.text("contractType");
        klines(request, desk.tape(request, "pair"), out);
    }

    private static void klines(
            final RestRequest request, final MarketTape tape, final JsonWriter out)
            throws RestError {
        final KlineInterval interval = KlineInterval.byWordOrNull(request.text("interval"));
        if (interval == null) {
            throw RestError.of(-1120, "Invalid interval.");
        }
        final int limit = limit(request, 500, KlineSeries.MAX_ROWS);
        final boolean fromStart = request.has("startTime");
        final List<KlineRow> rows =
                tape.series(interval)
                        .rows(
                                request.numberOr("startTime", 0),
                                request.numberOr("endTime", NO_END),
                                limit,
                                fromStart);
        out.beginArray();
        for (final KlineRow row : rows) {
            out.beginArray().number(row.openTimeMs);
            out.padded(row.openE8, tape.priceDigits()).padded(row.highE8, tape.priceDigits());
            out.padded(row.lowE8, tape.priceDigits()).padded(row.closeE8, tape.priceDigits());
            out.padded(row.volumeE8, tape.qtyDigits()).number(row.closeTimeMs);
            out.padded(row.quoteE8, QUOTE_DIGITS).number(row.trades);
            out.padded(row.takerBuyE8, tape.qtyDigits());
            out.padded(row.takerBuyQuoteE8, QUOTE_DIGITS).text("0").endArray();
        }
        out.endArray();
    }

    /** One row for one contract, or an array of all. */
    private void each(final RestRequest request, final JsonWriter out, final Row row)
            throws RestError {
        if (request.has("symbol")) {
            row.write(desk.tape(request, "symbol"), out);
            return;
        }
        out.beginArray();
        for (int id = 0; id < desk.count(); id++) {
            row.write(desk.tape(id), out);
        }
        out.endArray();
    }

    /** Writes the row of one contract. */
    @FunctionalInterface
    private interface Row {
        void write(MarketTape tape, JsonWriter out) throws RestError;
    }

    private void premiumIndex(final RestRequest request, final JsonWriter out) throws RestError {
        each(
                request,
                out,
                (tape, json) -> {
                    final InstrumentMarket market = market(tape);
                    json.beginObject().field("symbol", tape.instrument().spec().symbol());
                    json.fieldE8("markPrice", market.markOrLastE8(), RATE_DIGITS);
                    json.fieldE8("indexPrice", market.indexE8, RATE_DIGITS);
                    json.fieldE8("estimatedSettlePrice", market.indexE8, RATE_DIGITS);
                    json.fieldE8("lastFundingRate", market.fundingRateE8, RATE_DIGITS);
                    json.field("interestRate", "0.00010000");
                    json.field("nextFundingTime", market.nextFundingMs);
                    json.field("time", desk.nowMs()).endObject();
                });
    }

    private void fundingRate(final RestRequest request, final JsonWriter out) throws RestError {
        final long fromMs = request.numberOr("startTime", 0);
        final long toMs = request.numberOr("endTime", NO_END);
        int left = limit(request, 100, 1_000);
        out.beginArray();
        for (int id = 0; id < desk.count(); id++) {
            final MarketTape tape = desk.tape(id);
            if (request.has("symbol") && desk.instrumentId(request) != id) {
                continue;
            }
            for (final MarketTape.Funding row : tape.fundings()) {
                if (left > 0 && row.timeMs() >= fromMs && row.timeMs() <= toMs) {
                    left--;
                    out.beginObject().field("symbol", desk.symbol(id));
                    out.fieldE8("fundingRate", row.rateE8(), RATE_DIGITS);
                    out.field("fundingTime", row.timeMs());
                    out.fieldE8("markPrice", row.markE8(), RATE_DIGITS);
                    out.field("rateType", "Regular").endObject();
                }
            }
        }
        out.endArray();
    }

    private void dayTicker(final RestRequest request, final JsonWriter out) throws RestError {
        each(
                request,
                out,
                (tape, json) -> {
                    final MarketTape.DayStats day = tape.dayStatsOrNull(desk.nowMs());
                    if (day != null || request.has("symbol")) {
                        dayTicker(
                                tape,
                                day != null
                                        ? day
                                        : MarketTape.DayStats.none(
                                                tape.instrument().spec().tickE8(), desk.nowMs()),
                                json);
                    }
                });
    }

    private static void dayTicker(
            final MarketTape tape, final MarketTape.DayStats day, final JsonWriter json) {
        final int digits = tape.priceDigits();
        final InstrumentSpec spec = tape.instrument().spec();
        json.beginObject().field("symbol", spec.symbol());
        json.fieldE8("priceChange", day.lastE8() - day.openE8(), digits);
        json.fieldE8("priceChangePercent", MarketFrames.percentE8(day), 3);
        json.fieldE8("weightedAvgPrice", MarketFrames.averageE8(day, spec.tickE8()), digits);
        json.fieldE8("lastPrice", day.lastE8(), digits);
        json.fieldE8("lastQty", day.lastQtyE8(), tape.qtyDigits());
        json.fieldE8("openPrice", day.openE8(), digits);
        json.fieldE8("highPrice", day.highE8(), digits);
        json.fieldE8("lowPrice", day.lowE8(), digits);
        json.fieldE8("volume", day.volumeE8(), tape.qtyDigits());
        json.fieldE8("quoteVolume", day.quoteE8(), QUOTE_DIGITS);
        json.field("openTime", day.openTimeMs()).field("closeTime", day.closeTimeMs());
        json.field("firstId", day.firstId()).field("lastId", day.lastId());
        json.field("count", day.trades()).endObject();
    }

    private void priceTicker(final RestRequest request, final JsonWriter out) throws RestError {
        each(
                request,
                out,
                (tape, json) -> {
                    final InstrumentMarket market = market(tape);
                    json.beginObject().field("symbol", tape.instrument().spec().symbol());
                    json.fieldE8("price", market.lastE8, tape.priceDigits());
                    json.field("time", market.lastTradeTimeMs).endObject();
                });
    }

    private void bookTicker(final RestRequest request, final JsonWriter out) throws RestError {
        each(
                request,
                out,
                (tape, json) -> {
                    final InstrumentMarket market = market(tape);
                    json.beginObject().field("symbol", tape.instrument().spec().symbol());
                    json.fieldE8("bidPrice", market.bidE8, tape.priceDigits());
                    json.fieldE8("bidQty", market.bidQtyE8, tape.qtyDigits());
                    json.fieldE8("askPrice", market.askE8, tape.priceDigits());
                    json.fieldE8("askQty", market.askQtyE8, tape.qtyDigits());
                    json.field("time", market.bookTimeMs);
                    json.field("lastUpdateId", market.bookUpdateId).endObject();
                });
    }

    /** Stands for the open interest of the real market: the volume of the last day. */
    private void openInterest(final RestRequest request, final JsonWriter out) throws RestError {
        final MarketTape tape = desk.tape(request, "symbol");
        final MarketTape.DayStats day = tape.dayStatsOrNull(desk.nowMs());
        out.beginObject();
        out.fieldE8("openInterest", day == null ? 0 : day.volumeE8(), tape.qtyDigits());
        out.field("symbol", tape.instrument().spec().symbol().toUpperCase(Locale.ROOT));
        out.field("time", desk.nowMs()).endObject();
    }
}
