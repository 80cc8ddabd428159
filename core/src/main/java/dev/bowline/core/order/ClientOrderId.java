package dev.bowline.core.order;

import dev.bowline.core.event.Side;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Client order ids of the form {@code bw<mode><side><strategy>-<run>-<intent>-<leg><attempt>}, for
 * example {@code bwsB1-2k-3f-S0}: numbers in lower-case base 36, at most 32 characters, only of the
 * venue's alphabet. They follow from the intent alone, so a retry has the same id and any id leads
 * back to the record that caused it.
 *
 * <p>Inside the engine an id is {@code (runId, orderKey)}; the key packs intent sequence (40 bits),
 * strategy (6), side (1), leg (4) and attempt (8). All methods allocate nothing but {@link
 * #toText}.
 */
// USDⓈ-M docs, New Order, read 2026-11-20: ^[\.A-Z\:/a-z0-9_-]{1,36}$
public final class ClientOrderId {
    /** Start of every id of ours, before the mode letter. */
    public static final String PREFIX = "bw";

    /** Longest id this class writes. */
    public static final int MAX_LENGTH = 32;

    /** Greatest intent sequence. */
    public static final long MAX_INTENT_SEQ = (1L << 40) - 1;

    /** Greatest strategy id: one base-36 digit. */
    public static final int MAX_STRATEGY_ID = 35;

    /** Greatest attempt. */
    public static final int MAX_ATTEMPT = 255;

    private static final int RADIX = 36;
    private static final int LEG_SHIFT = 8;
    private static final int SIDE_SHIFT = 12;
    private static final int STRATEGY_SHIFT = 13;
    private static final int SEQ_SHIFT = 19;

    private ClientOrderId() {}

    /**
     * Packs an id.
     *
     * @throws IllegalArgumentException if a part is out of range
     */
    public static long key(
            final long intentSeq,
            final int strategyId,
            final Side side,
            final OrderLeg leg,
            final int attempt) {
        if (intentSeq <= 0
                || intentSeq > MAX_INTENT_SEQ
                || strategyId < 0
                || strategyId > MAX_STRATEGY_ID
                || attempt < 0
                || attempt > MAX_ATTEMPT) {
            throw new IllegalArgumentException(
                    "intentSeq=" + intentSeq + " strategyId=" + strategyId + " attempt=" + attempt);
        }
        return (intentSeq << SEQ_SHIFT)
                | ((long) strategyId << STRATEGY_SHIFT)
                | ((long) side.code() << SIDE_SHIFT)
                | ((long) leg.code() << LEG_SHIFT)
                | attempt;
    }

    public static long intentSeq(final long orderKey) {
        return orderKey >>> SEQ_SHIFT;
    }

    public static int strategyId(final long orderKey) {
        return (int) (orderKey >>> STRATEGY_SHIFT) & 0x3F;
    }

    public static Side side(final long orderKey) {
        return ((orderKey >>> SIDE_SHIFT) & 1) == 0 ? Side.BUY : Side.SELL;
    }

    public static OrderLeg leg(final long orderKey) {
        return OrderLeg.byCodeOrNull((int) (orderKey >>> LEG_SHIFT) & 0xF);
    }

    public static int attempt(final long orderKey) {
        return (int) orderKey & 0xFF;
    }

    /**
     * Writes the id's text.
     *
     * @param mode letter of the venue mode: s, t, p or r (sim, testnet, prod, paper)
     * @return number of bytes written
     */
    public static int put(
            final MutableDirectBuffer buffer,
            final int offset,
            final char mode,
            final int runId,
            final long orderKey) {
        int at = offset;
        buffer.putByte(at++, (byte) 'b');
        buffer.putByte(at++, (byte) 'w');
        buffer.putByte(at++, (byte) mode);
        buffer.putByte(at++, (byte) (side(orderKey) == Side.BUY ? 'B' : 'S'));
        buffer.putByte(at++, digit(strategyId(orderKey)));
        buffer.putByte(at++, (byte) '-');
        at = putBase36(buffer, at, runId);
        buffer.putByte(at++, (byte) '-');
        at = putBase36(buffer, at, intentSeq(orderKey));
        buffer.putByte(at++, (byte) '-');
        buffer.putByte(at++, (byte) leg(orderKey).letter());
        at = putBase36(buffer, at, attempt(orderKey));
        return at - offset;
    }

    /** The id's text; allocates. */
    public static String toText(final char mode, final int runId, final long orderKey) {
        return PREFIX
                + mode
                + (side(orderKey) == Side.BUY ? 'B' : 'S')
                + Character.forDigit(strategyId(orderKey), RADIX)
                + '-'
                + Integer.toString(runId, RADIX)
                + '-'
                + Long.toString(intentSeq(orderKey), RADIX)
                + '-'
                + leg(orderKey).letter()
                + Integer.toString(attempt(orderKey), RADIX);
    }

    /**
     * Reads an id of ours with the given mode letter.
     *
     * @return the packed key, or 0 if the text is not exactly what {@link #put} writes
     */
    public static long parseKey(
            final DirectBuffer buffer, final int offset, final int length, final char mode) {
        final int runEnd = runEnd(buffer, offset, length, mode);
        if (runEnd < 0) {
            return 0;
        }
        final int end = offset + length;
        final int strategyId = value(buffer.getByte(offset + 4));
        final int seqEnd = base36End(buffer, runEnd + 1, end);
        if (strategyId < 0 || seqEnd < 0 || seqEnd + 2 >= end || buffer.getByte(seqEnd) != '-') {
            return 0;
        }
        final OrderLeg leg = legOrNull(buffer.getByte(seqEnd + 1));
        final long intentSeq = base36(buffer, runEnd + 1, seqEnd);
        final long attempt = base36(buffer, seqEnd + 2, end);
        if (leg == null
                || intentSeq <= 0
                || intentSeq > MAX_INTENT_SEQ
                || attempt < 0
                || attempt > MAX_ATTEMPT) {
            return 0;
        }
        final Side side = buffer.getByte(offset + 3) == 'B' ? Side.BUY : Side.SELL;
        return key(intentSeq, strategyId, side, leg, (int) attempt);
    }

    /** Run number of an id for which {@link #parseKey} gave a key; -1 if it is none of ours. */
    public static int parseRunId(
            final DirectBuffer buffer, final int offset, final int length, final char mode) {
        final int runEnd = runEnd(buffer, offset, length, mode);
        return runEnd < 0 ? -1 : (int) base36(buffer, offset + 6, runEnd);
    }

    /** Index of the dash behind the run number, or -1 if the start is not ours. */
    private static int runEnd(
            final DirectBuffer buffer, final int offset, final int length, final char mode) {
        if (length < 12
                || length > MAX_LENGTH
                || buffer.getByte(offset) != 'b'
                || buffer.getByte(offset + 1) != 'w'
                || buffer.getByte(offset + 2) != mode
                || buffer.getByte(offset + 5) != '-') {
            return -1;
        }
        final byte side = buffer.getByte(offset + 3);
        final int runEnd = base36End(buffer, offset + 6, offset + length);
        if ((side != 'B' && side != 'S') || runEnd < 0 || buffer.getByte(runEnd) != '-') {
            return -1;
        }
        final long run = base36(buffer, offset + 6, runEnd);
        return run < 0 || run > Integer.MAX_VALUE ? -1 : runEnd;
    }

    private static int base36End(final DirectBuffer buffer, final int from, final int end) {
        int at = from;
        while (at < end && value(buffer.getByte(at)) >= 0) {
            at++;
        }
        return at == from || at == end ? -1 : at;
    }

    /**
     * Number in {@code [from, end)}, or -1 if it has a foreign digit, a leading zero or is long.
     */
    private static long base36(final DirectBuffer buffer, final int from, final int end) {
        final int digits = end - from;
        if (digits < 1 || digits > 9 || (digits > 1 && buffer.getByte(from) == '0')) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < end; i++) {
            final int digit = value(buffer.getByte(i));
            if (digit < 0) {
                return -1;
            }
            number = number * RADIX + digit;
        }
        return number;
    }

    private static int putBase36(
            final MutableDirectBuffer buffer, final int offset, final long number) {
        int digits = 1;
        for (long rest = number / RADIX; rest != 0; rest /= RADIX) {
            digits++;
        }
        long rest = number;
        for (int i = offset + digits - 1; i >= offset; i--) {
            buffer.putByte(i, digit((int) (rest % RADIX)));
            rest /= RADIX;
        }
        return offset + digits;
    }

    private static byte digit(final int value) {
        return (byte) (value < 10 ? '0' + value : 'a' + value - 10);
    }

    private static int value(final byte c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return c >= 'a' && c <= 'z' ? c - 'a' + 10 : -1;
    }

    private static OrderLeg legOrNull(final byte letter) {
        return switch (letter) {
            case 'E' -> OrderLeg.ENTRY;
            case 'S' -> OrderLeg.STOP;
            case 'T' -> OrderLeg.TARGET;
            case 'C' -> OrderLeg.CLOSE;
            case 'R' -> OrderLeg.TRAIL;
            default -> null;
        };
    }
}
