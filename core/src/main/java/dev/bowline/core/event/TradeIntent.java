package dev.bowline.core.event;

/**
 * Exposure wanted by a strategy, refined by sizing, precision and risk in turn. Prices, quantities
 * and money at scale 1e-8.
 */
public final class TradeIntent {
    /** Instrument. */
    public int instrumentId;

    /** Strategy, as in the client order id. */
    public int strategyId;

    /** Enter or exit. */
    public IntentAction action;

    /** Direction of the order. */
    public Side side;

    /** How to send it. */
    public EntryStyle style;

    /** Number of the intent, unique across runs; 0 until one is given out. */
    public long intentSeq;

    /** Price the decision was taken at. */
    public long refPriceE8;

    /** Limit of an entry that has one; the cap with IOC. */
    public long limitPriceE8;

    /** Trigger of the protective stop. */
    public long stopPriceE8;

    /** Trigger of the target; 0 for none. */
    public long targetPriceE8;

    /** Quantity; 0 until sized. */
    public long qtyE8;

    /** Quantity times reference price. */
    public long notionalE8;

    /** Notional over leverage. */
    public long marginE8;

    /** Money lost at the stop. */
    public long riskE8;

    /** Which cap cut the size, 0 if none; see SizeCap. */
    public int sizeCapCode;

    /** 0 while nobody said no; see RejectReason. */
    public int rejectCode;

    /** The value that was compared. */
    public long rejectValueE8;

    /** What it was compared with. */
    public long rejectLimitE8;

    /** Sets every field to its empty value. */
    public void clear() {
        instrumentId = -1;
        strategyId = 0;
        action = null;
        side = null;
        style = null;
        intentSeq = 0;
        refPriceE8 = 0;
        limitPriceE8 = 0;
        stopPriceE8 = 0;
        targetPriceE8 = 0;
        qtyE8 = 0;
        notionalE8 = 0;
        marginE8 = 0;
        riskE8 = 0;
        sizeCapCode = 0;
        rejectCode = 0;
        rejectValueE8 = 0;
        rejectLimitE8 = 0;
    }
}
