package dev.bowline.gateway.binance.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventSink;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.ExecutionReport;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.RequestOutcome;
import dev.bowline.core.event.Side;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.gateway.binance.market.DecodeResult;
import dev.bowline.gateway.binance.market.LocalOrderBook;
import dev.bowline.gateway.binance.market.MarketDecoder;
import dev.bowline.gateway.binance.market.SymbolTable;
import dev.bowline.gateway.binance.user.UserEventDecoder;
import dev.bowline.gateway.json.Frames;
import dev.bowline.gateway.json.Instruments;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.IntConsumer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** PERF-1: 0 bytes per frame and per order, median of five rounds. */
class CodecAllocationTest {
    private static final int ROUNDS = 5;
    private static final int MANY = 1_000_000;
    private static final int SOME = 50_000;
    private static final long KEY = ClientOrderId.key(4711, 3, Side.SELL, OrderLeg.STOP, 2);

    private final SymbolTable symbols =
            new SymbolTable(Instruments.registry("BTCUSDT", "XRPUSDC", "ETHUSDT"));
    private final LocalOrderBook book = new LocalOrderBook();
    private final MarketDecoder market = new MarketDecoder(symbols, new OneSlot(), book::apply);
    private final UserEventDecoder user = new UserEventDecoder('s', symbols, new OneSlot());

    /** A ring of one slot. */
    private static final class OneSlot implements EventSink {
        private final EngineEvent slot = new EngineEvent();

        @Override
        public EngineEvent tryClaim(final EventType type) {
            slot.clear(type);
            return slot;
        }

        @Override
        public void publish(final EngineEvent event) {
            // The next claim takes it again.
        }
    }

    private static void assertNoGarbage(final int count, final IntConsumer action) {
        final com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        final long[] bytes = new long[ROUNDS];
        run(20_000, action);
        for (int round = 0; round < ROUNDS; round++) {
            final long before = threads.getCurrentThreadAllocatedBytes();
            run(count, action);
            bytes[round] = threads.getCurrentThreadAllocatedBytes() - before;
        }
        final String all = Arrays.toString(bytes);
        Arrays.sort(bytes);
        assertEquals(0, bytes[ROUNDS / 2], "bytes per round of " + count + ": " + all);
    }

    private static void run(final int count, final IntConsumer action) {
        for (int i = 0; i < count; i++) {
            action.accept(i);
        }
    }

    private void assertMarket(final int count, final String json, final DecodeResult expected) {
        final UnsafeBuffer bytes = Instruments.bytes(json);
        assertNoGarbage(
                count,
                i -> {
                    if (market.decode(bytes, 0, bytes.capacity(), i, i) != expected) {
                        throw new IllegalStateException(json);
                    }
                });
    }

    @Test
    void shouldMakeNoGarbageWhenMarketFramesAreDecoded() {
        for (int i = 0; i < Frames.MARKET.size(); i++) {
            assertMarket(i < 2 ? MANY : SOME, Frames.MARKET.get(i), DecodeResult.EVENTS);
        }
        assertMarket(
                SOME,
                "{\"e\":\"depthUpdate\",\"E\":2,\"T\":1,\"s\":\"ETHUSDT\",\"U\":10,\"u\":12,\"pu\":9,"
                        + "\"b\":[[\"2783.59\",\"6.473\"],[\"2783.1\",\"0.000\"]],\"a\":[]}",
                DecodeResult.DEPTH);
        assertMarket(SOME, "{\"e\":\"nonsense\",\"\\u0041\":[{}]}", DecodeResult.UNKNOWN_EVENT);
        assertMarket(SOME, "{\"e\":\"nonsense\",", DecodeResult.MALFORMED);
    }

    @Test
    void shouldMakeNoGarbageWhenUserFramesAreDecoded() {
        for (final String json : Frames.user(ClientOrderId.toText('s', 9, KEY))) {
            final UnsafeBuffer bytes = Instruments.bytes(json);
            assertNoGarbage(
                    SOME,
                    i -> {
                        if (user.decode(bytes, 0, bytes.capacity(), i, i) != DecodeResult.EVENTS) {
                            throw new IllegalStateException(json);
                        }
                    });
        }
    }

