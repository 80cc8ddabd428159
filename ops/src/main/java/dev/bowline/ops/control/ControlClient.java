package dev.bowline.ops.control;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.ops.report.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The other end of {@link ControlServer}: one connection per request. */
public final class ControlClient {
    private final Path runDirectory;

    /** A client of the instance that holds this directory. */
    public ControlClient(final Path runDirectory) {
        this.runDirectory = runDirectory;
    }

    /**
     * Asks, and waits for the answer.
     *
     * @return the reply; {@code ok} says whether it was done
     * @throws ConnectException if no socket is open there
     * @throws TimeoutException if no answer came in time
     * @throws IOException if the other end is not trusted, or the connection broke
     */
    public JsonNode ask(final JsonNode request, final long timeoutMs)
            throws IOException, TimeoutException {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        final Path path = ControlSocket.pathOf(runDirectory);
        if (!Files.exists(path)) {
            throw new ConnectException(path + " does not exist");
        }
        try (SocketChannel channel = connect(path);
                Selector selector = Selector.open()) {
            if (!ControlSocket.isTrusted(ControlSocket.peer(channel), path)) {
                throw new IOException(path + " is served by a user who does not own it");
            }
            final ByteBuffer out =
                    ByteBuffer.wrap((Json.line(request) + "\n").getBytes(StandardCharsets.UTF_8));
            while (out.hasRemaining()) {
                channel.write(out);
            }
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ);
            return read(channel, selector, deadlineNs);
        }
    }

    private static SocketChannel connect(final Path path) throws ConnectException {
        try {
            return SocketChannel.open(ControlSocket.addressOf(path));
        } catch (final IOException e) {
            final ConnectException refused = new ConnectException(path + ": " + e.getMessage());
            refused.initCause(e);
            throw refused;
        }
    }

    private static JsonNode read(
            final SocketChannel channel, final Selector selector, final long deadlineNs)
            throws IOException, TimeoutException {
        final ByteArrayOutputStream line = new ByteArrayOutputStream();
        final ByteBuffer buffer = ByteBuffer.allocate(8_192);
        while (line.size() <= ControlSocket.MAX_REPLY_BYTES) {
            final long leftMs = TimeUnit.NANOSECONDS.toMillis(deadlineNs - System.nanoTime());
            if (leftMs <= 0) {
                throw new TimeoutException("no answer from the running instance");
            }
            selector.select(leftMs);
            selector.selectedKeys().clear();
            buffer.clear();
            final int count = channel.read(buffer);
            if (count < 0) {
                break;
            }
            line.write(buffer.array(), 0, buffer.position());
        }
        final String text = line.toString(StandardCharsets.UTF_8);
        if (!text.endsWith("\n")) {
            throw new IOException("the running instance ended the connection within its answer");
        }
        try {
            return Json.parse(text);
        } catch (final IllegalArgumentException e) {
            throw new IOException("the running instance answered " + e.getMessage(), e);
        }
    }
}
