package dev.bowline.core.engine;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.AccountRow;
import dev.bowline.core.event.AccountUpdate;
import dev.bowline.core.event.AssetCode;
import dev.bowline.core.event.Decision;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.SnapshotMark;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.VenueSnapshot;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.order.Bracket;
import dev.bowline.core.order.Order;
import dev.bowline.core.order.OrderInput;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.order.TargetLadder;
import dev.bowline.core.position.DriftWatch;
import dev.bowline.core.position.ExitReason;
import dev.bowline.core.position.Position;
import dev.bowline.core.risk.DriftPolicy;
import dev.bowline.core.risk.StateReason;
import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Makes our books equal to the venue's (REC-2): lasting differences of account rows, and snapshots
 * of positions and open orders. Foreign orders are never touched.
 */
final class DriftDesk implements Resumable {
    /** Fills get twice the time of an inferred fill before an account row overrules them. */
    private static final long ROW_GRACE_NS = 2 * BracketKeeper.GRACE_MS * Books.NS_PER_MS;

    /** A snapshot whose end never comes is given up. */
    private static final long SNAPSHOT_MS = 30_000;

    /** Between a snapshot that is not believed and the next one, at least. */
    private static final long ASK_AGAIN_NS = 1_000 * Books.NS_PER_MS;

    /** Between a payment on the stream and in the list. */
    private static final long FUNDING_GRACE_MS = 15_000;

    private final Books books;
    private final OrderDesk desk;
    private final FillDesk fillDesk;
    private final BracketKeeper keeper;
    private final StateDesk states;
    private final long marginAssetCode;
    private boolean isReading;
    private long beganNs;
    private long restoredNs; // 0: in no restart, or all was read since
    private long askAgainNs; // 0: all that was read is believed
    private long fundingToldNs; // 0: not in this run
    private long walletTimeMs; // venue time; 0 after a start, so that the first row counts

    DriftDesk(
            final Books books,
            final OrderDesk desk,
            final FillDesk fillDesk,
            final BracketKeeper keeper,
            final StateDesk states) {
        this.books = books;
        this.desk = desk;
        this.fillDesk = fillDesk;
        this.keeper = keeper;
        this.states = states;
        marginAssetCode = AssetCode.of(books.config.marginAsset());
    }

    /** Whether rows of a snapshot may still come, so that unknown orders are not judged yet. */
    boolean isReading() {
        return isReading && !books.isElapsed(beganNs, SNAPSHOT_MS);
    }

    /** A restart took its state over: what happened meanwhile is still to be read. */
    void onRestored() {
        restoredNs = books.nowNs;
    }

    /**
     * Whether the fills from before the start may still come. Until then a lookup that is ahead of
     * them says nothing of the position: the fills of other orders are missing, too.
     */
    boolean awaitsFills() {
        return restoredNs != 0 && !books.isElapsed(restoredNs, SNAPSHOT_MS);
    }

    void onAccount(final AccountUpdate account, final int id, final long eventTimeMs) {
        if (account.row == AccountRow.BALANCE) {
            if (account.assetCode == marginAssetCode) {
                onBalance(account, eventTimeMs);
            }
        } else if (account.row == AccountRow.FUNDING) {
            onFundingList(account, eventTimeMs);
        } else if (account.row == AccountRow.POSITION && books.isKnown(id)) {
            final long timeMs = eventTimeMs > 0 ? eventTimeMs : books.nowNs / Books.NS_PER_MS;
            final DriftWatch drift = books.drift(id);
            if (account.reason == AccountReason.SNAPSHOT) {
                drift.onSnapshotRow(account.positionQtyE8, account.entryPriceE8, timeMs);
            } else {
                drift.onRow(
                        account.positionQtyE8,
                        account.entryPriceE8,
                        timeMs,
                        books.rowQtyE8(id),
                        books.nowNs);
            }
        }
    }

