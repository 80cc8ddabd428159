package dev.bowline.core.order;

import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/** One level of a {@link TargetLadder}. Scale 1e-8. */
public final class TargetLevel {
    /** Wanted trigger, on the grid. */
    public long priceE8;

    /** Share of the position. */
    public long shareE8;

    /** The last order of the level, {@code null} for none yet. */
    public Order order;

    /** Orders made so far, for the next id. */
    public int tries;

    /** Orders that went without our asking. */
    public int losses;

    /** Quantity its orders have taken. */
    public long filledQtyE8;

    /** The price was past the level when its order came: it leaves at the market. */
    public boolean isPassed;

    /** Quantity its order should have open now; follows from the rest. */
    public long wantedQtyE8;

    void clear() {
        priceE8 = 0;
        shareE8 = 0;
        order = null;
        tries = 0;
        losses = 0;
        filledQtyE8 = 0;
        isPassed = false;
        wantedQtyE8 = 0;
    }

    void write(final StateSink sink) {
        sink.putLong(priceE8);
        sink.putLong(shareE8);
        Bracket.writeReference(order, sink);
        sink.putLong(tries);
        sink.putLong(losses);
        sink.putLong(filledQtyE8);
        sink.putLong(isPassed ? 1 : 0);
    }

    void read(final StateSource source, final OrderStore orders) {
        priceE8 = source.getLong();
        shareE8 = source.getLong();
        order = Bracket.readReference(source, orders);
        tries = (int) source.getLong();
        losses = (int) source.getLong();
        filledQtyE8 = source.getLong();
        isPassed = source.getLong() != 0;
    }
}
