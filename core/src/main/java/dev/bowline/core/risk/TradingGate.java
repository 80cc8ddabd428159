package dev.bowline.core.risk;

import dev.bowline.core.state.Durable;
import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Whether entries may pass at all: readiness, pause, kill switch and trading state. Pause, kill and
 * HALTED survive a restart; readiness does not, the launcher gives it anew.
 */
public final class TradingGate implements Durable, Resumable {
    private boolean isReady;
    private boolean isPaused;
    private boolean isKilled;
    private boolean isUserStreamDown;
    private TradingState state = TradingState.ACTIVE;

    /** The first reason against any entry, or {@link RejectReason#NONE}. */
    public int refusal() {
        if (!isReady) {
            return RejectReason.NOT_READY;
        }
        if (isPaused) {
            return RejectReason.PAUSED;
        }
        if (isKilled) {
            return RejectReason.KILL_SWITCH;
        }
        if (isUserStreamDown) {
            return RejectReason.USER_STREAM_DOWN;
        }
        return switch (state) {
            case ACTIVE -> RejectReason.NONE;
            case REDUCING -> RejectReason.REDUCING;
            case HALTED -> RejectReason.HALTED;
        };
    }

    public void setReady(final boolean ready) {
        isReady = ready;
    }

    public void setPaused(final boolean paused) {
        isPaused = paused;
    }

    public void kill() {
        isKilled = true;
    }

    /** Takes back kill switch and HALTED. */
    public void arm() {
        isKilled = false;
        state = TradingState.ACTIVE;
    }

    public void halt() {
        state = TradingState.HALTED;
    }

    public void setUserStreamDown(final boolean down) {
        isUserStreamDown = down;
    }

    public boolean isReady() {
        return isReady;
    }

    public boolean isPaused() {
        return isPaused;
    }

    public boolean isKilled() {
        return isKilled;
    }

    public TradingState state() {
        return state;
    }

    @Override
    public void writeState(final StateSink sink) {
        sink.putLong(isPaused ? 1 : 0);
        sink.putLong(isKilled ? 1 : 0);
        sink.putLong(state.code());
    }

    @Override
    public void readState(final StateSource source) {
        isPaused = source.getLong() != 0;
        isKilled = source.getLong() != 0;
        state = TradingState.byCodeOrNull((int) source.getLong());
        if (state == null) {
            throw new IllegalStateException("trading state of the restored state is torn");
        }
    }

    @Override
    public void writeRest(final StateSink sink) {
        sink.putLong(isReady ? 1 : 0);
        sink.putLong(isUserStreamDown ? 1 : 0);
    }

    @Override
    public void readRest(final StateSource source) {
        isReady = source.getLong() != 0;
        isUserStreamDown = source.getLong() != 0;
    }
}
