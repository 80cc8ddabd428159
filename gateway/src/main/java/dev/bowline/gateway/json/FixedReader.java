package dev.bowline.gateway.json;

import dev.bowline.core.num.FixedPoint;

/**
 * Reads a document whose fields are expected in one order, from left to right on the bytes of
 * {@link JsonScanner#bytes}, by the steps of {@link FixedOrder}: what is not there as expected
 * loses the way, all further steps stay lost, and the caller looks once, at the end, whether {@link
 * #isEnd}. Values read on a lost way mean nothing. What is accepted the general scanner reads with
 * the same values. One thread; allocates nothing; never throws.
 */
public final class FixedReader {
    private static final Piece TRUE = Piece.of("true");
    private static final Piece FALSE = Piece.of("false");

    private byte[] json = new byte[FixedOrder.ZEROS_BEHIND];
    private int at;

    /** Goes before the first byte of a document. */
    public void start(final byte[] document) {
        json = document;
        at = 0;
    }

    /** The document. */
    public byte[] bytes() {
        return json;
    }

    /** Index of the next byte. */
    public int at() {
        return at;
    }

    /** The byte {@code ahead} of the next one, at most eight. */
    public byte peek(final int ahead) {
        return json[at + ahead];
    }

    /** Loses the way, because a value cannot be taken. */
    public void lose() {
        at = FixedOrder.lost(json);
    }

    /** Whether the way led to the document's end. */
    public boolean isEnd(final int end) {
        return at == end;
    }

    /** Whether a piece comes next. */
    public boolean isAt(final Piece piece) {
        return piece.isAt(json, at);
    }

    /** Goes over a piece that must be there. */
    public void expect(final Piece piece) {
        at = piece.after(json, at);
    }

    /** Goes over a piece if it is there. */
    public boolean skip(final Piece piece) {
        final boolean found = piece.isAt(json, at);
        if (found) {
            at += piece.length();
        }
        return found;
    }

    /** Goes to the quote behind a text without escapes. */
    public void skipText() {
        at = FixedOrder.textEnd(json, at);
    }

    /** Goes over a whole number without sign. */
    public void skipNatural() {
        at = FixedOrder.naturalEnd(json, at);
    }

    /** Goes over a text; its first eight bytes, little endian. */
    public long eightBytesOfText() {
        final int from = at;
        skipText();
        return FixedOrder.eightBytes(json, from)
                & FixedOrder.lowBytes(Math.min(at - from, Long.BYTES));
    }

    /** A whole number without sign. */
    public long natural() {
        final int from = at;
        at = FixedOrder.naturalEnd(json, from);
        return FixedOrder.natural(json, from, at);
    }

    /** The constant named by a text; a word that is not in the enum loses the way. */
    public <E extends Enum<E>> E word(final EnumWords<E> words) {
        final int from = at;
        skipText();
        final E constant = words.orNull(json, from, at);
        if (constant == null) {
            lose();
        }
        return constant;
    }

    /** True or false. */
    public boolean flag() {
        final boolean value = json[at] == 't';
        at = value ? TRUE.after(json, at) : FALSE.after(json, at);
        return value;
    }

    /** A decimal without sign and with at most eight digits behind the point; scale 1e-8. */
    public long decimalE8() {
        final byte[] bytes = json;
        final int from = at;
        final int point = FixedOrder.digitsEnd(bytes, from);
        if (point == from || point - from > FixedOrder.MAX_WHOLE_DIGITS) {
            lose();
            return 0;
        }
        final long wholeE8 = FixedOrder.natural(bytes, from, point) * FixedOrder.EIGHT_DIGITS;
        if (bytes[point] != '.') {
            at = point;
            return wholeE8;
        }
        final long text = FixedOrder.eightBytes(bytes, point + 1);
        final int digits = FixedOrder.digits(text);
        at = digits == 0 ? FixedOrder.lost(bytes) : point + 1 + digits;
        return wholeE8 + FixedOrder.valueOfEight(text & FixedOrder.lowBytes(digits));
    }

    /** As {@link #decimalE8}, with digits behind the eighth cut off. */
    public long truncatedE8() {
        final int from = at;
        final long valueE8 = decimalE8();
        if (at - from > FixedPoint.SCALE && json[at - FixedPoint.SCALE - 1] == '.') {
            while (json[at] >= '0' && json[at] <= '9') {
                at++;
            }
        }
        return valueE8;
    }

    /** As {@link #decimalE8}, with or without a minus. */
    public long signedE8() {
        final boolean negative = skipMinus();
        final long valueE8 = decimalE8();
        return negative ? -valueE8 : valueE8;
    }

    /** As {@link #truncatedE8}, with or without a minus. */
    public long signedTruncatedE8() {
        final boolean negative = skipMinus();
        final long valueE8 = truncatedE8();
        return negative ? -valueE8 : valueE8;
    }

    private boolean skipMinus() {
        final boolean negative = json[at] == '-';
        if (negative) {
            at++;
        }
        return negative;
    }
}
