package dev.bowline.core.risk;

import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.state.Durable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Figures of one UTC day (RISK-2, RISK-3): net result, trades, streak, and whether they stopped the
 * day. A stop holds until the next day. Money in the margin coin at scale 1e-8.
 */
public final class DayLedger implements Durable {
    private final RiskLimits limits;
    private final LossStreak streak = new LossStreak();
    private long startEquityE8;
    private long realizedE8;
    private long feesE8;
    private long fundingE8;
    private long grossProfitE8;
    private long grossLossE8;
    private int trades;
    private int wins;
    private int stopCode;

    public DayLedger(final RiskLimits limits) {
        this.limits = limits;
    }

    /** Begins a new day; every figure starts again. */
    public void roll(final long equityE8) {
        startEquityE8 = equityE8;
        realizedE8 = 0;
        feesE8 = 0;
        fundingE8 = 0;
        grossProfitE8 = 0;
        grossLossE8 = 0;
        trades = 0;
        wins = 0;
        stopCode = RejectReason.NONE;
        streak.reset();
    }

    /** Notes the equity the day is measured against, once, as soon as it is known. */
    public void offerStartEquity(final long equityE8) {
        if (startEquityE8 <= 0 && equityE8 > 0) {
            startEquityE8 = equityE8;
        }
    }

    /** Money moved in or out: no result, so the base moves along. */
    public void onTransfer(final long changeE8) {
        if (startEquityE8 > 0) {
            startEquityE8 = Math.addExact(startEquityE8, changeE8);
        }
    }

    public void addRealized(final long profitE8) {
        realizedE8 = Math.addExact(realizedE8, profitE8);
    }

    public void addFee(final long feeE8) {
        feesE8 = Math.addExact(feesE8, feeE8);
    }

    public void addFunding(final long fundingChangeE8) {
        fundingE8 = Math.addExact(fundingE8, fundingChangeE8);
    }

    /**
     * Counts a settled position.
     *
     * @param exitCode see ExitReason
     * @param grossE8 profit before fees
     * @param netE8 profit after fees
     */
    public void onSettled(
            final int instrumentId, final int exitCode, final long grossE8, final long netE8) {
        trades++;
        if (netE8 > 0) {
            wins++;
            grossProfitE8 = Math.addExact(grossProfitE8, netE8);
        } else {
            grossLossE8 = Math.subtractExact(grossLossE8, netE8);
        }
        streak.onSettled(instrumentId, exitCode, grossE8, netE8);
    }

    /**
     * Looks whether the day has to stop.
     *
     * @param equityE8 wallet and unrealized profit now; 0 if not known
     * @return the reason if it stops now for the first time, else NONE
     */
    public int check(final long equityE8) {
        if (stopCode != RejectReason.NONE) {
            return RejectReason.NONE;
        }
        if (startEquityE8 > 0 && lossE8(equityE8) >= maxLossE8()) {
            stopCode = RejectReason.DAY_LOSS;
        } else if (streak.losses() >= limits.maxStopLossStreak()) {
            stopCode = RejectReason.STOP_LOSS_STREAK;
        } else if (trades >= limits.profitFactorTrades()
                && grossLossE8 > 0
                && profitFactorE8() < limits.minProfitFactorE8()) {
            stopCode = RejectReason.PROFIT_FACTOR;
        }
        return stopCode;
    }

    /** Loss of the day, realized or on equity, whichever is worse; negative for a profit. */
    public long lossE8(final long equityE8) {
        final long bookedE8 = -netE8();
        return equityE8 > 0 && startEquityE8 > 0
                ? Math.max(bookedE8, startEquityE8 - equityE8)
                : bookedE8;
    }

    /** Loss that stops the day; rounded down. */
    public long maxLossE8() {
        return FixedPoint.mulFloorE8(startEquityE8, limits.dayLossShareE8());
    }

    /** Gross profit over gross loss, rounded down; 0 without a loss. */
    public long profitFactorE8() {
        return grossLossE8 == 0 ? 0 : FixedPoint.divFloorE8(grossProfitE8, grossLossE8);
    }

    /** Result of the day after fees and funding. */
    public long netE8() {
        return realizedE8 - feesE8 + fundingE8;
    }

    public int stopCode() {
        return stopCode;
    }

    /** Stop-losses in a row; do not change it. */
    public LossStreak streak() {
        return streak;
    }

    /**
     * The figure that stopped the day: loss, length of the streak or profit factor.
     *
     * @param equityE8 as for {@link #check}
     * @return scale 1e-8; 0 if nothing did
     */
    public long stopValueE8(final long equityE8) {
        return switch (stopCode) {
            case RejectReason.DAY_LOSS -> lossE8(equityE8);
            case RejectReason.STOP_LOSS_STREAK -> streak.losses() * FixedPoint.ONE_E8;
            case RejectReason.PROFIT_FACTOR -> profitFactorE8();
            default -> 0;
        };
    }

    /** What that figure was held against. */
    public long stopLimitE8() {
        return switch (stopCode) {
            case RejectReason.DAY_LOSS -> maxLossE8();
            case RejectReason.STOP_LOSS_STREAK -> limits.maxStopLossStreak() * FixedPoint.ONE_E8;
            case RejectReason.PROFIT_FACTOR -> limits.minProfitFactorE8();
            default -> 0;
        };
    }

    public int trades() {
        return trades;
    }

    public int wins() {
        return wins;
    }

    public long startEquityE8() {
        return startEquityE8;
    }

    @Override
    public void writeState(final StateSink sink) {
        sink.putLong(startEquityE8);
        sink.putLong(realizedE8);
        sink.putLong(feesE8);
        sink.putLong(fundingE8);
        sink.putLong(grossProfitE8);
        sink.putLong(grossLossE8);
        sink.putLong(trades);
        sink.putLong(wins);
        sink.putLong(stopCode);
        streak.write(sink);
    }

    @Override
    public void readState(final StateSource source) {
        startEquityE8 = source.getLong();
        realizedE8 = source.getLong();
        feesE8 = source.getLong();
        fundingE8 = source.getLong();
        grossProfitE8 = source.getLong();
        grossLossE8 = source.getLong();
        trades = (int) source.getLong();
        wins = (int) source.getLong();
        stopCode = (int) source.getLong();
        streak.read(source);
    }
}
