package dev.bowline.core.event;

/**
 * What the venue says about an order: one row of ORDER_TRADE_UPDATE, TRADE_LITE, ALGO_UPDATE, a
 * lookup or a snapshot. Scale 1e-8.
 */
public final class ExecutionReport {
    /** Where it came from. */
    public ReportSource source;

    /** What happened. */
    public ExecutionType executionType;

    /** State afterwards; {@code null} where the source has none (TRADE_LITE). */
    public VenueOrderStatus status;

    /** Who made the order. */
    public OrderOrigin origin;

    /** Run of the client order id, if own. */
    public int runId;

    /** Packed client order id, if own; see ClientOrderId. */
    public long orderKey;

    /** The venue's order id; of the child order in an algo report, 0 before the trigger. */
    public long orderId;

    /** The venue's algo id; 0 for plain orders. */
    public long algoId;

    /** Direction. */
    public Side side;

    /** Type. */
    public OrderType orderType;

    /** How long it works. */
    public TimeInForce timeInForce;

    /** Ordered quantity. */
    public long qtyE8;

    /** Limit price; 0 for market types. */
    public long priceE8;

    /** Trigger of a conditional order. */
    public long triggerPriceE8;

    /** Quantity of this fill. */
    public long lastQtyE8;

    /** Price of this fill. */
    public long lastPriceE8;

    /** Quantity filled so far; 0 where the source has none (TRADE_LITE). */
    public long cumQtyE8;

    /** Average price so far, 0 if not given. */
    public long avgPriceE8;

    /** Fee of this fill, positive if paid; 0 where the source has none. */
    public long commissionE8;

    /** Coin of the fee; see AssetCode. */
    public long commissionAssetCode;

    /** Profit of this fill before the fee, as the venue counts it. */
    public long realizedPnlE8;

    /** Id of this fill, unique per instrument; 0 if none. */
    public long tradeId;

    /** Time of the transaction at the venue. */
    public long transactionTimeMs;

    /** The venue's er code. */
    public int expiryReason;

    /** The venue's error of a refused trigger, 0 if none. */
    public int errorCode;

    /** The fill provided liquidity. */
    public boolean maker;

    /** May only shrink a position. */
    public boolean reduceOnly;

    /** Closes whatever the position is. */
    public boolean closePosition;

    /** Sets every field to its empty value. */
    public void clear() {
        source = null;
        executionType = null;
        status = null;
        origin = null;
        runId = 0;
        orderKey = 0;
        orderId = 0;
        algoId = 0;
        side = null;
        orderType = null;
        timeInForce = null;
        qtyE8 = 0;
        priceE8 = 0;
        triggerPriceE8 = 0;
        lastQtyE8 = 0;
        lastPriceE8 = 0;
        cumQtyE8 = 0;
        avgPriceE8 = 0;
        commissionE8 = 0;
        commissionAssetCode = 0;
        realizedPnlE8 = 0;
        tradeId = 0;
        transactionTimeMs = 0;
        expiryReason = 0;
        errorCode = 0;
        maker = false;
        reduceOnly = false;
        closePosition = false;
    }
}
