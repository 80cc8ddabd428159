package dev.bowline.core.risk;

import static dev.bowline.core.num.FixedPoint.ONE_E8;

import dev.bowline.core.event.IntentAction;
import dev.bowline.core.event.TradeIntent;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.FixedPoint;

/**
 * The last word on an entry (RISK-1): one check per limit, first hit wins, value and limit kept in
 * the intent. Exits pass always (RISK-5). Allocates nothing.
 */
public final class RiskHandler {
    private static final long NS_PER_MS = 1_000_000L;
    private static final long MS_PER_MINUTE = 60_000L;
    private static final int MINUTES_PER_DAY = 1440;
    private static final long MAX_SHOWN_MS = 1_000_000_000L;

    private final RiskLimits limits;
    private final TradingGate gate;
    private final DayLedger ledger;

    /** Limits of the configuration; gate and ledger are the engine's. */
    public RiskHandler(final RiskLimits limits, final TradingGate gate, final DayLedger ledger) {
        this.limits = limits;
        this.gate = gate;
        this.ledger = ledger;
    }

    /** Sets the reject code if no entry may pass now, whatever its size. */
    public void checkGate(final TradeIntent intent) {
        final int refusal = gate.refusal();
        if (refusal != RejectReason.NONE
                && (refusal != RejectReason.REDUCING || ledger.stopCode() == RejectReason.NONE)) {
            refuse(intent, refusal, 0, 0);
        } else if (ledger.stopCode() != RejectReason.NONE) {
            refuse(intent, ledger.stopCode(), ledger.netE8(), ledger.maxLossE8());
        }
    }

    /** Sets the reject code if the instrument takes no entries now. */
    public void checkSymbol(final TradeIntent intent, final SymbolGuard guard, final long nowNs) {
        if (intent.rejectCode != RejectReason.NONE) {
            return;
        }
        if (guard.closeCauseCode != 0) {
            refuse(intent, RejectReason.CLOSING, guard.closeCauseCode * ONE_E8, 0);
        } else if (guard.ignoredQtyE8 != 0) {
            refuse(intent, RejectReason.FOREIGN_POSITION, guard.ignoredQtyE8, 0);
        } else if (nowNs < guard.blockedUntilNs) {
            refuse(intent, RejectReason.SYMBOL_BLOCKED, leftE8(guard.blockedUntilNs - nowNs), 0);
        } else if (nowNs / NS_PER_MS < guard.venueClosedUntilMs) {
            final long leftNs = guard.venueClosedUntilMs * NS_PER_MS - nowNs;
            refuse(intent, RejectReason.CLOSED_BY_VENUE, leftE8(leftNs), 0);
        }
    }

    /** Milliseconds to wait, at scale 1e-8. */
    private static long leftE8(final long leftNs) {
        return Math.min(leftNs / NS_PER_MS, MAX_SHOWN_MS) * ONE_E8;
    }

    /**
     * Sets the reject code of an entry that may not be sent.
     *
     * @param intent sized and on the grid
     */
    public void check(
            final TradeIntent intent,
            final InstrumentSpec spec,
            final RiskFacts facts,
            final long nowNs) {
        if (intent.action == IntentAction.EXIT) {
            return;
        }
        checkGate(intent);
        if (intent.rejectCode == RejectReason.NONE
                && isExposureAllowed(intent, facts)
                && isMarketAllowed(intent, facts, nowNs)) {
            checkLeverage(intent, spec, facts);
        }
    }

    /**
     * Sets the reject code of a second order for an entry that was allowed before: gate and market,
     * not exposure, which is the first one's.
     */
    public void checkAgain(final TradeIntent intent, final RiskFacts facts, final long nowNs) {
        if (intent.rejectCode == RejectReason.NONE) {
            checkGate(intent);
        }
        if (intent.rejectCode == RejectReason.NONE) {
            isMarketAllowed(intent, facts, nowNs);
        }
    }

