package dev.bowline.gateway.sim.server;

import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.gateway.sim.AlgoOrder;
import dev.bowline.gateway.sim.Reply;
import dev.bowline.gateway.sim.SimulatedVenue;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which phase the position of each contract is in, read from the exchange's own books; what came
 * before is remembered for as long as the position lives. Exchange thread only.
 */
final class PhaseWatch {
    private static final String ORDER_PATH = "/fapi/v1/order";
    private static final int UNKNOWN = -1;

    private final SimulatedVenue venue;
    private final List<String> symbols;
    private final long[] firstStopE8;
    private final boolean[] isMoved;
    private final boolean[] isClosing;
    private final PositionPhase[] last;

    PhaseWatch(final SimulatedVenue venue) {
        this.venue = venue;
        symbols = venue.instruments().stream().map(each -> each.spec().symbol()).toList();
        firstStopE8 = new long[symbols.size()];
        isMoved = new boolean[symbols.size()];
        isClosing = new boolean[symbols.size()];
        last = new PositionPhase[symbols.size()];
    }

    /** Looks at every contract; to be called whenever orders or positions may have changed. */
    Set<PositionPhase> observe() {
        final Set<PositionPhase> found = EnumSet.noneOf(PositionPhase.class);
        for (int id = 0; id < symbols.size(); id++) {
            follow(id);
            final PositionPhase phase = phaseOrNull(id);
            last[id] = phase;
            if (phase != null) {
                found.add(phase);
            }
        }
        return found;
    }

    private void follow(final int id) {
        final long heldE8 = venue.position(id).position().qtyE8;
        if (heldE8 == 0) {
            firstStopE8[id] = 0;
            isMoved[id] = false;
            isClosing[id] = isClosing[id] && hasReducing(id);
            return;
        }
        for (final AlgoOrder algo : venue.openAlgoOrders(id)) {
            if (isStop(algo, heldE8) && algo.type == OrderType.STOP_MARKET) {
                final long stopE8 = algo.triggerPriceE8;
                if (firstStopE8[id] == 0) {
                    firstStopE8[id] = stopE8;
                }
                isMoved[id] |= heldE8 > 0 ? stopE8 > firstStopE8[id] : stopE8 < firstStopE8[id];
            }
        }
    }

    private boolean hasReducing(final int id) {
        return venue.openAlgoOrders(id).stream().anyMatch(algo -> algo.reduceOnly)
                || venue.openOrders(id).stream().anyMatch(order -> order.reduceOnly);
    }

    private static boolean isStop(final AlgoOrder algo, final long heldE8) {
        final boolean stops =
                algo.type == OrderType.STOP_MARKET
                        || (algo.type == OrderType.TRAILING_STOP_MARKET && algo.activated);
        return stops && algo.reduceOnly && algo.side == (heldE8 > 0 ? Side.SELL : Side.BUY);
    }

    /** The phase of one contract, {@code null} if it has neither position nor entry. */
    PositionPhase phaseOrNull(final int id) {
        if (isClosing[id]) {
            return PositionPhase.CLOSING;
        }
        final boolean opens = venue.openOrders(id).stream().anyMatch(each -> !each.reduceOnly);
        final long heldE8 = venue.position(id).position().qtyE8;
        if (heldE8 == 0) {
            return opens ? PositionPhase.ENTRY : null;
        }
        if (opens) {
            return PositionPhase.PARTIAL;
        }
        long coveredE8 = 0;
        boolean isNative = false;
        for (final AlgoOrder algo : venue.openAlgoOrders(id)) {
            if (isStop(algo, heldE8)) {
                coveredE8 += algo.closePosition ? Math.abs(heldE8) : algo.qtyE8;
                isNative |= algo.type == OrderType.TRAILING_STOP_MARKET;
            }
        }
        if (coveredE8 < Math.abs(heldE8)) {
            return PositionPhase.UNPROTECTED;
        }
        return isMoved[id] || isNative ? PositionPhase.TRAILING : PositionPhase.PROTECTED;
    }

    /**
     * The phase in which something happens to a contract.
     *
     * @param status of the order it is about: one that triggers is off the book by now, so the
     *     phase is the one before
     */
    PositionPhase onEventOrNull(final String symbol, final String status) {
        final int id = symbols.indexOf(symbol);
        if (id == UNKNOWN) {
            return null;
        }
        return "TRIGGERING".equals(status) ? last[id] : phaseOrNull(id);
    }

    /**
     * The phase in which a request meets its contract. A reduce-only market order begins the close,
     * whatever becomes of it; one that opens begins the entry.
     */
    PositionPhase onRequestOrNull(final RestRequest request) {
        final int id = instrumentId(request);
        if (id == UNKNOWN) {
            return null;
        }
        follow(id);
        if ("POST".equals(request.method()) && ORDER_PATH.equals(request.path())) {
            final boolean isFlat = venue.position(id).position().isFlat();
            final boolean reduces = "true".equals(request.textOrNull("reduceOnly"));
            if (!reduces && isFlat) {
                return PositionPhase.ENTRY;
            }
            isClosing[id] |= reduces && !isFlat && "MARKET".equals(request.textOrNull("type"));
        }
        return phaseOrNull(id);
    }

    /** Cancels and queries of conditional orders name no contract. */
    private int instrumentId(final RestRequest request) {
        final String symbol = request.textOrNull("symbol");
        if (symbol != null) {
            return symbols.indexOf(symbol);
        }
        final String client = request.textOrNull("clientAlgoId");
        if (client == null) {
            return UNKNOWN;
        }
        final Reply<AlgoOrder> found = venue.queryAlgo(0, client);
        return found.isOk() ? found.valueOrNull().instrumentId : UNKNOWN;
    }
}
