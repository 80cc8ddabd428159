package dev.bowline.bench.path;

import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.instrument.InstrumentRegistry;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.gateway.binance.rest.OrderRequestEncoder;
import dev.bowline.gateway.binance.rest.RequestSigner;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What the last part of the order path costs by how long it has not been used: encoding and
 * signing, and the kernel's write to a TCP socket on loopback, on a thread that spins over its
 * selector in between as the compact loop does. Each case runs untouched, with an encoding that
 * goes nowhere once a millisecond, and with a byte written to another socket, too.
 *
 * <p>Argument: seconds per case.
 */
public final class IdlePathLatencyMain {
    private static final long LONGEST_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long KEEP_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long[] INTERVALS_MS = {1, 2, 10, 50};

    private final OrderRequestEncoder encoder;
    private final UnsafeBuffer request =
            new UnsafeBuffer(new byte[OrderRequestEncoder.MAX_REQUEST_LENGTH]);
    private final ByteBuffer out =
            ByteBuffer.allocateDirect(OrderRequestEncoder.MAX_REQUEST_LENGTH);
    private final OrderCommand command = new OrderCommand();
    private final SocketChannel orders;
    private final SocketChannel other;
    private final Selector selector;
    private long sequence;

    private IdlePathLatencyMain(
            final SocketChannel orders, final SocketChannel other, final Selector selector) {
        this.orders = orders;
        this.other = other;
        this.selector = selector;
        final InstrumentRegistry registry = new InstrumentRegistry();
        registry.put(instrument());
        encoder =
                new OrderRequestEncoder(
                        's',
                        "fapi.binance.com",
                        "0123456789abcdef".repeat(4),
                        RequestSigner.hmac("0123456789abcdef".repeat(4)),
                        registry,
                        5_000);
    }

    private static InstrumentSpec instrument() {
        final long one = FixedPoint.ONE_E8;
        return new InstrumentSpec(
                0,
                "BTCUSDC",
                "BTC",
                "USDC",
                "USDC",
                one / 10,
                one / 10,
                1_000_000 * one,
                one / 1000,
                one / 1000,
                1000 * one,
                one / 1000,
                one / 1000,
                120 * one,
                5 * one,
                2 * one,
                one / 2,
                200,
                0,
                one / 2_500,
                5,
                5_000_000 * one,
                one / 200);
    }

    /** Runs all cases and prints the table. */
    public static void main(final String[] args) throws IOException, InterruptedException {
        final long seconds = args.length > 0 ? Long.parseLong(args[0]) : 4;
        try (ServerSocketChannel server = ServerSocketChannel.open();
                Selector selector = Selector.open()) {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            final SocketChannel orders = connect(server, selector);
            final SocketChannel ordersPeer = server.accept();
            final SocketChannel other = connect(server, selector);
            final SocketChannel otherPeer = server.accept();
            final Thread venue = new Thread(() -> swallow(ordersPeer, otherPeer), "venue");
            venue.setDaemon(true);
            venue.start();
            final IdlePathLatencyMain path = new IdlePathLatencyMain(orders, other, selector);
            path.run("warm-up", 1, 0, 2 * seconds);
            System.out.println(LatencyTable.header());
            for (int keep = 0; keep < 3; keep++) {
                final String how = keep == 0 ? "" : keep == 1 ? ", encoding kept" : ", write kept";
                for (final long intervalMs : INTERVALS_MS) {
                    path.run("every " + intervalMs + " ms" + how, intervalMs, keep, seconds);
                }
            }
        }
    }

    private static SocketChannel connect(final ServerSocketChannel server, final Selector selector)
            throws IOException {
        final SocketChannel channel = SocketChannel.open(server.getLocalAddress());
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
        return channel;
    }

    private static void swallow(final SocketChannel first, final SocketChannel second) {
        final ByteBuffer in = ByteBuffer.allocateDirect(65_536);
        try {
            first.configureBlocking(false);
            second.configureBlocking(false);
            while (first.read(in.clear()) >= 0 && second.read(in.clear()) >= 0) {
                Thread.onSpinWait();
            }
        } catch (final IOException e) {
            System.out.println("venue ended: " + e.getMessage());
        }
    }

    private void run(final String name, final long intervalMs, final int keep, final long seconds)
            throws IOException {
        final Histogram encoded = new Histogram(LONGEST_NS, 3);
        final Histogram written = new Histogram(LONGEST_NS, 3);
        final long intervalNs = TimeUnit.MILLISECONDS.toNanos(intervalMs);
        final long startNs = System.nanoTime();
        final long endNs = startNs + TimeUnit.SECONDS.toNanos(seconds);
        long dueNs = startNs + intervalNs;
        long keepNs = startNs + KEEP_NS / 2;
        for (long nowNs = startNs; nowNs < endNs; nowNs = System.nanoTime()) {
            final int unused = selector.selectNow();
            if (nowNs >= dueNs) {
                dueNs += intervalNs;
                final long beginNs = System.nanoTime();
                final int length = encode();
                final long middleNs = System.nanoTime();
                write(orders, length);
                final long doneNs = System.nanoTime();
                encoded.recordValue(middleNs - beginNs);
                written.recordValue(doneNs - middleNs);
            } else if (nowNs >= keepNs) {
                keepNs += KEEP_NS;
                keepWarm(keep);
            }
        }
        System.out.println(LatencyTable.row("encode and sign " + name, encoded));
        System.out.println(LatencyTable.row("write " + name, written));
    }

    private void keepWarm(final int keep) throws IOException {
        if (keep > 0) {
            final int length = encode();
            if (keep > 1) {
                write(other, Math.min(1, length));
            }
        }
    }

    private int encode() {
        sequence++;
        command.clear();
        command.kind = CommandKind.PLACE_ORDER;
        command.instrumentId = 0;
        command.runId = 1;
        command.side = Side.BUY;
        command.orderKey = ClientOrderId.key(sequence, 1, Side.BUY, OrderLeg.ENTRY, 0);
        command.orderType = OrderType.LIMIT;
        command.timeInForce = TimeInForce.IOC;
        command.qtyE8 = FixedPoint.ONE_E8 / 1_000;
        command.priceE8 = 84_788 * FixedPoint.ONE_E8;
        return encoder.encode(command, 1_791_269_849_801L + sequence, request, 0);
    }

    private void write(final SocketChannel to, final int length) throws IOException {
        out.clear();
        out.put(request.byteArray(), 0, length).flip();
        final int unused = to.write(out);
    }
}
