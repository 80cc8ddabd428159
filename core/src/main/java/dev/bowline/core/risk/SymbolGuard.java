package dev.bowline.core.risk;

import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * What holds back one instrument, and what was said about its position already. Quantities at scale
 * 1e-8, times in nanoseconds of engine time unless named otherwise, 0 for none.
 */
public final class SymbolGuard {
    /** Most slippage breaches that are remembered. */
    public static final int MAX_BREACHES = 16;

    /** When the position was opened. */
    public long openedNs;

    /** Its age was warned of (PROT-4). */
    public boolean isAgeWarned;

    /** Highest step of the liquidation guard that was taken; see {@link LiquidationGuard}. */
    public int liquidationStep;

    /** It is near its liquidation and has not moved away far enough. */
    public boolean isNearLiquidation;

    /** Quantity that a reduction has to leave; 0 if none is under way. */
    public long reduceToQtyE8;

    /** A close was asked for, until position and entries are gone; see CommandCause. */
    public int closeCauseCode;

    /** No entries before this time, epoch milliseconds: the venue closed the position (PROT-7). */
    public long venueClosedUntilMs;

    /** No entries before this time: too much slippage (PROT-2). */
    public long blockedUntilNs;

    /** Position at the venue that is none of ours and left alone (PROT-3), signed. */
    public long ignoredQtyE8;

    private final long[] breachesNs = new long[MAX_BREACHES];
    private int breaches;

    /** Forgets what was said about the last position. */
    public void onPosition(final long newOpenedNs) {
        openedNs = newOpenedNs;
        isAgeWarned = false;
        liquidationStep = 0;
        isNearLiquidation = false;
        reduceToQtyE8 = 0;
    }

    /**
     * Counts a slippage breach.
     *
     * @param limit breaches that are too many, {@code 1 <= limit <= MAX_BREACHES}
     * @return whether there are too many within the window; then the count starts again
     */
    public boolean onBreach(final long nowNs, final long windowNs, final int limit) {
        int kept = 0;
        for (int i = 0; i < breaches; i++) {
            if (nowNs - breachesNs[i] < windowNs) {
                breachesNs[kept++] = breachesNs[i];
            }
        }
        breachesNs[kept++] = nowNs;
        breaches = kept >= limit ? 0 : kept;
        return kept >= limit;
    }

    /** Whether there is anything to remember. */
    public boolean isUsed() {
        return openedNs != 0
                || closeCauseCode != 0
                || venueClosedUntilMs != 0
                || blockedUntilNs != 0
                || ignoredQtyE8 != 0
                || breaches != 0;
    }

    /** Writes the state. */
    public void write(final StateSink sink) {
        sink.putLong(openedNs);
        sink.putLong(isAgeWarned ? 1 : 0);
        sink.putLong(liquidationStep);
        sink.putLong(isNearLiquidation ? 1 : 0);
        sink.putLong(reduceToQtyE8);
        sink.putLong(closeCauseCode);
        sink.putLong(venueClosedUntilMs);
        sink.putLong(blockedUntilNs);
        sink.putLong(ignoredQtyE8);
        sink.putLong(breaches);
        for (int i = 0; i < breaches; i++) {
            sink.putLong(breachesNs[i]);
        }
    }

    /** Reads what {@link #write} wrote. */
    public void read(final StateSource source) {
        openedNs = source.getLong();
        isAgeWarned = source.getLong() != 0;
        liquidationStep = (int) source.getLong();
        isNearLiquidation = source.getLong() != 0;
        reduceToQtyE8 = source.getLong();
        closeCauseCode = (int) source.getLong();
        venueClosedUntilMs = source.getLong();
        blockedUntilNs = source.getLong();
        ignoredQtyE8 = source.getLong();
        breaches = (int) source.getLong();
        if (breaches < 0 || breaches > MAX_BREACHES) {
            throw new IllegalStateException(
                    "restored state has " + breaches + " slippage breaches, at most 16");
        }
        for (int i = 0; i < breaches; i++) {
            breachesNs[i] = source.getLong();
        }
    }
}
