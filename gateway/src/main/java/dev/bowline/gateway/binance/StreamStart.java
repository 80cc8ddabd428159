package dev.bowline.gateway.binance;

import dev.bowline.gateway.net.WebSocketSession;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Waits for the connections that a start needs, on the launcher's thread. */
final class StreamStart {
    private static final long POLL_PAUSE_NS = TimeUnit.MILLISECONDS.toNanos(1);

    private StreamStart() {}

    /**
     * Blocks until the three streams are up and the first attempt at the WebSocket API is over.
     * REST stands in for that one, so it may fail or take too long.
     *
     * @throws IllegalStateException naming the streams that are not up in time
     */
    static void await(
            final long timeoutMs,
            final WebSocketSession books,
            final WebSocketSession market,
            final WebSocketSession user,
            final ApiLink orderApi) {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        boolean isUp = false;
        while (!isUp || !orderApi.isSettled()) {
            isUp = books.isUp() && market.isUp() && user.isUp();
            if (System.nanoTime() - deadlineNs >= 0) {
                if (isUp) {
                    return;
                }
                throw new IllegalStateException(
                        "not up within "
                                + timeoutMs
                                + " ms: "
                                + (books.isUp() ? "" : "public ")
                                + (market.isUp() ? "" : "market ")
                                + (user.isUp() ? "" : "private"));
            }
            LockSupport.parkNanos(POLL_PAUSE_NS);
        }
    }
}
