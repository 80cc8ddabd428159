package dev.bowline.core.engine;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Tripped when a link threw. Any thread. The exit sends nothing but reduce-only orders, stops and
 * cancels while it is tripped; the launcher alerts, and tells the decision link through an operator
 * command, because the decision link itself must depend on events alone.
 */
public final class HaltSwitch {
    private final AtomicReference<Cause> first = new AtomicReference<>();

    /** Keeps the first cause. */
    void trip(final long sequence, final Throwable error) {
        if (first.get() == null) {
            first.compareAndSet(null, new Cause(sequence, error));
        }
    }

    public boolean isTripped() {
        return first.get() != null;
    }

    /** What tripped it, or {@code null}. */
    public Cause causeOrNull() {
        return first.get();
    }

    /**
     * First error of the chain.
     *
     * @param sequence slot on which a link threw
     * @param error what it threw
     */
    public record Cause(long sequence, Throwable error) {}
}
