package dev.bowline.core.position;

import dev.bowline.core.event.Side;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Net position of one instrument, from its fills (OMS-8). Quantity is signed, long positive; money
 * in the margin coin; all at scale 1e-8. The cost is kept exactly in 128 bits; when part of the
 * position leaves, its share of the cost is rounded down at 1e-16, and profit is rounded to the
 * nearest 1e-8, so one trade differs from exact arithmetic by less than 1e-8.
 */
public final class Position {
    /** Quantity, long positive. */
    private long qtyE8;

    private final ExactSum cost = new ExactSum();
    private final ExactSum taken = new ExactSum();
    private final ExactSum proceeds = new ExactSum();

    /** Profit of what left since it was opened, before fees. */
    private long realizedE8;

    /** Fees in the margin coin since it was opened. */
    private long feesE8;

    /** Greatest quantity since it was opened. */
    private long maxQtyE8;

    /** Fills whose fee has not come yet. */
    private int feesMissing;

    /** Valued at the mark. */
    private long unrealizedE8;

    /** Profit that was estimated because the fills did not come. */
    private long estimatedE8;

    /** Up to this venue time fills are in the quantity already, through a row of the account. */
    private long includedUntilMs;

    private boolean isSettling;
    private long closedNs;
    private int exitCode;
    private long exitPriceE8;
    private int stopExitCode;

    /**
     * Applies a fill. A fill that crosses zero closes the position and opens the rest.
     *
     * @param side of the order
     * @param fillQtyE8 {@code > 0}
     * @param priceE8 {@code > 0}
     * @return profit of the part that closed, before fees
     */
    public long applyFill(final Side side, final long fillQtyE8, final long priceE8) {
        final long signedE8 = side == Side.BUY ? fillQtyE8 : -fillQtyE8;
        if (qtyE8 == 0 || (qtyE8 > 0) == (signedE8 > 0)) {
            grow(signedE8, priceE8);
            return 0;
        }
        final long closedE8 = Math.min(Math.abs(qtyE8), fillQtyE8);
        final boolean wasLong = qtyE8 > 0;
        final long profitE8 = shrink(closedE8, priceE8, wasLong);
        final long restE8 = fillQtyE8 - closedE8;
        if (restE8 > 0) {
            grow(wasLong ? -restE8 : restE8, priceE8);
        }
        return profitE8;
    }

    private void grow(final long signedE8, final long priceE8) {
        cost.addProduct(priceE8, Math.abs(signedE8));
        qtyE8 = Math.addExact(qtyE8, signedE8);
        maxQtyE8 = Math.max(maxQtyE8, Math.abs(qtyE8));
    }

    private long shrink(final long closedE8, final long priceE8, final boolean wasLong) {
        cost.takeShare(closedE8, Math.abs(qtyE8), taken);
        proceeds.clear();
        proceeds.addProduct(priceE8, closedE8);
        final long profitE8 = wasLong ? proceeds.minusE8(taken) : taken.minusE8(proceeds);
        qtyE8 += wasLong ? -closedE8 : closedE8;
        realizedE8 = Math.addExact(realizedE8, profitE8);
        exitPriceE8 = priceE8;
        return profitE8;
    }

    /** Sets quantity and entry price to what the venue says; profit and fees stay. */
    public void adopt(final long venueQtyE8, final long entryPriceE8) {
        qtyE8 = venueQtyE8;
        cost.clear();
        cost.addProduct(entryPriceE8, Math.abs(venueQtyE8));
        maxQtyE8 = Math.max(maxQtyE8, Math.abs(qtyE8));
    }

    /**
     * Sets right what went in at an estimated price, as far as it is still in (OMS-8). Exact while
     * nothing has left; else by the share of the greatest quantity that is left, rounded down.
     *
     * @param partE8 {@code > 0}
     * @throws ArithmeticException if the estimate exceeds the whole cost by more than the true
     *     price brings in
     */
    public void correctEntry(final long partE8, final long estimatedE8, final long truePriceE8) {
        if (qtyE8 == 0) {
            return;
        }
        final long mostE8 = Math.max(maxQtyE8, Math.abs(qtyE8));
        final long leftE8 =
                FixedPoint.mulDivFloor(Math.min(partE8, mostE8), Math.abs(qtyE8), mostE8);
        cost.addProduct(truePriceE8, leftE8);
        cost.subtractProduct(estimatedE8, leftE8);
    }

    /** Unrealized profit at this mark, rounded down; also kept until the next mark. */
    public long markTo(final long markPriceE8) {
        if (qtyE8 == 0 || markPriceE8 <= 0) {
            unrealizedE8 = 0;
            return 0;
        }
        proceeds.clear();
        proceeds.addProduct(markPriceE8, Math.abs(qtyE8));
        unrealizedE8 = qtyE8 > 0 ? proceeds.minusE8(cost) : cost.minusE8(proceeds);
        return unrealizedE8;
    }

