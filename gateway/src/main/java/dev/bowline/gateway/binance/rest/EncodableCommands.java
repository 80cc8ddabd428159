package dev.bowline.gateway.binance.rest;

import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.order.ClientOrderId;

/**
 * Which commands make a valid request, whatever way it leaves. Parts that are missing or do not fit
 * together are found here and not by the venue. Allocates nothing.
 */
final class EncodableCommands {
    /** Percent; the step and both ends of the callback rate of a trailing stop. */
    private static final long CALLBACK_STEP_E8 = FixedPoint.ONE_E8 / 10;

    private static final long MAX_CALLBACK_E8 = 10 * FixedPoint.ONE_E8;

    private EncodableCommands() {}

    /**
     * Whether the command makes a valid request.
     *
     * @param instruments ids from 0 that have a symbol
     */
    static boolean isEncodable(final OrderCommand command, final int instruments) {
        if (command.kind == null) {
            return false;
        }
        return switch (command.kind) {
            case RECONCILE -> false;
            case CANCEL_ALGO, QUERY_ALGO -> hasId(command);
            case CANCEL_ORDER, QUERY_ORDER ->
                    hasId(command) && hasSymbol(command, instruments) && command.venueOrderId >= 0;
            case PLACE_ORDER ->
                    hasId(command) && hasSymbol(command, instruments) && isPlainOrder(command);
            case PLACE_ALGO ->
                    hasId(command) && hasSymbol(command, instruments) && isAlgoOrder(command);
            case DEADMAN_ARM -> hasSymbol(command, instruments) && command.countdownMs > 0;
            case DEADMAN_DISARM -> hasSymbol(command, instruments) && command.countdownMs == 0;
        };
    }

    private static boolean hasId(final OrderCommand command) {
        return command.runId >= 0
                && ClientOrderId.intentSeq(command.orderKey) > 0
                && ClientOrderId.leg(command.orderKey) != null
                && ClientOrderId.strategyId(command.orderKey) <= ClientOrderId.MAX_STRATEGY_ID;
    }

    private static boolean hasSymbol(final OrderCommand command, final int instruments) {
        return command.instrumentId >= 0 && command.instrumentId < instruments;
    }

    private static boolean isPlainOrder(final OrderCommand command) {
        if (command.side == null || command.orderType == null || command.qtyE8 <= 0) {
            return false;
        }
        if (command.closePosition
                || command.triggerPriceE8 != 0
                || command.activatePriceE8 != 0
                || command.callbackPercentE8 != 0) {
            return false;
        }
        return command.orderType == OrderType.MARKET
                ? command.priceE8 == 0
                : command.orderType == OrderType.LIMIT
                        && command.priceE8 > 0
                        && isSendable(command.timeInForce);
    }

    private static boolean isAlgoOrder(final OrderCommand command) {
        if (command.side == null || command.orderType == null) {
            return false;
        }
        if (command.orderType == OrderType.TRAILING_STOP_MARKET) {
            return isTrailingStop(command);
        }
        if (command.triggerPriceE8 <= 0
                || command.activatePriceE8 != 0
                || command.callbackPercentE8 != 0) {
            return false;
        }
        final boolean sized =
                command.closePosition
                        ? command.qtyE8 == 0 && !command.reduceOnly
                        : command.qtyE8 > 0;
        return sized
                && command.workingType != null
                && switch (command.orderType) {
                    case STOP_MARKET, TAKE_PROFIT_MARKET -> command.priceE8 == 0;
                    case STOP, TAKE_PROFIT ->
                            command.priceE8 > 0
                                    && !command.closePosition
                                    && isSendable(command.timeInForce);
                    case LIMIT, MARKET, TRAILING_STOP_MARKET, LIQUIDATION, UNKNOWN -> false;
                };
    }

    /** Without a trigger of its own: callback and, unless active at once, the activation price. */
    private static boolean isTrailingStop(final OrderCommand command) {
        return command.triggerPriceE8 == 0
                && command.priceE8 == 0
                && command.qtyE8 > 0
                && !command.closePosition
                && command.workingType != null
                && command.activatePriceE8 >= 0
                && command.callbackPercentE8 >= CALLBACK_STEP_E8
                && command.callbackPercentE8 <= MAX_CALLBACK_E8
                && command.callbackPercentE8 % CALLBACK_STEP_E8 == 0;
    }

    /** GTD needs a date that a command does not have; the others are the venue's own. */
    private static boolean isSendable(final TimeInForce inForce) {
        return inForce == TimeInForce.GTC
                || inForce == TimeInForce.IOC
                || inForce == TimeInForce.FOK
                || inForce == TimeInForce.GTX;
    }
}
