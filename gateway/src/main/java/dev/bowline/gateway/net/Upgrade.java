package dev.bowline.gateway.net;

import io.netty.buffer.ByteBuf;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Opening handshake of a WebSocket client, RFC 6455 section 4.1. Used once per connection. */
final class Upgrade {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    private final URI target;
    private final String key;
    private final StringBuilder header = new StringBuilder();

    Upgrade(final URI target, final RandomGenerator random) {
        this.target = target;
        final byte[] nonce = new byte[16];
        random.nextBytes(nonce);
        key = Base64.getEncoder().encodeToString(nonce);
    }

    /** The request's bytes. */
    byte[] request() {
        final String query = target.getRawQuery();
        final String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        final String text =
                "GET "
                        + path
                        + (query == null ? "" : "?" + query)
                        + " HTTP/1.1\r\nHost: "
                        + target.getHost()
                        + (target.getPort() < 0 ? "" : ":" + target.getPort())
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
                        + key
                        + "\r\nSec-WebSocket-Version: 13\r\n\r\n";
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads up to the end of the reply's header; frames may follow in the same buffer.
     *
     * @return true when the connection speaks WebSocket
     * @throws FrameReader.FrameException if the peer refused or answered something else
     */
    boolean isDone(final ByteBuf in) {
        while (in.isReadable()) {
            header.append((char) (in.readByte() & 0xFF));
            final int length = header.length();
            if (length > 3 && header.indexOf("\r\n\r\n", length - 4) >= 0) {
                requireAccepted(header.toString());
                return true;
            }
            if (length > MAX_HEADER_BYTES) {
                throw new FrameReader.FrameException("upgrade reply without end: " + start());
            }
        }
        return false;
    }

    private void requireAccepted(final String reply) {
        final String[] lines = reply.split("\r\n", -1);
        String accept = "";
        for (final String line : lines) {
            final int colon = line.indexOf(':');
            final String name = colon < 0 ? "" : line.substring(0, colon).toLowerCase(Locale.ROOT);
            if (name.equals("sec-websocket-accept")) {
                accept = line.substring(colon + 1).trim();
            }
        }
        if (!lines[0].startsWith("HTTP/1.1 101") || !accept.equals(expectedAccept())) {
            throw new FrameReader.FrameException("upgrade refused: " + start());
        }
    }

    private String start() {
        final int end = header.indexOf("\r\n");
        return header.substring(0, Math.min(end < 0 ? header.length() : end, 120));
    }

    private String expectedAccept() {
        try {
            final byte[] digest =
                    MessageDigest.getInstance("SHA-1")
                            .digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
