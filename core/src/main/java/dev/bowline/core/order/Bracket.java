package dev.bowline.core.order;

import dev.bowline.core.event.Side;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * The orders around one position: stop, targets, and the close that ends it. References are {@code
 * null} where there is none. Times in epoch nanoseconds of engine time.
 */
public final class Bracket {
    /** There is a position to protect. */
    public boolean isOpen;

    /** Direction of the position: BUY is long. */
    public Side side;

    /** Strategy of the entry; 0 for an adopted position. */
    public int strategyId;

    /** Intent of the entry, for the ids of the other legs. */
    public long intentSeq;

    /** Wanted trigger of the stop, on the grid. */
    public long stopPriceE8;

    /** The targets. */
    public final TargetLadder targets = new TargetLadder();

    /** The stop that covers the position. */
    public Order stop;

    /** A stop that takes its place once it is confirmed. */
    public Order nextStop;

    /** The last order sent to close at the market. */
    public Order close;

    /** Trailing stop of the venue beside the stop (TS-10). */
    public Order trail;

    /** A trailing stop of the venue that takes its place once it is confirmed. */
    public Order nextTrail;

    /** Next attempt number of each leg. */
    public int trailAttempt;

    /** When a stop that was to take the place of another was refused last. */
    public long nextStopRefusedNs;

    /** Wanted trigger while the old stop is cancelled before the new one is placed, else 0. */
    public long reversedStopE8;

    /** Next attempt number of each leg. */
    public int stopAttempt;

    /** Next attempt number of each leg. */
    public int closeAttempt;

    /** The position is to be closed at the market. */
    public boolean isClosing;

    /** Why; see {@link CommandCause}. */
    public int closeCauseCode;

    /** Since when some of the position has no confirmed stop; 0 while all of it has. */
    public long unprotectedSinceNs;

    /** Longest time without. */
    public long maxUnprotectedNs;

    /** Last change of the position. */
    public long lastFillNs;

    /** Forgets the position. */
    public void clear() {
        isOpen = false;
        side = null;
        strategyId = 0;
        intentSeq = 0;
        stopPriceE8 = 0;
        targets.clear();
        stop = null;
        nextStop = null;
        close = null;
        trail = null;
        nextTrail = null;
        trailAttempt = 0;
        nextStopRefusedNs = 0;
        reversedStopE8 = 0;
        stopAttempt = 0;
        closeAttempt = 0;
        isClosing = false;
        closeCauseCode = 0;
        unprotectedSinceNs = 0;
        maxUnprotectedNs = 0;
        lastFillNs = 0;
    }

    /** Whether {@code order} is one of this bracket's. */
    public boolean holds(final Order order) {
        return order == stop
                || order == nextStop
                || targets.holds(order)
                || order == close
                || order == trail
                || order == nextTrail;
    }

    /** Whether a stop at {@code aE8} protects more than one at {@code bE8}. */
    public boolean isSafer(final long aE8, final long bE8) {
        return side == Side.BUY ? aE8 > bE8 : aE8 < bE8;
    }

    /** Quantity under a confirmed stop. */
    public long coveredQtyE8() {
        return Math.max(confirmedQtyE8(stop), confirmedQtyE8(nextStop));
    }

    private static long confirmedQtyE8(final Order order) {
        return order != null && order.status.isWorking() ? order.qtyE8 - order.filledQtyE8 : 0;
    }

    /** Writes an open bracket. */
    public void write(final StateSink sink) {
        sink.putLong(side.code());
        sink.putLong(strategyId);
        sink.putLong(intentSeq);
        sink.putLong(stopPriceE8);
        writeReference(stop, sink);
        writeReference(nextStop, sink);
        targets.write(sink);
        writeReference(close, sink);
        writeReference(trail, sink);
        writeReference(nextTrail, sink);
        sink.putLong(trailAttempt);
        sink.putLong(nextStopRefusedNs);
        sink.putLong(reversedStopE8);
        sink.putLong(stopAttempt);
        sink.putLong(closeAttempt);
        sink.putLong(isClosing ? 1 : 0);
        sink.putLong(closeCauseCode);
        sink.putLong(unprotectedSinceNs);
        sink.putLong(maxUnprotectedNs);
        sink.putLong(lastFillNs);
    }

    static void writeReference(final Order order, final StateSink sink) {
        sink.putLong(order == null ? 0 : order.runId);
        sink.putLong(order == null ? 0 : order.orderKey);
    }

    /** Reads what {@link #write} wrote; the orders must be in the store already. */
    public void read(final StateSource source, final OrderStore orders) {
        isOpen = true;
        side = Side.byCodeOrNull((int) source.getLong());
        strategyId = (int) source.getLong();
        intentSeq = source.getLong();
        stopPriceE8 = source.getLong();
        stop = readReference(source, orders);
        nextStop = readReference(source, orders);
        targets.read(source, orders);
        close = readReference(source, orders);
        trail = readReference(source, orders);
        nextTrail = readReference(source, orders);
        trailAttempt = (int) source.getLong();
        nextStopRefusedNs = source.getLong();
        reversedStopE8 = source.getLong();
        stopAttempt = (int) source.getLong();
        closeAttempt = (int) source.getLong();
        isClosing = source.getLong() != 0;
        closeCauseCode = (int) source.getLong();
        unprotectedSinceNs = source.getLong();
        maxUnprotectedNs = source.getLong();
        lastFillNs = source.getLong();
    }

    static Order readReference(final StateSource source, final OrderStore orders) {
        final int runId = (int) source.getLong();
        return orders.findOrNull(runId, source.getLong());
    }
}
