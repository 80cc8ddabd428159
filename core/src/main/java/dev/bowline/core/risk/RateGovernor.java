package dev.bowline.core.risk;

import dev.bowline.core.state.Durable;
import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * What the venue's request limits leave room for (RISK-7): at the first share no entries, at the
 * second no lookups but those that protection waits for, in a ban no lookups at all. Exits, cancels
 * and stops are commanded in every case: what cannot leave is the gateway's to hold and to tell.
 * Times are epoch milliseconds of engine time. The ban survives a restart, the usage does not.
 */
public final class RateGovernor implements Durable, Resumable {
    private final GuardLimits limits;
    private long usedShareE8;
    private long blockedUntilMs;

    public RateGovernor(final GuardLimits limits) {
        this.limits = limits;
    }

    /**
     * Takes what the gateway knows now.
     *
     * @return whether a ban begins or is extended
     */
    public boolean onUsage(final long newUsedShareE8, final long newBlockedUntilMs) {
        usedShareE8 = newUsedShareE8;
        final boolean isLonger = newBlockedUntilMs > blockedUntilMs;
        blockedUntilMs = Math.max(blockedUntilMs, newBlockedUntilMs);
        return isLonger;
    }

    /** Whether entries have to wait. */
    public boolean isHoldingEntries(final long nowMs) {
        return usedShareE8 >= limits.rateEntryShareE8() || isBanned(nowMs);
    }

    /** Whether everything but exits and protection has to wait. */
    public boolean isCritical(final long nowMs) {
        return usedShareE8 >= limits.rateExitShareE8() || isBanned(nowMs);
    }

    public boolean isBanned(final long nowMs) {
        return nowMs < blockedUntilMs;
    }

    public long usedShareE8() {
        return usedShareE8;
    }

    public long blockedUntilMs() {
        return blockedUntilMs;
    }

    @Override
    public void writeState(final StateSink sink) {
        sink.putLong(blockedUntilMs);
    }

    @Override
    public void readState(final StateSource source) {
        blockedUntilMs = source.getLong();
    }

    @Override
    public void writeRest(final StateSink sink) {
        sink.putLong(usedShareE8);
    }

    @Override
    public void readRest(final StateSource source) {
        usedShareE8 = source.getLong();
    }
}
