package dev.bowline.core.engine;

import static dev.bowline.core.num.FixedPoint.ONE_E8;

import dev.bowline.core.event.CommandBatch;
import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.Decision;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.RequestOutcome;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.order.Order;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.risk.DeadmanLimits;
import dev.bowline.core.risk.WarningCode;
import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Keeps the venue's dead-man switch (PROT-6): armed per instrument while an entry rests there,
 * refreshed by the engine's own scans, disarmed when none rests. An engine that hangs sends no
 * refresh, so the venue cancels the entry; stops and targets are algo orders, which the switch does
 * not touch. One request at a time per instrument, so that two cannot overtake each other. What was
 * armed is forgotten by a restart: an entry that still works is armed anew, and with none the
 * venue's countdown finds nothing to cancel.
 */
final class DeadmanDesk implements Resumable {
    private static final int MAX_INSTRUMENTS = InstrumentRegistry.MAX_INSTRUMENTS;

    /** Room left in a slot for the protection of positions. */
    private static final int RESERVED_COMMANDS = CommandBatch.MAX / 2;

    private static final int IDLE = 0;
    private static final int ARMING = 1;
    private static final int DISARMING = 2;

    private final Books books;
    private final StateDesk states;
    private final DeadmanLimits limits;

    /** What is under way, and when the last request was sent; 0 for none yet. */
    private final int[] pending = new int[MAX_INSTRUMENTS];

    private final long[] askedNs = new long[MAX_INSTRUMENTS];

    /** When the newest request to arm was sent that may count at the venue; 0 for none. */
    private final long[] armSentNs = new long[MAX_INSTRUMENTS];

    /** When the newest request to arm was sent that the venue confirmed; 0 for none. */
    private final long[] armedNs = new long[MAX_INSTRUMENTS];

    /** Since when an entry rests; 0 for none. */
    private final long[] wantedNs = new long[MAX_INSTRUMENTS];

    private final boolean[] isWarned = new boolean[MAX_INSTRUMENTS];

    DeadmanDesk(final Books books, final StateDesk states) {
        this.books = books;
        this.states = states;
        limits = books.config.guards().deadman();
    }

    static boolean isAbout(final RequestOutcome outcome) {
        return outcome.commandKind == CommandKind.DEADMAN_ARM
                || outcome.commandKind == CommandKind.DEADMAN_DISARM;
    }

    /** Does what one instrument needs now. */
    void scan(final int id) {
        if (limits.countdownMs() == 0) {
            return;
        }
        if (hasRestingEntry(id)) {
            if (wantedNs[id] == 0) {
                wantedNs[id] = books.nowNs;
            }
            if (armedNs[id] == 0 || books.isElapsed(armedNs[id], limits.refreshMs())) {
                ask(id, CommandKind.DEADMAN_ARM);
            }
            warnIfUnarmed(id);
            return;
        }
        wantedNs[id] = 0;
        isWarned[id] = false;
        if (armSentNs[id] != 0) {
            final long overMs = limits.countdownMs() + books.config.protection().requestTimeoutMs();
            if (books.isElapsed(armSentNs[id], overMs)) {
                clear(id); // it has fired, or was disarmed without our hearing of it
            } else {
                ask(id, CommandKind.DEADMAN_DISARM);
            }
        }
    }

    private boolean hasRestingEntry(final int id) {
        for (int i = 0; i < books.orders.count(); i++) {
            final Order order = books.orders.get(i);
            if (order.instrumentId == id
                    && order.leg() == OrderLeg.ENTRY
                    && !order.status.isFinal()
                    && states.mayRest(order)) {
                return true;
            }
        }
        return false;
    }

    /** Not while an answer is out, and after a failure not before the request's time is over. */
    private void ask(final int id, final CommandKind kind) {
        final boolean isUnderWay =
                pending[id] != IDLE
                        && !books.isElapsed(
                                askedNs[id], books.config.protection().requestTimeoutMs());
        if (isUnderWay
                || books.rate.isCritical(books.nowMs())
                || !books.hasRoom(RESERVED_COMMANDS)) {
            return;
        }
        final OrderCommand command = books.event.commands().addOrNull();
        if (command == null) {
            return;
        }
        command.kind = kind;
        command.instrumentId = id;
        command.causeCode = CommandCause.DEADMAN;
        askedNs[id] = books.nowNs;
        if (kind == CommandKind.DEADMAN_ARM) {
            command.countdownMs = limits.countdownMs();
            pending[id] = ARMING;
            armSentNs[id] = books.nowNs;
        } else {
            pending[id] = DISARMING;
        }
    }

    private void warnIfUnarmed(final int id) {
        final long sinceNs = Math.max(wantedNs[id], armedNs[id]);
        if (!isWarned[id] && books.isElapsed(sinceNs, limits.countdownMs())) {
            isWarned[id] = true;
            final Decision decision =
                    books.decide(DecisionAction.WARNING, id, WarningCode.DEADMAN_UNARMED);
            decision.valueE8 = (books.nowNs - sinceNs) / Books.NS_PER_MS * ONE_E8;
            decision.limitE8 = limits.countdownMs() * ONE_E8;
        }
    }

    /** Takes the venue's answer. */
    void onOutcome(final int id, final RequestOutcome outcome) {
        final boolean isArm = outcome.commandKind == CommandKind.DEADMAN_ARM;
        if (!books.isKnown(id) || pending[id] != (isArm ? ARMING : DISARMING)) {
            return; // of the run before, or answered twice
        }
        if (outcome.kind != OutcomeKind.ACCEPTED) {
            return; // asked again when its time is over
        }
        pending[id] = IDLE;
        if (isArm) {
            armedNs[id] = armSentNs[id];
            isWarned[id] = false;
        } else {
            clear(id);
        }
    }

    private void clear(final int id) {
        pending[id] = IDLE;
        armSentNs[id] = 0;
        armedNs[id] = 0;
    }

    @Override
    public void writeRest(final StateSink sink) {
        for (int id = 0; id < books.instruments.count(); id++) {
            sink.putLong(pending[id]);
            sink.putLong(askedNs[id]);
            sink.putLong(armSentNs[id]);
            sink.putLong(armedNs[id]);
            sink.putLong(wantedNs[id]);
            sink.putLong(isWarned[id] ? 1 : 0);
        }
    }

    /** Instruments must be known already. */
    @Override
    public void readRest(final StateSource source) {
        for (int id = 0; id < books.instruments.count(); id++) {
            pending[id] = (int) source.getLong();
            askedNs[id] = source.getLong();
            armSentNs[id] = source.getLong();
            armedNs[id] = source.getLong();
            wantedNs[id] = source.getLong();
            isWarned[id] = source.getLong() != 0;
        }
    }
}