    private void onBalance(final AccountUpdate account, final long eventTimeMs) {
        // A row that was overtaken by a newer one tells a wallet of the past, and so may one that
        // was read in the millisecond the stream's row is of.
        final boolean isRead = account.reason == AccountReason.SNAPSHOT;
        if (eventTimeMs == 0
                || eventTimeMs > walletTimeMs
                || (eventTimeMs == walletTimeMs && !isRead)) {
            books.portfolio.onWallet(account.walletE8);
            walletTimeMs = eventTimeMs;
        }
        if (account.reason == AccountReason.FUNDING_FEE) {
            fundingToldNs = books.nowNs;
            books.funding.onPayment(
                    eventTimeMs > 0 ? eventTimeMs : books.nowNs / Books.NS_PER_MS,
                    account.changeE8);
            bookFunding(account.changeE8);
        } else if (account.reason == AccountReason.DEPOSIT
                || account.reason == AccountReason.WITHDRAW
                || account.reason == AccountReason.ASSET_TRANSFER) {
            books.ledger.onTransfer(account.changeE8);
        }
        books.ledger.offerStartEquity(books.equityE8());
        fillDesk.checkDay();
    }

    /**
     * Funding that came while nobody listened is booked from the list (OMS-8). Right after a
     * payment either side may be ahead, so the list is believed a little later.
     */
    private void onFundingList(final AccountUpdate account, final long hourMs) {
        if (fundingToldNs != 0 && !books.isElapsed(fundingToldNs, FUNDING_GRACE_MS)) {
            return;
        }
        final long missingE8 = books.funding.onList(hourMs, account.changeE8);
        if (missingE8 != 0) {
            bookFunding(missingE8);
            fillDesk.checkDay();
        }
    }

    private void bookFunding(final long changeE8) {
        books.ledger.addFunding(changeE8);
        books.portfolio.addFunding(changeE8);
    }

    /**
     * A conditional order of ours by the id of its child, which may bear a client id that the venue
     * made; {@code null} if it is a stranger's.
     */
    Order childOrNull(final ExecutionReport report, final int id) {
        if (report.origin != OrderOrigin.FOREIGN || report.orderId <= 0) {
            return null;
        }
        final Order order = books.orders.findByChildOrNull(id, report.orderId);
        if (order != null && report.source == ReportSource.REST_SNAPSHOT) {
            order.isSeen = true;
        }
        return order;
    }

    /** An open order of the snapshot; unknown ones of ours are noted and judged at the end. */
    Order onSnapshotOrder(final ExecutionReport report, final int id) {
        if (report.origin != OrderOrigin.OWN) {
            return null;
        }
        Order order = books.orders.findOrNull(report.runId, report.orderKey);
        if (order == null && !isLeftToAnother()) {
            order = takeOrNull(report, id);
        }
        if (order != null) {
            order.isSeen = true;
            // Where a venue amends stops in place, its price is the one that counts (TS-8).
            order.triggerPriceE8 =
                    report.triggerPriceE8 > 0 ? report.triggerPriceE8 : order.triggerPriceE8;
        }
        return order;
    }

    /**
     * With a second instance about, what we do not know is no orphan of ours: it may be all that
     * protects the other's position, until an operator has sorted it out and armed (REC-8).
     */
    private boolean isLeftToAnother() {
        return books.gate.holds(StateReason.SECOND_INSTANCE);
    }

    /**
     * A record for an order of ours that only the venue knows, {@code null} if there is no room.
     */
    Order takeOrNull(final ExecutionReport report, final int id) {
        if (report.side == null || report.orderType == null || report.qtyE8 <= 0) {
            return null;
        }
        final Order order = books.orders.addOrNull(report.runId, report.orderKey);
        if (order != null) {
            order.instrumentId = id;
            order.side = report.side;
            order.orderType = report.orderType;
            order.timeInForce =
                    report.timeInForce == null ? TimeInForce.UNKNOWN : report.timeInForce;
            order.qtyE8 = report.qtyE8;
            order.priceE8 = report.priceE8;
            order.triggerPriceE8 = report.triggerPriceE8;
            order.sentNs = books.nowNs;
            order.createdNs = books.nowNs;
            // What it filled before we knew it is in the account rows.
            order.filledQtyE8 = report.cumQtyE8;
            order.venueCumQtyE8 = report.cumQtyE8;
        }
        return order;
    }

    void onSnapshot(final VenueSnapshot snapshot) {
        if (snapshot.mark == SnapshotMark.BEGIN) {
            isReading = true;
            beganNs = books.nowNs;
            for (int i = 0; i < books.instruments.count(); i++) {
                books.drift(i).beginSnapshot();
            }
            for (int i = 0; i < books.orders.count(); i++) {
                books.orders.get(i).isSeen = false;
            }
        } else if (isReading) {
            isReading = false;
            end(snapshot.complete);
        }
    }

