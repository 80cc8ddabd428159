package dev.bowline.gateway.sim;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.DecimalParser;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.gateway.history.HistoryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Contracts of the model from the venue's exchangeInfo JSON: the built-in one (nine USDC contracts;
 * ticks and steps as recorded, price and quantity bounds chosen by us) or a recorded file, plain or
 * gzip. Fees are the regular user's: USDC 0 / 0.04 %, others 0.02 / 0.05 %. The leverage at the
 * start is 20, or the table's greatest if that is less. Slow path; allocates.
 */
public final class InstrumentCatalog {
    private static final String BUILT_IN = "exchangeInfo.json";
    private static final int START_LEVERAGE = 20;
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /**
     * Leverage, cap of the notional, maintenance rate E8: a table of our own, between the venue's.
     */
    private static final long[][] SIMPLE_TABLE = {
        {50, 50_000, 1_000_000},
        {25, 250_000, 2_000_000},
        {10, 1_000_000, 5_000_000},
        {5, 5_000_000, 10_000_000},
        {2, 50_000_000, 25_000_000},
    };

    private InstrumentCatalog() {}

    /** Symbols of the built-in contracts, in the order of the file. */
    public static List<String> builtInSymbols() {
        final List<String> symbols = new ArrayList<>();
        builtInJson().path("symbols").forEach(row -> symbols.add(row.path("symbol").asText()));
        return symbols;
    }

    /**
     * Built-in contracts with ids in the order of the list.
     *
     * @throws IllegalArgumentException if a symbol is not built in
     */
    public static List<SimInstrument> builtIn(final List<String> symbols) {
        return select("built-in " + BUILT_IN, builtInJson(), null, symbols);
    }

    /** The built-in exchangeInfo itself. */
    public static JsonNode builtInJson() {
        try (InputStream in = InstrumentCatalog.class.getResourceAsStream(BUILT_IN)) {
            return JSON.readTree(in);
        } catch (final IOException e) {
            throw new IllegalStateException("resource " + BUILT_IN + " cannot be read", e);
        }
    }

    /**
     * Contracts of a recorded exchangeInfo, with ids in the order of the list.
     *
     * @param exchangeInfo JSON, plain or {@code .gz}
     * @param bracketsOrNull JSON of the leverageBracket endpoint; the simple table if absent, and
     *     for symbols it does not have
     * @throws HistoryException if a file cannot be read or a symbol is malformed
     * @throws IllegalArgumentException if a symbol is not in it
     */
    public static List<SimInstrument> recorded(
            final Path exchangeInfo, final Path bracketsOrNull, final List<String> symbols) {
        final JsonNode brackets = bracketsOrNull == null ? null : read(bracketsOrNull);
        return select(exchangeInfo.toString(), read(exchangeInfo), brackets, symbols);
    }

