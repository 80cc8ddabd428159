package dev.bowline.core.engine;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/**
 * Tripped when a link threw. Any thread. The exit sends nothing but reduce-only orders, stops and
 * cancels while it is tripped; the launcher alerts, and tells the decision link through an operator
 * command, because the decision link itself must depend on events alone.
 */
public final class HaltSwitch {
    private final AtomicReference<Trip> trip = new AtomicReference<>();

    /**
     * @param first told to people
     * @param lastSequence newest slot on which a link threw
     */
    private record Trip(Cause first, long lastSequence) {}

    /** Keeps the first cause. */
    void trip(final long sequence, final Throwable error) {
        final UnaryOperator<Trip> add =
                before ->
                        before == null
                                ? new Trip(new Cause(sequence, error), sequence)
                                : new Trip(
                                        before.first(), Math.max(before.lastSequence(), sequence));
        trip.updateAndGet(add);
    }

    /**
     * An operator has armed trading again. What was thrown on that slot or after it, by a link that
     * is ahead of the caller, stays.
     *
     * @param sequence slot of the command
     */
    public void arm(final long sequence) {
        trip.updateAndGet(
                before -> before != null && before.lastSequence() < sequence ? null : before);
    }

    public boolean isTripped() {
        return trip.get() != null;
    }

    /** What tripped it, or {@code null}. */
    public Cause causeOrNull() {
        final Trip now = trip.get();
        return now == null ? null : now.first();
    }

    /**
     * First error of the chain.
     *
     * @param sequence slot on which a link threw
     * @param error what it threw
     */
    public record Cause(long sequence, Throwable error) {}
}
