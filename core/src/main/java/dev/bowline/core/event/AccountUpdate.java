package dev.bowline.core.event;

/**
 * One balance or position row, or what else the venue tells of the account. Money and quantities at
 * scale 1e-8.
 */
public final class AccountUpdate {
    /** Balance or position. */
    public AccountRow row;

    /** Why it changed. */
    public AccountReason reason;

    /** Coin of a balance row; see AssetCode. */
    public long assetCode;

    /** Wallet balance after the change. */
    public long walletE8;

    /** Part of it available to cross margin. */
    public long crossWalletE8;

    /** Change other than profit and fee. */
    public long changeE8;

    /** Signed position of a position row. */
    public long positionQtyE8;

    /** Average entry price. */
    public long entryPriceE8;

    /** Realized profit since the position exists, before fees. */
    public long accumulatedRealizedE8;

    /** Unrealized profit at the venue's mark. */
    public long unrealizedE8;

    /** Leverage of a LEVERAGE row; 0 for others. */
    public int leverage;

    /** Margin type is isolated. */
    public boolean isolated;

    /** Sets every field to its empty value. */
    public void clear() {
        row = null;
        reason = null;
        assetCode = 0;
        walletE8 = 0;
        crossWalletE8 = 0;
        changeE8 = 0;
        positionQtyE8 = 0;
        entryPriceE8 = 0;
        accumulatedRealizedE8 = 0;
        unrealizedE8 = 0;
        leverage = 0;
        isolated = false;
    }
}
