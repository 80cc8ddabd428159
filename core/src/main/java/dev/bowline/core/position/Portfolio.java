package dev.bowline.core.position;

import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * All positions of the account, its wallet in the margin coin, and the totals of the engine's life.
 * Money at scale 1e-8.
 */
public final class Portfolio {
    private final Position[] positions;
    private long walletE8;
    private boolean isWalletKnown;
    private long realizedE8;
    private long feesE8;
    private long fundingE8;
    private long settledTrades;

    /**
     * Makes all positions.
     *
     * @param instruments greatest number of instruments
     */
    public Portfolio(final int instruments) {
        positions = new Position[instruments];
        for (int i = 0; i < instruments; i++) {
            positions[i] = new Position();
        }
    }

    public Position position(final int instrumentId) {
        return positions[instrumentId];
    }

    /** Wallet balance as the venue told last. */
    public void onWallet(final long venueWalletE8) {
        walletE8 = venueWalletE8;
        isWalletKnown = true;
    }

    public void addRealized(final long profitE8) {
        realizedE8 = Math.addExact(realizedE8, profitE8);
    }

    public void addFee(final long feeE8) {
        feesE8 = Math.addExact(feesE8, feeE8);
    }

    public void addFunding(final long changeE8) {
        fundingE8 = Math.addExact(fundingE8, changeE8);
    }

    public void onSettled() {
        settledTrades++;
    }

    /**
     * Wallet and unrealized profit at the last marks; 0 while the wallet is not known.
     *
     * @param instruments number of instruments in use
     */
    public long equityE8(final int instruments) {
        if (!isWalletKnown) {
            return 0;
        }
        long equityE8 = walletE8;
        for (int i = 0; i < instruments; i++) {
            equityE8 += positions[i].unrealizedE8();
        }
        return equityE8;
    }

    public boolean isWalletKnown() {
        return isWalletKnown;
    }

    public long walletE8() {
        return walletE8;
    }

    /** Profit before fees since the first run. */
    public long realizedE8() {
        return realizedE8;
    }

    public long feesE8() {
        return feesE8;
    }

    public long fundingE8() {
        return fundingE8;
    }

    public long settledTrades() {
        return settledTrades;
    }

    /** Writes the account's totals; positions are written by instrument. */
    public void writeTotals(final StateSink sink) {
        sink.putLong(walletE8);
        sink.putLong(isWalletKnown ? 1 : 0);
        sink.putLong(realizedE8);
        sink.putLong(feesE8);
        sink.putLong(fundingE8);
        sink.putLong(settledTrades);
    }

    /** Reads what {@link #writeTotals} wrote. */
    public void readTotals(final StateSource source) {
        walletE8 = source.getLong();
        isWalletKnown = source.getLong() != 0;
        realizedE8 = source.getLong();
        feesE8 = source.getLong();
        fundingE8 = source.getLong();
        settledTrades = source.getLong();
    }
}
