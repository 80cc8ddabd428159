package dev.bowline.journal.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes of one record under way, little endian. Allocates only when a record is larger than every
 * one before it. One thread.
 */
public final class RecordOutput {
    private static final VarHandle SHORT =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private byte[] bytes;
    private int position;

    public RecordOutput(final int capacityBytes) {
        bytes = new byte[capacityBytes];
    }

    /** The bytes, valid up to {@link #position}; replaced when the record grows. */
    public byte[] array() {
        return bytes;
    }

    public int position() {
        return position;
    }

    /** Continues at another place, for example behind a header that is filled in later. */
    public void position(final int newPosition) {
        ensure(Math.max(0, newPosition - position));
        position = newPosition;
    }

    public void putByte(final int value) {
        ensure(Byte.BYTES);
        bytes[position++] = (byte) value;
    }

    public void putBoolean(final boolean value) {
        putByte(value ? 1 : 0);
    }

    /** Low 16 bits. */
    public void putShort(final int value) {
        ensure(Short.BYTES);
        SHORT.set(bytes, position, (short) value);
        position += Short.BYTES;
    }

    /** Four bytes. */
    public void putInt(final int value) {
        ensure(Integer.BYTES);
        INT.set(bytes, position, value);
        position += Integer.BYTES;
    }

    /** Eight bytes. */
    public void putLong(final long value) {
        ensure(Long.BYTES);
        LONG.set(bytes, position, value);
        position += Long.BYTES;
    }

    /** One byte: the constant's code, which equals its ordinal, or -1 for {@code null}. */
    @SuppressWarnings("EnumOrdinal") // every journaled enum's code is its ordinal; core tests it
    public void putEnum(final Enum<?> value) {
        putByte(value == null ? -1 : value.ordinal());
    }

    /** Length, then UTF-8; -1 for {@code null}. Allocates. */
    public void putText(final String text) {
        putBlob(text == null ? null : text.getBytes(StandardCharsets.UTF_8));
    }

    /** Length, then the bytes; -1 for {@code null}. */
    public void putBlob(final byte[] blob) {
        if (blob == null) {
            putInt(-1);
            return;
        }
        putInt(blob.length);
        putBytes(blob, 0, blob.length);
    }

    /** The bytes without their length. */
    public void putBytes(final byte[] source, final int offset, final int length) {
        ensure(length);
        System.arraycopy(source, offset, bytes, position, length);
        position += length;
    }

    /** Makes room for {@code length} more bytes, to be written into {@link #array} directly. */
    public void ensure(final int length) {
        if (bytes.length - position < length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, position + length));
        }
    }
}
