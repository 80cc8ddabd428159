package dev.bowline.gateway.sim;

import static dev.bowline.core.num.FixedPoint.mulFloorE8;

import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.FixedPoint;
import java.util.regex.Pattern;

/** The venue's filters; each check answers 0 or the venue's code. No state of its own. */
final class OrderChecks {
    // USDⓈ-M docs, New Order, read 2026-11-20
    private static final Pattern CLIENT_ID = Pattern.compile("^[.A-Z:/a-z0-9_-]{1,36}$");
    private static final String TRADING = "TRADING";

    private final VenueState state;
    private final VenueAccount account;

    OrderChecks(final VenueState state, final VenueAccount account) {
        this.state = state;
        this.account = account;
    }

    /** Everything but margin, position and book. */
    int form(final OrderRequest request) {
        if (!isKnown(request.instrumentId())) {
            return VenueErrors.BAD_SYMBOL;
        }
        if (!TRADING.equals(state.instruments[request.instrumentId()].status())) {
            return VenueErrors.SYMBOL_CLOSED;
        }
        if (request.type() != OrderType.LIMIT && request.type() != OrderType.MARKET) {
            return isConditional(request.type())
                    ? VenueErrors.WRONG_ENDPOINT
                    : VenueErrors.BAD_TYPE;
        }
        if (!isClientIdValid(request.clientIdOrNull())) {
            return VenueErrors.BAD_CLIENT_ID;
        }
        final boolean market = request.type() == OrderType.MARKET;
        final TimeInForce tif = request.timeInForceOrNull();
        if (market && tif != null) {
            return VenueErrors.TIF_NOT_REQUIRED;
        }
        if (market && request.priceE8() != 0) {
            return VenueErrors.NOT_REQUIRED;
        }
        if (!market && (tif == null || request.priceE8() == 0)) {
            return VenueErrors.MANDATORY_MISSING;
        }
        if (!market && !isEngineTif(tif)) {
            return VenueErrors.BAD_TIF;
        }
        final int qtyCode = qty(request.instrumentId(), request.qtyE8(), market);
        if (qtyCode != 0 || market) {
            return qtyCode;
        }
        final int priceCode = price(request.instrumentId(), request.priceE8());
        return priceCode != 0
                ? priceCode
                : percent(request.instrumentId(), request.side(), request.priceE8());
    }

    boolean isKnown(final int instrumentId) {
        return instrumentId >= 0 && instrumentId < state.instruments.length;
    }

    boolean isClientIdValid(final String clientIdOrNull) {
        return clientIdOrNull == null || CLIENT_ID.matcher(clientIdOrNull).matches();
    }

    static boolean isConditional(final OrderType type) {
        return switch (type) {
            case STOP, STOP_MARKET, TAKE_PROFIT, TAKE_PROFIT_MARKET, TRAILING_STOP_MARKET -> true;
            case LIMIT, MARKET, LIQUIDATION, UNKNOWN -> false;
        };
    }

    static boolean isEngineTif(final TimeInForce tif) {
        return switch (tif) {
            case GTC, IOC, FOK, GTX -> true;
            case GTD, GTE_GTC, RPI, UNKNOWN -> false;
        };
    }

    /** LOT_SIZE or MARKET_LOT_SIZE. */
    int qty(final int instrumentId, final long qtyE8, final boolean market) {
        final SimInstrument instrument = state.instruments[instrumentId];
        final InstrumentSpec spec = instrument.spec();
        final long stepE8 = market ? spec.marketStepE8() : spec.limitStepE8();
        final long minE8 = market ? spec.marketMinQtyE8() : spec.limitMinQtyE8();
        final long maxE8 = market ? spec.marketMaxQtyE8() : spec.limitMaxQtyE8();
        if (qtyE8 <= 0) {
            return VenueErrors.QTY_NOT_POSITIVE;
        }
        if (hasMoreDigits(qtyE8, instrument.quantityPrecision())) {
            return VenueErrors.PRECISION;
        }
        if (qtyE8 < minE8) {
            return VenueErrors.QTY_BELOW_MIN;
        }
        if (maxE8 > 0 && qtyE8 > maxE8) {
            return VenueErrors.QTY_ABOVE_MAX;
        }
        return stepE8 > 0 && (qtyE8 - minE8) % stepE8 != 0 ? VenueErrors.QTY_NOT_ON_STEP : 0;
    }

