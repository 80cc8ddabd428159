package dev.bowline.core.risk;

/** What the checks of one entry look at; filled by the engine, one instance for all. */
public final class RiskFacts {
    /** Wallet and unrealized profit. */
    public long equityE8;

    /** Margin of positions and working entries. */
    public long usedMarginE8;

    /** Positions and working entries of the account. */
    public int openPositions;

    /** The instrument has a position. */
    public boolean hasPosition;

    /** The instrument has an order of ours that may be at the venue. */
    public boolean hasWorkingOrder;

    /** Best bid; 0 if there is none. */
    public long bidPriceE8;

    /** Best ask; 0 if there is none. */
    public long askPriceE8;

    /** Age of the best prices. */
    public long dataAgeNs;

    /** A gap was not healed yet. */
    public boolean isDataStale;

    /** Quote volume of 24 h; 0 if not known. */
    public long dayVolumeE8;

    /** Leverage that decides the margin. */
    public long leverage;
}
