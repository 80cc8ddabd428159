package dev.bowline.core.risk;

import dev.bowline.core.state.Durable;
import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Whether entries may pass at all: readiness, and the trading state with every reason that holds it
 * (RISK-9). Pause, reduce, kill, day stop and HALTED survive a restart; readiness and what the next
 * run sees anew do not.
 */
public final class TradingGate implements Durable, Resumable {
    private static final long DURABLE = durableBits();

    private boolean isReady;
    private boolean isStopped;
    private long reasons;

    private static long durableBits() {
        long bits = 0;
        for (final StateReason reason : StateReason.values()) {
            bits |= reason.isDurable() ? reason.bit() : 0;
        }
        return bits;
    }

    /** The first reason against any entry, or {@link RejectReason#NONE}. */
    public int refusal() {
        if (!isReady) {
            return RejectReason.NOT_READY;
        }
        if (reasons == 0) {
            return RejectReason.NONE;
        }
        if (holds(StateReason.PAUSED)) {
            return RejectReason.PAUSED;
        }
        if (holds(StateReason.KILL_SWITCH)) {
            return RejectReason.KILL_SWITCH;
        }
        if (holds(StateReason.INTERNAL_ERROR) || holds(StateReason.JOURNAL_LOST)) {
            return RejectReason.HALTED;
        }
        if (holds(StateReason.USER_STREAM_DOWN)) {
            return RejectReason.USER_STREAM_DOWN;
        }
        if (holds(StateReason.RATE_GOVERNOR)) {
            return RejectReason.RATE_LIMIT;
        }
        return holds(StateReason.MARKET_DEGRADED)
                ? RejectReason.MARKET_DEGRADED
                : RejectReason.REDUCING;
    }

    /** Begins or ends one reason; false if that changes nothing. */
    public boolean trySet(final StateReason reason, final boolean isHeld) {
        if (holds(reason) == isHeld) {
            return false;
        }
        reasons ^= reason.bit();
        return true;
    }

    public boolean holds(final StateReason reason) {
        return (reasons & reason.bit()) != 0;
    }

    /** All reasons that hold now, one bit each; see {@link StateReason#bit}. */
    public long reasons() {
        return reasons;
    }

    /** The strictest state that any reason asks for. */
    public TradingState state() {
        if (reasons == 0) {
            return TradingState.ACTIVE;
        }
        final boolean isHalted =
                holds(StateReason.KILL_SWITCH)
                        || holds(StateReason.INTERNAL_ERROR)
                        || holds(StateReason.JOURNAL_LOST);
        return isHalted ? TradingState.HALTED : TradingState.REDUCING;
    }

    public void setReady(final boolean ready) {
        isReady = ready;
        isStopped &= !ready;
    }

    /** No entries any more, and those that work are not wanted either. */
    public void stop() {
        isReady = false;
        isStopped = true;
    }

    /** Whether entries that work at the venue are to be cancelled. */
    public boolean isWithdrawing() {
        return isStopped || reasons != 0;
    }

    public boolean isReady() {
        return isReady;
    }

    public boolean isPaused() {
        return holds(StateReason.PAUSED);
    }

    public boolean isKilled() {
        return holds(StateReason.KILL_SWITCH);
    }

    @Override
    public void writeState(final StateSink sink) {
        sink.putLong(reasons & DURABLE);
    }

    @Override
    public void readState(final StateSource source) {
        final long restored = source.getLong();
        if ((restored & ~DURABLE) != 0) {
            throw new IllegalStateException("trading state of the restored state is torn");
        }
        reasons = restored | (reasons & ~DURABLE);
    }

    @Override
    public void writeRest(final StateSink sink) {
        sink.putLong(isReady ? 1 : 0);
        sink.putLong(isStopped ? 1 : 0);
        sink.putLong(reasons & ~DURABLE);
    }

    @Override
    public void readRest(final StateSource source) {
        isReady = source.getLong() != 0;
        isStopped = source.getLong() != 0;
        final long passing = source.getLong();
        if ((passing & DURABLE) != 0) {
            throw new IllegalStateException("trading state of the snapshot is torn");
        }
        reasons = (reasons & DURABLE) | passing;
    }
}
