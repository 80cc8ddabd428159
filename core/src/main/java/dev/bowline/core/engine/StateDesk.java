package dev.bowline.core.engine;

import static dev.bowline.core.num.FixedPoint.ONE_E8;

import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.Decision;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.RateLimit;
import dev.bowline.core.event.StreamStatus;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.order.Order;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.position.DriftWatch;
import dev.bowline.core.risk.LossStreak;
import dev.bowline.core.risk.RejectReason;
import dev.bowline.core.risk.StateReason;
import dev.bowline.core.risk.TradingState;
import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Changes the trading state and records why (RISK-9), withdraws entries while it is not ACTIVE, and
 * sees a kill through to a flat account (RISK-6).
 */
final class StateDesk implements Resumable {
    /** A snapshot has a weight of about 100; one in so long leaves the rest of the limit alone. */
    private static final long ASK_NS = 5_000 * Books.NS_PER_MS;

    /** Between readings of fills that did not come. */
    private static final long FILLS_ASK_MS = 15_000;

    /** Late fills come first. */
    private static final long FILLS_WAIT_MS = 500;

    /** Between snapshots for the sake of orders whose news contradict each other. */
    private static final long CONTRADICTION_ASK_MS = 5_000;

    private static final int BANNED = 418;

    private final Books books;
    private final OrderDesk desk;
    private long completeNs; // last complete snapshot; 0: entries were not wanted since

    private final boolean[] isRouteDown = new boolean[2];
    private long contradictionAskedNs; // 0 for never

    StateDesk(final Books books, final OrderDesk desk) {
        this.books = books;
        this.desk = desk;
    }

    /** Begins or ends one reason, and records it if that changes anything. */
    void set(final StateReason reason, final boolean isHeld) {
        final TradingState before = books.gate.state();
        if (books.gate.trySet(reason, isHeld)) {
            record(books.decide(DecisionAction.STATE_CHANGED, -1, 0), reason, before);
            if (isHeld) {
                withdrawEntries(-1, CommandCause.ENTRY_WITHDRAWN);
            }
        }
    }

    /** After a link threw: the slot's own batch, because nothing else can be trusted. */
    void halt(final Decision decisionOrNull) {
        final TradingState before = books.gate.state();
        books.gate.trySet(StateReason.INTERNAL_ERROR, true);
        if (decisionOrNull != null) {
            decisionOrNull.action = DecisionAction.STATE_CHANGED;
            record(decisionOrNull, StateReason.INTERNAL_ERROR, before);
        }
    }

    /** State after and before as codes, all reasons that hold now as bits, at scale 1e-8. */
    private void record(
            final Decision decision, final StateReason reason, final TradingState before) {
        decision.reasonCode = reason.code();
        decision.valueE8 = books.gate.state().code() * ONE_E8;
        decision.limitE8 = before.code() * ONE_E8;
        decision.qtyE8 = books.gate.reasons() * ONE_E8;
    }

    /** Says once what a restart took over. */
    void recordRestored() {
        final long reasons = books.gate.reasons();
        for (int code = 0; reasons >> code != 0; code++) {
            final StateReason reason = StateReason.byCodeOrNull(code);
            if (reason != null && books.gate.holds(reason)) {
                record(
                        books.decide(DecisionAction.STATE_CHANGED, -1, 0),
                        reason,
                        books.gate.state());
            }
        }
        recordStreak();
    }

    /** The exits that made the streak which stopped the day, oldest first (RISK-2). */
    private void recordStreak() {
        if (books.ledger.stopCode() != RejectReason.STOP_LOSS_STREAK) {
            return;
        }
        final LossStreak streak = books.ledger.streak();
        for (int number = streak.firstKept(); number <= streak.losses(); number++) {
            final Decision decision =
                    books.decide(
                            DecisionAction.STREAK_EXIT,
                            streak.instrumentId(number),
                            streak.exitCode(number));
            decision.valueE8 = streak.netE8(number);
            decision.qtyE8 = number * ONE_E8;
        }
    }

    void onStream(final StreamStatus status) {
        if (status.route == null) {
            return;
        }
        switch (status.route) {
            case PRIVATE -> set(StateReason.USER_STREAM_DOWN, !status.up);
            case PUBLIC, MARKET -> {
                isRouteDown[status.route.code() & 1] = !status.up;
                set(StateReason.MARKET_DEGRADED, isRouteDown[0] || isRouteDown[1]);
            }
            case REST, REST_MARKET -> onFallback(status, status.up);
            // Requests leave either way; only that it stays so is worth an incident.
            case ORDER_API -> onFallback(status, !status.up);
        }
    }

