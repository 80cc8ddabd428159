package dev.bowline.journal.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link RecordOutput} wrote; never past the end it was given. One thread. */
public final class RecordInput {
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes = new byte[0];
    private int position;
    private int end;

    /** Reads {@code [offset, offset + length)} from now on. */
    public RecordInput wrap(final byte[] source, final int offset, final int length) {
        bytes = source;
        position = offset;
        end = offset + length;
        return this;
    }

    public byte[] array() {
        return bytes;
    }

    public int position() {
        return position;
    }

    public int remaining() {
        return end - position;
    }

    public byte getByte() {
        require(Byte.BYTES);
        return bytes[position++];
    }

    public int getUnsignedByte() {
        return getByte() & 0xFF;
    }

    /** One byte, 0 or 1. */
    public boolean getBoolean() {
        final int value = getByte();
        if (value != 0 && value != 1) {
            throw new JournalFormatException("flag of value " + value + ", must be 0 or 1");
        }
        return value == 1;
    }

    /** Two bytes, unsigned. */
    public int getUnsignedShort() {
        require(Short.BYTES);
        final int value = (short) SHORT.get(bytes, position) & 0xFFFF;
        position += Short.BYTES;
        return value;
    }

    /** Four bytes. */
    public int getInt() {
        require(Integer.BYTES);
        final int value = (int) INT.get(bytes, position);
        position += Integer.BYTES;
        return value;
    }

    /** Eight bytes. */
    public long getLong() {
        require(Long.BYTES);
        final long value = (long) LONG.get(bytes, position);
        position += Long.BYTES;
        return value;
    }

    /**
     * A constant by its code, or {@code null} if that was written.
     *
     * @throws JournalFormatException for a code this build does not know
     */
    public <E extends Enum<E>> E getEnumOrNull(final E[] constants) {
        final int code = getByte();
        if (code < -1 || code >= constants.length) {
            throw new JournalFormatException(
                    "code "
                            + code
                            + " of "
                            + constants[0].getDeclaringClass().getSimpleName()
                            + ", must be in [-1, "
                            + (constants.length - 1)
                            + "]");
        }
        return code == -1 ? null : constants[code];
    }

    public String getTextOrNull() {
        final byte[] blob = getBlobOrNull();
        return blob == null ? null : new String(blob, StandardCharsets.UTF_8);
    }

    /** Bytes with their length, or {@code null} if that was written. */
    public byte[] getBlobOrNull() {
        final int length = getInt();
        if (length == -1) {
            return null;
        }
        require(length);
        final byte[] blob = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return blob;
    }

    /** Goes past {@code length} bytes. */
    public void skip(final int length) {
        require(length);
        position += length;
    }

    private void require(final int length) {
        if (length < 0 || end - position < length) {
            throw new JournalFormatException(
                    "needs " + length + " bytes, record has " + (end - position) + " left");
        }
    }
}
