package dev.bowline.core.engine;

import dev.bowline.core.event.Decision;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.OperatorCommand;
import dev.bowline.core.event.Side;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.risk.StateReason;

/** Does what operators and the launcher ask for, and records it. */
final class OperatorDesk {
    private static final long LONG = 1;
    private static final long SMALLEST_LONG = 2;

    private final Books books;
    private final StateDesk states;
    private final BracketKeeper keeper;
    private final EntryDesk entryDesk;

    OperatorDesk(
            final Books books,
            final StateDesk states,
            final BracketKeeper keeper,
            final EntryDesk entryDesk) {
        this.books = books;
        this.states = states;
        this.keeper = keeper;
        this.entryDesk = entryDesk;
    }

    /**
     * Obeys.
     *
     * @param id instrument of the slot; -1 for none
     */
    void onCommand(final OperatorCommand command, final int id) {
        if (command.kind == null) {
            return;
        }
        final int knownId = books.isKnown(id) ? id : -1;
        final Decision decision =
                books.decide(DecisionAction.OPERATOR, knownId, command.kind.code());
        decision.valueE8 = command.argument;
        switch (command.kind) {
            case ENABLE_ENTRIES -> books.gate.setReady(true);
            case STOP_ENTRIES -> {
                books.gate.stop();
                states.withdrawEntries(-1, CommandCause.ENTRY_WITHDRAWN);
            }
            case PAUSE -> states.set(StateReason.PAUSED, true);
            case RESUME -> {
                states.set(StateReason.PAUSED, false);
                states.set(StateReason.OPERATOR, false);
            }
            case REDUCE -> states.set(StateReason.OPERATOR, true);
            case CLOSE -> {
                if (knownId >= 0) {
                    close(knownId, CommandCause.OPERATOR_CLOSE);
                }
            }
            case CLOSE_ALL -> {
                closeAll(CommandCause.OPERATOR_CLOSE);
                reportLeftAlone();
            }
            case CANCEL_ENTRIES -> {
                if (id < 0 || knownId >= 0) {
                    states.withdrawEntries(knownId, CommandCause.ENTRY_WITHDRAWN);
                }
            }
            case RECONCILE -> states.askSnapshot();
            case KILL -> {
                states.kill();
                closeAll(CommandCause.KILL);
            }
            case ARM -> states.arm();
            case MEMORY_HIGH -> states.set(StateReason.MEMORY_GUARD, true);
            case MEMORY_NORMAL -> states.set(StateReason.MEMORY_GUARD, false);
            case HALT -> states.set(StateReason.INTERNAL_ERROR, true);
            case JOURNAL_LOST -> states.set(StateReason.JOURNAL_LOST, true);
            case FORCE_ENTRY -> forceEntry(knownId, command.argument);
        }
    }

    private void forceEntry(final int knownId, final long argument) {
        final boolean isSmallest = argument == SMALLEST_LONG || argument == -SMALLEST_LONG;
        if (knownId >= 0 && (isSmallest || argument == LONG || argument == -LONG)) {
            entryDesk.force(knownId, argument > 0 ? Side.BUY : Side.SELL, isSmallest);
        }
    }

    private void closeAll(final int causeCode) {
        for (int id = 0; id < books.instruments.count(); id++) {
            close(id, causeCode);
        }
    }

    /** Only a kill closes what is a stranger's (PROT-3, RISK-6). */
    private void reportLeftAlone() {
        for (int id = 0; id < books.instruments.count(); id++) {
            if (books.guard(id).ignoredQtyE8 != 0) {
                books.decide(DecisionAction.INCIDENT, id, CommandCause.LEFT_ALONE).valueE8 =
                        books.guard(id).ignoredQtyE8;
            }
        }
    }

    /** Until position and entries of the instrument are gone, whatever fills meanwhile. */
    private void close(final int id, final int causeCode) {
        if (books.position(id).isFlat() && !books.hasEntry(id)) {
            return;
        }
        books.guard(id).closeCauseCode = causeCode;
        states.withdrawEntries(id, CommandCause.ENTRY_WITHDRAWN);
        keeper.review(id);
    }
}
