package dev.bowline.core.engine;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.WorkingType;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.order.Bracket;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.order.Order;
import dev.bowline.core.order.OrderInput;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.order.OrderStatus;
import dev.bowline.core.position.Position;
import dev.bowline.core.precision.PrecisionHandler;
import dev.bowline.core.risk.SymbolGuard;
import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Keeps stop, target and close around each position (OMS-5, OMS-7, PROT-1). {@link #review} looks
 * at position and orders as they are now and does what is missing, whatever event led there; so a
 * message that is lost, doubled or late changes when something is done, not what.
 */
final class BracketKeeper implements Resumable {
    /** Fills and account rows of one match come in several messages; give them this long. */
    static final long GRACE_MS = 500;

    private final Books books;
    private final OrderDesk desk;
    private final TrailKeeper trails;
    private final NativeTrailKeeper nativeTrails;
    private final StopKeeper stops;
    private final TargetKeeper targets;
    private final CloseKeeper closes;

    BracketKeeper(final Books books, final OrderDesk desk) {
        this.books = books;
        this.desk = desk;
        final LegDesk legs = new LegDesk(books, desk);
        closes = new CloseKeeper(books, desk, legs);
        trails = new TrailKeeper(books);
        nativeTrails = new NativeTrailKeeper(books, desk, legs, trails);
        stops = new StopKeeper(books, desk, legs, closes, trails);
        targets = new TargetKeeper(books, desk, legs, closes);
    }

    /** Begins a bracket around a position that just opened. */
    void open(final int id, final Order entry) {
        final Bracket bracket = books.brackets[id];
        final Position position = books.position(id);
        bracket.clear();
        bracket.isOpen = true;
        bracket.side = position.qtyE8() > 0 ? Side.BUY : Side.SELL;
        bracket.unprotectedSinceNs = books.nowNs;
        bracket.lastFillNs = books.nowNs;
        if (entry != null && entry.stopPriceE8 > 0 && entry.side == bracket.side) {
            bracket.strategyId = ClientOrderId.strategyId(entry.orderKey);
            bracket.stopPriceE8 = entry.stopPriceE8;
            // The entry filled on after its first position was closed: leg numbers are used up.
            bracket.intentSeq =
                    entry.hasBracket
                            ? books.nextIntentSeq++
                            : ClientOrderId.intentSeq(entry.orderKey);
            markUsed(entry);
            targets.open(id, bracket, entry.targetPriceE8, trails.atrE8(id));
        } else {
            bracket.intentSeq = books.nextIntentSeq++;
            bracket.stopPriceE8 = adoptedStopE8(id, bracket.side);
        }
        trails.open(id, bracket);
    }

    /** Leg numbers of the intent are in use, whichever of its entries fills next. */
    private void markUsed(final Order entry) {
        final long intentSeq = ClientOrderId.intentSeq(entry.orderKey);
        entry.hasBracket = true;
        for (int i = 0; i < books.orders.count(); i++) {
            final Order order = books.orders.get(i);
            order.hasBracket |=
                    order.leg() == OrderLeg.ENTRY
                            && ClientOrderId.intentSeq(order.orderKey) == intentSeq;
        }
        for (int i = 0; i < books.orders.retiredCount(); i++) {
            final Order order = books.orders.getRetired(i);
            order.hasBracket |=
                    order.leg() == OrderLeg.ENTRY
                            && ClientOrderId.intentSeq(order.orderKey) == intentSeq;
        }
    }

    private long adoptedStopE8(final int id, final Side side) {
        final InstrumentSpec spec = books.spec(id);
        final long entryE8 = books.position(id).entryPriceE8();
        final long distanceE8 =
                FixedPoint.mulFloorE8(entryE8, books.config.scalping().stopShareE8());
        final long triggerE8 = side == Side.BUY ? entryE8 - distanceE8 : entryE8 + distanceE8;
        return PrecisionHandler.triggerToward(triggerE8, Math.max(1, spec.tickE8()), side);
    }

    /** Does what position and orders of one instrument need now. */
    void review(final int id) {
        final Bracket bracket = books.brackets[id];
        final long qtyE8 = books.position(id).absQtyE8();
        if (qtyE8 == 0) {
            if (bracket.isOpen) {
                end(id);
            }
            return;
        }
        if (!bracket.isOpen) {
            open(id, null);
        }
        final SymbolGuard guard = books.guard(id);
        if (books.gate.isKilled()) {
            startClose(bracket, CommandCause.KILL);
        } else if (guard.closeCauseCode != 0) {
            startClose(bracket, guard.closeCauseCode);
        }
        stops.review(id, bracket, qtyE8);
        trails.review(id, bracket);
        nativeTrails.review(id, bracket, qtyE8);
        final boolean isReducing = guard.reduceToQtyE8 > 0;
        if (!bracket.isClosing
                && bracket.targets.count() > 0
                && !(isReducing && CloseKeeper.isBlocked(bracket))) {
            targets.review(id, bracket, qtyE8);
        }
        if (bracket.isClosing) {
            closes.review(id, bracket, qtyE8);
        } else if (isReducing) {
            reduce(id, bracket, qtyE8, guard);
        }
    }

    private void reduce(
            final int id, final Bracket bracket, final long qtyE8, final SymbolGuard guard) {
        if (qtyE8 <= guard.reduceToQtyE8) {
            guard.reduceToQtyE8 = 0;
        } else {
            closes.reduce(id, bracket, qtyE8 - guard.reduceToQtyE8, CommandCause.LIQUIDATION_GUARD);
        }
    }

    /** Makes what an instrument needs. */
    void addInstrument(final int id) {
        trails.addInstrument(id);
    }

    /** Takes a closed bar. */
    void onBar(final int id) {
        if (books.isKnown(id)) {
            trails.onBar(id);
        }
    }

    /** Records the trailing stops of a restored state. */
    void recordReload() {
        trails.recordReload();
    }

    /**
     * Follows the price that triggers stops at the venue (TS-2).
     *
     * @param source what has just come; the other kind is of no interest
     */
    void onPrice(final int id, final WorkingType source) {
        if (source != books.config.protection().workingType()
                || !books.isKnown(id)
                || !books.brackets[id].isOpen) {
            return;
        }
        final Bracket bracket = books.brackets[id];
        final long dueE8 = trails.dueStopE8(id, bracket);
        if (dueE8 == 0) {
            return;
        }
        if (trails.isPast(id, dueE8)) {
            // A stop there would fire at once, so the position leaves now.
            closes.start(bracket, CommandCause.TRAIL_PASSED);
            review(id);
        } else {
            stops.move(
                    id, bracket, books.position(id).absQtyE8(), dueE8, trails.causeOf(id, dueE8));
        }
    }

    /** The position is gone: nothing of its bracket may outlive it. */
    private void end(final int id) {
        books.clearBracket(id);
        for (int i = 0; i < books.orders.count(); i++) {
            final Order order = books.orders.get(i);
            if (order.instrumentId == id && order.leg() != OrderLeg.ENTRY) {
                retire(order, CommandCause.SIBLING_CANCEL);
            }
        }
    }

    private void retire(final Order order, final int causeCode) {
        if (order.status == OrderStatus.CREATED) {
            desk.apply(order, OrderInput.EXPIRED);
        } else if (order.leg() != OrderLeg.CLOSE) {
            desk.cancel(order, causeCode);
        }
    }

    /** Marks the position for closing; the next review sends the order. */
    void startClose(final Bracket bracket, final int causeCode) {
        closes.start(bracket, causeCode);
    }

    /** Cancels a working stop or target that no position needs. */
    void retireOrphan(final Order order) {
        final Bracket bracket = books.brackets[order.instrumentId];
        if (order.status.isFinal() || bracket.holds(order)) {
            return;
        }
        final boolean isProtective =
                switch (order.leg()) {
                    case STOP, TARGET, TRAIL -> true;
                    case ENTRY, CLOSE -> false;
                };
        if (order.status == OrderStatus.CREATED && order.leg() != OrderLeg.ENTRY) {
            desk.apply(order, OrderInput.EXPIRED);
        } else if (order.status.isWorking() && (isProtective || isUnknownEntry(order))) {
            books.decide(DecisionAction.DRIFT_ORPHAN, order, CommandCause.ORPHAN_CANCEL);
            desk.cancel(order, CommandCause.ORPHAN_CANCEL);
        }
    }

    /** An entry found at the venue that no intent of ours explains: it has no stop price. */
    private static boolean isUnknownEntry(final Order order) {
        return order.leg() == OrderLeg.ENTRY && order.stopPriceE8 == 0;
    }

    @Override
    public void writeRest(final StateSink sink) {
        trails.writeRest(sink);
    }

    @Override
    public void readRest(final StateSource source) {
        trails.readRest(source);
    }
}