    private boolean isExposureAllowed(final TradeIntent intent, final RiskFacts facts) {
        if (facts.hasPosition) {
            return refuse(intent, RejectReason.HAS_POSITION, 1, 0);
        }
        if (facts.hasWorkingOrder) {
            return refuse(intent, RejectReason.HAS_WORKING_ORDER, 1, 0);
        }
        if (facts.openPositions >= limits.maxOpenPositions()) {
            return refuse(
                    intent,
                    RejectReason.OPEN_POSITIONS,
                    facts.openPositions * ONE_E8,
                    limits.maxOpenPositions() * ONE_E8);
        }
        final long marginE8 = facts.usedMarginE8 + intent.marginE8;
        final long mostE8 =
                FixedPoint.mulFloorE8(Math.max(0, facts.equityE8), limits.maxMarginShareE8());
        // The sizer fills the total margin up to its own cap, which may be this one.
        return marginE8 <= mostE8 || refuse(intent, RejectReason.MARGIN_SHARE, marginE8, mostE8);
    }

    private boolean isMarketAllowed(
            final TradeIntent intent, final RiskFacts facts, final long nowNs) {
        if (limits.minVolumeMultiple() > 0) {
            final long leastE8 =
                    Math.multiplyExact(intent.notionalE8, (long) limits.minVolumeMultiple());
            if (facts.dayVolumeE8 <= leastE8) {
                return refuse(intent, RejectReason.VOLUME, facts.dayVolumeE8, leastE8);
            }
        }
        if (facts.isDataStale
                || facts.bidPriceE8 <= 0
                || facts.askPriceE8 <= 0
                || facts.dataAgeNs > limits.maxDataAgeMs() * NS_PER_MS) {
            return refuse(
                    intent,
                    RejectReason.DATA_STALE,
                    Math.min(facts.dataAgeNs / NS_PER_MS, MAX_SHOWN_MS) * ONE_E8,
                    limits.maxDataAgeMs() * ONE_E8);
        }
        final long spreadE8 =
                FixedPoint.mulDivCeil(
                        Math.max(0, facts.askPriceE8 - facts.bidPriceE8),
                        2 * ONE_E8,
                        Math.addExact(facts.askPriceE8, facts.bidPriceE8));
        if (spreadE8 >= limits.maxSpreadShareE8()) {
            return refuse(intent, RejectReason.SPREAD, spreadE8, limits.maxSpreadShareE8());
        }
        final int minute = (int) (nowNs / NS_PER_MS / MS_PER_MINUTE % MINUTES_PER_DAY);
        return isTradingMinute(minute)
                || refuse(
                        intent,
                        RejectReason.TRADING_HOURS,
                        minute * ONE_E8,
                        limits.tradingFromMinuteUtc() * ONE_E8);
    }

    /** A window whose end is before its start reaches over midnight. */
    private boolean isTradingMinute(final int minute) {
        final int from = limits.tradingFromMinuteUtc();
        final int to = limits.tradingToMinuteUtc();
        return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
    }

    private void checkLeverage(
            final TradeIntent intent, final InstrumentSpec spec, final RiskFacts facts) {
        if (facts.leverage > limits.maxLeverage()) {
            refuse(
                    intent,
                    RejectReason.LEVERAGE,
                    facts.leverage * ONE_E8,
                    limits.maxLeverage() * ONE_E8);
            return;
        }
        // As if the position had only its own margin; with more in the wallet liquidation is
        // farther away. USDⓈ-M liquidation formula, one isolated position, first bracket.
        final long liquidationE8 = ONE_E8 / facts.leverage - spec.maintMarginRateE8();
        final long stopE8 =
                FixedPoint.mulDivCeil(
                        Math.abs(intent.refPriceE8 - intent.stopPriceE8),
                        ONE_E8,
                        intent.refPriceE8);
        final long leastE8 = Math.multiplyExact(stopE8, (long) limits.minLiquidationStopMultiple());
        if (liquidationE8 < leastE8) {
            refuse(intent, RejectReason.LIQUIDATION_NEAR, liquidationE8, leastE8);
        }
    }

    private static boolean refuse(
            final TradeIntent intent, final int code, final long valueE8, final long limitE8) {
        intent.rejectCode = code;
        intent.rejectValueE8 = valueE8;
        intent.rejectLimitE8 = limitE8;
        return false;
    }
}
