package dev.bowline.gateway.binance;

import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.WorkingType;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.gateway.binance.rest.ApiRequestEncoder;
import dev.bowline.gateway.binance.rest.OrderRequestEncoder;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Encodes and signs requests that are never sent, so that the first real order meets compiled code:
 * an order an hour would otherwise run interpreted for days.
 */
final class RequestRehearsal {
    private static final int ROUNDS = 20_000;
    private static final long LONGEST_NS = TimeUnit.MILLISECONDS.toNanos(300);

    private final OrderRequestEncoder encoder;
    private final ApiRequestEncoder apiOrNull;
    private final UnsafeBuffer buffer =
            new UnsafeBuffer(new byte[OrderRequestEncoder.MAX_REQUEST_LENGTH]);
    private final OrderCommand command = new OrderCommand();

    /**
     * @param apiOrNull rehearsed as well, if requests may leave over the WebSocket API
     */
    RequestRehearsal(final OrderRequestEncoder encoder, final ApiRequestEncoder apiOrNull) {
        this.encoder = encoder;
        this.apiOrNull = apiOrNull;
    }

    /**
     * Runs until the code is warm or 300 ms are over.
     *
     * @return requests encoded; bytes that would have left are dropped
     */
    int run(final InstrumentRegistry registry, final long venueTimeMs) {
        final long startNs = System.nanoTime();
        int encoded = 0;
        while (registry.count() > 0
                && encoded < ROUNDS
                && System.nanoTime() - startNs < LONGEST_NS) {
            once(registry, venueTimeMs, encoded);
            encoded++;
        }
        return encoded;
    }

    /** Encodes the request of one round; with instruments only. */
    void once(final InstrumentRegistry registry, final long venueTimeMs, final int round) {
        final InstrumentSpec spec = registry.byIdOrNull(round % registry.count());
        fill(spec, round);
        final long timeMs = venueTimeMs + round;
        if (apiOrNull != null) {
            // A symbol that the API cannot carry leaves over REST, which is rehearsed next.
            final int unused = apiOrNull.encode(command, round + 1L, timeMs, buffer, 0);
        }
        if (encoder.encode(command, timeMs, buffer, 0) <= 0) {
            throw new IllegalStateException(
                    "a rehearsed " + command.kind + " of " + spec.symbol() + " has no request");
        }
    }

    /** Entry, stop, and cancel in turn, with changing numbers on the instrument's grid. */
    private void fill(final InstrumentSpec spec, final int round) {
        final boolean entry = round % 3 == 0;
        final boolean cancel = round % 3 == 2;
        command.clear();
        command.kind =
                entry
                        ? CommandKind.PLACE_ORDER
                        : cancel ? CommandKind.CANCEL_ALGO : CommandKind.PLACE_ALGO;
        command.instrumentId = spec.id();
        command.runId = 1;
        command.side = round % 2 == 0 ? Side.BUY : Side.SELL;
        command.orderKey =
                ClientOrderId.key(
                        round + 1L, 1, command.side, entry ? OrderLeg.ENTRY : OrderLeg.STOP, 0);
        command.orderType = entry ? OrderType.LIMIT : OrderType.STOP_MARKET;
        command.timeInForce = entry ? TimeInForce.IOC : TimeInForce.GTC;
        command.workingType = WorkingType.MARK_PRICE;
        command.qtyE8 = spec.limitMinQtyE8() + round % 100 * spec.limitStepE8();
        command.priceE8 = entry ? spec.minPriceE8() + round * spec.tickE8() : 0;
        command.triggerPriceE8 = entry ? 0 : spec.minPriceE8() + round * spec.tickE8();
        command.reduceOnly = !entry;
    }
}
