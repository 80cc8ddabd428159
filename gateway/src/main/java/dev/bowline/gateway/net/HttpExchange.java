package dev.bowline.gateway.net;

import io.netty.handler.codec.http.HttpHeaders;
import org.agrona.DirectBuffer;

/**
 * One request with the place for its answer. Exactly one of {@link #onReply} and {@link #onNoReply}
 * is called, once, on the pool's event loop.
 */
public interface HttpExchange {
    /** Bytes of request line, header and body, sent as they are; untouched until the answer. */
    byte[] requestBytes();

    /** How many of {@link #requestBytes}, from 0. */
    int requestLength();

    /** Just after the bytes were handed to the socket. */
    void onWritten();

    /**
     * The venue's answer.
     *
     * @param body valid during the call only
     */
    void onReply(int status, HttpHeaders headers, DirectBuffer body, int offset, int length);

    /**
     * There is no answer and none will come.
     *
     * @param written bytes may have reached the peer: the outcome is in doubt; false: they have
     *     definitely not
     */
    void onNoReply(boolean written, String detail);
}