    /** Adds a correction of the profit, for example to the venue's own figure. */
    public void addRealized(final long deltaE8) {
        realizedE8 = Math.addExact(realizedE8, deltaE8);
    }

    /** Adds a fee in the margin coin, positive if paid. */
    public void addFee(final long feeE8) {
        feesE8 = Math.addExact(feesE8, feeE8);
    }

    /** Remembers that a fill came without its fee, or that a missing fee came. */
    public void addFeesMissing(final int delta) {
        feesMissing = Math.max(0, feesMissing + delta);
    }

    /** Profit that was booked at an estimated price, to be taken back when the fills come. */
    public void addEstimate(final long profitE8) {
        estimatedE8 = Math.addExact(estimatedE8, profitE8);
    }

    /** Gives the estimate and forgets it. */
    public long takeEstimate() {
        final long profitE8 = estimatedE8;
        estimatedE8 = 0;
        return profitE8;
    }

    /** Starts the settlement of a position that is flat: late fees may still come. */
    public void startSettling(final long nowNs, final int reasonCode) {
        isSettling = true;
        closedNs = nowNs;
        exitCode = reasonCode;
    }

    /** How it ends if what ended it turns out to have been its stop; see {@link ExitReason}. */
    public void noteStopExit(final int reasonCode) {
        stopExitCode = reasonCode;
    }

    public int stopExitCode() {
        return stopExitCode;
    }

    /** What was taken for a stranger's order was ours after all; before settlement only. */
    public void correctExit(final int reasonCode) {
        exitCode = reasonCode;
    }

    /** Starts afresh after settlement, keeping what the venue's account rows said. */
    public void reset() {
        realizedE8 = 0;
        feesE8 = 0;
        feesMissing = 0;
        unrealizedE8 = 0;
        maxQtyE8 = Math.abs(qtyE8);
        isSettling = false;
        closedNs = 0;
        exitCode = 0;
        exitPriceE8 = 0;
        stopExitCode = 0;
    }

    public long qtyE8() {
        return qtyE8;
    }

    public long absQtyE8() {
        return Math.abs(qtyE8);
    }

    public boolean isFlat() {
        return qtyE8 == 0;
    }

    /** Average entry price, rounded down at 1e-8; 0 when flat. */
    public long entryPriceE8() {
        return qtyE8 == 0 ? 0 : cost.divideFloor(Math.abs(qtyE8));
    }

    /** Quantity times mark price, rounded up, {@code >= 0}. */
    public long notionalE8(final long priceE8) {
        return FixedPoint.mulCeilE8(Math.abs(qtyE8), priceE8);
    }

    public long realizedE8() {
        return realizedE8;
    }

    public long feesE8() {
        return feesE8;
    }

    public long unrealizedE8() {
        return unrealizedE8;
    }

    public long maxQtyE8() {
        return maxQtyE8;
    }

    public int feesMissing() {
        return feesMissing;
    }

    public boolean isSettling() {
        return isSettling;
    }

    public long closedNs() {
        return closedNs;
    }

    public int exitCode() {
        return exitCode;
    }

    public long exitPriceE8() {
        return exitPriceE8;
    }

    public long includedUntilMs() {
        return includedUntilMs;
    }

    public void setIncludedUntilMs(final long venueTimeMs) {
        includedUntilMs = venueTimeMs;
    }

    /** Nothing open, nothing to settle. */
    public boolean isIdle() {
        return qtyE8 == 0 && !isSettling;
    }

    /** Writes the state. */
    public void write(final StateSink sink) {
        sink.putLong(qtyE8);
        cost.write(sink);
        sink.putLong(realizedE8);
        sink.putLong(feesE8);
        sink.putLong(maxQtyE8);
        sink.putLong(feesMissing);
        sink.putLong(unrealizedE8);
        sink.putLong(estimatedE8);
        sink.putLong(includedUntilMs);
        sink.putLong(isSettling ? 1 : 0);
        sink.putLong(closedNs);
        sink.putLong(exitCode);
        sink.putLong(exitPriceE8);
    }

    /** Reads what {@link #write} wrote. */
    public void read(final StateSource source) {
        qtyE8 = source.getLong();
        cost.read(source);
        realizedE8 = source.getLong();
        feesE8 = source.getLong();
        maxQtyE8 = source.getLong();
        feesMissing = (int) source.getLong();
        unrealizedE8 = source.getLong();
        estimatedE8 = source.getLong();
        includedUntilMs = source.getLong();
        isSettling = source.getLong() != 0;
        closedNs = source.getLong();
        exitCode = (int) source.getLong();
        exitPriceE8 = source.getLong();
    }
}
