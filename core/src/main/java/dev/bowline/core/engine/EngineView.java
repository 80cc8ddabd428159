package dev.bowline.core.engine;

import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.market.InstrumentMarket;
import dev.bowline.core.market.MarketCounters;
import dev.bowline.core.order.Bracket;
import dev.bowline.core.order.Order;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.core.order.TargetLadder;
import dev.bowline.core.order.TargetLevel;
import dev.bowline.core.position.DriftWatch;
import dev.bowline.core.risk.RiskLimits;
import dev.bowline.core.risk.StateReason;
import dev.bowline.core.risk.TradingState;
import dev.bowline.core.signal.SignalHandler;
import dev.bowline.core.trailing.TrailingPhase;
import dev.bowline.core.trailing.TrailingStop;
import java.util.function.BooleanSupplier;

/**
 * Read-only figures of the engine. Not safe beside the running decision thread: read it there, or
 * once the chain is idle; live status comes from the decision records.
 */
public final class EngineView {
    private final Books books;
    private final SignalHandler signal;
    private final BooleanSupplier stateWaiting;

    EngineView(final Books books, final SignalHandler signal, final BooleanSupplier stateWaiting) {
        this.books = books;
        this.signal = signal;
        this.stateWaiting = stateWaiting;
    }

    public int instruments() {
        return books.instruments.count();
    }

    /** Signed quantity, long positive. */
    public long positionQtyE8(final int instrumentId) {
        return books.position(instrumentId).qtyE8();
    }

    public long entryPriceE8(final int instrumentId) {
        return books.position(instrumentId).entryPriceE8();
    }

    public long unrealizedE8(final int instrumentId) {
        return books.position(instrumentId).unrealizedE8();
    }

    /** Trigger of the confirmed stop, 0 if there is none. */
    public long confirmedStopPriceE8(final int instrumentId) {
        final Bracket bracket = books.brackets[instrumentId];
        final Order stop = bracket.stop;
        return stop != null && stop.status.isWorking() ? stop.triggerPriceE8 : 0;
    }

    /** Quantity under a confirmed stop. */
    public long coveredQtyE8(final int instrumentId) {
        return books.brackets[instrumentId].coveredQtyE8();
    }

    /** Phase of the trailing stop; INACTIVE without a position. */
    public TrailingPhase trailingPhase(final int instrumentId) {
        return books.trails[instrumentId].phase();
    }

    /** Best price since the first fill, 0 without a position. */
    public long extremePriceE8(final int instrumentId) {
        return books.trails[instrumentId].extremeE8();
    }

    /** Trigger that the stop has, or is being given. */
    public long stopPriceE8(final int instrumentId) {
        return books.brackets[instrumentId].stopPriceE8;
    }

    /** Price that activates the trailing stop; 0 once it has, and without a position. */
    public long activationPriceE8(final int instrumentId) {
        final TrailingStop trail = books.trails[instrumentId];
        return trail.phase() == TrailingPhase.ACTIVE ? 0 : trail.activationPriceE8();
    }

    /** Where the stop goes with its next update, 0 if nowhere. */
    public long nextStopPriceE8(final int instrumentId) {
        final Bracket bracket = books.brackets[instrumentId];
        final TrailingStop trail = books.trails[instrumentId];
        if (!bracket.isOpen || !trail.isOpen()) {
            return 0;
        }
        final InstrumentSpec spec = books.spec(instrumentId);
        final long wantedE8 =
                trail.wantedStopE8(Math.max(1, spec.tickE8()), spec.takerFeeE8(), true);
        return wantedE8 > 0 && bracket.isSafer(wantedE8, bracket.stopPriceE8) ? wantedE8 : 0;
    }

    /** Moves of the stop that the venue confirmed. */
    public int stopUpdates(final int instrumentId) {
        return books.trails[instrumentId].updates();
    }

    /** Positions with a trailing stop. */
    public int trailingStops() {
        int open = 0;
        for (int id = 0; id < books.instruments.count(); id++) {
            open += books.trails[id].isOpen() ? 1 : 0;
        }
        return open;
    }

