package dev.bowline.gateway.sim;

/** Error codes the model answers with, and the venue's texts (PROTOCOL of USDⓈ-M, error codes). */
public final class VenueErrors {
    public static final int UNSUPPORTED_OPERATION = -1020;
    public static final int MANDATORY_MISSING = -1102;
    public static final int NOT_REQUIRED = -1106;
    public static final int PRECISION = -1111;
    public static final int NO_DEPTH = -1112;
    public static final int TIF_NOT_REQUIRED = -1114;
    public static final int BAD_TIF = -1115;
    public static final int BAD_TYPE = -1116;
    public static final int BAD_SYMBOL = -1121;
    public static final int BAD_CALLBACK_RATE = -2007;
    public static final int CANCEL_REJECTED = -2011;
    public static final int NO_SUCH_ORDER = -2013;
    public static final int MARGIN_INSUFFICIENT = -2019;
    public static final int UNABLE_TO_FILL = -2020;
    public static final int WOULD_TRIGGER = -2021;
    public static final int REDUCE_ONLY_REJECT = -2022;
    public static final int MAX_OPEN_ORDERS = -2025;
    public static final int MAX_LEVERAGE_RATIO = -2027;
    public static final int MIN_LEVERAGE_RATIO = -2028;
    public static final int PRICE_NOT_POSITIVE = -4001;
    public static final int PRICE_ABOVE_MAX = -4002;
    public static final int QTY_NOT_POSITIVE = -4003;
    public static final int QTY_BELOW_MIN = -4004;
    public static final int QTY_ABOVE_MAX = -4005;
    public static final int PRICE_BELOW_MIN = -4013;
    public static final int PRICE_NOT_ON_TICK = -4014;
    public static final int BAD_CLIENT_ID = -4015;
    public static final int PRICE_ABOVE_MULTIPLIER = -4016;
    public static final int QTY_NOT_ON_STEP = -4023;
    public static final int PRICE_BELOW_MULTIPLIER = -4024;
    public static final int BAD_LEVERAGE = -4028;
    public static final int MAX_STOP_ORDERS = -4045;
    public static final int SAME_MARGIN_TYPE = -4046;
    public static final int MARGIN_TYPE_ORDERS = -4047;
    public static final int MARGIN_TYPE_POSITION = -4048;
    public static final int SAME_POSITION_MODE = -4059;
    public static final int REDUCE_ONLY_CONFLICT = -4062;
    public static final int DUPLICATE_CLIENT_ID = -4116;
    public static final int WRONG_ENDPOINT = -4120;
    public static final int CLOSE_POSITION_EXISTS = -4130;
    public static final int MARKET_OUT_OF_BOUND = -4131;
    public static final int BAD_ACTIVATION_PRICE = -4135;
    public static final int BAD_CLOSE_POSITION_TYPE = -4136;
    public static final int CLOSE_POSITION_WITH_QTY = -4137;
    public static final int SYMBOL_CLOSED = -4141;
    public static final int MIN_NOTIONAL = -4164;
    public static final int SAME_ASSETS_MODE = -4171;
    public static final int GTE_NEEDS_POSITION = -4509;
    public static final int FOK_NOT_FILLABLE = -5021;
    public static final int POST_ONLY_WOULD_TAKE = -5022;
    public static final int MODIFY_LIMIT_ONLY = -5025;
    public static final int MODIFY_NO_CHANGE = -5027;
    public static final int MODIFY_MIN_NOTIONAL = -5029;
    public static final int MODIFY_NOT_REDUCE_ONLY = -5047;

    private VenueErrors() {}

    /** The usual text of a code. Clients must not match on it. */
    public static String text(final int code) {
        final String text = orderText(code);
        return text != null ? text : accountText(code);
    }

