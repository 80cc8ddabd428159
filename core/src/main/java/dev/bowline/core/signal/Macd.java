package dev.bowline.core.signal;

import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Moving average convergence divergence: fast minus slow {@link Ema}, its own EMA as signal line,
 * and the difference of both as histogram. Each EMA is seeded with the mean of its own first
 * values.
 */
public final class Macd implements Resumable {
    private final Ema fast;
    private final Ema slow;
    private final Ema signal;

    /** Starts empty. */
    public Macd(final int fastPeriod, final int slowPeriod, final int signalPeriod) {
        fast = new Ema(fastPeriod);
        slow = new Ema(slowPeriod);
        signal = new Ema(signalPeriod);
    }

    /** Adds a close. */
    public void update(final double close) {
        fast.update(close);
        slow.update(close);
        if (slow.isReady()) {
            signal.update(value());
        }
    }

    /** Whether line, signal and histogram are all there. */
    public boolean isReady() {
        return signal.isReady();
    }

    /** The line; not a number until the slow average is ready. */
    public double value() {
        return fast.value() - slow.value();
    }

    /** The signal line; not a number before {@link #isReady()}. */
    public double signal() {
        return signal.value();
    }

    /** Line minus signal; not a number before {@link #isReady()}. */
    public double histogram() {
        return value() - signal.value();
    }

    /** Forgets everything. */
    public void reset() {
        fast.reset();
        slow.reset();
        signal.reset();
    }

    @Override
    public void writeRest(final StateSink sink) {
        fast.writeRest(sink);
        slow.writeRest(sink);
        signal.writeRest(sink);
    }

    @Override
    public void readRest(final StateSource source) {
        fast.readRest(source);
        slow.readRest(source);
        signal.readRest(source);
    }
}
