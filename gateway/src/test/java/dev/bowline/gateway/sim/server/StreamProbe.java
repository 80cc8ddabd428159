package dev.bowline.gateway.sim.server;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/** A stream client of the JDK that keeps every frame. */
final class StreamProbe implements WebSocket.Listener, AutoCloseable {
    private final LinkedBlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    final AtomicLong count = new AtomicLong();
    private final WebSocket socket;

    StreamProbe(final SimServer server, final String pathAndQuery) {
        this.socket =
                HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .buildAsync(URI.create(server.streamUrl() + pathAndQuery), this)
                        .join();
    }

    @Override
    public CompletionStage<?> onText(
            final WebSocket from, final CharSequence data, final boolean last) {
        partial.append(data);
        if (last) {
            frames.add(partial.toString());
            partial.setLength(0);
            count.incrementAndGet();
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(final WebSocket from, final int status, final String reason) {
        closed.complete(status);
        return null;
    }

    @Override
    public void onError(final WebSocket from, final Throwable error) {
        closed.complete(-1);
    }

    void send(final String text) {
        socket.sendText(text, true).join();
    }

    /**
     * How the connection ended. The JDK's client now and then does not see that it did (its socket
     * stays in CLOSE-WAIT, with nobody reading): who writes, sees it.
     */
    int awaitClose() throws InterruptedException, ExecutionException {
        for (int second = 1; second <= 10; second++) {
            try {
                return closed.get(1, TimeUnit.SECONDS);
            } catch (final TimeoutException e) {
                final CompletableFuture<WebSocket> unused =
                        socket.sendPing(ByteBuffer.allocate(0)).whenComplete(this::onPinged);
            }
        }
        throw new AssertionError("open after 10 s");
    }

    private void onPinged(final WebSocket to, final Throwable error) {
        if (error instanceof IOException) {
            closed.complete(-1);
        }
    }

    int waiting() {
        return frames.size();
    }

    /** The next frame; fails after ten seconds. */
    JsonNode next() throws IOException, InterruptedException {
        final String frame = frames.poll(10, TimeUnit.SECONDS);
        if (frame == null) {
            throw new AssertionError("no frame within 10 s after " + count.get());
        }
        return SignedHttp.json(frame);
    }

    /** Reads until a frame of this type; fails when none comes. */
    JsonNode nextOf(final String eventType) throws IOException, InterruptedException {
        while (true) {
            final JsonNode frame = next();
            final JsonNode payload = frame.has("data") ? frame.get("data") : frame;
            if (eventType.equals(payload.path("e").asText())) {
                return payload;
            }
        }
    }

    /** The next frames in order, as a list of their types and statuses. */
    List<String> words(final int howMany) throws IOException, InterruptedException {
        final List<String> words = new ArrayList<>();
        for (int i = 0; i < howMany; i++) {
            final JsonNode frame = next();
            final JsonNode order = frame.path("o");
            words.add(
                    frame.path("e").asText()
                            + (order.has("X") ? " " + order.path("X").asText() : ""));
        }
        return words;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