    private void end(final boolean isComplete) {
        if (isComplete) {
            restoredNs = 0;
            books.fillsReadUntilMs = beganNs / Books.NS_PER_MS;
            books.fundingFromMs =
                    books.fundingFromMs == 0 ? books.fillsReadUntilMs : books.fundingFromMs;
            expireUnseen();
        }
        for (int id = 0; id < books.instruments.count(); id++) {
            if (books.drift(id).isDecided(isComplete)) {
                judge(id);
            }
        }
        for (int i = 0; i < books.orders.count(); i++) {
            attach(books.orders.get(i));
        }
        for (int id = 0; id < books.instruments.count(); id++) {
            keeper.review(id);
        }
        states.onSnapshot(isComplete, beganNs);
    }

    /** Repairs, or has it read again before anything that protects is taken away (REC-2). */
    private void judge(final int id) {
        final DriftWatch drift = books.drift(id);
        final long lagNs = books.config.protection().stopLookupMs() * Books.NS_PER_MS;
        if (drift.tryBelieve(books.rowQtyE8(id), beganNs, lagNs)) {
            repair(id, drift.snapshotQtyE8(), drift.rowEntryPriceE8(), asOfMs(drift));
        } else if (drift.isDoubted()) {
            final long dueNs = Math.max(drift.newsNs() + lagNs, books.nowNs + ASK_AGAIN_NS);
            askAgainNs = askAgainNs == 0 ? dueNs : Math.min(askAgainNs, dueNs);
        }
    }

    /** Deadlines of the snapshots. */
    void scan() {
        if (askAgainNs != 0 && books.nowNs >= askAgainNs && states.tryAskSnapshot()) {
            askAgainNs = 0;
        }
    }

    private long asOfMs(final DriftWatch drift) {
        return drift.snapshotQtyE8() == 0 ? beganNs / Books.NS_PER_MS : drift.rowTimeMs();
    }

    /** A complete snapshot proves confirmed orders gone, but for the lag of the algo endpoints. */
    private void expireUnseen() {
        for (int i = 0; i < books.orders.count(); i++) {
            final Order order = books.orders.get(i);
            if (!order.isSeen
                    && order.mayBeAtVenue()
                    && desk.isAbsenceProven(order, beganNs)
                    && books.drift(order.instrumentId).isDecided(true)) {
                if (order.status.isWorking() && isProtective(order)) {
                    books.decide(DecisionAction.DRIFT_MISSING, order, order.causeCode);
                }
                desk.apply(order, OrderInput.EXPIRED);
            }
        }
    }

    private static boolean isProtective(final Order order) {
        return order.leg() == OrderLeg.STOP || order.leg() == OrderLeg.TARGET;
    }

    /** Gives an unused working stop or target of ours to the position it protects. */
    private void attach(final Order order) {
        final Bracket bracket = books.brackets[order.instrumentId];
        if (!order.status.isWorking()
                || !bracket.isOpen
                || bracket.holds(order)
                || order.side == bracket.side) {
            return;
        }
        if (order.leg() == OrderLeg.STOP) {
            attachStop(bracket, order);
        } else if (order.leg() == OrderLeg.TRAIL && bracket.trail == null) {
            bracket.trail = order;
        } else if (order.leg() == OrderLeg.TARGET) {
            attachTarget(bracket.targets, order);
        }
    }

    /** A target without a level becomes the only one; a level's own comes back to it. */
    private static void attachTarget(final TargetLadder targets, final Order order) {
        final int index = TargetLadder.levelOf(order.orderKey);
        if (targets.count() == 0) {
            targets.add(order.triggerPriceE8, FixedPoint.ONE_E8).order = order;
        } else if (index < targets.count() && targets.level(index).order == null) {
            targets.level(index).order = order;
        }
    }

    /**
     * A stop that was found takes the place of one that stands farther from the price (TS-8); where
     * there is none it is taken as it is, and {@link StopKeeper} moves it if ours was safer.
     */
    private static void attachStop(final Bracket bracket, final Order order) {
        if (bracket.stop == null || bracket.stop.status.isFinal()) {
            bracket.stop = order;
        } else if (bracket.nextStop == null
                && bracket.isSafer(order.triggerPriceE8, bracket.stopPriceE8)
                && order.openQtyE8() >= bracket.coveredQtyE8()) {
            bracket.nextStop = order;
        }
    }