    /** What stands in for a stream; the stream's own status holds entries back. */
    private void onFallback(final StreamStatus status, final boolean isOn) {
        if (isOn && status.causeCode == StreamStatus.PERMANENT_CAUSE) {
            final Decision decision =
                    books.decide(DecisionAction.INCIDENT, -1, CommandCause.STREAM_LOST);
            decision.valueE8 = status.attempt * ONE_E8;
            decision.limitE8 = status.route.code() * ONE_E8;
        }
    }

    void onRateLimit(final RateLimit limit) {
        if (books.rate.onUsage(limit.usedShareE8, limit.blockedUntilMs)
                && limit.httpStatus == BANNED) {
            final Decision decision =
                    books.decide(DecisionAction.INCIDENT, -1, CommandCause.VENUE_BAN);
            decision.valueE8 = (limit.blockedUntilMs - books.nowMs()) * ONE_E8;
        }
        reviewRate();
    }

    private void reviewRate() {
        set(StateReason.RATE_GOVERNOR, books.rate.isHoldingEntries(books.nowMs()));
    }

    /** A limit of the day was reached or taken back. */
    void onDayStop(final int stopCode) {
        recordStreak();
        set(StateReason.DAY_STOP, stopCode != RejectReason.NONE);
        if (stopCode != RejectReason.NONE && books.config.guards().killOnDayStop()) {
            kill();
        }
    }

    /** The positions are closed by the reviews that follow. */
    void kill() {
        set(StateReason.KILL_SWITCH, true);
        books.kill.pull(books.nowNs);
    }

    /** Takes back kill switch, HALTED, and what was said of a second instance. */
    void arm() {
        books.kill.release();
        set(StateReason.KILL_SWITCH, false);
        set(StateReason.INTERNAL_ERROR, false);
        set(StateReason.SECOND_INSTANCE, false);
    }

    /** Cancels entries that may rest at the venue; those that cannot rest end by themselves. */
    void withdrawEntries(final int idOrMinus1, final int causeCode) {
        for (int i = 0; i < books.orders.count(); i++) {
            final Order order = books.orders.get(i);
            final boolean isMeant =
                    order.leg() == OrderLeg.ENTRY
                            && (idOrMinus1 < 0 || order.instrumentId == idOrMinus1);
            if (isMeant) {
                // Nor may another order follow it.
                order.plan.isMarketNext = false;
                order.plan.isContradicted = true;
            }
            if (isMeant && order.status.isWorking() && mayRest(order)) {
                desk.cancel(order, causeCode);
            }
        }
    }

    /** Whether an entry may still stand in the book. */
    boolean mayRest(final Order order) {
        final boolean isResting =
                order.orderType != OrderType.MARKET
                        && order.timeInForce != TimeInForce.IOC
                        && order.timeInForce != TimeInForce.FOK;
        // Its end may have been lost.
        return isResting
                || books.isElapsed(order.sentNs, books.config.protection().requestTimeoutMs());
    }

    /** Asks the venue what is there; not while requests are short. */
    void askSnapshot() {
        final boolean unused = tryAskSnapshot();
    }

    /** As above; false if nothing was asked. */
    boolean tryAskSnapshot() {
        if (books.rate.isCritical(books.nowMs())) {
            return false;
        }
        final OrderCommand command = books.event.commands().addOrNull();
        if (command == null) {
            return false;
        }
        command.kind = CommandKind.RECONCILE;
        command.causeCode = CommandCause.RECONCILE;
        return true;
    }

    /** Deadlines of the state itself. */
    void scan() {
        reviewRate();
        scanSnapshots();
        if (books.gate.isWithdrawing()) {
            withdrawEntries(-1, CommandCause.ENTRY_WITHDRAWN);
        }
        for (int id = 0; id < books.instruments.count(); id++) {
            scanClose(id);
        }
        if (books.kill.isPending()) {
            scanKill();
        }
        if (books.fillsWantedNs != 0) {
            scanFills();
        }
        if (desk.isSnapshotWanted
                && books.isElapsed(contradictionAskedNs, CONTRADICTION_ASK_MS)
                && tryAskSnapshot()) {
            desk.isSnapshotWanted = false;
            contradictionAskedNs = books.nowNs;
        }
    }

