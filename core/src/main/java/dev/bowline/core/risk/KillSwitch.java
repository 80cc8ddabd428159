package dev.bowline.core.risk;

import dev.bowline.core.state.Durable;
import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * How far a kill has come (RISK-6): asked for, flat by our own books, flat by a snapshot that was
 * begun after that. Times are engine time in nanoseconds, 0 for never.
 */
public final class KillSwitch implements Durable, Resumable {
    private long pulledNs;
    private long reportedNs;
    private boolean isDone;
    private long flatSinceNs;
    private long askedNs;

    /** Begins, or begins again. */
    public void pull(final long nowNs) {
        pulledNs = nowNs;
        reportedNs = nowNs;
        isDone = false;
        flatSinceNs = 0;
        askedNs = 0;
    }

    /** Armed again: nothing is left to verify. */
    public void release() {
        pulledNs = 0;
        isDone = false;
    }

    /** Pulled, and not yet verified. */
    public boolean isPending() {
        return pulledNs != 0 && !isDone;
    }

    /** Pulled and verified flat. */
    public boolean isDone() {
        return isDone;
    }

    /** Notes whether our own books are flat. */
    public void onBooks(final boolean isFlat, final long nowNs) {
        if (!isFlat) {
            flatSinceNs = 0;
        } else if (flatSinceNs == 0) {
            flatSinceNs = nowNs;
            askedNs = 0;
        }
    }

    /** Whether the venue is to be asked now; notes that it was. */
    public boolean tryAsk(final long nowNs, final long intervalNs) {
        if (askedNs != 0 && nowNs - askedNs < intervalNs) {
            return false;
        }
        askedNs = nowNs;
        return true;
    }

    /** Whether it is still not flat after so long; notes that this was said. */
    public boolean tryReport(final long nowNs, final long limitNs) {
        if (nowNs - reportedNs < limitNs) {
            return false;
        }
        reportedNs = nowNs;
        return true;
    }

    /** Whether a snapshot begun then can prove that we are flat. */
    public boolean isProvenBy(final long snapshotBeganNs) {
        return isPending() && flatSinceNs != 0 && snapshotBeganNs >= flatSinceNs;
    }

    /** The venue says the same. */
    public void onVerified() {
        isDone = true;
    }

    public long pulledNs() {
        return pulledNs;
    }

    @Override
    public void writeState(final StateSink sink) {
        sink.putLong(pulledNs);
        sink.putLong(reportedNs);
        sink.putLong(isDone ? 1 : 0);
    }

    @Override
    public void readState(final StateSource source) {
        pulledNs = source.getLong();
        reportedNs = source.getLong();
        isDone = source.getLong() != 0;
    }

    @Override
    public void writeRest(final StateSink sink) {
        sink.putLong(flatSinceNs);
        sink.putLong(askedNs);
    }

    @Override
    public void readRest(final StateSource source) {
        flatSinceNs = source.getLong();
        askedNs = source.getLong();
    }
}
