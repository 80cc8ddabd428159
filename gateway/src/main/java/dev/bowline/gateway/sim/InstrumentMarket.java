package dev.bowline.gateway.sim;

/** Last known market of one contract. Scale 1e-8; 0 means not known yet. Live. */
public final class InstrumentMarket {
    public long bidE8;
    public long bidQtyE8;
    public long askE8;
    public long askQtyE8;
    public long bookUpdateId;
    public long bookTimeMs;
    public long lastE8;
    public long lastTradeTimeMs;
    public long markE8;
    public long indexE8;
    public long fundingRateE8;
    public long nextFundingMs;

    /** Mark price, or the last price while there is none. */
    public long markOrLastE8() {
        return markE8 != 0 ? markE8 : lastE8;
    }
}