    @Test
    void shouldMakeNoGarbageWhenOrdersAreEncodedAndSigned() {
        final OrderRequestEncoder encoder =
                new OrderRequestEncoder(
                        's',
                        "localhost",
                        "key",
                        RequestSigner.hmac("secret"),
                        Instruments.registry("BTCUSDT"),
                        5000);
        final OrderCommand command = marketOrder();
        final UnsafeBuffer out = new UnsafeBuffer(new byte[8192]);
        assertNoGarbage(
                SOME,
                i -> {
                    command.qtyE8 = 1_000_000L + i;
                    if (encoder.encode(command, 1_591_702_613_943L + i, out, 0) <= 0) {
                        throw new IllegalStateException("not encodable");
                    }
                });
    }

    private static OrderCommand marketOrder() {
        final OrderCommand command = new OrderCommand();
        command.clear();
        command.kind = CommandKind.PLACE_ORDER;
        command.instrumentId = 0;
        command.orderKey = KEY;
        command.side = Side.BUY;
        command.orderType = OrderType.MARKET;
        return command;
    }

    /** Signed request by request, and on a connection that has logged on. */
    @Test
    void shouldMakeNoGarbageWhenOrdersAreEncodedForTheWebSocketApi() {
        final OrderCommand command = marketOrder();
        final UnsafeBuffer out = new UnsafeBuffer(new byte[8192]);
        for (final RequestSigner signerOrNull :
                new RequestSigner[] {RequestSigner.hmac("secret"), null}) {
            final ApiRequestEncoder encoder =
                    new ApiRequestEncoder(
                            's', "key", signerOrNull, Instruments.registry("BTCUSDT"), 5000);
            assertNoGarbage(
                    SOME,
                    i -> {
                        command.qtyE8 = 1_000_000L + i;
                        if (encoder.encode(command, i + 1, 1_591_702_613_943L + i, out, 0) <= 0) {
                            throw new IllegalStateException("not encodable");
                        }
                    });
        }
    }

    @Test
    void shouldMakeNoGarbageWhenAnswersOfTheWebSocketApiAreTakenApart() {
        final ApiReply reply = new ApiReply();
        final RateBudget budget = new RateBudget(2_400, 300, 1_200);
        final UnsafeBuffer frame =
                Instruments.bytes(
                        "{\"id\":4097,\"status\":200,\"result\":{\"orderId\":81873299001,"
                                + "\"status\":\"NEW\"},\"rateLimits\":[{\"rateLimitType\":\"ORDERS\","
                                + "\"interval\":\"MINUTE\",\"intervalNum\":1,\"limit\":1200,"
                                + "\"count\":3}]}");
        assertNoGarbage(
                SOME,
                i -> {
                    if (!reply.read(frame, 0, frame.capacity()) || reply.bodyLength() == 0) {
                        throw new IllegalStateException("not read");
                    }
                    reply.tellLimits(budget, 1_591_702_613_943L + i);
                });
    }

    @Test
    void shouldMakeNoGarbageWhenRepliesAreRead() {
        final OrderReplyDecoder decoder = new OrderReplyDecoder('s');
        final RequestOutcome outcome = new RequestOutcome();
        final ExecutionReport report = new ExecutionReport();
        final UnsafeBuffer reply =
                Instruments.bytes(
                        "{\"orderId\":81873299001,\"status\":\"FILLED\",\"clientOrderId\":\""
                                + ClientOrderId.toText('s', 9, KEY)
                                + "\",\"executedQty\":\"41.2\"}");
        assertNoGarbage(
                SOME,
                i -> {
                    final Reaction reaction =
                            decoder.decode(
                                    CommandKind.PLACE_ORDER,
                                    9,
                                    KEY,
                                    200,
                                    reply,
                                    0,
                                    reply.capacity(),
                                    outcome,
                                    report);
                    if (reaction != Reaction.SUCCESS) {
                        throw new IllegalStateException(reaction.name());
                    }
                });
    }
}
