package dev.bowline.core.risk;

import dev.bowline.core.position.ExitReason;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;
import java.util.function.IntUnaryOperator;

/**
 * Stop-losses in a row (RISK-2): a profit resets it, and so does a new day. A stop-loss is an exit
 * by a stop, by failed protection, by liquidation or by auto-deleveraging that lost more than its
 * fees; a stop at break-even that gave back its fees neither counts nor resets. Money in the margin
 * coin at scale 1e-8.
 */
public final class LossStreak {
    /** Of a longer streak the newest are remembered. */
    public static final int MAX_EXITS = 8;

    private final int[] instrumentIds = new int[MAX_EXITS];
    private final int[] exitCodes = new int[MAX_EXITS];
    private final long[] netsE8 = new long[MAX_EXITS];
    private int losses;

    /**
     * Counts a settled position.
     *
     * @param exitCode see ExitReason
     * @param grossE8 profit before fees
     * @param netE8 profit after fees
     */
    public void onSettled(
            final int instrumentId, final int exitCode, final long grossE8, final long netE8) {
        if (netE8 > 0) {
            losses = 0;
        } else if (ExitReason.isStopLoss(exitCode) && grossE8 < 0) {
            final int at = losses % MAX_EXITS;
            instrumentIds[at] = instrumentId;
            exitCodes[at] = exitCode;
            netsE8[at] = netE8;
            losses++;
        }
    }

    public int losses() {
        return losses;
    }

    /** Number of the oldest exit that is remembered; those from it to {@link #losses()} are. */
    public int firstKept() {
        return Math.max(1, losses - MAX_EXITS + 1);
    }

    /** Instrument of an exit, -1 if it is none of this run; {@code number} counts from 1. */
    public int instrumentId(final int number) {
        return instrumentIds[(number - 1) % MAX_EXITS];
    }

    /** How that exit ended its position; see ExitReason. */
    public int exitCode(final int number) {
        return exitCodes[(number - 1) % MAX_EXITS];
    }

    /** What it lost, after fees; negative. */
    public long netE8(final int number) {
        return netsE8[(number - 1) % MAX_EXITS];
    }

    public void reset() {
        losses = 0;
    }

    /** Instruments get new ids in each run. */
    public void renumber(final IntUnaryOperator newId) {
        for (int number = firstKept(); number <= losses; number++) {
            final int at = (number - 1) % MAX_EXITS;
            instrumentIds[at] = newId.applyAsInt(instrumentIds[at]);
        }
    }

    void write(final StateSink sink) {
        sink.putLong(losses);
        for (int number = firstKept(); number <= losses; number++) {
            sink.putLong(instrumentId(number));
            sink.putLong(exitCode(number));
            sink.putLong(netE8(number));
        }
    }

    void read(final StateSource source) {
        losses = (int) source.getLong();
        for (int number = firstKept(); number <= losses; number++) {
            final int at = (number - 1) % MAX_EXITS;
            instrumentIds[at] = (int) source.getLong();
            exitCodes[at] = (int) source.getLong();
            netsE8[at] = source.getLong();
        }
    }
}
