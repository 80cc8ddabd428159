package dev.bowline.gateway.sim.link;

import dev.bowline.gateway.net.HttpExchange;
import dev.bowline.gateway.net.HttpsPool;
import dev.bowline.gateway.net.RequestWire;
import dev.bowline.gateway.sim.server.DirectExchange;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A pool of connections to the exchange in virtual time, with the rules of {@link HttpsPool}: one
 * request at a time on each connection, a deadline for the whole answer after which the connection
 * is given up, a place to wait while none is free.
 */
public final class VirtualWire implements RequestWire {
    private static final long LONGEST_RECONNECT_MS = 2_000;

    private final Ends ends;
    private final HttpsPool.Settings settings;
    private final Connection[] connections;
    private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();

    /**
     * What lies at both ends of the wire.
     *
     * @param time of both
     * @param life of the process that owns the pool
     * @param exchange answers
     * @param isExchangeUp whether connections can be made
     * @param fates what goes wrong
     * @param beforeSend called before each request is written; may end the process
     */
    public record Ends(
            VirtualTime time,
            Life life,
            DirectExchange exchange,
            BooleanSupplier isExchangeUp,
            FatePlan fates,
            Runnable beforeSend) {}

    /** One connection; {@code serial} tells late answers from those awaited. */
    private static final class Connection {
        private boolean isOpen = true;
        private int attempts;
        private long serial;
        private HttpExchange busyWith;
    }

    private static final class Waiting {
        private final HttpExchange exchange;
        private boolean isOver;

        Waiting(final HttpExchange exchange) {
            this.exchange = exchange;
        }
    }

    /** All connections are open. */
    public VirtualWire(final Ends ends, final HttpsPool.Settings settings) {
        this.ends = ends;
        this.settings = settings;
        connections = new Connection[settings.connections()];
        for (int i = 0; i < connections.length; i++) {
            connections[i] = new Connection();
        }
    }

    @Override
    public void send(final HttpExchange exchange) {
        for (final Connection connection : connections) {
            if (connection.isOpen && connection.busyWith == null) {
                transmit(connection, exchange);
                return;
            }
        }
        if (waiting.size() >= settings.maxWaiting()) {
            exchange.onNoReply(false, "too many requests waiting");
            return;
        }
        final Waiting place = new Waiting(exchange);
        waiting.addLast(place);
        ends.time()
                .afterMs(
                        ends.life(),
                        settings.waitTimeoutMs(),
                        () -> {
                            if (!place.isOver) {
                                place.isOver = true;
                                waiting.remove(place);
                                exchange.onNoReply(false, "no connection became free");
                            }
                        });
    }

    private void transmit(final Connection connection, final HttpExchange exchange) {
        ends.beforeSend().run();
        final long serial = ++connection.serial;
        connection.busyWith = exchange;
        final byte[] bytes = Arrays.copyOf(exchange.requestBytes(), exchange.requestLength());
        exchange.onWritten();
        final RequestFate fate = fateOf(bytes);
        final VirtualTime time = ends.time();
        // What was written is on its way, whatever becomes of the process.
        time.after(null, fate.toVenueNs(), () -> onArrival(connection, serial, bytes, fate));
        time.afterMs(
                ends.life(),
                settings.requestTimeoutMs(),
                () -> {
                    if (connection.serial == serial && connection.busyWith != null) {
                        drop(connection, "no answer in time");
                    }
                });
    }

    private RequestFate fateOf(final byte[] bytes) {
        int lineEnd = 0;
        while (bytes[lineEnd] != '\r') {
            lineEnd++;
        }
        final String line = new String(bytes, 0, lineEnd, StandardCharsets.US_ASCII);
        final int first = line.indexOf(' ');
        return ends.fates()
                .onRequest(
                        line.substring(0, first), line.substring(first + 1, line.lastIndexOf(' ')));
    }

    private void onArrival(
            final Connection connection,
            final long serial,
            final byte[] bytes,
            final RequestFate fate) {
        if (fate.isLost() || !ends.isExchangeUp().getAsBoolean()) {
            return;
        }
        DirectExchange.Answer answer = fate.answerOrNull();
        if (fate.executes()) {
            final DirectExchange.Answer own =
                    ends.exchange().answer(bytes, bytes.length, fate.algoLagMs());
            answer = answer == null ? own : answer;
        }
        if (answer == null || fate.isReplyLost()) {
            return;
        }
        final DirectExchange.Answer told = answer;
        ends.time().after(ends.life(), fate.toBotNs(), () -> onAnswer(connection, serial, told));
    }

    private void onAnswer(
            final Connection connection, final long serial, final DirectExchange.Answer answer) {
        if (connection.serial != serial || connection.busyWith == null) {
            return;
        }
        final HttpExchange exchange = connection.busyWith;
        connection.busyWith = null;
        final byte[] body = answer.body();
        exchange.onReply(answer.status(), answer.headers(), new UnsafeBuffer(body), 0, body.length);
        onFree(connection);
    }

    private void onFree(final Connection connection) {
        if (connection.isOpen && connection.busyWith == null && !waiting.isEmpty()) {
            final Waiting next = waiting.removeFirst();
            next.isOver = true;
            transmit(connection, next.exchange);
        }
    }

    private void drop(final Connection connection, final String detail) {
        final HttpExchange exchange = connection.busyWith;
        connection.busyWith = null;
        connection.serial++;
        connection.isOpen = false;
        connection.attempts = 0;
        reconnect(connection);
        if (exchange != null) {
            exchange.onNoReply(true, detail);
        }
    }

    private void reconnect(final Connection connection) {
        final long delayMs =
                Math.min(LONGEST_RECONNECT_MS, 100L << Math.min(connection.attempts, 10));
        connection.attempts++;
        ends.time()
                .afterMs(
                        ends.life(),
                        delayMs,
                        () -> {
                            if (ends.isExchangeUp().getAsBoolean()) {
                                connection.isOpen = true;
                                onFree(connection);
                            } else {
                                reconnect(connection);
                            }
                        });
    }

    /** All connections break: requests under way have no answer, and may have been executed. */
    public void dropAll(final String detail) {
        for (final Connection connection : connections) {
            if (connection.isOpen) {
                drop(connection, detail);
            }
        }
    }

    /** The same wire for a thread that waits for each answer while the world goes on. */
    public RequestWire blocking() {
        return exchange -> {
            final Awaited awaited = new Awaited(exchange);
            send(awaited);
            ends.time().runUntil(() -> awaited.isDone);
        };
    }

    /** Notes that the answer came. */
    private static final class Awaited implements HttpExchange {
        private final HttpExchange inner;
        private boolean isDone;

        Awaited(final HttpExchange inner) {
            this.inner = inner;
        }

        @Override
        public byte[] requestBytes() {
            return inner.requestBytes();
        }

        @Override
        public int requestLength() {
            return inner.requestLength();
        }

        @Override
        public void onWritten() {
            inner.onWritten();
        }

        @Override
        public void onReply(
                final int status,
                final io.netty.handler.codec.http.HttpHeaders headers,
                final org.agrona.DirectBuffer body,
                final int offset,
                final int length) {
            isDone = true;
            inner.onReply(status, headers, body, offset, length);
        }

        @Override
        public void onNoReply(final boolean written, final String detail) {
            isDone = true;
            inner.onNoReply(written, detail);
        }
    }
}
