package dev.bowline.gateway.net;

import io.netty.handler.codec.http.HttpHeaders;
import org.agrona.DirectBuffer;

/** A request whose answer nobody needs. */
final class KeepWarm implements HttpExchange {
    private final byte[] bytes;

    KeepWarm(final byte[] bytes) {
        this.bytes = bytes;
    }

    @Override
    public byte[] requestBytes() {
        return bytes;
    }

    @Override
    public int requestLength() {
        return bytes.length;
    }

    @Override
    public void onWritten() {
        // Nobody waits for it.
    }

    @Override
    public void onReply(
            final int status,
            final HttpHeaders headers,
            final DirectBuffer body,
            final int offset,
            final int length) {
        // The connection was used; that was the purpose.
    }

    @Override
    public void onNoReply(final boolean written, final String detail) {
        // The pool opens another connection.
    }
}