    /** Without snapshots nobody sees differences, nor whether a kill left nothing (REC-2). */
    private void scanSnapshots() {
        final long limitMs = books.config.guards().truth().overdueMs();
        if (limitMs == 0 || !books.gate.isReady()) {
            return;
        }
        if (completeNs == 0) {
            completeNs = books.nowNs;
        }
        if (books.isElapsed(completeNs, limitMs)
                && !books.gate.holds(StateReason.SNAPSHOT_OVERDUE)) {
            set(StateReason.SNAPSHOT_OVERDUE, true);
            final Decision decision =
                    books.decide(DecisionAction.INCIDENT, -1, CommandCause.SNAPSHOT_OVERDUE);
            decision.valueE8 = (books.nowNs - completeNs) / Books.NS_PER_MS * ONE_E8;
            decision.limitE8 = limitMs * ONE_E8;
        }
    }

    /** Fills that were taken over without price, fee or profit are read from the venue (OMS-8). */
    private void scanFills() {
        if (books.fillsReadUntilMs * Books.NS_PER_MS >= books.fillsWantedNs) {
            books.fillsWantedNs = 0;
        } else if (books.isElapsed(books.fillsWantedNs, FILLS_WAIT_MS)
                && books.isElapsed(books.fillsAskedNs, FILLS_ASK_MS)) {
            books.fillsAskedNs = books.nowNs;
            askSnapshot();
        }
    }

    /** A close that was asked for ends when position and entries are gone. */
    private void scanClose(final int id) {
        if (books.guard(id).closeCauseCode == 0) {
            return;
        }
        if (books.position(id).isFlat() && !books.hasEntry(id)) {
            books.guard(id).closeCauseCode = 0;
        } else {
            withdrawEntries(id, CommandCause.ENTRY_WITHDRAWN);
        }
    }

    private void scanKill() {
        books.kill.onBooks(openPositions() == 0, books.nowNs);
        if (books.kill.tryAsk(books.nowNs, ASK_NS)) {
            askSnapshot();
        }
        final long limitNs = books.config.guards().flatVerifyMs() * Books.NS_PER_MS;
        if (books.kill.tryReport(books.nowNs, limitNs)) {
            final Decision decision =
                    books.decide(DecisionAction.INCIDENT, -1, CommandCause.NOT_FLAT);
            decision.valueE8 = openPositions() * ONE_E8;
        }
    }

    /** Positions and entries that are not over. */
    private int openPositions() {
        int open = 0;
        for (int id = 0; id < books.instruments.count(); id++) {
            final boolean isOpen =
                    !books.position(id).isFlat()
                            || books.guard(id).ignoredQtyE8 != 0
                            || books.hasEntry(id);
            open += isOpen ? 1 : 0;
        }
        return open;
    }

    /** The venue has told all; after the repairs that followed from it. */
    void onSnapshot(final boolean isComplete, final long beganNs) {
        if (!isComplete) {
            return;
        }
        completeNs = books.nowNs;
        set(StateReason.SNAPSHOT_OVERDUE, false);
        if (books.kill.isProvenBy(beganNs) && openPositions() == 0) {
            verifyKill();
        }
    }

    private void verifyKill() {
        for (int id = 0; id < books.instruments.count(); id++) {
            final DriftWatch drift = books.drift(id);
            if (!drift.isDecided(true) || drift.snapshotQtyE8() != 0) {
                return;
            }
        }
        books.kill.onVerified();
        final Decision decision = books.decide(DecisionAction.KILL_DONE, -1, CommandCause.KILL);
        // Milliseconds at scale 1e-8.
        decision.valueE8 = (books.nowNs - books.kill.pulledNs()) * 100;
        decision.limitE8 = books.config.guards().flatVerifyMs() * ONE_E8;
    }

    @Override
    public void writeRest(final StateSink sink) {
        sink.putLong(completeNs);
        for (final boolean isDown : isRouteDown) {
            sink.putLong(isDown ? 1 : 0);
        }
        sink.putLong(desk.isSnapshotWanted ? 1 : 0);
        sink.putLong(contradictionAskedNs);
    }

    @Override
    public void readRest(final StateSource source) {
        completeNs = source.getLong();
        for (int i = 0; i < isRouteDown.length; i++) {
            isRouteDown[i] = source.getLong() != 0;
        }
        desk.isSnapshotWanted = source.getLong() != 0;
        contradictionAskedNs = source.getLong();
    }
}