    private static String orderText(final int code) {
        return switch (code) {
            case MANDATORY_MISSING ->
                    "Mandatory parameter was not sent, was empty/null, or malformed.";
            case NOT_REQUIRED -> "A parameter was sent when not required.";
            case PRECISION -> "Precision is over the maximum defined for this asset.";
            case NO_DEPTH -> "No orders on book for symbol.";
            case BAD_CALLBACK_RATE -> "Invalid callBack rate.";
            case TIF_NOT_REQUIRED -> "TimeInForce parameter sent when not required.";
            case BAD_TIF -> "Invalid timeInForce.";
            case BAD_TYPE -> "Invalid orderType.";
            case CANCEL_REJECTED -> "Unknown order sent.";
            case NO_SUCH_ORDER -> "Order does not exist.";
            case UNABLE_TO_FILL -> "Unable to fill.";
            case WOULD_TRIGGER -> "Order would immediately trigger.";
            case REDUCE_ONLY_REJECT -> "ReduceOnly Order is rejected.";
            case MAX_OPEN_ORDERS -> "Reach max open order limit.";
            case PRICE_NOT_POSITIVE -> "Price less than 0.";
            case PRICE_ABOVE_MAX -> "Price greater than max price.";
            case QTY_NOT_POSITIVE -> "Quantity less than or equal to zero.";
            case QTY_BELOW_MIN -> "Quantity less than min quantity.";
            case QTY_ABOVE_MAX -> "Quantity greater than max quantity.";
            case PRICE_BELOW_MIN -> "Price less than min price.";
            case PRICE_NOT_ON_TICK -> "Price not increased by tick size.";
            case BAD_CLIENT_ID -> "Client order id is not valid.";
            case PRICE_ABOVE_MULTIPLIER -> "Price is higher than mark price multiplier cap.";
            case QTY_NOT_ON_STEP -> "Quantity not increased by step size.";
            case PRICE_BELOW_MULTIPLIER -> "Price is lower than mark price multiplier floor.";
            case MIN_NOTIONAL ->
                    "Order's notional must be no smaller than the minimum"
                            + " (unless you choose reduce only).";
            case FOK_NOT_FILLABLE ->
                    "Due to the order could not be filled immediately, the FOK order has been"
                            + " rejected.";
            case POST_ONLY_WOULD_TAKE ->
                    "Due to the order could not be executed as maker, the Post Only order will be"
                            + " rejected.";
            case MODIFY_LIMIT_ONLY -> "Only limit order is supported.";
            case MODIFY_NO_CHANGE -> "No need to modify the order.";
            case MODIFY_MIN_NOTIONAL -> "Order's notional is below the minimum.";
            case MODIFY_NOT_REDUCE_ONLY -> "The order is not reduce only.";
            default -> null;
        };
    }

    private static String accountText(final int code) {
        return switch (code) {
            case UNSUPPORTED_OPERATION -> "This operation is not supported.";
            case BAD_SYMBOL -> "Invalid symbol.";
            case MARGIN_INSUFFICIENT -> "Margin is insufficient.";
            case MAX_LEVERAGE_RATIO ->
                    "Exceeded the maximum allowable position at current leverage.";
            case MIN_LEVERAGE_RATIO ->
                    "Leverage is smaller than permitted: insufficient margin balance.";
            case BAD_LEVERAGE -> "Leverage is not valid.";
            case MAX_STOP_ORDERS -> "Reach max stop order limit.";
            case SAME_MARGIN_TYPE -> "No need to change margin type.";
            case MARGIN_TYPE_ORDERS -> "Margin type cannot be changed if there exists open orders.";
            case MARGIN_TYPE_POSITION -> "Margin type cannot be changed if there exists position.";
            case SAME_POSITION_MODE -> "No need to change position side.";
            case REDUCE_ONLY_CONFLICT -> "Invalid or improper reduceOnly value.";
            case DUPLICATE_CLIENT_ID -> "ClientOrderId is duplicated.";
            case WRONG_ENDPOINT ->
                    "Order type not supported for this endpoint. Please use the Algo Order API"
                            + " endpoints instead.";
            case CLOSE_POSITION_EXISTS ->
                    "An open stop or take profit order with GTE and closePosition in the direction"
                            + " is existing.";
            case MARKET_OUT_OF_BOUND ->
                    "The counterparty's best price does not meet the PERCENT_PRICE filter limit.";
            case BAD_ACTIVATION_PRICE -> "Invalid activation price.";
            case BAD_CLOSE_POSITION_TYPE -> "Target strategy invalid for closePosition true.";
            case CLOSE_POSITION_WITH_QTY -> "Quantity must be zero with closePosition equals true.";
            case SYMBOL_CLOSED -> "Symbol is closed.";
            case SAME_ASSETS_MODE -> "No need to change Multi-Assets Mode.";
            case GTE_NEEDS_POSITION ->
                    "Time in Force (TIF) GTE can only be used with open positions.";
            default -> "Refused.";
        };
    }
}