    /** Repairs a difference between rows and fills that has lasted. */
    void scan(final int id) {
        final DriftWatch drift = books.drift(id);
        if (books.guard(id).ignoredQtyE8 != 0 && books.kill.isPending()) {
            takeLeftAlone(id, drift);
        }
        if (drift.isDrift(books.nowNs, ROW_GRACE_NS)) {
            if (drift.isRowDoubtful(books.rowQtyE8(id))) {
                drift.settle();
                askAgainNs = books.nowNs; // what takes protection away must be sure (REC-2)
            } else {
                repair(id, drift.rowQtyE8(), drift.rowEntryPriceE8(), drift.rowTimeMs());
            }
            books.fillsWantedNs = books.nowNs; // those behind the row
        }
    }

    /** A kill closes every position, so this one becomes ours (RISK-6); the review closes it. */
    private void takeLeftAlone(final int id, final DriftWatch drift) {
        final long totalQtyE8 = books.rowQtyE8(id);
        books.guard(id).ignoredQtyE8 = 0;
        repair(id, totalQtyE8, drift.rowEntryPriceE8(), drift.rowTimeMs());
    }

    private void repair(
            final int id, final long rowQtyE8, final long entryPriceE8, final long asOfMs) {
        final Position position = books.position(id);
        books.drift(id).settle();
        if (books.rowQtyE8(id) == rowQtyE8) {
            return;
        }
        if (isLeftAlone(id, rowQtyE8)) {
            final Decision decision =
                    books.decide(DecisionAction.DRIFT_ADD, id, DriftPolicy.IGNORE.code());
            decision.valueE8 = rowQtyE8;
            decision.limitE8 = books.guard(id).ignoredQtyE8;
            decision.priceE8 = entryPriceE8;
            books.guard(id).ignoredQtyE8 = rowQtyE8;
            position.setIncludedUntilMs(Math.max(position.includedUntilMs(), asOfMs));
            return;
        }
        // The venue has merged what was left alone with ours: all of it is ours now.
        books.guard(id).ignoredQtyE8 = 0;
        final long venueQtyE8 = rowQtyE8;
        final long bookE8 = position.qtyE8();
        if (bookE8 == venueQtyE8) {
            return;
        }
        final DecisionAction action;
        if (bookE8 == 0) {
            action = DecisionAction.DRIFT_ADD;
        } else {
            action = venueQtyE8 == 0 ? DecisionAction.DRIFT_REMOVE : DecisionAction.DRIFT_QTY;
        }
        final boolean isAppearing =
                action == DecisionAction.DRIFT_ADD && newestEntryOrNull(id, venueQtyE8) == null;
        final Decision decision =
                books.decide(action, id, isAppearing ? books.driftAdd().code() : 0);
        decision.valueE8 = venueQtyE8;
        decision.limitE8 = bookE8;
        decision.priceE8 = entryPriceE8;
        final boolean isGrown =
                Math.abs(venueQtyE8) > Math.abs(bookE8) && (venueQtyE8 ^ bookE8) >= 0;
        if (isGrown || bookE8 == 0) {
            grow(id, venueQtyE8, entryPriceE8);
        } else {
            reduce(id, bookE8, venueQtyE8);
        }
        position.setIncludedUntilMs(Math.max(position.includedUntilMs(), asOfMs));
        if (isAppearing) {
            fillDesk.closeIfConfigured(id);
        }
    }

    /** A position that no order of ours explains, where we have none (PROT-3). */
    private boolean isLeftAlone(final int id, final long rowQtyE8) {
        return books.driftAdd() == DriftPolicy.IGNORE
                && books.position(id).isFlat()
                && !books.hasEntry(id)
                && (rowQtyE8 == 0 || newestEntryOrNull(id, rowQtyE8) == null);
    }

    private void grow(final int id, final long venueQtyE8, final long entryPriceE8) {
        final Position position = books.position(id);
        final long before = position.qtyE8();
        final long priceE8 = entryPriceE8 > 0 ? entryPriceE8 : books.valueE8(id);
        position.adopt(venueQtyE8, priceE8);
        final Order entry = newestEntryOrNull(id, venueQtyE8);
        if (entry != null) {
            // Its fills are in the row: neither they nor a lookup's total may count once more.
            final long takenE8 =
                    Math.min(Math.abs(venueQtyE8) - Math.abs(before), entry.openQtyE8());
            // The row's price is the venue's average of all, and needs no correction later.
            fillDesk.takeOver(entry, takenE8, 0);
        }
        fillDesk.afterMove(id, before, entry, ExitReason.DRIFT);
    }

