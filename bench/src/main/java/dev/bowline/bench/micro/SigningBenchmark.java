package dev.bowline.bench.micro;

import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.WorkingType;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.gateway.binance.rest.OrderRequestEncoder;
import dev.bowline.gateway.binance.rest.RequestSigner;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** An order command to signed request bytes with an HMAC key (PERF-1). */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class SigningBenchmark {
    private static final int SIGNED_BYTES = 170;

    private final RequestSigner signer =
            RequestSigner.hmac("a-secret-of-sixty-four-letters".repeat(2));
    private final OrderRequestEncoder encoder =
            new OrderRequestEncoder(
                    's',
                    "fapi.binance.com",
                    "0123456789abcdef".repeat(4),
                    signer,
                    BenchInstruments.registry(),
                    5000);
    private final OrderCommand entry = new OrderCommand();
    private final OrderCommand stop = new OrderCommand();
    private final UnsafeBuffer out = new UnsafeBuffer(java.nio.ByteBuffer.allocateDirect(8192));
    private long timestampMs = 1_791_269_849_801L;

    /** A market entry and its protective stop. */
    @Setup
    public void commands() {
        entry.clear();
        entry.kind = CommandKind.PLACE_ORDER;
        entry.instrumentId = 2;
        entry.runId = 93;
        entry.orderKey = ClientOrderId.key(4711, 3, Side.BUY, OrderLeg.ENTRY, 0);
        entry.side = Side.BUY;
        entry.orderType = OrderType.MARKET;
        entry.qtyE8 = 4_120_000_000L;
        stop.clear();
        stop.kind = CommandKind.PLACE_ALGO;
        stop.instrumentId = 2;
        stop.runId = 93;
        stop.orderKey = ClientOrderId.key(4711, 3, Side.SELL, OrderLeg.STOP, 0);
        stop.side = Side.SELL;
        stop.orderType = OrderType.STOP_MARKET;
        stop.qtyE8 = 4_120_000_000L;
        stop.triggerPriceE8 = 239_500_000;
        stop.workingType = WorkingType.MARK_PRICE;
        stop.reduceOnly = true;
        if (marketOrder() <= 0 || stopOrder() <= 0) {
            throw new IllegalStateException("not encodable");
        }
    }

    @Benchmark
    public int marketOrder() {
        return encoder.encode(entry, timestampMs++, out, 0);
    }

    @Benchmark
    public int stopOrder() {
        return encoder.encode(stop, timestampMs++, out, 0);
    }

    /** The HMAC alone, over as many bytes as a market order has. */
    @Benchmark
    public int signatureAlone() {
        return signer.sign(out, 0, SIGNED_BYTES, 4096);
    }
}
