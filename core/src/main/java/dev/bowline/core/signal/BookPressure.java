package dev.bowline.core.signal;

import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Pressure on one instrument: time-weighted imbalance of the best quantities and taker flow, both
 * fading over one window. Instead of {@code exp(-dt / window)} a share of {@code window / (window +
 * dt)} is kept: one division, the same bits on every machine, and equal to first order for the
 * short distances between ticks.
 */
final class BookPressure implements Resumable {
    /** Direction of the crossing that still holds: 1 long, -1 short, 0 none. */
    int heldSide;

    /** Whether {@link #lastSignalNs} means something. */
    boolean hasSignalled;

    /** Engine time of the last intent. */
    long lastSignalNs;

    private final double windowNs;
    private boolean hasBook;
    private long firstBookNs;
    private long bookNs;
    private double rawImbalance;
    private double imbalance;
    private long tradeNs;
    private double bought;
    private double sold;
    private double trades;

    BookPressure(final long windowNs) {
        this.windowNs = windowNs;
    }

    /** A new best bid and ask; the one before has held until now and is weighed by that time. */
    void onBook(final long bidQtyE8, final long askQtyE8, final long nowNs) {
        imbalance = imbalance(nowNs);
        bookNs = nowNs;
        if (!hasBook) {
            hasBook = true;
            firstBookNs = nowNs;
        }
        final double total = (double) bidQtyE8 + askQtyE8;
        rawImbalance = total == 0 ? 0 : ((double) bidQtyE8 - askQtyE8) / total;
    }

    /** A trade; the taker sold if the buyer was the maker. */
    void onTrade(final long qtyE8, final boolean buyerIsMaker, final long nowNs) {
        final double kept = kept(nowNs - tradeNs);
        tradeNs = nowNs;
        bought *= kept;
        sold *= kept;
        trades = trades * kept + 1;
        if (buyerIsMaker) {
            sold += qtyE8;
        } else {
            bought += qtyE8;
        }
    }

    /** From -1, only asks, to 1, only bids; smoothed. */
    double imbalance(final long nowNs) {
        final double kept = kept(nowNs - bookNs);
        return imbalance * kept + rawImbalance * (1 - kept);
    }

    /** From -1, takers only sell, to 1, takers only buy; {@link #trades} tells if it counts. */
    double flowShare() {
        final double total = bought + sold;
        return total == 0 ? 0 : (bought - sold) / total;
    }

    /** Trades in the window, faded. */
    double trades(final long nowNs) {
        return trades * kept(nowNs - tradeNs);
    }

    /** Time since the first book; 0 before it. */
    long warmNs(final long nowNs) {
        return hasBook ? nowNs - firstBookNs : 0;
    }

    private double kept(final long elapsedNs) {
        return windowNs / (windowNs + elapsedNs);
    }

    @Override
    public void writeRest(final StateSink sink) {
        sink.putLong(heldSide);
        sink.putLong(hasSignalled ? 1 : 0);
        sink.putLong(lastSignalNs);
        sink.putLong(hasBook ? 1 : 0);
        sink.putLong(firstBookNs);
        sink.putLong(bookNs);
        sink.putLong(Double.doubleToRawLongBits(rawImbalance));
        sink.putLong(Double.doubleToRawLongBits(imbalance));
        sink.putLong(tradeNs);
        sink.putLong(Double.doubleToRawLongBits(bought));
        sink.putLong(Double.doubleToRawLongBits(sold));
        sink.putLong(Double.doubleToRawLongBits(trades));
    }

    @Override
    public void readRest(final StateSource source) {
        heldSide = (int) source.getLong();
        hasSignalled = source.getLong() != 0;
        lastSignalNs = source.getLong();
        hasBook = source.getLong() != 0;
        firstBookNs = source.getLong();
        bookNs = source.getLong();
        rawImbalance = Double.longBitsToDouble(source.getLong());
        imbalance = Double.longBitsToDouble(source.getLong());
        tradeNs = source.getLong();
        bought = Double.longBitsToDouble(source.getLong());
        sold = Double.longBitsToDouble(source.getLong());
        trades = Double.longBitsToDouble(source.getLong());
    }
}
