package dev.bowline.core.position;

import dev.bowline.core.num.FixedPoint;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/** Which of the last closed positions won, after fees; durable (OMS-6). Allocates nothing. */
public final class OutcomeWindow {
    /** Most positions remembered. */
    public static final int MAX = 256;

    private final long[] wins = new long[MAX / Long.SIZE];
    private long total;

    /** Remembers one more. */
    public void add(final boolean isWin) {
        final int at = (int) (total % MAX);
        final long bit = 1L << (at % Long.SIZE);
        if (isWin) {
            wins[at / Long.SIZE] |= bit;
        } else {
            wins[at / Long.SIZE] &= ~bit;
        }
        total++;
    }

    /**
     * Share of winners among the last {@code trades}, rounded down.
     *
     * @param trades in {@code [1, MAX]}
     * @return scale 1e-8, or -1 if there were not so many yet
     */
    public long winRateE8(final int trades) {
        if (total < trades) {
            return -1;
        }
        long won = 0;
        for (long i = total - trades; i < total; i++) {
            final int at = (int) (i % MAX);
            won += wins[at / Long.SIZE] >>> (at % Long.SIZE) & 1;
        }
        return won * FixedPoint.ONE_E8 / trades;
    }

    /** Writes the whole window. */
    public void write(final StateSink sink) {
        sink.putLong(total);
        for (final long word : wins) {
            sink.putLong(word);
        }
    }

    /** Reads what {@link #write} wrote. */
    public void read(final StateSource source) {
        total = source.getLong();
        for (int i = 0; i < wins.length; i++) {
            wins[i] = source.getLong();
        }
    }
}
