package dev.bowline.ops.report;

import dev.bowline.core.event.AccountRow;
import dev.bowline.core.event.AccountUpdate;
import dev.bowline.core.event.AssetCode;
import dev.bowline.core.event.CommandBatch;
import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.Decision;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.DecisionBatch;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderOrigin;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.ReportSource;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.CommandCause;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.risk.LossStreak;
import dev.bowline.core.risk.RejectReason;
import dev.bowline.core.risk.WarningCode;

/**
 * Counts what goes by at the end of the chain. Runs on the chain's thread, allocates nothing but
 * the snapshot that another thread asked for.
 */
public final class RunStatistics implements EngineHandler {
    private static final int REASONS = 1_000;

    private final long marginAssetCode;
    private final RunFigures figures = new RunFigures();
    private final InstrumentSpec[] specs = new InstrumentSpec[InstrumentRegistry.MAX_INSTRUMENTS];
    private int instruments;
    private volatile boolean snapshotWanted;
    private volatile RunFigures snapshot = new RunFigures();

    /**
     * Statistics of an account.
     *
     * @param marginAsset coin of the balance
     */
    public RunStatistics(final String marginAsset) {
        marginAssetCode = AssetCode.of(marginAsset);
    }

    @Override
    public void onEvent(final EngineEvent event, final long nowNs) {
        figures.events++;
        figures.eventsByType[event.type.code()]++;
        figures.nowNs = nowNs;
        if (event.failed) {
            figures.failedSlots++;
        }
        switch (event.type) {
            case INSTRUMENT -> onInstrument(event.instrument);
            case TOP_OF_BOOK ->
                    figures.midE8[event.instrumentId] =
                            (event.topOfBook().bidPriceE8 + event.topOfBook().askPriceE8) / 2;
            case ACCOUNT_UPDATE -> onAccount(event.instrumentId, event.account());
            case REQUEST_OUTCOME -> onOutcome(event);
            case EXECUTION_REPORT -> onExecution(event.execution());
            default -> {
                // Counted, and that is all.
            }
        }
        onCommands(event.commands());
        onDecisions(event.decisions());
        if (snapshotWanted) {
            snapshot = figures.copy();
            snapshotWanted = false;
        }
    }

    private void onInstrument(final InstrumentSpec spec) {
        specs[spec.id()] = spec;
        instruments = Math.max(instruments, spec.id() + 1);
        figures.symbols[spec.id()] = spec.symbol();
        figures.instruments = instruments;
    }

    private void onAccount(final int instrumentId, final AccountUpdate update) {
        if (update.row == AccountRow.BALANCE) {
            if (update.assetCode == marginAssetCode) {
                figures.walletE8 = update.walletE8;
                if (figures.startWalletE8 == 0) {
                    figures.startWalletE8 = update.walletE8;
                }
            }
        } else if (instrumentId >= 0) {
            figures.positionQtyE8[instrumentId] = update.positionQtyE8;
            figures.entryPriceE8[instrumentId] = update.entryPriceE8;
            if (update.positionQtyE8 == 0) {
                figures.stopPriceE8[instrumentId] = 0;
                figures.targetPriceE8[instrumentId] = 0;
            }
        }
    }

    /** The order update alone tells the fee, once for each fill. */
    private void onExecution(final ExecutionReport report) {
        if (report.source == ReportSource.ORDER_TRADE_UPDATE
                && report.executionType == ExecutionType.TRADE) {
            figures.feesE8 += report.commissionE8;
        }
        if (report.source == ReportSource.ORDER_TRADE_UPDATE
                && report.origin == OrderOrigin.OWN
                && report.status != null) {
            figures.reportsByStatus[report.status.code()]++;
        }
    }

    private void onOutcome(final EngineEvent event) {
        final OutcomeKind kind = event.outcome().kind;
        if (kind != null) {
            figures.outcomes[kind.code()]++;
        }
    }

