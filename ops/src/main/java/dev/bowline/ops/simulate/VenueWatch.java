package dev.bowline.ops.simulate;

import dev.bowline.core.event.AccountReason;
import dev.bowline.core.event.ExecutionType;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.VenueOrderStatus;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.gateway.sim.AlgoOrder;
import dev.bowline.gateway.sim.PositionView;
import dev.bowline.gateway.sim.VenueFill;
import dev.bowline.gateway.sim.VenueListener;
import dev.bowline.gateway.sim.VenueOrder;
import dev.bowline.gateway.sim.VenuePosition;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the exchange saw of the bot: every order against the journal, every execution once, money as
 * the exchange booked it. Marks the contracts whose positions or orders changed.
 */
final class VenueWatch implements VenueListener {
    private static final List<String> ID_PARAMETERS =
            List.of("newClientOrderId=", "origClientOrderId=", "clientAlgoId=");

    private final char mode;
    private final Trail trail;
    private final Map<String, Integer> journaled = new HashMap<>();
    private final Map<String, Long> orderOfId = new HashMap<>();
    private final Map<String, Long> wantedOfIntent = new HashMap<>();
    private final Map<String, Long> filledOfIntent = new HashMap<>();
    private final Map<String, Long> safestStop = new HashMap<>();
    private final boolean[] touched;
    private final AlgoOrder[] cancelledStops;
    private long events;
    private long orders;
    private long fills;
    private long realizedE8;
    private long feesE8;
    private long fundingE8;
    private long walletE8;
    private long lastEventMs;
    private Violation found;

    /** A watch over an account that holds so much and no position. */
    VenueWatch(
            final char mode, final Trail trail, final int instruments, final long startWalletE8) {
        walletE8 = startWalletE8;
        this.mode = mode;
        this.trail = trail;
        touched = new boolean[instruments];
        cancelledStops = new AlgoOrder[instruments];
    }

    /** The journal holds this command: from now on the venue may hold its order. */
    void onJournaled(final int runId, final long orderKey, final int instrumentId) {
        journaled.put(ClientOrderId.toText(mode, runId, orderKey), instrumentId);
    }

    /** The contract of the order that a request is about, -1 if it names none that is known. */
    int instrumentOf(final String target) {
        for (final String name : ID_PARAMETERS) {
            final Integer id = journaled.get(Weather.parameter(target, name));
            if (id != null) {
                return id;
            }
        }
        return -1;
    }

    /** Whether an id is one of the bot's. */
    boolean isOwn(final String clientId) {
        return clientId != null && keyOf(clientId) != 0;
    }

    /** The packed id, 0 if it is none of the bot's. */
    long keyOf(final String clientId) {
        final byte[] ascii = clientId.getBytes(StandardCharsets.ISO_8859_1);
        return ClientOrderId.parseKey(new UnsafeBuffer(ascii), 0, ascii.length, mode);
    }

    /** Throws what was found within a call into the venue, where nothing may be thrown. */
    void rethrow() {
        if (found != null) {
            throw found;
        }
    }

    private void fail(final String invariant, final String detail) {
        if (found == null) {
            found = new Violation(invariant, detail);
        }
    }

    @Override
    public void onOrderUpdate(
            final VenueOrder order,
            final ExecutionType executionType,
            final VenueFill fillOrNull,
            final long timeMs) {
        seen(order.instrumentId, timeMs);
        trail.note(
                "venue "
                        + executionType
                        + " "
                        + order.clientId
                        + " "
                        + order.status
                        + " "
                        + order.side
                        + " "
                        + order.origQtyE8
                        + (fillOrNull == null
                                ? ""
                                : " filled " + fillOrNull.qtyE8() + " at " + fillOrNull.priceE8()));
        if (executionType == ExecutionType.NEW) {
            orders++;
            requireExplained(order.clientId);
        }
        if (fillOrNull != null) {
            fills++;
            realizedE8 += fillOrNull.realizedPnlE8();
            feesE8 += fillOrNull.feeE8();
            requireOnce(order, fillOrNull.qtyE8());
        }
    }

    private void requireExplained(final String clientId) {
        if (isOwn(clientId) && !journaled.containsKey(clientId)) {
            fail("journal-explains-orders", clientId + " is at the venue, not in the journal");
        }
    }

    private void requireOnce(final VenueOrder order, final long fillQtyE8) {
        if (!isOwn(order.clientId)) {
            return;
        }
        final Long before = orderOfId.putIfAbsent(order.clientId, order.orderId);
        if (before != null && before != order.orderId) {
            fail(
                    "executed-once",
                    order.clientId + " was executed as " + before + " and as " + order.orderId);
        }
        if (ClientOrderId.leg(keyOf(order.clientId)) == OrderLeg.ENTRY) {
            // What follows an order that rested in vain is for the rest of it.
            final String intent = intentOf(order.clientId);
            final long wantedE8 = wantedOfIntent.merge(intent, order.origQtyE8, Math::max);
            if (filledOfIntent.merge(intent, fillQtyE8, Long::sum) > wantedE8) {
                fail("one-entry-per-intent", order.clientId + " entered more than once");
            }
        }
    }

