package dev.bowline.gateway.json;

import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Reads one JSON document (RFC 8259) in a single pass over its bytes and notes where the values
 * are; nothing is copied and no object is made. Every method returns false or a code on bad input
 * and never throws. Text is not checked to be valid UTF-8: the WebSocket layer does that.
 *
 * <p>Usage: {@link #wrap}, then {@link #scanObject} or the array methods, then {@link #atEnd}. One
 * thread.
 */
public final class JsonScanner {
    /** Deepest nesting of a value that is skipped. */
    public static final int MAX_DEPTH = 32;

    /** No value, or a broken one. */
    public static final byte BAD = 0;

    /** A string without escapes; the range is what stands between the quotes. */
    public static final byte STRING = 1;

    /** A string with at least one escape. */
    public static final byte ESCAPED_STRING = 2;

    /** A number. */
    public static final byte NUMBER = 3;

    /** The word true. */
    public static final byte TRUE = 4;

    /** The word false. */
    public static final byte FALSE = 5;

    /** The word null. */
    public static final byte NULL = 6;

    /** An object; the range includes the braces. */
    public static final byte OBJECT = 7;

    /** An array; the range includes the brackets. */
    public static final byte ARRAY = 8;

    private static final int SCRATCH_BYTES = 512;
    private static final int HEX_DIGITS = 4;
    private static final int HIGH_SURROGATES = 0xD800;
    private static final int LOW_SURROGATES = 0xDC00;
    private static final int AFTER_SURROGATES = 0xE000;

    /** One for each byte that ends the plain part of a string: quote, backslash, control. */
    private static final byte[] ENDS_TEXT = new byte[256];

    static {
        java.util.Arrays.fill(ENDS_TEXT, 0, ' ', (byte) 1);
        ENDS_TEXT['"'] = 1;
        ENDS_TEXT['\\'] = 1;
    }

    private static final int FIRST_BYTES = 8192;

    /** Zeros behind the document, so that looking a few bytes ahead needs no check. */
    private static final int PADDING = 8;

    // The document is copied: a plain array lets the compiler keep it in a register, and the zeros
    // behind it end every loop. Half the time of reading through the buffer
    // (MarketDecoderBenchmark).
    private byte[] bytes = new byte[FIRST_BYTES];
    private final UnsafeBuffer view = new UnsafeBuffer(bytes);
    private final byte[] scratchBytes = new byte[SCRATCH_BYTES];
    private final UnsafeBuffer scratch = new UnsafeBuffer(scratchBytes);
    private int at;
    private int end;
    private int valueStart;
    private boolean escaped;
    private int valueEnd;

    /** Starts with a document. A longer one than ever before makes the copy's array grow. */
    public void wrap(final DirectBuffer buffer, final int offset, final int length) {
        if (length + FixedOrder.ZEROS_BEHIND >= bytes.length) {
            bytes = new byte[2 * length + 2 * FixedOrder.ZEROS_BEHIND];
            view.wrap(bytes);
        }
        buffer.getBytes(offset, bytes, 0, length);
        for (int i = length; i < length + PADDING; i++) {
            bytes[i] = 0;
        }
        at = 0;
        end = length;
    }

    /** The array behind {@link #view}; read only, until the next {@link #wrap}. */
    public byte[] bytes() {
        return bytes;
    }

    /** The document's bytes from index 0; ranges of values are indexes into it. */
    public DirectBuffer view() {
        return view;
    }

    /** First byte that is not blank, 0 at the end; the cursor stands on it. */
    public byte peek() {
        at = skipBlanks(at);
        return bytes[at];
    }

    /** Whether nothing but blanks is left. */
    public boolean atEnd() {
        at = skipBlanks(at);
        return at == end;
    }

    /** Moves the cursor to an index of {@link #view}, for a second look at a value. */
    public void moveTo(final int index) {
        at = index;
    }

    /** Cursor, an index of {@link #view}. */
    public int position() {
        return at;
    }

    /** First byte of the value read last. */
    public int valueStart() {
        return valueStart;
    }

    /** Index behind the value read last. */
    public int valueEnd() {
        return valueEnd;
    }

    /**
     * Reads an object whose brace is under the cursor into {@code table}; objects in fields for
     * which the table has a child go into the child.
     *
     * @return false if it is no object or broken
     */
    public boolean scanObject(final FieldTable table) {
        final byte[] json = bytes;
        table.clear(this);
        int i = skipBlanks(at);
        if (json[i] != '{') {
            return false;
        }
        i = skipBlanks(i + 1);
        if (json[i] == '}') {
            at = i + 1;
            return true;
        }
        while (true) {
            final int field = readName(table, json, i);
            if (field < FieldTable.OTHER) {
                return false;
            }
            i = at;
            final byte c = json[i];
            if (c == '"') {
                final int start = ++i;
                i = FixedOrder.plainEnd(json, i);
                if (json[i] == '"') {
                    table.put(field, STRING, start, i++);
                } else if (readString()) {
                    table.put(field, ESCAPED_STRING, start, valueEnd);
                    i = at;
                } else {
                    return false;
                }
            } else if (c > '0' && c <= '9') {
                if (!readPositive(json, i)) {
                    return false;
                }
                table.put(field, NUMBER, i, at);
                i = at;
            } else {
                final byte kind = readOther(table.childOrNull(field), c);
                if (kind == BAD) {
                    return false;
                }
                table.put(field, kind, valueStart, valueEnd);
                i = at;
            }
            if (json[i] != ',' && json[i] != '}') {
                i = skipBlanks(i);
            }
            if (json[i] != ',') {
                at = i + 1;
                return json[i] == '}';
            }
            i++;
            if (json[i] != '"') {
                i = skipBlanks(i);
            }
        }
    }

    /** Reads a number that begins with a digit from 1 to 9 at {@code start}. */
    private boolean readPositive(final byte[] json, final int start) {
        int i = start + 1;
        while (json[i] >= '0' && json[i] <= '9') {
            i++;
        }
        if (json[i] == '.' || (json[i] | ' ') == 'e') {
            return readNumber(json[start]);
        }
        at = i;
        return true;
    }

    /** Value that is neither a string nor a positive number; into the child if it is an object. */
    private byte readOther(final FieldTable childOrNull, final byte c) {
        if (childOrNull == null || c != '{') {
            return readValue();
        }
        final int start = at;
        final byte kind = scanObject(childOrNull) ? OBJECT : BAD;
        valueStart = start;
        valueEnd = at;
        return kind;
    }

    /** Field of the name whose quote is at {@code i}; the cursor goes to its value. */
    private int readName(final FieldTable table, final byte[] json, final int i) {
        if (json[i] != '"') {
            return FieldTable.BROKEN;
        }
        final byte c = json[i + 1];
        if (json[i + 2] == '"' && c != '\\' && c >= FieldTable.FIRST_LETTER) {
            at = i + 3;
            return endName(json, c);
        }
        final int j = FixedOrder.plainEnd(json, i + 1);
        if (json[j] == '"') {
            at = j + 1;
            return endName(json, table.fieldOf(json, i + 1, j - i - 1));
        }
        at = i;
        if (!readString()) {
            return FieldTable.BROKEN;
        }
        final int length = unescape(valueStart, valueEnd);
        return endName(
                json, length < 0 ? FieldTable.OTHER : table.fieldOf(scratchBytes, 0, length));
    }

    /** Goes over the colon behind a name. */
    private int endName(final byte[] json, final int field) {
        int i = at;
        if (json[i] != ':') {
            i = skipBlanks(i);
            if (json[i] != ':') {
                return FieldTable.BROKEN;
            }
        }
        i++;
        at = json[i] <= ' ' ? skipBlanks(i) : i;
        return field;
    }

    /** Steps into an array; false if there is none under the cursor. */
    public boolean enterArray() {
        at = skipBlanks(at);
        if (bytes[at] != '[') {
            return false;
        }
        at++;
        return true;
    }

    /**
     * Goes to the next element of the array entered.
     *
     * @param first whether this is the first call for it
     * @return 1 with the cursor on the element, 0 behind the array, -1 if it is broken
     */
    public int nextElement(final boolean first) {
        at = skipBlanks(at);
        final int c = bytes[at];
        if (c == ']') {
            at++;
            return 0;
        }
        if (first) {
            return c == 0 ? -1 : 1;
        }
        if (c != ',') {
            return -1;
        }
        at = skipBlanks(at + 1);
        return bytes[at] == ']' ? -1 : 1;
    }

    /** Reads the value under the cursor; its kind, or {@link #BAD}. */
    public byte readValue() {
        at = skipBlanks(at);
        final int c = bytes[at];
        if (c == '"') {
            if (!readString()) {
                return BAD;
            }
            return escaped ? ESCAPED_STRING : STRING;
        }
        valueStart = at;
        final byte kind;
        if (c == '{' || c == '[') {
            kind = skipNested() ? (c == '{' ? OBJECT : ARRAY) : BAD;
        } else {
            kind = readScalar(c);
        }
        valueEnd = at;
        return kind;
    }

    private byte readScalar(final int c) {
        return switch (c) {
            case 't' -> readLiteral('r', 'u', 'e') ? TRUE : BAD;
            case 'f' ->
                    bytes[at + 1] == 'a' && skipOne() && readLiteral('l', 's', 'e') ? FALSE : BAD;
            case 'n' -> readLiteral('u', 'l', 'l') ? NULL : BAD;
            default -> readNumber(c) ? NUMBER : BAD;
        };
    }

    private boolean skipOne() {
        at++;
        return true;
    }

    private boolean readLiteral(final char second, final char third, final char fourth) {
        final boolean matches =
                bytes[at + 1] == second && bytes[at + 2] == third && bytes[at + 3] == fourth;
        at += 4;
        return matches;
    }

    private boolean readNumber(final int first) {
        int i = first == '-' ? at + 1 : at;
        if (bytes[i] == '0') {
            i++;
        } else {
            final int from = i;
            i = skipDigits(i);
            if (i == from) {
                return false;
            }
        }
        if (bytes[i] == '.') {
            final int from = i + 1;
            i = skipDigits(from);
            if (i == from) {
                return false;
            }
        }
        if (bytes[i] == 'e' || bytes[i] == 'E') {
            i++;
            if (bytes[i] == '+' || bytes[i] == '-') {
                i++;
            }
            final int from = i;
            i = skipDigits(from);
            if (i == from) {
                return false;
            }
        }
        at = i;
        return true;
    }

    private int skipDigits(final int from) {
        int i = from;
        while (bytes[i] >= '0' && bytes[i] <= '9') {
            i++;
        }
        return i;
    }

    /** Reads the string whose opening quote is under the cursor. */
    private boolean readString() {
        final byte[] json = bytes;
        int i = at + 1;
        valueStart = i;
        escaped = false;
        while (true) {
            while (ENDS_TEXT[json[i] & 0xFF] == 0) {
                i++;
            }
            if (json[i] == '"') {
                valueEnd = i;
                at = i + 1;
                return true;
            }
            final int width = json[i] == '\\' ? escapeWidth(i) : 0;
            if (width == 0) { // a control character, or the zero behind the end
                return false;
            }
            escaped = true;
            i += width;
        }
    }

    /** Bytes of the escape at {@code i}, 0 if it is none of JSON's. */
    private int escapeWidth(final int i) {
        return switch (bytes[i + 1]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> 2;
            case 'u' -> hex(view, i + 2, end) < 0 ? 0 : 2 + HEX_DIGITS;
            default -> 0;
        };
    }

    /** Skips an object or array, checking its grammar, without recursion. */
    private boolean skipNested() {
        long objects = 0; // one bit per level: set if it is an object
        int depth = 0;
        boolean opened = false;
        do {
            final int c = peek();
            final boolean inObject = (objects & 1) != 0;
            if (depth > 0 && c == (inObject ? '}' : ']')) {
                // A closing bracket may follow a value or the opening one, never a comma.
                at++;
                depth--;
                objects >>>= 1;
                opened = false;
                continue;
            }
            if (depth > 0 && !opened) {
                if (c != ',') {
                    return false;
                }
                at++;
            }
            if (depth > 0 && inObject && !skipName()) {
                return false;
            }
            final int value = peek();
            opened = value == '{' || value == '[';
            if (opened) {
                if (++depth > MAX_DEPTH) {
                    return false;
                }
                objects = (objects << 1) | (value == '{' ? 1 : 0);
                at++;
            } else if (!skipSimple(value)) {
                return false;
            }
        } while (depth > 0);
        return true;
    }

    private boolean skipName() {
        if (peek() != '"') {
            return false;
        }
        final int kept = valueStart;
        final boolean read = readString();
        valueStart = kept;
        if (!read || peek() != ':') {
            return false;
        }
        at++;
        return true;
    }

    private boolean skipSimple(final int c) {
        final int kept = valueStart;
        final boolean read = c == '"' ? readString() : readScalar(c) != BAD;
        valueStart = kept;
        return read;
    }

    /**
     * Decodes an escaped string into a scratch buffer that the next call overwrites.
     *
     * @return number of bytes in {@link #unescaped}, or -1 if it is longer than the scratch
     */
    public int unescape(final int from, final int to) {
        int out = 0;
        int i = from;
        while (i < to) {
            if (out + HEX_DIGITS > SCRATCH_BYTES) {
                return -1;
            }
            final byte c = bytes[i];
            if (c != '\\') {
                scratch.putByte(out++, c);
                i++;
                continue;
            }
            final byte escape = bytes[i + 1];
            if (escape == 'u') {
                int codePoint = hex(view, i + 2, to);
                i += 2 + HEX_DIGITS;
                if (codePoint >= HIGH_SURROGATES && codePoint < LOW_SURROGATES) {
                    final int low = lowSurrogate(i, to);
                    if (low > 0) {
                        codePoint = Character.toCodePoint((char) codePoint, (char) low);
                        i += 2 + HEX_DIGITS;
                    }
                }
                out = putUtf8(out, codePoint);
            } else {
                scratch.putByte(out++, plain(escape));
                i += 2;
            }
        }
        return out;
    }

    /** Where {@link #unescape} puts its text. */
    public DirectBuffer unescaped() {
        return scratch;
    }

    private int lowSurrogate(final int i, final int to) {
        if (i + 1 >= to || bytes[i] != '\\' || bytes[i + 1] != 'u') {
            return -1;
        }
        final int low = hex(view, i + 2, to);
        return low >= LOW_SURROGATES && low < AFTER_SURROGATES ? low : -1;
    }

    private static byte plain(final byte escape) {
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escape;
        };
    }

    private int putUtf8(final int from, final int codePoint) {
        int out = from;
        if (codePoint < 0x80) {
            scratch.putByte(out++, (byte) codePoint);
        } else if (codePoint < 0x800) {
            scratch.putByte(out++, (byte) (0xC0 | (codePoint >> 6)));
            scratch.putByte(out++, (byte) (0x80 | (codePoint & 0x3F)));
        } else if (codePoint < 0x10000) {
            scratch.putByte(out++, (byte) (0xE0 | (codePoint >> 12)));
            scratch.putByte(out++, (byte) (0x80 | ((codePoint >> 6) & 0x3F)));
            scratch.putByte(out++, (byte) (0x80 | (codePoint & 0x3F)));
        } else {
            scratch.putByte(out++, (byte) (0xF0 | (codePoint >> 18)));
            scratch.putByte(out++, (byte) (0x80 | ((codePoint >> 12) & 0x3F)));
            scratch.putByte(out++, (byte) (0x80 | ((codePoint >> 6) & 0x3F)));
            scratch.putByte(out++, (byte) (0x80 | (codePoint & 0x3F)));
        }
        return out;
    }

    private static int hex(final DirectBuffer buffer, final int from, final int to) {
        if (from + HEX_DIGITS > to) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + HEX_DIGITS; i++) {
            final int digit = Character.digit(buffer.getByte(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    private int skipBlanks(final int from) {
        final byte[] json = bytes;
        int i = from;
        while (json[i] == ' ' || json[i] == '\n' || json[i] == '\r' || json[i] == '\t') {
            i++;
        }
        return i;
    }
}