    private void onCommands(final CommandBatch commands) {
        for (int i = 0; i < commands.count(); i++) {
            final OrderCommand command = commands.get(i);
            figures.commands[command.kind.code()]++;
            final OrderLeg leg = ClientOrderId.leg(command.orderKey);
            if (command.kind == CommandKind.PLACE_ORDER || command.kind == CommandKind.PLACE_ALGO) {
                figures.ordersByLeg[leg == null ? 0 : leg.code()]++;
            }
            // A stop that takes the place of another counts once the venue has confirmed it.
            if (command.kind == CommandKind.PLACE_ALGO
                    && leg == OrderLeg.STOP
                    && !isMove(command.causeCode)) {
                figures.stopPriceE8[command.instrumentId] = command.triggerPriceE8;
            } else if (command.kind == CommandKind.PLACE_ALGO && leg == OrderLeg.TARGET) {
                figures.targetPriceE8[command.instrumentId] = command.triggerPriceE8;
            }
        }
    }

    private static boolean isMove(final int causeCode) {
        return causeCode == CommandCause.TRAIL || causeCode == CommandCause.BREAK_EVEN;
    }

    private void onDecisions(final DecisionBatch decisions) {
        for (int i = 0; i < decisions.count(); i++) {
            onDecision(decisions.get(i));
        }
    }

    private void onDecision(final Decision decision) {
        final DecisionAction action = decision.action;
        if (action == null) {
            return;
        }
        figures.decisions[action.code()]++;
        final int reason = decision.reasonCode >= 0 ? decision.reasonCode % REASONS : 0;
        switch (action) {
            case SIGNAL_SKIP -> figures.skips[reason]++;
            case INTENT_REFUSED -> onRefused(reason);
            case POSITION_CLOSED -> onClosed(decision, reason);
            case PROTECTION_CONFIRMED ->
                    figures.protectionMs.record(decision.valueE8 / 100_000_000L);
            case WARNING -> {
                if (reason == WarningCode.NEVER_CONFIRMED) {
                    figures.protectionMs.record(decision.valueE8 / 100_000_000L);
                }
            }
            case TRAIL_UPDATE -> figures.stopPriceE8[decision.instrumentId] = decision.priceE8;
            case DAY_ROLLED -> {
                figures.lastRiskEvent = 0;
                figures.streakExits = 0;
            }
            // The record has all reasons that hold now, at scale 1e-8.
            case STATE_CHANGED -> figures.stateReasons = decision.qtyE8 / 100_000_000L;
            case RISK_EVENT -> figures.lastRiskEvent = decision.reasonCode;
            case STREAK_EXIT -> onStreakExit(decision);
            default -> {
                // Counted by action.
            }
        }
    }

    /** Told in a row when the day stops, and again after a restart. */
    private void onStreakExit(final Decision decision) {
        figures.lastRiskEvent = RejectReason.STOP_LOSS_STREAK;
        if (decision.qtyE8 == 100_000_000L) {
            figures.streakExits = 0;
        }
        if (figures.streakExits < LossStreak.MAX_EXITS) {
            figures.streakIds[figures.streakExits] = decision.instrumentId;
            figures.streakCodes[figures.streakExits] = decision.reasonCode;
            figures.streakNetE8[figures.streakExits] = decision.valueE8;
            figures.streakExits++;
        }
    }

    /** A day that was stopped in the run before is seen by what it refuses. */
    private void onRefused(final int reason) {
        figures.refusals[reason]++;
        if (RiskText.isDayStop(reason)) {
            figures.lastRiskEvent = reason;
        }
    }

    private void onClosed(final Decision decision, final int reason) {
        figures.exits[reason % figures.exits.length]++;
        figures.trades++;
        figures.realizedE8 += decision.valueE8;
        if (decision.valueE8 > 0) {
            figures.wins++;
            figures.grossProfitE8 += decision.valueE8;
        } else {
            figures.grossLossE8 -= decision.valueE8;
        }
    }

    /** Events so far of one type; only when the chain stands still. */
    public long events(final EventType type) {
        return figures.eventsByType[type.code()];
    }

    /** Asks for fresh figures; they come with the next slot. Any thread. */
    public void requestSnapshot() {
        snapshotWanted = true;
    }

    /** Figures as of the last request that was met. Any thread; do not change them. */
    public RunFigures latest() {
        return snapshot;
    }

    /** The figures themselves; only when the chain has ended. */
    public RunFigures ended() {
        return figures;
    }
}