    private static String intentOf(final String clientId) {
        return clientId.substring(0, clientId.lastIndexOf('-'));
    }

    /** A stop of ours that follows another one of its bracket never stands farther away (TS-6). */
    private void requireNotBack(final AlgoOrder stop) {
        if (!isOwn(stop.clientAlgoId)
                || ClientOrderId.leg(keyOf(stop.clientAlgoId)) != OrderLeg.STOP) {
            return;
        }
        final boolean isForLong = stop.side == Side.SELL;
        final Long before =
                safestStop.merge(
                        intentOf(stop.clientAlgoId),
                        stop.triggerPriceE8,
                        isForLong ? Math::max : Math::min);
        if (before != stop.triggerPriceE8) {
            fail(
                    "stop-never-back",
                    stop.clientAlgoId + " at " + stop.triggerPriceE8 + " after " + before);
        }
    }

    @Override
    public void onTradeLite(final VenueOrder order, final VenueFill fill, final long timeMs) {
        // The order update of the same fill follows.
    }

    @Override
    public void onAccountUpdate(
            final AccountReason reason,
            final long newWalletE8,
            final long balanceChangeE8,
            final VenuePosition positionOrNull,
            final int fundingInstrumentId,
            final long timeMs) {
        lastEventMs = timeMs;
        events++;
        walletE8 = newWalletE8;
        if (reason == AccountReason.FUNDING_FEE) {
            fundingE8 += balanceChangeE8;
        }
        if (positionOrNull != null) {
            touched[positionOrNull.instrumentId] = true;
        }
        trail.note("venue account " + reason + " wallet " + newWalletE8);
    }

    @Override
    public void onAlgoUpdate(final AlgoOrder algo, final long timeMs) {
        seen(algo.instrumentId, timeMs);
        trail.note(
                "venue algo "
                        + algo.clientAlgoId
                        + " "
                        + algo.status
                        + " "
                        + algo.side
                        + " "
                        + algo.qtyE8
                        + " trigger "
                        + algo.triggerPriceE8);
        if (algo.status == VenueOrderStatus.CANCELED && algo.type == OrderType.STOP_MARKET) {
            cancelledStops[algo.instrumentId] = algo;
        }
        if (algo.status == VenueOrderStatus.NEW) {
            orders++;
            requireExplained(algo.clientAlgoId);
            final Long before = orderOfId.putIfAbsent("algo " + algo.clientAlgoId, algo.algoId);
            if (before != null && before != algo.algoId) {
                fail("executed-once", algo.clientAlgoId + " was placed twice");
            }
            requireNotBack(algo);
        }
    }

    @Override
    public void onConfigUpdate(final int instrumentId, final int leverage, final long timeMs) {
        events++;
    }

    @Override
    public void onMarginCall(
            final long newWalletE8, final List<PositionView> positions, final long timeMs) {
        trail.note("venue margin call wallet " + newWalletE8);
    }

    private void seen(final int instrumentId, final long timeMs) {
        events++;
        lastEventMs = timeMs;
        touched[instrumentId] = true;
    }

    /** Whether position or orders changed since the last call. */
    boolean takeTouched(final int instrumentId) {
        final boolean was = touched[instrumentId];
        touched[instrumentId] = false;
        return was;
    }

    /** The stop that was cancelled since the last call, or {@code null}. */
    AlgoOrder takeCancelledStopOrNull(final int instrumentId) {
        final AlgoOrder stop = cancelledStops[instrumentId];
        cancelledStops[instrumentId] = null;
        return stop;
    }

    /** Quantity that accepted stops of the closing side cover. */
    static long coveredE8(final List<AlgoOrder> open, final long heldE8) {
        final Side closing = heldE8 > 0 ? Side.SELL : Side.BUY;
        long coveredE8 = 0;
        for (final AlgoOrder algo : open) {
            if (algo.type == OrderType.STOP_MARKET && algo.side == closing && algo.reduceOnly) {
                coveredE8 += algo.closePosition ? Math.abs(heldE8) : algo.qtyE8;
            }
        }
        return coveredE8;
    }

    long events() {
        return events;
    }

    long orders() {
        return orders;
    }

    long fills() {
        return fills;
    }

    long realizedE8() {
        return realizedE8;
    }

    long feesE8() {
        return feesE8;
    }

    long fundingE8() {
        return fundingE8;
    }

    long walletE8() {
        return walletE8;
    }

    long lastEventMs() {
        return lastEventMs;
    }
}