    /** The profit is an estimate at the current price until the fills come, if they ever do. */
    private void reduce(final int id, final long bookE8, final long venueQtyE8) {
        final Side side = bookE8 > 0 ? Side.SELL : Side.BUY;
        final Position position = books.position(id);
        final long valueE8 = books.valueE8(id);
        final long priceE8 = valueE8 > 0 ? valueE8 : position.entryPriceE8();
        final long profitE8 =
                fillDesk.move(
                        id, side, Math.abs(bookE8 - venueQtyE8), priceE8, null, ExitReason.DRIFT);
        position.addEstimate(profitE8 - markExits(id, side, bookE8, venueQtyE8, profitE8));
    }

    /**
     * The fills of our reducing orders are in the row: neither they nor a lookup's total may count
     * once more, whatever time they bear. Orders that are known to act come first, the newest
     * first. If that does not explain a position that is gone, any of the others may have ended it,
     * and none of them can fill any more.
     *
     * @return share of the profit that stands at the orders, of each rounded down; the rest stays
     *     with the position's estimate
     */
    private long markExits(
            final int id,
            final Side side,
            final long bookE8,
            final long venueQtyE8,
            final long profitE8) {
        final long wholeE8 = Math.abs(bookE8 - venueQtyE8);
        long leftE8 = Math.min(wholeE8, Math.abs(bookE8));
        long sharedE8 = 0;
        for (int i = books.orders.count() - 1; i >= 0 && leftE8 > 0; i--) {
            final Order order = books.orders.get(i);
            if (isExit(order, id, side, true)) {
                final long takenE8 = Math.min(leftE8, order.openQtyE8());
                final long shareE8 = FixedPoint.mulDivFloor(profitE8, takenE8, wholeE8);
                fillDesk.takeOver(order, takenE8, shareE8);
                leftE8 -= takenE8;
                sharedE8 += shareE8;
            }
        }
        for (int i = books.orders.count() - 1; i >= 0 && leftE8 > 0 && venueQtyE8 == 0; i--) {
            final Order order = books.orders.get(i);
            if (isExit(order, id, side, false)) {
                fillDesk.takeOver(order, order.openQtyE8(), 0);
            }
        }
        return sharedE8;
    }

    private boolean isExit(
            final Order order, final int id, final Side side, final boolean isActing) {
        final boolean acts = order.isTriggered || order.leg() == OrderLeg.CLOSE;
        return order.instrumentId == id
                && order.side == side
                && order.leg() != OrderLeg.ENTRY
                // One that rests in the book may fill in part: taken for filled, it would be left.
                && order.orderType != OrderType.TAKE_PROFIT
                && acts == isActing
                && (order.mayBeAtVenue() || order.finalNs == books.nowNs)
                && order.openQtyE8() > 0;
    }

    /** The entry whose fills did not come is the likely origin of a position found. */
    private Order newestEntryOrNull(final int id, final long venueQtyE8) {
        for (int i = books.orders.count() - 1; i >= 0; i--) {
            if (isOriginOf(books.orders.get(i), id, venueQtyE8)) {
                return books.orders.get(i);
            }
        }
        for (int i = books.orders.retiredCount() - 1; i >= 0; i--) {
            if (isOriginOf(books.orders.getRetired(i), id, venueQtyE8)) {
                return books.orders.getRetired(i);
            }
        }
        return null;
    }

    private static boolean isOriginOf(final Order order, final int id, final long venueQtyE8) {
        return order.instrumentId == id
                && order.leg() == OrderLeg.ENTRY
                && !order.hasBracket
                && (order.side == Side.BUY) == (venueQtyE8 > 0);
    }

    @Override
    public void writeRest(final StateSink sink) {
        sink.putLong(isReading ? 1 : 0);
        sink.putLong(beganNs);
        sink.putLong(walletTimeMs);
        sink.putLong(fundingToldNs);
        sink.putLong(restoredNs);
        sink.putLong(askAgainNs);
    }

    @Override
    public void readRest(final StateSource source) {
        isReading = source.getLong() != 0;
        beganNs = source.getLong();
        walletTimeMs = source.getLong();
        fundingToldNs = source.getLong();
        restoredNs = source.getLong();
        askAgainNs = source.getLong();
    }
}
