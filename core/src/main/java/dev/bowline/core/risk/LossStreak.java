package dev.bowline.core.risk;

/** Stop-losses in a row (RISK-2): a profit resets it, and so does a new day. */
public final class LossStreak {
    private int losses;

    /**
     * Counts a settled position.
     *
     * @param netE8 profit after fees
     * @param isStopLoss it was ended by its stop or by failed protection
     */
    public void onSettled(final long netE8, final boolean isStopLoss) {
        if (netE8 > 0) {
            losses = 0;
        } else if (isStopLoss && netE8 < 0) {
            losses++;
        }
    }

    public int losses() {
        return losses;
    }

    public void reset() {
        losses = 0;
    }

    void restore(final int restored) {
        losses = restored;
    }
}
