package dev.bowline.gateway.sim.server;

import dev.bowline.core.num.DecimalFormat;
import dev.bowline.core.num.FixedPoint;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.agrona.ExpandableArrayBuffer;

/**
 * Writes JSON bytes into one buffer that is kept and reused. Commas are set by itself. Allocates
 * only when the buffer has to grow, and for text outside ASCII. Not thread-safe.
 */
final class JsonWriter {
    private static final byte[] NULL = ascii("null");
    private static final byte[] TRUE = ascii("true");
    private static final byte[] FALSE = ascii("false");

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(4096);
    private int length;
    private boolean commaDue;

    static byte[] ascii(final String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    JsonWriter reset() {
        length = 0;
        commaDue = false;
        return this;
    }

    int length() {
        return length;
    }

    void writeTo(final ByteBuf target) {
        target.writeBytes(buffer.byteArray(), 0, length);
    }

    byte[] toBytes() {
        return Arrays.copyOf(buffer.byteArray(), length);
    }

    @Override
    public String toString() {
        return new String(buffer.byteArray(), 0, length, StandardCharsets.UTF_8);
    }

    JsonWriter beginObject() {
        comma();
        buffer.putByte(length++, (byte) '{');
        commaDue = false;
        return this;
    }

    JsonWriter endObject() {
        buffer.putByte(length++, (byte) '}');
        commaDue = true;
        return this;
    }

    JsonWriter beginArray() {
        comma();
        buffer.putByte(length++, (byte) '[');
        commaDue = false;
        return this;
    }

    JsonWriter endArray() {
        buffer.putByte(length++, (byte) ']');
        commaDue = true;
        return this;
    }

    JsonWriter name(final String name) {
        comma();
        quoted(name);
        buffer.putByte(length++, (byte) ':');
        commaDue = false;
        return this;
    }

    JsonWriter text(final String value) {
        comma();
        quoted(value);
        commaDue = true;
        return this;
    }

    JsonWriter number(final long value) {
        comma();
        length += buffer.putLongAscii(length, value);
        commaDue = true;
        return this;
    }

    JsonWriter bool(final boolean value) {
        return raw(value ? TRUE : FALSE);
    }

    JsonWriter nullValue() {
        return raw(NULL);
    }

    /** JSON that is already there. */
    JsonWriter raw(final byte[] json) {
        comma();
        buffer.putBytes(length, json);
        length += json.length;
        commaDue = true;
        return this;
    }

    /** JSON that another writer holds. */
    JsonWriter value(final JsonWriter other) {
        comma();
        buffer.putBytes(length, other.buffer, 0, other.length);
        length += other.length;
        commaDue = true;
        return this;
    }

    /** A decimal as a string, shortest exact text: {@code "2.431"}. */
    JsonWriter decimal(final long valueE8) {
        comma();
        buffer.putByte(length++, (byte) '"');
        length += DecimalFormat.put(buffer, length, valueE8);
        buffer.putByte(length++, (byte) '"');
        commaDue = true;
        return this;
    }

    /** A decimal as a JSON number. */
    JsonWriter decimalNumber(final long valueE8) {
        comma();
        length += DecimalFormat.put(buffer, length, valueE8);
        commaDue = true;
        return this;
    }

    /**
     * A decimal as a string with at least {@code digits} fraction digits: {@code "2.4310"}; further
     * digits appear when the value has them.
     */
    JsonWriter padded(final long valueE8, final int digits) {
        comma();
        buffer.putByte(length++, (byte) '"');
        final int from = length;
        length += DecimalFormat.put(buffer, length, valueE8);
        int fraction = fractionDigits(valueE8);
        if (fraction == 0 && digits > 0) {
            buffer.putByte(length++, (byte) '.');
        }
        for (; fraction < digits; fraction++) {
            buffer.putByte(length++, (byte) '0');
        }
        assert length > from;
        buffer.putByte(length++, (byte) '"');
        commaDue = true;
        return this;
    }

    JsonWriter field(final String name, final String value) {
        return name(name).text(value);
    }

    JsonWriter field(final String name, final long value) {
        return name(name).number(value);
    }

    JsonWriter field(final String name, final boolean value) {
        return name(name).bool(value);
    }

    JsonWriter fieldE8(final String name, final long valueE8) {
        return name(name).decimal(valueE8);
    }

    JsonWriter fieldE8(final String name, final long valueE8, final int digits) {
        return name(name).padded(valueE8, digits);
    }

    /** Digits behind the point of the shortest text of an E8 number. */
    static int fractionDigits(final long valueE8) {
        long fraction = Math.abs(valueE8 % FixedPoint.ONE_E8);
        if (fraction == 0) {
            return 0;
        }
        int digits = FixedPoint.SCALE;
        while (fraction % 10 == 0) {
            fraction /= 10;
            digits--;
        }
        return digits;
    }

    private void comma() {
        if (commaDue) {
            buffer.putByte(length++, (byte) ',');
        }
    }

    private void quoted(final String value) {
        buffer.putByte(length++, (byte) '"');
        final int chars = value.length();
        for (int i = 0; i < chars; i++) {
            final char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                buffer.putByte(length++, (byte) '\\');
                buffer.putByte(length++, (byte) c);
            } else if (c < ' ') {
                final byte[] escape = ascii(String.format("\\u%04x", (int) c));
                buffer.putBytes(length, escape);
                length += escape.length;
            } else if (c < 128) {
                buffer.putByte(length++, (byte) c);
            } else {
                final int end = i + (Character.isHighSurrogate(c) && i + 1 < chars ? 2 : 1);
                final byte[] utf8 = value.substring(i, end).getBytes(StandardCharsets.UTF_8);
                buffer.putBytes(length, utf8);
                length += utf8.length;
                i = end - 1;
            }
        }
        buffer.putByte(length++, (byte) '"');
    }
}
