package dev.bowline.ops.simulate;

import dev.bowline.core.engine.EngineView;
import dev.bowline.core.event.Side;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.gateway.sim.AlgoOrder;
import dev.bowline.gateway.sim.SimulatedVenue;
import dev.bowline.gateway.sim.VenueOrder;
import dev.bowline.gateway.sim.VenuePosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What must hold after every step, seen from the venue where possible. Deadlines run while the bot
 * can act: alive and started, exchange up, requests let through, user stream up and a complete
 * snapshot read since. Time before that does not count, so a deadline is
 *
 * <pre>limit + {@value #FAULT_MS} ms for each fault that hit a message about the contract</pre>
 *
 * from the later of the cause and the moment the bot could act again. The limit of a position
 * without a full stop is 5 s of lookups (PROT-1) and the round trip of the close. What frames told
 * that are lost for good the bot learns from the next snapshot: until then deadlines of the
 * contract are longer by {@link LostFrames#allowanceMs}, and from then on they run anew; that there
 * is such a snapshot in time is an invariant of its own.
 */
final class Invariants {
    static final long UNPROTECTED_MS = 5_000 + 1_500;
    static final long FAULT_MS = 6_500;
    static final long MAX_GRACE_MS = 60_000;
    static final long ORPHAN_MS = 8_000;
    static final long DIFFERENCE_MS = 8_000;
    static final long EXCESS_MS = 8_000;
    private static final long QUIET_MS = 5_000;
    private static final long MEMORY_NS = 10_000 * Weather.NS_PER_MS;
    private static final long NONE = Long.MAX_VALUE;
    private static final int SHOWN_LINES = 60;

    private final SimulatedVenue venue;
    private final VenueWatch watch;
    private final Limits limits;
    private final Trail trail;
    private final long[] uncoveredSinceNs;
    private final long[] orphanSinceNs;
    private final long[] differsSinceNs;
    private final long[] excessSinceNs;
    private final long[] keptExtremeE8;
    private final long[] keptQtyE8;
    private final long[] keptNs;
    private EngineView keptOf;
    private final List<Long> unprotectedMs = new ArrayList<>();
    private final long[] faultsSince;
    private final long[] lastFaultNs;
    private final LostFrames lost;
    private final boolean[] isForeign;
    private final long[] heldE8;
    private final long[] openedNs;
    private boolean couldAct;
    private long actingSinceNs;
    private final List<List<String>> faultNames = new ArrayList<>();
    private UnprotectedCase worst = UnprotectedCase.NONE;
    private long worstMs;
    private int worstId;
    private long worstRawMs;
    private long comparedEvents = -1;
    private long comparisons;
    private long actingNs;
    private long lastNs;

    /**
     * What the bot is allowed.
     *
     * @param maxOpenPositions positions at once
     * @param maxMarginE8 margin of one position
     * @param leverage of all positions
     */
    record Limits(int maxOpenPositions, long maxMarginE8, int leverage) {}

    Invariants(
            final SimulatedVenue venue,
            final VenueWatch watch,
            final Limits limits,
            final Trail trail) {
        this.trail = trail;
        this.venue = venue;
        this.watch = watch;
        this.limits = limits;
        final int count = venue.instruments().size();
        uncoveredSinceNs = filled(count);
        orphanSinceNs = filled(count);
        differsSinceNs = filled(count);
        excessSinceNs = filled(count);
        keptExtremeE8 = new long[count];
        keptQtyE8 = new long[count];
        keptNs = new long[count];
        faultsSince = new long[count];
        lastFaultNs = new long[count];
        lost = new LostFrames(count);
        isForeign = new boolean[count];
        heldE8 = new long[count];
        openedNs = new long[count];
        for (int id = 0; id < count; id++) {
            faultNames.add(new ArrayList<>());
        }
    }

    private static long[] filled(final int count) {
        final long[] values = new long[count];
        Arrays.fill(values, NONE);
        return values;
    }

    /** The owner opened it: it does not count as exposure of the bot. */
    void onForeign(final int instrumentId) {
        isForeign[instrumentId] = true;
    }

    /** A fault befell a message about a contract, or with −1 about any. */
    void onFault(final String name, final int instrumentIdOrMinus1, final long nowNs) {
        for (int id = 0; id < faultsSince.length; id++) {
            if (instrumentIdOrMinus1 < 0 || instrumentIdOrMinus1 == id) {
                faultsSince[id]++;
                faultNames.get(id).add(name);
                lastFaultNs[id] = nowNs;
            }
        }
    }

    /** A frame about a contract, or with −1 about none, is lost for good. */
    void onFrameLost(final int instrumentIdOrMinus1, final long nowNs) {
        lost.onLost(instrumentIdOrMinus1, nowNs);
        if (instrumentIdOrMinus1 >= 0) {
            faultNames.get(instrumentIdOrMinus1).add(FaultKind.FRAME_LOST.name());
            lastFaultNs[instrumentIdOrMinus1] = nowNs;
        }
    }

    /** A fault befell a request that is about no order. */
    void onReadFault() {
        lost.onReadFault();
    }

    /** A list is older than it is said to be, about a contract, or with −1 about all. */
    void onOldList(final int instrumentIdOrMinus1, final long nowNs) {
        lost.onOldList(instrumentIdOrMinus1, nowNs);
    }

    /** How far the bot has read; see {@link LostFrames#onRead}. */
    void onRead(final long asOfNs, final long failedSnapshots, final long nowNs) {
        lost.onRead(asOfNs, failedSnapshots, nowNs);
    }

    /**
     * Looks at everything.
     *
     * @param viewOrNull the bot's picture, {@code null} while it is dead
     * @param canAct whether it can act now
     */
    void check(final long nowNs, final EngineView viewOrNull, final boolean canAct) {
        watch.rethrow();
        if (canAct && couldAct) {
            actingNs += nowNs - lastNs;
        }
        lastNs = nowNs;
        if (canAct && !couldAct) {
            actingSinceNs = nowNs;
        }
        couldAct = canAct;
        for (int id = 0; id < heldE8.length; id++) {
            if (watch.takeTouched(id)) {
                look(id, nowNs);
                checkCancelledStop(id, viewOrNull);
            }
            compare(id, nowNs, viewOrNull);
            checkDeadlines(id, nowNs);
            checkReconciled(id, nowNs);
        }
        if (viewOrNull != null && canAct) {
            checkExtremes(viewOrNull);
        }
    }

    /** What a trailing stop has reached outlives the process (TS-8). */
    private void checkExtremes(final EngineView view) {
        for (int id = 0; id < heldE8.length; id++) {
            final boolean isSame =
                    keptOf != view
                            && heldE8[id] != 0
                            && heldE8[id] == keptQtyE8[id]
                            && view.positionQtyE8(id) == heldE8[id]
                            && openedNs[id] <= keptNs[id];
            final long extremeE8 = view.extremePriceE8(id);
            final long lostE8 =
                    heldE8[id] > 0 ? keptExtremeE8[id] - extremeE8 : extremeE8 - keptExtremeE8[id];
            if (isSame && keptExtremeE8[id] > 0 && lostE8 > 0) {
                throw new Violation(
                        "extreme-kept",
                        symbol(id) + ": " + extremeE8 + " after " + keptExtremeE8[id]);
            }
            keptExtremeE8[id] = extremeE8;
            keptQtyE8[id] = view.positionQtyE8(id) == heldE8[id] ? heldE8[id] : 0;
            keptNs[id] = lastNs;
        }
        keptOf = view;
    }

    private String symbol(final int id) {
        return venue.instruments().get(id).spec().symbol();
    }

    private void look(final int id, final long nowNs) {
        final long beforeE8 = heldE8[id];
        heldE8[id] = venue.position(id).position().qtyE8;
        if (Long.signum(beforeE8) != Long.signum(heldE8[id])) {
            openedNs[id] = nowNs;
        }
        final List<AlgoOrder> algos = venue.openAlgoOrders(id);
        if (heldE8[id] == 0) {
            isForeign[id] = false;
        }
        final boolean isCovered =
                heldE8[id] == 0 || VenueWatch.coveredE8(algos, heldE8[id]) >= Math.abs(heldE8[id]);
        if (isCovered && uncoveredSinceNs[id] != NONE) {
            note(id, nowNs);
            unprotectedMs.add((nowNs - uncoveredSinceNs[id]) / Weather.NS_PER_MS);
            keepWorst(id, nowNs);
            uncoveredSinceNs[id] = NONE;
        } else if (!isCovered && uncoveredSinceNs[id] == NONE) {
            uncoveredSinceNs[id] = nowNs;
        }
        final boolean hasOrphan = heldE8[id] == 0 && hasOwnExit(id, algos);
        if (!hasOrphan) {
            orphanSinceNs[id] = NONE;
        } else if (orphanSinceNs[id] == NONE) {
            orphanSinceNs[id] = nowNs;
        }
        final boolean hasExcess = heldE8[id] != 0 && targetsE8(id, algos) > Math.abs(heldE8[id]);
        if (!hasExcess) {
            excessSinceNs[id] = NONE;
        } else if (excessSinceNs[id] == NONE) {
            excessSinceNs[id] = nowNs;
        }
        checkExposure();
        checkMargin(id);
    }

    /** What the bot's targets may still take, triggered ones that rest in the book included. */
    private long targetsE8(final int id, final List<AlgoOrder> algos) {
        long openE8 = 0;
        for (final AlgoOrder algo : algos) {
            openE8 += isTarget(algo.clientAlgoId) ? algo.qtyE8 : 0;
        }
        for (final VenueOrder order : venue.openOrders(id)) {
            openE8 += isTarget(order.clientId) ? order.origQtyE8 - order.executedQtyE8 : 0;
        }
        return openE8;
    }

    private boolean isTarget(final String clientId) {
        return watch.isOwn(clientId) && ClientOrderId.leg(watch.keyOf(clientId)) == OrderLeg.TARGET;
    }

    /** A little more than allowed, for the price may move between decision and fill. */
    private void checkMargin(final int id) {
        final VenuePosition position = venue.position(id).position();
        final long marginE8 =
                FixedPoint.mulFloorE8(Math.abs(heldE8[id]), position.entryPriceE8)
                        / limits.leverage();
        if (!isForeign[id] && marginE8 > limits.maxMarginE8() + limits.maxMarginE8() / 20) {
            throw new Violation(
                    "margin", symbol(id) + ": " + marginE8 + ", at most " + limits.maxMarginE8());
        }
    }

    /** A stop of the position may go when another one stands in for it, never before. */
    private void checkCancelledStop(final int id, final EngineView viewOrNull) {
        final AlgoOrder gone = watch.takeCancelledStopOrNull(id);
        if (gone == null
                || heldE8[id] == 0
                || (gone.side == Side.SELL) != heldE8[id] > 0
                || gone.createTimeMs * Weather.NS_PER_MS < openedNs[id]
                || !couldAct
                || viewOrNull == null
                || viewOrNull.positionQtyE8(id) != heldE8[id]) {
            return;
        }
        long largestE8 = 0;
        for (final AlgoOrder algo : venue.openAlgoOrders(id)) {
            if (algo.type == gone.type && algo.side == gone.side) {
                largestE8 = Math.max(largestE8, algo.qtyE8);
            }
        }
        if (largestE8 < Math.min(gone.qtyE8, Math.abs(heldE8[id]))) {
            throw new Violation(
                    "stays-covered",
                    symbol(id) + ": the stop was cancelled while the position needed it");
        }
    }

    private boolean hasOwnExit(final int id, final List<AlgoOrder> algos) {
        for (final AlgoOrder algo : algos) {
            if (watch.isOwn(algo.clientAlgoId)) {
                return true;
            }
        }
        for (final VenueOrder order : venue.openOrders(id)) {
            if (order.reduceOnly && watch.isOwn(order.clientId)) {
                return true;
            }
        }
        return false;
    }

    private void checkExposure() {
        int open = 0;
        for (int id = 0; id < heldE8.length; id++) {
            open += heldE8[id] != 0 && !isForeign[id] ? 1 : 0;
        }
        if (open > limits.maxOpenPositions() + 1) {
            throw new Violation(
                    "exposure",
                    open + " positions, at most " + limits.maxOpenPositions() + " and one more");
        }
    }

    private void compare(final int id, final long nowNs, final EngineView viewOrNull) {
        final boolean differs =
                viewOrNull != null
                        && id < viewOrNull.instruments()
                        && viewOrNull.positionQtyE8(id) != heldE8[id];
        if (!differs) {
            differsSinceNs[id] = NONE;
        } else if (differsSinceNs[id] == NONE) {
            differsSinceNs[id] = nowNs;
        }
    }

    private void checkDeadlines(final int id, final long nowNs) {
        final boolean isCalm =
                uncoveredSinceNs[id] == NONE
                        && orphanSinceNs[id] == NONE
                        && excessSinceNs[id] == NONE
                        && differsSinceNs[id] == NONE
                        && lost.firstNs(id) == NONE;
        if (isCalm) {
            if (nowNs - lastFaultNs[id] > MEMORY_NS) {
                faultsSince[id] = 0;
                faultNames.get(id).clear();
            }
            return;
        }
        if (!couldAct) {
            return;
        }
        note(id, nowNs);
        final long graceMs = Math.min(faultsSince[id] * FAULT_MS, MAX_GRACE_MS);
        require("protected", id, uncoveredSinceNs[id], nowNs, UNPROTECTED_MS + graceMs);
        require("no-orphans", id, orphanSinceNs[id], nowNs, ORPHAN_MS + graceMs);
        require("targets-fit", id, excessSinceNs[id], nowNs, EXCESS_MS + graceMs);
        require("same-position", id, differsSinceNs[id], nowNs, DIFFERENCE_MS + graceMs);
    }

    /** What a lost frame told is read in time (REC-2). */
    private void checkReconciled(final int id, final long nowNs) {
        if (couldAct && lost.firstNs(id) != NONE) {
            final long graceMs = Math.min(faultsSince[id] * FAULT_MS, MAX_GRACE_MS);
            require("reconciles", id, lost.firstNs(id), nowNs, graceMs);
        }
    }

    private void note(final int id, final long nowNs) {
        if (uncoveredSinceNs[id] == NONE) {
            return;
        }
        worstRawMs = Math.max(worstRawMs, (nowNs - uncoveredSinceNs[id]) / Weather.NS_PER_MS);
        if (couldAct) {
            final long ms = sinceMs(uncoveredSinceNs[id], nowNs);
            if (ms > worstMs) {
                worstMs = ms;
                worstId = id;
            }
        }
    }

    /** Its story is told when it ends. */
    private void keepWorst(final int id, final long nowNs) {
        if (worstMs > worst.ms() && worstId == id) {
            worst =
                    new UnprotectedCase(
                            symbol(id),
                            nowNs / Weather.NS_PER_MS - worstMs,
                            worstMs,
                            List.copyOf(faultNames.get(id)),
                            trail.last(SHOWN_LINES));
        }
    }

    private long sinceMs(final long sinceNs, final long nowNs) {
        return sinceNs == NONE ? 0 : (nowNs - Math.max(sinceNs, actingSinceNs)) / Weather.NS_PER_MS;
    }

    private void require(
            final String invariant,
            final int id,
            final long sinceNs,
            final long nowNs,
            final long usualMs) {
        final long fromNs = sinceNs == NONE ? NONE : Math.max(sinceNs, lost.knownSinceNs(id));
        final long limitMs = usualMs + lost.allowanceMs(id);
        if (sinceMs(fromNs, nowNs) > limitMs) {
            throw new Violation(
                    invariant,
                    symbol(id)
                            + " for "
                            + sinceMs(fromNs, nowNs)
                            + " ms, at most "
                            + limitMs
                            + " (venue holds "
                            + heldE8[id]
                            + ", faults "
                            + faultsSince[id]
                            + ")");
        }
    }

    /**
     * Compares the books at a point where nothing is under way and nothing happened for a while.
     *
     * @param isIdle no request and no frame is under way
     */
    void compareBooks(final long nowNs, final EngineView view, final boolean isIdle) {
        if (!couldAct
                || !isIdle
                || watch.events() == comparedEvents
                || nowNs / Weather.NS_PER_MS - watch.lastEventMs() < QUIET_MS
                || (nowNs - actingSinceNs) / Weather.NS_PER_MS < QUIET_MS
                || lost.isAny()
                || Arrays.stream(differsSinceNs).anyMatch(sinceNs -> sinceNs != NONE)) {
            return;
        }
        comparedEvents = watch.events();
        comparisons++;
        requireEqual("realised profit", view.realizedE8(), watch.realizedE8());
        requireEqual("fees", view.feesE8(), watch.feesE8());
        requireEqual("wallet", view.walletE8(), watch.walletE8());
    }

    private static void requireEqual(final String what, final long botE8, final long venueE8) {
        if (botE8 != venueE8) {
            throw new Violation(
                    "same-money",
                    what
                            + ": bot "
                            + botE8
                            + ", venue "
                            + venueE8
                            + ", difference "
                            + (botE8 - venueE8));
        }
    }

    /** Whether the venue holds no position and no order of the bot. */
    boolean isFlat() {
        for (int id = 0; id < heldE8.length; id++) {
            if (heldE8[id] != 0 || orphanSinceNs[id] != NONE) {
                return false;
            }
        }
        return venue.openOrders(SimulatedVenue.ALL).isEmpty()
                && venue.openAlgoOrders(SimulatedVenue.ALL).isEmpty();
    }

    /** Whether something that a lost frame told has not been read yet. */
    boolean isMissingFrames() {
        return lost.isAny();
    }

    /** The longest time without a full stop while the bot could act. */
    UnprotectedCase worst() {
        for (int id = 0; id < heldE8.length; id++) {
            keepWorst(id, lastNs);
        }
        return worst;
    }

    /** Every time without a full stop that ended, milliseconds. */
    List<Long> unprotectedMs() {
        return List.copyOf(unprotectedMs);
    }

    /** Longest unprotected time of all. */
    long worstRawMs() {
        return worstRawMs;
    }

    /** How often the books were compared. */
    long comparisons() {
        return comparisons;
    }

    /** Time during which deadlines ran. */
    long actingMs() {
        return actingNs / Weather.NS_PER_MS;
    }
}
