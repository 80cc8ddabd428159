package dev.bowline.gateway.json;

import org.agrona.DirectBuffer;

/** Some bytes of a buffer; reused, valid until the document or the scratch behind it changes. */
public final class TextRange {
    private DirectBuffer buffer;
    private int offset;
    private int length;

    /** Points at {@code length} bytes. */
    public void set(final DirectBuffer source, final int from, final int count) {
        buffer = source;
        offset = from;
        length = count;
    }

    public DirectBuffer buffer() {
        return buffer;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    /** Whether the text begins with these bytes. */
    public boolean startsWith(final byte[] prefix) {
        return length >= prefix.length && isAt(prefix, 0);
    }

    /** Whether these bytes stand at {@code index} of the text. */
    public boolean isAt(final byte[] bytes, final int index) {
        if (index < 0 || index + bytes.length > length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (buffer.getByte(offset + index + i) != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** First index of these bytes in the text, or -1. */
    public int indexOf(final byte[] bytes) {
        for (int i = 0; i + bytes.length <= length; i++) {
            if (isAt(bytes, i)) {
                return i;
            }
        }
        return -1;
    }
}
