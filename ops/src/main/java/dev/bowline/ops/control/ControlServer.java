package dev.bowline.ops.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.ops.report.Json;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The local socket on which operators reach a running engine: one line of JSON asks, one line of
 * JSON answers, then the connection ends. Mode 0600, and the kernel's word on who is at the other
 * end: the owner of the socket or root. One thread serves all clients, one request at a time, so
 * nothing here can take more than one core's share from trading.
 */
public final class ControlServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final int MAX_CLIENTS = 16;
    private static final int MAX_CONNECTIONS = 4 * MAX_CLIENTS;
    private static final long CLIENT_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long SELECT_MS = 250;
    private static final long CLOSE_MS = 3_000;
    private static final long PAUSE_NS = TimeUnit.SECONDS.toNanos(1);

    private final Path path;
    private final Door door;
    private final ServerSocketChannel server;
    private final Selector selector;
    private final Thread thread;
    private Handler handler;
    private long shutUntilNs;
    private boolean isShut;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean isOpen = true;

    /** Answers requests; may take its time, but not for ever. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Does what is asked.
         *
         * @param request an object
         * @param operator name of the user at the other end
         * @throws IllegalArgumentException if the request makes no sense; the message is the reply
         */
        ObjectNode reply(JsonNode request, String operator);
    }

    /** Where clients come in. */
    interface Door {
        /** The next client, or {@code null}. */
        SocketChannel accept(ServerSocketChannel server) throws IOException;

        /** Who it is. */
        UserPrincipal peer(SocketChannel client) throws IOException;
    }

    private static final Door SYSTEM =
            new Door() {
                @Override
                public SocketChannel accept(final ServerSocketChannel server) throws IOException {
                    return server.accept();
                }

                @Override
                public UserPrincipal peer(final SocketChannel client) throws IOException {
                    return ControlSocket.peer(client);
                }
            };

    /** One connection. */
    private static final class Client {
        private final long sinceNs = System.nanoTime();
        private final String operator;
        private final ObjectNode refusalOrNull;
        private final ByteBuffer in = ByteBuffer.allocate(ControlSocket.MAX_REQUEST_BYTES);
        private ByteBuffer out;

        Client(final String operator, final ObjectNode refusalOrNull) {
            this.operator = operator;
            this.refusalOrNull = refusalOrNull;
        }
    }

    /**
     * Opens the socket, in place of one that a dead process left behind; the directory must be held
     * by this process. Clients wait until {@link #serve}.
     *
     * @throws IOException if it cannot be opened; names it
     */
    public ControlServer(final Path runDirectory) throws IOException {
        this(runDirectory, SYSTEM);
    }

    /** As above, with another way in. */
    ControlServer(final Path runDirectory, final Door door) throws IOException {
        path = ControlSocket.pathOf(runDirectory);
        this.door = door;
        Files.deleteIfExists(path);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(ControlSocket.addressOf(path), MAX_CLIENTS);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            server.configureBlocking(false);
            selector = Selector.open();
            server.register(selector, SelectionKey.OP_ACCEPT);
        } catch (final IOException e) {
            server.close();
            throw new IOException(path + ": " + e.getMessage(), e);
        }
        thread = new Thread(this::run, "bowline-control");
        thread.setDaemon(true);
    }

    /** Begins to answer; once. */
    public void serve(final Handler newHandler) {
        handler = newHandler;
        thread.start();
    }

    private void run() {
        while (isOpen) {
            try {
                selector.select(SELECT_MS);
                openAgain();
                final Iterator<SelectionKey> ready = selector.selectedKeys().iterator();
                while (ready.hasNext()) {
                    final SelectionKey key = ready.next();
                    ready.remove();
                    serve(key);
                }
                dropSlow();
            } catch (final IOException | RuntimeException e) {
                LOG.error("CONTROL_FAILED {}", e.toString());
                LockSupport.parkNanos(PAUSE_NS); // It may fail again at once.
            }
        }
    }

    /** After a failure nobody gets in for a while; those who are in are served. */
    private void shut(final Exception cause) {
        LOG.error(
                "CONTROL_SHUT ms={} {}", TimeUnit.NANOSECONDS.toMillis(PAUSE_NS), cause.toString());
        isShut = true;
        shutUntilNs = System.nanoTime() + PAUSE_NS;
        server.keyFor(selector).interestOps(0);
    }

    private void openAgain() {
        if (isShut && System.nanoTime() - shutUntilNs >= 0) {
            isShut = false;
            server.keyFor(selector).interestOps(SelectionKey.OP_ACCEPT);
        }
    }

    private void serve(final SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        if (key.isAcceptable()) {
            accept();
            return;
        }
        try {
            if (key.isReadable()) {
                read(key);
            }
            if (key.isValid() && key.isWritable()) {
                write(key);
            }
        } catch (final IOException ignored) {
            // The client has gone; its command, if it gave one, is in the journal.
            drop(key);
        }
    }

    private void accept() {
        SocketChannel channel = null;
        try {
            channel = door.accept(server);
            if (channel != null) {
                admit(channel);
            }
        } catch (final IOException | RuntimeException e) {
            closeQuietly(channel);
            shut(e);
        }
    }

    private static void closeQuietly(final SocketChannel channelOrNull) {
        try {
            if (channelOrNull != null) {
                channelOrNull.close();
            }
        } catch (final IOException ignored) {
            // There is nothing left to save.
        }
    }

    private void admit(final SocketChannel channel) throws IOException {
        final int others = selector.keys().size() - 1;
        if (others >= MAX_CONNECTIONS) {
            refused.incrementAndGet();
            channel.close();
            return;
        }
        channel.configureBlocking(false);
        final UserPrincipal peer = door.peer(channel);
        final Client client = new Client(peer.getName(), refusalOrNull(peer, others));
        channel.register(selector, SelectionKey.OP_READ, client);
    }

    /** Told in answer to the request: a reply before it would be lost with the connection. */
    private ObjectNode refusalOrNull(final UserPrincipal peer, final int others)
            throws IOException {
        if (!ControlSocket.isTrusted(peer, path)) {
            refused.incrementAndGet();
            LOG.warn("CONTROL_REFUSED user={}", peer.getName());
            return error("FORBIDDEN", "user " + peer.getName() + " may not control this");
        }
        if (others >= MAX_CLIENTS) {
            refused.incrementAndGet();
            return error("BUSY", "more than " + MAX_CLIENTS + " clients at a time");
        }
        return null;
    }

    private void read(final SelectionKey key) throws IOException {
        final Client client = (Client) key.attachment();
        if (client.out != null) {
            return;
        }
        final int count = ((SocketChannel) key.channel()).read(client.in);
        final int end = endOfLine(client.in);
        if (end >= 0) {
            final String line =
                    new String(client.in.array(), 0, end, StandardCharsets.UTF_8).strip();
            send(
                    key,
                    client.refusalOrNull == null
                            ? reply(line, client.operator)
                            : client.refusalOrNull);
        } else if (!client.in.hasRemaining()) {
            send(key, malformed("a request has at most " + client.in.capacity() + " bytes"));
        } else if (count < 0) {
            if (client.in.position() > 0) {
                malformed.incrementAndGet();
            }
            drop(key);
        }
    }

    private static int endOfLine(final ByteBuffer buffer) {
        for (int i = 0; i < buffer.position(); i++) {
            if (buffer.get(i) == '\n') {
                return i;
            }
        }
        return -1;
    }

    private ObjectNode reply(final String line, final String operator) {
        requests.incrementAndGet();
        final JsonNode request;
        try {
            request = Json.parse(line);
        } catch (final IllegalArgumentException e) {
            return malformed(e.getMessage());
        }
        if (!request.isObject()) {
            return malformed("a request is an object");
        }
        try {
            return handler.reply(request, operator);
        } catch (final IllegalArgumentException e) {
            return malformed(e.getMessage());
        } catch (final RuntimeException e) {
            LOG.error("CONTROL_FAILED", e);
            return error("FAILED", e.toString());
        }
    }

    private ObjectNode malformed(final String message) {
        malformed.incrementAndGet();
        return error("BAD_REQUEST", message);
    }

    /** A reply that says no. */
    static ObjectNode error(final String code, final String message) {
        return Json.object().put("ok", false).put("code", code).put("error", message);
    }

    private void send(final SelectionKey key, final ObjectNode reply) throws IOException {
        final Client client = (Client) key.attachment();
        client.out = ByteBuffer.wrap((Json.line(reply) + "\n").getBytes(StandardCharsets.UTF_8));
        write(key);
    }

    private void write(final SelectionKey key) throws IOException {
        final Client client = (Client) key.attachment();
        if (client.out == null) {
            return;
        }
        ((SocketChannel) key.channel()).write(client.out);
        if (client.out.hasRemaining()) {
            key.interestOps(SelectionKey.OP_WRITE);
        } else {
            drop(key);
        }
    }

    private void dropSlow() {
        final long nowNs = System.nanoTime();
        for (final SelectionKey key : selector.keys()) {
            if (key.attachment() instanceof Client client
                    && nowNs - client.sinceNs > CLIENT_TIMEOUT_NS) {
                refused.incrementAndGet();
                drop(key);
            }
        }
    }

    private static void drop(final SelectionKey key) {
        key.cancel();
        try {
            key.channel().close();
        } catch (final IOException ignored) {
            // There is nothing left to save.
        }
    }

    /** Requests so far, good and bad. */
    public long requests() {
        return requests.get();
    }

    /** Requests that were no line of JSON, too long, or made no sense. */
    public long malformedRequests() {
        return malformed.get();
    }

    /** Clients that were sent away: not allowed, too many, or too slow. */
    public long refusedClients() {
        return refused.get();
    }

    @Override
    public void close() throws IOException {
        if (!isOpen) {
            return;
        }
        isOpen = false;
        selector.wakeup();
        try {
            thread.join(CLOSE_MS);
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (final SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
        server.close();
        Files.deleteIfExists(path);
    }
}
