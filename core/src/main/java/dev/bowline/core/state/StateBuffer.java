package dev.bowline.core.state;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Durable state as bytes, little endian, eight per value, and back. Grows while it is written, so
 * it is for the end and the start of a run, not for the decision thread between them.
 */
public final class StateBuffer implements StateSink, StateSource {
    private static final int FIRST_BYTES = 4096;

    private ByteBuffer bytes;

    /** An empty buffer to write. */
    public StateBuffer() {
        bytes = ByteBuffer.allocate(FIRST_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * What an earlier buffer's {@link #toBytes} gave, to read.
     *
     * @throws IllegalArgumentException if the length is no multiple of eight
     */
    public StateBuffer(final byte[] state) {
        if (state.length % Long.BYTES != 0) {
            throw new IllegalArgumentException(
                    "state of " + state.length + " bytes, must be a multiple of 8");
        }
        bytes = ByteBuffer.wrap(state).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void putLong(final long value) {
        if (bytes.remaining() < Long.BYTES) {
            final ByteBuffer larger = ByteBuffer.allocate(Math.max(16, bytes.capacity() * 2));
            larger.order(ByteOrder.LITTLE_ENDIAN).put(bytes.flip());
            bytes = larger;
        }
        bytes.putLong(value);
    }

    @Override
    public long getLong() {
        if (bytes.remaining() < Long.BYTES) {
            throw new IllegalStateException(
                    "state ends at byte " + bytes.position() + ", one more value was expected");
        }
        return bytes.getLong();
    }

    /** A copy of what was written. */
    public byte[] toBytes() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }
}
