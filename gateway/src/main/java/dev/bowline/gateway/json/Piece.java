package dev.bowline.gateway.json;

import java.nio.charset.StandardCharsets;

/**
 * Up to sixteen bytes of a document that stand there literally, compared eight at a time. Kept in a
 * static final field all parts are constants to the compiler.
 *
 * @param first the first eight bytes, little endian
 * @param firstMask which bits of them count
 * @param second the next eight
 * @param secondMask which bits of them count
 * @param length number of bytes
 */
public record Piece(long first, long firstMask, long second, long secondMask, int length) {
    /**
     * The bytes of an ASCII text.
     *
     * @throws IllegalArgumentException if it is empty or longer than 16
     */
    public static Piece of(final String text) {
        final int length = text.length();
        if (length == 0 || length > 2 * Long.BYTES) {
            throw new IllegalArgumentException("'" + text + "' must have 1 to 16 characters");
        }
        final byte[] padded = new byte[2 * Long.BYTES];
        final byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(ascii, 0, padded, 0, ascii.length);
        return new Piece(
                FixedOrder.eightBytes(padded, 0),
                FixedOrder.lowBytes(Math.min(length, Long.BYTES)),
                FixedOrder.eightBytes(padded, Long.BYTES),
                FixedOrder.lowBytes(Math.max(length - Long.BYTES, 0)),
                length);
    }

    /** Whether the piece stands at {@code i}. */
    public boolean isAt(final byte[] json, final int i) {
        return (FixedOrder.eightBytes(json, i) & firstMask) == first
                && (length <= Long.BYTES
                        || (FixedOrder.eightBytes(json, i + Long.BYTES) & secondMask) == second);
    }

    /** Index behind the piece at {@code i}; {@link FixedOrder#lost} if it is not there. */
    public int after(final byte[] json, final int i) {
        return isAt(json, i) ? i + length : FixedOrder.lost(json);
    }

    /** Index behind the piece at {@code i}, or {@code i} if it is not there. */
    public int skip(final byte[] json, final int i) {
        return isAt(json, i) ? i + length : i;
    }
}