    /** Trailing stops that became active in this run. */
    public long trailingActivations() {
        return books.trailCounters.activations;
    }

    /** Moves of stops that the venue confirmed in this run. */
    public long trailingUpdates() {
        return books.trailCounters.updates;
    }

    /** Moves of stops that the venue refused in this run. */
    public long trailingFailures() {
        return books.trailCounters.failures;
    }

    /** Positions found without a trailing stop in this run, which must be none. */
    public long trailingMissing() {
        return books.trailCounters.missing;
    }

    /** Longest time without a stop because one took the place of another. */
    public long maxReplaceGapNs() {
        return books.maxReplaceGapNs;
    }

    public long equityE8() {
        return books.equityE8();
    }

    public long walletE8() {
        return books.portfolio.walletE8();
    }

    public long realizedE8() {
        return books.portfolio.realizedE8();
    }

    public long feesE8() {
        return books.portfolio.feesE8();
    }

    public long fundingE8() {
        return books.portfolio.fundingE8();
    }

    public long settledTrades() {
        return books.portfolio.settledTrades();
    }

    /** Engine time up to which no fill can be missing, epoch milliseconds; 0 if not known. */
    public long fillsReadUntilMs() {
        return books.fillsReadUntilMs;
    }

    /** Since when funding is ours, epoch milliseconds; 0 if not known. */
    public long fundingFromMs() {
        return books.fundingFromMs;
    }

    public long dayNetE8() {
        return books.ledger.netE8();
    }

    /** Why the day is stopped, 0 if it is not; see RejectReason. */
    public int dayStopCode() {
        return books.ledger.stopCode();
    }

    /** Loss of the day as its limit counts it, negative for a profit (RISK-2). */
    public long dayLossE8() {
        return books.ledger.lossE8(books.equityE8());
    }

    /** Loss that stops the day, 0 until the day's equity is known. */
    public long maxDayLossE8() {
        return books.ledger.maxLossE8();
    }

    /** Positions closed today. */
    public int dayTrades() {
        return books.ledger.trades();
    }

    /** Of those, with a profit after fees. */
    public int dayWins() {
        return books.ledger.wins();
    }

    public int stopLossStreak() {
        return books.ledger.streak().losses();
    }

    /** Why no entry may pass now, 0 if entries may; see RejectReason. */
    public int entryRefusal() {
        return books.gate.refusal();
    }

    public TradingState tradingState() {
        return books.gate.state();
    }

    /** What was wrong with market data; do not change it. */
    public MarketCounters marketCounters() {
        return books.market.counters();
    }

    /** Every reason that holds the state, one bit each; see StateReason. */
    public long stateReasons() {
        return books.gate.reasons();
    }

    /** State and reasons in words; allocates. */
    public String stateText() {
        return StateReason.words(books.gate.reasons());
    }

    /** Whether a kill was verified flat against the venue. */
    public boolean isKillDone() {
        return books.kill.isDone();
    }

    /** Position that is none of ours and left alone, signed. */
    public long ignoredQtyE8(final int instrumentId) {
        return books.guard(instrumentId).ignoredQtyE8;
    }

    /** Engine time of the last slot, epoch nanoseconds. */
    public long nowNs() {
        return books.nowNs;
    }

    public InstrumentSpec instrument(final int instrumentId) {
        return books.spec(instrumentId);
    }

    /** Mark price, else the middle of the book, else 0. */
    public long valueE8(final int instrumentId) {
        return books.valueE8(instrumentId);
    }

    /** Engine time at which the position was opened, 0 if not known. */
    public long openedNs(final int instrumentId) {
        return books.guard(instrumentId).openedNs;
    }

    /** Price of the first target that has not ended, 0 if there is none. */
    public long targetPriceE8(final int instrumentId) {
        final TargetLadder targets = books.brackets[instrumentId].targets;
        for (int i = 0; i < targets.count(); i++) {
            final TargetLevel level = targets.level(i);
            if (level.order == null || !level.order.status.isFinal()) {
                return level.priceE8;
            }
        }
        return 0;
    }