    /** PRICE_FILTER. */
    int price(final int instrumentId, final long priceE8) {
        final SimInstrument instrument = state.instruments[instrumentId];
        final InstrumentSpec spec = instrument.spec();
        if (priceE8 <= 0) {
            return VenueErrors.PRICE_NOT_POSITIVE;
        }
        if (hasMoreDigits(priceE8, instrument.pricePrecision())) {
            return VenueErrors.PRECISION;
        }
        if (priceE8 < spec.minPriceE8()) {
            return VenueErrors.PRICE_BELOW_MIN;
        }
        if (spec.maxPriceE8() > 0 && priceE8 > spec.maxPriceE8()) {
            return VenueErrors.PRICE_ABOVE_MAX;
        }
        return spec.tickE8() > 0 && (priceE8 - spec.minPriceE8()) % spec.tickE8() != 0
                ? VenueErrors.PRICE_NOT_ON_TICK
                : 0;
    }

    private static boolean hasMoreDigits(final long valueE8, final int digits) {
        long unitE8 = 1;
        for (int i = digits; i < FixedPoint.SCALE; i++) {
            unitE8 *= 10;
        }
        return valueE8 % unitE8 != 0;
    }

    /** PERCENT_PRICE against the mark price; passes while there is none. */
    int percent(final int instrumentId, final Side side, final long priceE8) {
        final InstrumentSpec spec = state.instruments[instrumentId].spec();
        final long markE8 = state.markets[instrumentId].markOrLastE8();
        if (markE8 == 0) {
            return 0;
        }
        if (side == Side.BUY
                && spec.percentUpE8() > 0
                && priceE8 > mulFloorE8(markE8, spec.percentUpE8())) {
            return VenueErrors.PRICE_ABOVE_MULTIPLIER;
        }
        return side == Side.SELL
                        && spec.percentDownE8() > 0
                        && priceE8 < mulFloorE8(markE8, spec.percentDownE8())
                ? VenueErrors.PRICE_BELOW_MULTIPLIER
                : 0;
    }

    /** MIN_NOTIONAL; a market order counts at mark. */
    boolean isBelowMinNotional(final int instrumentId, final long priceE8, final long qtyE8) {
        final long valueE8 = priceE8 != 0 ? priceE8 : state.markets[instrumentId].markOrLastE8();
        return mulFloorE8(valueE8, qtyE8) < state.instruments[instrumentId].spec().minNotionalE8();
    }

    /**
     * Leverage table and margin of an order that is not reduce-only: the growth of the contract's
     * initial margin, plus taker fee, plus the loss against mark it opens with, must be available.
     *
     * @param priceE8 limit price, or the best counter price of a market order
     */
    int margin(final int instrumentId, final Side side, final long priceE8, final long qtyE8) {
        final InstrumentSpec spec = state.instruments[instrumentId].spec();
        final long valueE8 = mulFloorE8(priceE8, qtyE8);
        final long beforeE8 = account.exposureE8(instrumentId, 0, 0);
        final long afterE8 =
                account.exposureE8(
                        instrumentId,
                        side == Side.BUY ? valueE8 : 0,
                        side == Side.SELL ? valueE8 : 0);
        if (afterE8 <= beforeE8) {
            return 0;
        }
        final int leverage = state.positions[instrumentId].leverage;
        if (afterE8 > state.instruments[instrumentId].maxNotionalE8(leverage)) {
            return VenueErrors.MAX_LEVERAGE_RATIO;
        }
        final long markE8 = state.markets[instrumentId].markOrLastE8();
        final long worseE8 = side == Side.BUY ? priceE8 - markE8 : markE8 - priceE8;
        final long neededE8 =
                account.marginE8(instrumentId, afterE8)
                        - account.marginE8(instrumentId, beforeE8)
                        + FixedPoint.mulCeilE8(valueE8, spec.takerFeeE8())
                        + (markE8 == 0 ? 0 : mulFloorE8(Math.max(0, worseE8), qtyE8));
        return neededE8 > account.view().availableE8() ? VenueErrors.MARGIN_INSUFFICIENT : 0;
    }
}