    /** A JSON file, plain or gzip. */
    public static JsonNode read(final Path file) {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return JSON.readTree(in);
        } catch (final IOException e) {
            throw new HistoryException(
                    file.toString(), "cannot be read as JSON: " + e.getMessage(), e);
        }
    }

    /**
     * A contract that the venue does not have, for recorded prices of something else (a spot pair):
     * XRPUSDC's rules with another name and grid.
     */
    public static SimInstrument invented(
            final int id,
            final String base,
            final String quote,
            final long tickE8,
            final long stepE8) {
        final SimInstrument model = builtIn(List.of("XRPUSDC")).get(0);
        final InstrumentSpec like = model.spec();
        final InstrumentSpec spec =
                new InstrumentSpec(
                        id,
                        base + quote,
                        base,
                        quote,
                        quote,
                        tickE8,
                        tickE8,
                        100_000 * FixedPoint.ONE_E8,
                        stepE8,
                        stepE8,
                        like.limitMaxQtyE8(),
                        stepE8,
                        stepE8,
                        like.marketMaxQtyE8(),
                        like.minNotionalE8(),
                        like.percentUpE8(),
                        like.percentDownE8(),
                        like.maxOpenOrders(),
                        like.makerFeeE8(),
                        like.takerFeeE8(),
                        like.leverage(),
                        like.maxNotionalE8(),
                        like.maintMarginRateE8());
        return new SimInstrument(
                spec,
                model.status(),
                FixedPoint.SCALE,
                FixedPoint.SCALE,
                model.liquidationFeeE8(),
                model.marketTakeBoundE8(),
                model.triggerProtectE8(),
                model.brackets());
    }

    private static List<SimInstrument> select(
            final String source,
            final JsonNode exchangeInfo,
            final JsonNode bracketsOrNull,
            final List<String> symbols) {
        final List<SimInstrument> found = new ArrayList<>();
        for (final String symbol : symbols) {
            final JsonNode row = bySymbol(exchangeInfo.path("symbols"), symbol);
            if (row == null) {
                throw new IllegalArgumentException(
                        "symbol "
                                + symbol
                                + " is not in "
                                + source
                                + ", which has "
                                + exchangeInfo.path("symbols").size()
                                + " symbols");
            }
            final JsonNode table = bracketsOrNull == null ? null : bySymbol(bracketsOrNull, symbol);
            try {
                found.add(instrument(found.size(), row, table));
            } catch (final NumberFormatException e) {
                throw new HistoryException(source, "symbol " + symbol + ": " + e.getMessage(), e);
            }
        }
        return found;
    }

    private static JsonNode bySymbol(final JsonNode list, final String symbol) {
        for (final JsonNode row : list) {
            if (symbol.equals(row.path("symbol").asText())) {
                return row;
            }
        }
        return null;
    }

    private static SimInstrument instrument(
            final int id, final JsonNode row, final JsonNode tableOrNull) {
        final List<LeverageBracket> brackets =
                tableOrNull == null ? simpleTable() : table(tableOrNull.path("brackets"));
        final JsonNode prices = filter(row, "PRICE_FILTER");
        final JsonNode lots = filter(row, "LOT_SIZE");
        final JsonNode marketLots = filter(row, "MARKET_LOT_SIZE");
        final JsonNode percent = filter(row, "PERCENT_PRICE");
        final String marginAsset = row.path("marginAsset").asText();
        final boolean usdc = "USDC".equals(marginAsset);
        final int leverage = Math.min(START_LEVERAGE, brackets.get(0).maxLeverage());
        final InstrumentSpec spec =
                new InstrumentSpec(
                        id,
                        row.path("symbol").asText(),
                        row.path("baseAsset").asText(),
                        row.path("quoteAsset").asText(),
                        marginAsset,
                        e8(prices, "tickSize"),
                        e8(prices, "minPrice"),
                        e8(prices, "maxPrice"),
                        e8(lots, "stepSize"),
                        e8(lots, "minQty"),
                        e8(lots, "maxQty"),
                        e8(marketLots, "stepSize"),
                        e8(marketLots, "minQty"),
                        e8(marketLots, "maxQty"),
                        e8(filter(row, "MIN_NOTIONAL"), "notional"),
                        e8(percent, "multiplierUp"),
                        e8(percent, "multiplierDown"),
                        filter(row, "MAX_NUM_ORDERS").path("limit").asInt(200),
                        usdc ? 0 : 20_000,
                        usdc ? 40_000 : 50_000,
                        leverage,
                        maxNotionalE8(brackets, leverage),
                        brackets.get(0).maintMarginRateE8());
        return new SimInstrument(
                spec,
                row.path("status").asText(),
                row.path("pricePrecision").asInt(),
                row.path("quantityPrecision").asInt(),
                e8(row, "liquidationFee"),
                e8(row, "marketTakeBound"),
                e8(row, "triggerProtect"),
                brackets);
    }

    private static long maxNotionalE8(final List<LeverageBracket> brackets, final int leverage) {
        long maxE8 = 0;
        for (final LeverageBracket bracket : brackets) {
            maxE8 = leverage <= bracket.maxLeverage() ? bracket.capE8() : maxE8;
        }
        return maxE8;
    }

    private static JsonNode filter(final JsonNode row, final String type) {
        for (final JsonNode candidate : row.path("filters")) {
            if (type.equals(candidate.path("filterType").asText())) {
                return candidate;
            }
        }
        throw new NumberFormatException("filter " + type + " is missing");
    }

    private static long e8(final JsonNode node, final String key) {
        final JsonNode value = node.path(key);
        if (value.isMissingNode()) {
            throw new NumberFormatException(key + " is missing");
        }
        return DecimalParser.parse(
                value.isNumber() ? value.decimalValue().toPlainString() : value.asText());
    }

    private static List<LeverageBracket> table(final JsonNode rows) {
        final List<LeverageBracket> brackets = new ArrayList<>();
        for (final JsonNode row : rows) {
            brackets.add(
                    new LeverageBracket(
                            row.path("bracket").asInt(),
                            row.path("initialLeverage").asInt(),
                            e8(row, "notionalFloor"),
                            e8(row, "notionalCap"),
                            e8(row, "maintMarginRatio"),
                            e8(row, "cum")));
        }
        return brackets;
    }

    private static List<LeverageBracket> simpleTable() {
        final List<LeverageBracket> brackets = new ArrayList<>();
        long floorE8 = 0;
        long cumE8 = 0;
        long beforeRateE8 = SIMPLE_TABLE[0][2];
        for (final long[] row : SIMPLE_TABLE) {
            cumE8 += FixedPoint.mulFloorE8(floorE8, row[2] - beforeRateE8);
            final long capE8 = row[1] * FixedPoint.ONE_E8;
            brackets.add(
                    new LeverageBracket(
                            brackets.size() + 1, (int) row[0], floorE8, capE8, row[2], cumE8));
            floorE8 = capE8;
            beforeRateE8 = row[2];
        }
        return brackets;
    }
}
