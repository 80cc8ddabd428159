package dev.bowline.ops.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.bowline.ops.report.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The control socket with clients that mean well and others that do not (CTL-1, CTL-4). */
final class ControlServerIT {
    private static final long TIMEOUT_MS = 5_000;

    @TempDir private Path directory;
    private ControlServer server;

    @BeforeEach
    void open() throws IOException {
        server = new ControlServer(directory);
        server.serve(ControlServerIT::echo);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    private static ObjectNode echo(final JsonNode request, final String operator) {
        if (request.has("refuse")) {
            throw new IllegalArgumentException("refused as wished");
        }
        if (request.has("fail")) {
            throw new IllegalStateException("broken as wished");
        }
        return Json.object().put("ok", true).put("operator", operator).set("was", request);
    }

    private JsonNode ask(final ObjectNode request) throws IOException, TimeoutException {
        return new ControlClient(directory).ask(request, TIMEOUT_MS);
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("control.sock")));
    }

    private static void write(final SocketChannel channel, final String text) throws IOException {
        final ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static String readAll(final SocketChannel channel) throws IOException {
        final ByteBuffer buffer = ByteBuffer.allocate(65_536);
        while (channel.read(buffer) >= 0) {
            assertTrue(buffer.hasRemaining(), "longer than expected");
        }
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.UTF_8);
    }

    private String raw(final String text) throws IOException {
        try (SocketChannel channel = connect()) {
            write(channel, text);
            return readAll(channel);
        }
    }

    @Test
    void shouldAnswerTheOwnerByNameWhenARequestIsOneLineOfJson() throws Exception {
        final JsonNode reply = ask(Json.object().put("command", "report"));
        assertTrue(reply.path("ok").asBoolean());
        assertEquals("report", reply.at("/was/command").asText());
        assertEquals(System.getProperty("user.name"), reply.path("operator").asText());
        assertEquals(1, server.requests());
        assertEquals(0, server.malformedRequests());
    }

    @Test
    void shouldBeForTheOwnerAloneWhenItIsOpen() throws IOException {
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(directory.resolve("control.sock"))));
    }

    @Test
    void shouldAnswerWithAnErrorAndCountItWhenARequestIsMalformed() throws IOException {
        final List<String> bad =
                List.of("\n", "report\n", "[]\n", "{\"command\":\n", "{\"refuse\":1}\n", "\0\n");
        for (final String line : bad) {
            final JsonNode reply = Json.parse(raw(line));
            assertFalse(reply.path("ok").asBoolean(true), line);
            assertEquals("BAD_REQUEST", reply.path("code").asText(), line);
            assertFalse(reply.path("error").asText().isEmpty(), line);
        }
        assertEquals(bad.size(), server.malformedRequests());
    }

    @Test
    void shouldAnswerWithAnErrorWhenARequestIsTooLong() throws IOException {
        final JsonNode reply = Json.parse(raw("x".repeat(ControlSocket.MAX_REQUEST_BYTES)));
        assertEquals("BAD_REQUEST", reply.path("code").asText());
        assertEquals(1, server.malformedRequests());
    }

    @Test
    void shouldGoOnServingWhenTheHandlerThrows() throws Exception {
        assertEquals("FAILED", ask(Json.object().put("fail", 1)).path("code").asText());
        assertTrue(ask(Json.object()).path("ok").asBoolean());
    }

    @Test
    void shouldGoOnServingWhenClientsLeaveInTheMiddle() throws Exception {
        for (int i = 0; i < 40; i++) {
            try (SocketChannel channel = connect()) {
                write(channel, "{\"command\"");
            }
        }
        assertTrue(ask(Json.object()).path("ok").asBoolean());
    }

    @Test
    void shouldSendClientsAwayWhenThereAreTooMany() throws Exception {
        final List<SocketChannel> idle = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                idle.add(connect());
            }
            assertEquals("BUSY", ask(Json.object()).path("code").asText());
            assertEquals(1, server.refusedClients());
        } finally {
            for (final SocketChannel channel : idle) {
                channel.close();
            }
        }
        final long deadlineNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!ask(Json.object()).path("ok").asBoolean()) {
            assertTrue(System.nanoTime() - deadlineNs < 0, "still busy though all have left");
        }
    }

    /** A way in that fails so often, then works; counts the attempts. */
    private static final class StickyDoor implements ControlServer.Door {
        private final AtomicInteger acceptFailures;
        private final AtomicInteger peerFailures;
        private final AtomicInteger accepts = new AtomicInteger();

        StickyDoor(final int acceptFailures, final int peerFailures) {
            this.acceptFailures = new AtomicInteger(acceptFailures);
            this.peerFailures = new AtomicInteger(peerFailures);
        }

        @Override
        public SocketChannel accept(final ServerSocketChannel server) throws IOException {
            accepts.incrementAndGet();
            if (acceptFailures.getAndDecrement() > 0) {
                throw new IOException("Too many open files");
            }
            return server.accept();
        }

        @Override
        public UserPrincipal peer(final SocketChannel client) throws IOException {
            if (peerFailures.getAndDecrement() > 0) {
                throw new IOException("Transport endpoint is not connected");
            }
            return ControlSocket.peer(client);
        }
    }

    private StickyDoor openBehind(final StickyDoor door) throws IOException {
        server.close();
        server = new ControlServer(directory, door);
        server.serve(ControlServerIT::echo);
        return door;
    }

    @Test
    void shouldTryRarelyAndServeInTheEndWhenNobodyCanBeAccepted() throws Exception {
        final StickyDoor door = openBehind(new StickyDoor(2, 0));
        final long startNs = System.nanoTime();
        assertTrue(ask(Json.object()).path("ok").asBoolean());
        assertEquals(3, door.accepts.get());
        assertTrue(System.nanoTime() - startNs > TimeUnit.SECONDS.toNanos(2), "without a pause");
    }

    @Test
    void shouldCloseTheConnectionWhenItIsNotKnownWhoseItIs() throws Exception {
        final StickyDoor unused = openBehind(new StickyDoor(0, 1));
        try (SocketChannel unknown = connect();
                Selector selector = Selector.open()) {
            unknown.configureBlocking(false);
            unknown.register(selector, SelectionKey.OP_READ);
            assertEquals(1, selector.select(TIMEOUT_MS), "the connection stays open");
            assertEquals(-1, unknown.read(ByteBuffer.allocate(1)));
        }
        assertTrue(ask(Json.object()).path("ok").asBoolean());
    }

    @Test
    void shouldAnswerLaterWhenAClientComesBeforeTheEngineIsUp() throws Exception {
        server.close();
        server = new ControlServer(directory);
        try (SocketChannel early = connect()) {
            write(early, "{}\n");
            server.serve(ControlServerIT::echo);
            assertTrue(Json.parse(readAll(early)).path("ok").asBoolean());
        }
    }

    @Test
    void shouldTakeTheSocketOverWhenADeadProcessLeftIt() throws Exception {
        server.close();
        Files.createFile(directory.resolve("control.sock"));
        server = new ControlServer(directory);
        server.serve(ControlServerIT::echo);
        assertTrue(ask(Json.object()).path("ok").asBoolean());
    }

    @Test
    void shouldRefuseWhenThePathIsTooLongForASocket() {
        final IOException refused =
                assertThrows(
                        IOException.class,
                        () -> new ControlServer(directory.resolve("x".repeat(120))));
        assertTrue(refused.getMessage().contains("choose a shorter run.dir"));
    }

    @Test
    void shouldSayThatNothingListensWhenTheServerHasEnded() throws IOException {
        server.close();
        assertFalse(Files.exists(directory.resolve("control.sock")));
        assertThrows(ConnectException.class, () -> ask(Json.object()));
    }
}
