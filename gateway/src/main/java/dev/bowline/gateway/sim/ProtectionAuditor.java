package dev.bowline.gateway.sim;

import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * Watches, on the venue's side and clock, how long positions stand without a stop. Covered means:
 * accepted reduce-only STOP_MARKET (or activated TRAILING_STOP_MARKET) orders of the closing side
 * hold together at least the position's quantity, or a closePosition STOP_MARKET stands. A
 * stop-limit does not count, for it may not fill.
 */
final class ProtectionAuditor {
    private static final long NONE = -1;

    private final VenueState state;
    private final AlgoBook algos;
    private final Watch[] watches;
    private final List<Watch> all = new ArrayList<>();
    private final long[] orphanSinceMs;
    private long maxOrphanMs;

    ProtectionAuditor(final VenueState state, final AlgoBook algos) {
        this.state = state;
        this.algos = algos;
        this.watches = new Watch[state.instruments.length];
        this.orphanSinceMs = new long[state.instruments.length];
        java.util.Arrays.fill(orphanSinceMs, NONE);
    }

    /** A turn through zero within one fill is one position here: it was never flat. */
    private static final class Watch {
        final int instrumentId;
        final long openedMs;
        long closedMs = NONE;
        long firstStopMs = NONE;
        long uncoveredSinceMs;
        long maxUncoveredMs;
        long uncoveredMs;
        int violations;
        long heldE8;
        long cancels;
        boolean isReplaceGap;
        long replaceGapMs;
        int maxStops;

        Watch(final int instrumentId, final long openedMs) {
            this.instrumentId = instrumentId;
            this.openedMs = openedMs;
            this.uncoveredSinceMs = openedMs;
        }

        void cover(final long nowMs, final long limitMs) {
            if (uncoveredSinceMs != NONE) {
                final long stretchMs = nowMs - uncoveredSinceMs;
                uncoveredMs += stretchMs;
                maxUncoveredMs = Math.max(maxUncoveredMs, stretchMs);
                violations += stretchMs > limitMs ? 1 : 0;
                replaceGapMs = Math.max(replaceGapMs, isReplaceGap ? stretchMs : 0);
                uncoveredSinceMs = NONE;
            }
        }

        PositionProtection view(final long nowMs, final long limitMs) {
            final long stretchMs = uncoveredSinceMs == NONE ? 0 : nowMs - uncoveredSinceMs;
            return new PositionProtection(
                    instrumentId,
                    openedMs,
                    closedMs,
                    firstStopMs,
                    Math.max(maxUncoveredMs, stretchMs),
                    uncoveredMs + stretchMs,
                    violations + (stretchMs > limitMs ? 1 : 0),
                    Math.max(replaceGapMs, isReplaceGap ? stretchMs : 0),
                    maxStops);
        }
    }

    /** Position or conditional orders of the contract changed. */
    void update(final int instrumentId) {
        final boolean flat = state.positions[instrumentId].isFlat();
        final long limitMs = state.settings.protectionLimitMs();
        Watch watch = watches[instrumentId];
        if (watch == null && !flat) {
            watch = new Watch(instrumentId, state.nowMs);
            watches[instrumentId] = watch;
            all.add(watch);
        }
        if (watch != null) {
            if (flat) {
                watch.cover(state.nowMs, limitMs);
                watch.closedMs = state.nowMs;
                watches[instrumentId] = null;
            } else if (isCovered(instrumentId)) {
                watch.cover(state.nowMs, limitMs);
                watch.firstStopMs = watch.firstStopMs == NONE ? state.nowMs : watch.firstStopMs;
            } else if (watch.uncoveredSinceMs == NONE) {
                watch.uncoveredSinceMs = state.nowMs;
                watch.isReplaceGap =
                        algos.cancels(instrumentId) != watch.cancels
                                && Math.abs(state.positions[instrumentId].qtyE8) <= watch.heldE8;
            }
            watch.heldE8 = Math.abs(state.positions[instrumentId].qtyE8);
            watch.cancels = algos.cancels(instrumentId);
            watch.maxStops = Math.max(watch.maxStops, stops(instrumentId));
        }
        orphans(instrumentId);
    }

    private boolean isCovered(final int instrumentId) {
        final long heldE8 = state.positions[instrumentId].qtyE8;
        final Side closing = heldE8 > 0 ? Side.SELL : Side.BUY;
        long coveredE8 = 0;
        for (final AlgoOrder algo : algos.open(instrumentId)) {
            if (isStop(algo) && algo.side == closing && algo.reduceOnly) {
                coveredE8 += algo.closePosition ? Math.abs(heldE8) : algo.qtyE8;
            }
        }
        return coveredE8 >= Math.abs(heldE8);
    }

    private static boolean isStop(final AlgoOrder algo) {
        return algo.type == OrderType.STOP_MARKET
                || (algo.type == OrderType.TRAILING_STOP_MARKET && algo.activated);
    }

    private int stops(final int instrumentId) {
        int count = 0;
        for (final AlgoOrder algo : algos.open(instrumentId)) {
            count += isStop(algo) ? 1 : 0;
        }
        return count;
    }

    private void orphans(final int instrumentId) {
        if (orphanList(instrumentId).isEmpty()) {
            if (orphanSinceMs[instrumentId] != NONE) {
                maxOrphanMs = Math.max(maxOrphanMs, state.nowMs - orphanSinceMs[instrumentId]);
                orphanSinceMs[instrumentId] = NONE;
            }
        } else if (orphanSinceMs[instrumentId] == NONE) {
            orphanSinceMs[instrumentId] = state.nowMs;
        }
    }

    private List<String> orphanList(final int instrumentId) {
        final List<String> found = new ArrayList<>();
        final String symbol = state.instruments[instrumentId].spec().symbol();
        for (final AlgoOrder algo : algos.open(instrumentId)) {
            if (algo.reduceOnly && state.reducibleE8(instrumentId, algo.side) == 0) {
                found.add(symbol + " " + algo.type + " " + algo.clientAlgoId);
            }
        }
        for (final VenueOrder order : state.orders.open(instrumentId)) {
            if (order.reduceOnly && state.reducibleE8(instrumentId, order.side) == 0) {
                found.add(symbol + " " + order.type + " " + order.clientId);
            }
        }
        return found;
    }

    ProtectionReport report() {
        final List<PositionProtection> each = new ArrayList<>();
        final List<String> orphans = new ArrayList<>();
        int never = 0;
        int violations = 0;
        long maxUncoveredMs = 0;
        long orphanMs = maxOrphanMs;
        for (final Watch watch : all) {
            final PositionProtection view =
                    watch.view(state.nowMs, state.settings.protectionLimitMs());
            each.add(view);
            never += view.firstStopMs() == NONE ? 1 : 0;
            violations += view.violations();
            maxUncoveredMs = Math.max(maxUncoveredMs, view.maxUncoveredMs());
        }
        for (int i = 0; i < watches.length; i++) {
            orphans.addAll(orphanList(i));
            if (orphanSinceMs[i] != NONE) {
                orphanMs = Math.max(orphanMs, state.nowMs - orphanSinceMs[i]);
            }
        }
        return new ProtectionReport(
                all.size(), never, maxUncoveredMs, violations, orphanMs, orphans, each);
    }
}
