package dev.bowline.gateway.sim.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** Stream sockets that write all frames into one list and are quiet when all were seen. */
final class OrderedClient implements ClientQuiet, AutoCloseable {
    private final List<WebSocket> sockets = new ArrayList<>();
    private final List<String> seen;
    private final AtomicLong received = new AtomicLong();

    OrderedClient(final List<String> seen) {
        this.seen = seen;
    }

    void connect(final SimServer server, final String pathAndQuery) {
        sockets.add(
                HttpClient.newHttpClient()
                        .newWebSocketBuilder()
                        .buildAsync(URI.create(server.streamUrl() + pathAndQuery), new Reader())
                        .join());
    }

    @Override
    public boolean isQuiet(final long framesSent) {
        return received.get() == framesSent;
    }

    @Override
    public String describe() {
        return "received " + received.get();
    }

    @Override
    public void close() {
        sockets.forEach(WebSocket::abort);
    }

    /** One socket. */
    private final class Reader implements WebSocket.Listener {
        private final StringBuilder partial = new StringBuilder();

        @Override
        public CompletionStage<?> onText(
                final WebSocket from, final CharSequence data, final boolean last) {
            partial.append(data);
            if (last) {
                synchronized (seen) {
                    seen.add(partial.toString());
                }
                partial.setLength(0);
                received.incrementAndGet();
            }
            from.request(1);
            return null;
        }
    }
}
