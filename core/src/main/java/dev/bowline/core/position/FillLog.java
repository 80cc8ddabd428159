package dev.bowline.core.position;

import dev.bowline.core.state.StateHash;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Fills that were applied, by (instrument, trade id), so that each counts once whatever brings it
 * (OMS-1). Keeps the newest {@link #KEPT} of each instrument; trade ids grow, so an id not above
 * the greatest forgotten one is known to be old. Allocates once per instrument.
 */
public final class FillLog {
    /** Fills remembered per instrument. */
    public static final int KEPT = 64;

    private final Fills[] byInstrument;
    private final StateHash hash = new StateHash();

    /**
     * Starts empty.
     *
     * @param instruments greatest number of instruments
     */
    public FillLog(final int instruments) {
        byInstrument = new Fills[instruments];
    }

    /** Makes room for an instrument; to be called before its first fill. */
    public void addInstrument(final int instrumentId) {
        if (byInstrument[instrumentId] == null) {
            byInstrument[instrumentId] = new Fills();
        }
    }

    /** Index of a fill for the getters below, or -1 if it is not remembered. */
    public int find(final int instrumentId, final long tradeId) {
        final Fills fills = byInstrument[instrumentId];
        for (int i = fills.count - 1; i >= 0; i--) {
            final int index = fills.at(i);
            if (fills.tradeIds[index] == tradeId) {
                return index;
            }
        }
        return -1;
    }

    /** Whether this fill is so old that it was applied and forgotten. */
    public boolean isForgotten(final int instrumentId, final long tradeId) {
        return tradeId <= byInstrument[instrumentId].forgottenUpTo;
    }

    /** Remembers a fill that {@link #find} does not know. */
    public void add(
            final int instrumentId, final long tradeId, final long profitE8, final boolean fee) {
        add(instrumentId, tradeId, profitE8, fee, 0, 0);
    }

    /**
     * As above, a fill that was booked as a stranger's: perhaps of an order that will be named as
     * the child of ours.
     *
     * @param orderId the venue's id of its order, 0 if it is ours or of no interest
     * @param qtyE8 its quantity, {@code >= 0}
     */
    public void add(
            final int instrumentId,
            final long tradeId,
            final long profitE8,
            final boolean fee,
            final long orderId,
            final long qtyE8) {
        final Fills fills = byInstrument[instrumentId];
        if (fills.count == KEPT) {
            fills.forgottenUpTo = Math.max(fills.forgottenUpTo, fills.tradeIds[fills.oldest]);
            fills.oldest = fills.at(1);
            fills.count--;
        }
        final int index = fills.at(fills.count++);
        fills.tradeIds[index] = tradeId;
        fills.profitsE8[index] = profitE8;
        fills.hasFee[index] = fee;
        fills.strangerIds[index] = orderId;
        fills.strangerQtysE8[index] = orderId == 0 ? 0 : qtyE8;
        fills.digest = 0;
    }

    /**
     * Gives the quantity that was booked as a stranger's under this order of the venue, and
     * remembers it as ours from now on.
     *
     * @param orderId {@code != 0}
     * @return {@code >= 0}
     */
    public long takeStranger(final int instrumentId, final long orderId) {
        final Fills fills = byInstrument[instrumentId];
        long qtyE8 = 0;
        for (int i = 0; i < fills.count; i++) {
            final int index = fills.at(i);
            if (fills.strangerIds[index] == orderId) {
                qtyE8 += fills.strangerQtysE8[index];
                fills.strangerIds[index] = 0;
                fills.strangerQtysE8[index] = 0;
                fills.digest = 0;
            }
        }
        return qtyE8;
    }

    /** Whether the fee of fill {@code index} has been booked. */
    public boolean hasFee(final int instrumentId, final int index) {
        return byInstrument[instrumentId].hasFee[index];
    }

    /** Notes that the fee of fill {@code index} has been booked. */
    public void setFeeBooked(final int instrumentId, final int index) {
        byInstrument[instrumentId].hasFee[index] = true;
        byInstrument[instrumentId].digest = 0;
    }

    /** Profit that was booked for fill {@code index}, before fees. */
    public long profitE8(final int instrumentId, final int index) {
        return byInstrument[instrumentId].profitsE8[index];
    }

    /** Whether anything about this instrument is remembered. */
    public boolean knows(final int instrumentId) {
        final Fills fills = byInstrument[instrumentId];
        return fills != null && fills.count > 0;
    }

    /** Writes an instrument's fills, oldest first, or what stands for them. */
    public void write(final StateSink sink, final int instrumentId) {
        final Fills fills = byInstrument[instrumentId];
        if (!sink.takesDigests()) {
            writeAll(sink, fills);
            return;
        }
        if (fills.digest == 0) {
            hash.reset();
            writeAll(hash, fills);
            writeStrangers(hash, fills);
            fills.digest = hash.value();
        }
        sink.putLong(fills.digest);
    }

    private static void writeAll(final StateSink sink, final Fills fills) {
        sink.putLong(fills.forgottenUpTo);
        sink.putLong(fills.count);
        for (int i = 0; i < fills.count; i++) {
            final int index = fills.at(i);
            sink.putLong(fills.tradeIds[index]);
            sink.putLong(fills.profitsE8[index]);
            sink.putLong(fills.hasFee[index] ? 1 : 0);
        }
    }

    /** Writes what layouts of the state before 8 lack; part of what stands for the fills. */
    public void writeStrangers(final StateSink sink, final int instrumentId) {
        if (!sink.takesDigests()) {
            writeStrangers(sink, byInstrument[instrumentId]);
        }
    }

    private static void writeStrangers(final StateSink sink, final Fills fills) {
        sink.putLong(fills.count);
        for (int i = 0; i < fills.count; i++) {
            final int index = fills.at(i);
            sink.putLong(fills.strangerIds[index]);
            sink.putLong(fills.strangerQtysE8[index]);
        }
    }

    /** Reads what {@link #writeStrangers} wrote, after {@link #read}. */
    public void readStrangers(final StateSource source, final int instrumentId) {
        final Fills fills = byInstrument[instrumentId];
        final long count = source.getLong();
        for (int i = 0; i < count; i++) {
            final int index = fills.at(i);
            fills.strangerIds[index] = source.getLong();
            fills.strangerQtysE8[index] = source.getLong();
        }
        fills.digest = 0;
    }

    /** Reads what {@link #write} wrote, for an instrument of this run. */
    public void read(final StateSource source, final int instrumentId) {
        byInstrument[instrumentId].forgottenUpTo = source.getLong();
        byInstrument[instrumentId].digest = 0;
        final long count = source.getLong();
        for (long i = 0; i < count; i++) {
            final long tradeId = source.getLong();
            final long profitE8 = source.getLong();
            add(instrumentId, tradeId, profitE8, source.getLong() != 0);
        }
    }

    /** Ring of one instrument. */
    private static final class Fills {
        final long[] tradeIds = new long[KEPT];
        final long[] profitsE8 = new long[KEPT];
        final boolean[] hasFee = new boolean[KEPT];
        final long[] strangerIds = new long[KEPT];
        final long[] strangerQtysE8 = new long[KEPT];
        long forgottenUpTo;
        long digest; // 0: to be taken again
        int oldest;
        int count;

        int at(final int i) {
            return (oldest + i) & (KEPT - 1);
        }
    }
}
