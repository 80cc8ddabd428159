package dev.bowline.core.engine;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.core.state.SnapshotSink;

/**
 * Wraps the decision link and takes a snapshot of it now and then (JRN-3): behind the first slot
 * after the interval that sends no order, so that no order waits for it. Answers do not depend on
 * it. On the decision's thread; allocates nothing. A snapshot that cannot be taken is counted and
 * tried again after another interval.
 */
public final class SnapshotTaker implements EngineHandler {
    private final EngineHandler handler;
    private final DecisionHandler decision;
    private final SnapshotSink sink;
    private final long intervalNs;
    private long nextNs = Long.MIN_VALUE;
    private boolean hasBegun;
    private volatile boolean isWanted;
    private volatile long failures;

    /**
     * Wraps one link.
     *
     * @param handler the decision link, or what is around it
     * @param decision the decision link itself
     * @param sink takes the snapshots
     * @param intervalNs of engine time between two; 0: only those that are {@link #request}ed
     */
    public SnapshotTaker(
            final EngineHandler handler,
            final DecisionHandler decision,
            final SnapshotSink sink,
            final long intervalNs) {
        this.handler = handler;
        this.decision = decision;
        this.sink = sink;
        this.intervalNs = intervalNs;
    }

    @Override
    public void onEvent(final EngineEvent event, final long nowNs) {
        handler.onEvent(event, nowNs);
        if (!hasBegun) {
            // A run that died before it took over its state must not hide that state.
            hasBegun = !DecisionHandler.isBeforeTrading(event.type);
            nextNs = nowNs + intervalNs;
        } else if ((isWanted || (intervalNs > 0 && nowNs >= nextNs))
                && event.commands().count() == 0
                && !event.failed) {
            take(event.sequence, nowNs);
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer: the decision's thread
    private void take(final long sequence, final long nowNs) {
        if (!sink.tryBegin()) {
            return;
        }
        try {
            decision.writeSnapshot(sink);
        } catch (final RuntimeException e) {
            // The engine goes on; recovery has the snapshot before, or the whole run.
            failures++;
            nextNs = nowNs + Math.max(intervalNs, 1);
            return;
        }
        isWanted = false;
        nextNs = nowNs + intervalNs;
        sink.end(sequence, nowNs);
    }

    /** Asks for a snapshot behind one of the next slots. Any thread. */
    public void request() {
        isWanted = true;
    }

    /** Snapshots that could not be taken. Any thread. */
    public long failures() {
        return failures;
    }
}
