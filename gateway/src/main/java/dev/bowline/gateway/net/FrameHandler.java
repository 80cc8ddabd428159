package dev.bowline.gateway.net;

import org.agrona.DirectBuffer;

/** Takes complete messages of a WebSocket. Called on the session's event loop. */
@FunctionalInterface
public interface FrameHandler {
    /**
     * One text or binary message.
     *
     * @param buffer a view of the received bytes, valid during the call only
     * @param readableNs {@code System.nanoTime} when the bytes were handed over by the socket
     */
    void onFrame(DirectBuffer buffer, int offset, int length, long readableNs);
}
