package dev.bowline.gateway.binance.rest;

import java.nio.charset.StandardCharsets;
import org.agrona.MutableDirectBuffer;

/** Percent-encoding of RFC 3986: letters, digits and {@code - _ . ~} stay. */
final class PercentEncoding {
    private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

    private PercentEncoding() {}

    /** Writes the bytes encoded; returns how many were written. */
    static int put(final MutableDirectBuffer buffer, final int offset, final byte[] bytes) {
        int at = offset;
        for (final byte c : bytes) {
            if (isUnreserved(c)) {
                buffer.putByte(at++, c);
            } else {
                buffer.putByte(at++, (byte) '%');
                buffer.putByte(at++, HEX[(c >> 4) & 0xF]);
                buffer.putByte(at++, HEX[c & 0xF]);
            }
        }
        return at - offset;
    }

    /** The UTF-8 bytes of a text, encoded. */
    static byte[] encoded(final String text) {
        final byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        final org.agrona.concurrent.UnsafeBuffer buffer =
                new org.agrona.concurrent.UnsafeBuffer(new byte[utf8.length * 3]);
        final byte[] result = new byte[put(buffer, 0, utf8)];
        buffer.getBytes(0, result);
        return result;
    }

    private static boolean isUnreserved(final byte c) {
        return (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '_'
                || c == '.'
                || c == '~';
    }
}
