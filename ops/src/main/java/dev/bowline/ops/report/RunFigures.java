package dev.bowline.ops.report;

import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.risk.LossStreak;
import dev.bowline.core.risk.RejectReason;
import dev.bowline.core.risk.StateReason;
import java.util.StringJoiner;
import org.HdrHistogram.Histogram;

/** Figures of a run. Money, prices and quantities at scale 1e-8; arrays by code or instrument. */
public final class RunFigures {
    private static final int REASONS = 1_000;
    private static final int EXIT_REASONS = 16;

    /** Slots seen. */
    public long events;

    /** Slots on which a handler threw. */
    public long failedSlots;

    /** Engine time. */
    public long nowNs;

    /** Closed positions. */
    public long trades;

    /** Of those, with a profit after fees. */
    public long wins;

    /** Sum of all closed positions after fees. */
    public long realizedE8;

    /** Sum of the winners. */
    public long grossProfitE8;

    /** Sum of the losers, as a positive number. */
    public long grossLossE8;

    /** Commissions of all fills. */
    public long feesE8;

    /** Balance first seen. */
    public long startWalletE8;

    /** Balance last seen. */
    public long walletE8;

    /** What stopped the day, or the code of the last RISK_EVENT; 0 if none. */
    public int lastRiskEvent;

    /** Exits in the streak of stop-losses that stopped the day, of which so many are known. */
    int streakExits;

    /** Reasons that hold the trading state, one bit each. */
    public long stateReasons;

    /** Instruments known. */
    public int instruments;

    final long[] eventsByType = new long[EventType.values().length];
    final long[] commands = new long[CommandKind.values().length];
    final long[] ordersByLeg = new long[OrderLeg.values().length];
    final long[] reportsByStatus = new long[VenueOrderStatus.values().length];
    final long[] outcomes = new long[OutcomeKind.values().length];
    final long[] decisions = new long[DecisionAction.values().length];
    final long[] skips = new long[REASONS];
    final long[] refusals = new long[REASONS];
    final long[] exits = new long[EXIT_REASONS];
    final String[] symbols = new String[InstrumentRegistry.MAX_INSTRUMENTS];
    final long[] midE8 = new long[InstrumentRegistry.MAX_INSTRUMENTS];
    final long[] positionQtyE8 = new long[InstrumentRegistry.MAX_INSTRUMENTS];
    final long[] entryPriceE8 = new long[InstrumentRegistry.MAX_INSTRUMENTS];
    final long[] stopPriceE8 = new long[InstrumentRegistry.MAX_INSTRUMENTS];
    final long[] targetPriceE8 = new long[InstrumentRegistry.MAX_INSTRUMENTS];
    final int[] streakIds = new int[LossStreak.MAX_EXITS];
    final int[] streakCodes = new int[LossStreak.MAX_EXITS];
    final long[] streakNetE8 = new long[LossStreak.MAX_EXITS];
    MillisecondTally protectionMs = new MillisecondTally();

    /** Durations in milliseconds, first fill to confirmed stop. */
    static final class MillisecondTally {
        private final Histogram histogram = new Histogram(3_600_000, 3);

        void record(final long durationMs) {
            histogram.recordValue(Math.min(Math.max(durationMs, 0), 3_600_000));
        }

        Histogram histogram() {
            return histogram;
        }

        MillisecondTally copy() {
            final MillisecondTally copy = new MillisecondTally();
            copy.histogram.add(histogram);
            return copy;
        }
    }

    /** Records of one kind. */
    public long decisions(final DecisionAction action) {
        return decisions[action.code()];
    }

    /** Commands of one kind. */
    public long commands(final CommandKind kind) {
        return commands[kind.code()];
    }

    /** Orders placed for one leg. */
    public long orders(final OrderLeg leg) {
        return ordersByLeg[leg.code()];
    }

    /** Requests that ended so. */
    public long outcomes(final OutcomeKind kind) {
        return outcomes[kind.code()];
    }

    /** Trading state with its reasons, and the last risk event, in words. */
    public String riskText() {
        return StateReason.words(stateReasons)
                + ", "
                + (lastRiskEvent == RejectReason.STOP_LOSS_STREAK && streakExits > 0
                        ? RiskText.ofStreak(streakText())
                        : RiskText.of(lastRiskEvent));
    }

    /** The exits that made the streak, for example {@code XRPUSDC stop -3.21}. */
    private String streakText() {
        final StringJoiner exits = new StringJoiner(", ");
        for (int i = 0; i < streakExits; i++) {
            final String symbol = streakIds[i] < 0 ? "?" : symbols[streakIds[i]];
            exits.add(
                    symbol
                            + " "
                            + RiskText.exit(streakCodes[i])
                            + " "
                            + RiskText.cents(streakNetE8[i]));
        }
        return exits.toString();
    }

    /** An independent copy, for another thread. */
    RunFigures copy() {
        final RunFigures copy = new RunFigures();
        copy.events = events;
        copy.failedSlots = failedSlots;
        copy.nowNs = nowNs;
        copy.trades = trades;
        copy.wins = wins;
        copy.realizedE8 = realizedE8;
        copy.grossProfitE8 = grossProfitE8;
        copy.grossLossE8 = grossLossE8;
        copy.feesE8 = feesE8;
        copy.startWalletE8 = startWalletE8;
        copy.walletE8 = walletE8;
        copy.lastRiskEvent = lastRiskEvent;
        copy.streakExits = streakExits;
        System.arraycopy(streakIds, 0, copy.streakIds, 0, streakIds.length);
        System.arraycopy(streakCodes, 0, copy.streakCodes, 0, streakCodes.length);
        fill(streakNetE8, copy.streakNetE8);
        copy.stateReasons = stateReasons;
        copy.instruments = instruments;
        fill(eventsByType, copy.eventsByType);
        fill(commands, copy.commands);
        fill(ordersByLeg, copy.ordersByLeg);
        fill(reportsByStatus, copy.reportsByStatus);
        fill(outcomes, copy.outcomes);
        fill(decisions, copy.decisions);
        fill(skips, copy.skips);
        fill(refusals, copy.refusals);
        fill(exits, copy.exits);
        System.arraycopy(symbols, 0, copy.symbols, 0, symbols.length);
        fill(midE8, copy.midE8);
        fill(positionQtyE8, copy.positionQtyE8);
        fill(entryPriceE8, copy.entryPriceE8);
        fill(stopPriceE8, copy.stopPriceE8);
        fill(targetPriceE8, copy.targetPriceE8);
        copy.protectionMs = protectionMs.copy();
        return copy;
    }

    private static void fill(final long[] from, final long[] to) {
        System.arraycopy(from, 0, to, 0, from.length);
    }
}
