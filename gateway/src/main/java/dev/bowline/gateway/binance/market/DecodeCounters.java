package dev.bowline.gateway.binance.market;

/**
 * How many frames ended how, and how many fields and words were not known. Written by the decoding
 * thread; other threads may read a slightly old value.
 */
public final class DecodeCounters {
    private final long[] frames = new long[DecodeResult.count()];
    private long slots;
    private long marks;
    private long unknownFields;
    private long unknownWords;
    private long lostRows;

    /** Frames that ended so. */
    public long frames(final DecodeResult result) {
        return frames[result.index()];
    }

    /** Slots published. */
    public long slots() {
        return slots;
    }

    /** Fields of known events that are not in the contract (MON-6). */
    public long unknownFields() {
        return unknownFields;
    }

    /** Enum values of known fields that are not in the contract (MON-6). */
    public long unknownWords() {
        return unknownWords;
    }

    /** Rows of multi-row market frames that found no slot. */
    public long lostRows() {
        return lostRows;
    }

    /** Counts one frame; returns {@code result}. */
    public DecodeResult count(final DecodeResult result) {
        frames[result.index()]++;
        return result;
    }

    /** Mark prices, whose stream comes at a fixed interval (MD-9). */
    public long marks() {
        return marks;
    }

    public void addMark() {
        marks++;
    }

    public void addSlot() {
        slots++;
    }

    public void addUnknownFields(final int fields) {
        unknownFields += fields;
    }

    public void addUnknownWord() {
        unknownWords++;
    }

    public void addLostRow() {
        lostRows++;
    }
}