    /** Whether the strategies have seen enough of the instrument's past (REC-3). */
    public boolean isWarm(final int instrumentId) {
        return signal.isWarm(instrumentId);
    }

    /** Age of the top of book in nanoseconds, {@link InstrumentMarket#NEVER_NS} without one. */
    public long bookAgeNs(final int instrumentId) {
        final InstrumentMarket market = books.market.byIdOrNull(instrumentId);
        return market == null ? InstrumentMarket.NEVER_NS : market.dataAgeNs(books.nowNs);
    }

    /** Whether market data of the instrument are missing (MD-2). */
    public boolean isStale(final int instrumentId) {
        final InstrumentMarket market = books.market.byIdOrNull(instrumentId);
        return market == null || market.isStale();
    }

    /** Whether entries were enabled and not stopped since. */
    public boolean isReady() {
        return books.gate.isReady();
    }

    /** The limits entries are held to. */
    public RiskLimits limits() {
        return books.config.risk();
    }

    /** Orders that are not over, and some that are; see {@link #order}. */
    public int orders() {
        return books.orders.count();
    }

    /** Order {@code 0 <= index < orders()}; do not change or keep it. */
    public Order order(final int index) {
        return books.orders.get(index);
    }

    /** Whether an entry may still fill, or has fills that were not booked yet. */
    public boolean hasEntry(final int instrumentId) {
        for (int i = 0; i < books.orders.count(); i++) {
            final Order order = books.orders.get(i);
            if (order.instrumentId == instrumentId
                    && order.leg() == OrderLeg.ENTRY
                    && (!order.status.isFinal() || order.isOpen())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether nothing of the instrument waits for protection: no entry may bring a position any
     * more, and all of the position, if there is one, is under a confirmed stop that has not fired
     * and is not being closed.
     */
    public boolean isAtRest(final int instrumentId) {
        if (hasEntry(instrumentId)) {
            return false;
        }
        final long qtyE8 = books.position(instrumentId).absQtyE8();
        final Bracket bracket = books.brackets[instrumentId];
        return qtyE8 == 0
                || (bracket.isOpen
                        && !bracket.isClosing
                        && !hasFired(bracket.stop)
                        && !hasFired(bracket.nextStop)
                        && bracket.coveredQtyE8() >= qtyE8);
    }

    private static boolean hasFired(final Order stopOrNull) {
        return stopOrNull != null && stopOrNull.isTriggered;
    }

    /**
     * Whether everything is flat by our books and by the last snapshot of the venue, but for what
     * is left alone. Only behind the end of a complete snapshot: what comes later touches its rows.
     */
    public boolean isFlatAsRead() {
        for (int id = 0; id < books.instruments.count(); id++) {
            final DriftWatch drift = books.drift(id);
            if (!books.position(id).isFlat()
                    || hasEntry(id)
                    || !drift.isDecided(true)
                    || drift.snapshotQtyE8() != books.guard(id).ignoredQtyE8) {
                return false;
            }
        }
        return true;
    }

    /** Whether the state of the run before was given, but not taken over (REC-1). */
    public boolean isStateWaiting() {
        return stateWaiting.getAsBoolean();
    }

    /** Orders that may be at the venue. */
    public int liveOrders() {
        int live = 0;
        for (int i = 0; i < books.orders.count(); i++) {
            live += books.orders.get(i).mayBeAtVenue() ? 1 : 0;
        }
        return live;
    }

    /** Longest time any position was without a confirmed stop over all of it, or still is. */
    public long maxUnprotectedNs() {
        long mostNs = books.maxUnprotectedNs;
        for (int id = 0; id < books.instruments.count(); id++) {
            final Bracket bracket = books.brackets[id];
            if (bracket.isOpen && bracket.unprotectedSinceNs != 0) {
                mostNs = Math.max(mostNs, books.nowNs - bracket.unprotectedSinceNs);
            }
        }
        return mostNs;
    }
}
