package dev.bowline.ops.launch;

import dev.bowline.core.engine.CompactRunner;
import dev.bowline.core.engine.DecidedStamp;
import dev.bowline.core.engine.DecisionHandler;
import dev.bowline.core.engine.EngineRunner;
import dev.bowline.core.engine.EngineView;
import dev.bowline.core.engine.HaltOnError;
import dev.bowline.core.engine.HaltSwitch;
import dev.bowline.core.engine.RingRunner;
import dev.bowline.core.engine.SnapshotTaker;
import dev.bowline.core.engine.WaitKind;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.gateway.binance.OrderExit;
import dev.bowline.gateway.binance.ThreadLayout;
import dev.bowline.journal.store.JournalHandler;
import dev.bowline.journal.store.SnapshotBuffer;
import dev.bowline.ops.config.ConfigTree;
import dev.bowline.ops.config.EngineConfigs;
import dev.bowline.ops.control.EngineQuestion;
import dev.bowline.ops.control.ReportTaker;
import dev.bowline.ops.report.LatencyFigures;
import dev.bowline.ops.report.RunStatistics;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * The chain decide → journal → exit on the runner of the layout. Events may be published from any
 * thread; the chain's threads belong to the runner, or in the compact layout to the gateway.
 */
public final class EngineHost implements AutoCloseable {
    private static final long CLAIM_TIMEOUT_NS = TimeUnit.SECONDS.toNanos(5);
    private static final long TICK_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PAUSE_NS = 200_000;
    private static final int LAUNCHER_CHANNEL = 0;

    private final EngineRunner runner;
    private final RingRunner ring;
    private final IntSupplier poll;
    private final HaltSwitch haltSwitch = new HaltSwitch();
    private final LongSupplier epochNs;
    private final EngineView view;
    private final SnapshotTaker taker;
    private final ReportTaker reports;
    private long nextTickNs;

    /**
     * What the chain is made of.
     *
     * @param decision first link
     * @param journal second link
     * @param snapshots goes from the first link to the second
     * @param exit last link
     * @param statistics counts what has gone through
     * @param latency sees when a slot was journaled
     */
    public record Links(
            DecisionHandler decision,
            JournalHandler journal,
            SnapshotBuffer snapshots,
            OrderExit exit,
            RunStatistics statistics,
            LatencyFigures latency) {}

    /**
     * Builds the chain; {@link #start} starts its threads.
     *
     * @param epochNs the clock events are stamped with
     */
    public EngineHost(
            final ConfigTree tree,
            final ThreadLayout layout,
            final PinnedThreads threads,
            final Links links,
            final LongSupplier epochNs) {
        this.epochNs = epochNs;
        view = links.decision().view();
        links.exit().haltedBy(() -> haltSwitch.isTripped() || links.journal().isHalted());
        links.exit().tellArmed(haltSwitch::arm);
        taker =
                new SnapshotTaker(
                        new HaltOnError(links.decision(), haltSwitch),
                        links.decision(),
                        links.snapshots(),
                        TimeUnit.MILLISECONDS.toNanos(tree.number("journal.snapshot-ms")));
        reports = new ReportTaker(taker, view, EngineConfigs.modeLetter(tree));
        final EngineHandler[] chain = {
            new DecidedStamp(reports, System::nanoTime),
            new HaltOnError(links.journal(), haltSwitch),
            new HaltOnError(new ExitLink(links), haltSwitch)
        };
        final int slots = tree.integer("engine.ring-slots");
        if (layout == ThreadLayout.COMPACT) {
            final CompactRunner compact = new CompactRunner(slots, chain);
            runner = compact;
            poll = compact::poll;
            ring = null;
        } else {
            ring =
                    new RingRunner(
                            slots,
                            waitKind(tree),
                            threads.forRoles("decision", "journal", "exit"),
                            chain);
            runner = ring;
            poll = () -> 0;
        }
    }

    /** How threads wait, by {@code engine.wait-strategy}. */
    static WaitKind waitKind(final ConfigTree tree) {
        return WaitKind.valueOf(
                tree.text("engine.wait-strategy").toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** The exit, and behind it the counting, as one link: no thread of its own for figures. */
    private record ExitLink(Links links) implements EngineHandler {
        @Override
        public void onEvent(final EngineEvent event, final long nowNs) {
            if (event.decidedNs > 0 && event.commands().count() > 0) {
                links.latency().onJournaled(event.decidedNs, System.nanoTime());
            }
            try {
                links.exit().onEvent(event, nowNs);
            } finally {
                links.statistics().onEvent(event, nowNs);
            }
        }
    }

    /** Starts the runner's threads, if it has any. */
    public void start() {
        if (ring != null) {
            ring.start();
        }
    }

    /** Where events go. */
    public EngineRunner runner() {
        return runner;
    }

    /** Compact layout: runs the chain over what is published. */
    public IntSupplier poll() {
        return poll;
    }

    /** Figures of the engine; only when the chain is idle or has ended. */
    EngineView view() {
        return view;
    }

    /** Tripped when a link threw. */
    public HaltSwitch haltSwitch() {
        return haltSwitch;
    }

    /** Hands over the state of the run before; the first event of a run. */
    public void restore(final byte[] state) {
        final EngineEvent event = claim(EventType.STATE_RESTORED);
        event.state = state;
        runner.publish(event);
    }

    /** Has a snapshot journaled behind what is in the ring now, so that the next start is short. */
    public void snapshot() {
        taker.request();
        runner.publish(claim(EventType.CLOCK_TICK));
    }

    /**
     * Publishes a wish of the launcher.
     *
     * @throws IllegalStateException if the ring stays full
     */
    public void command(final OperatorKind kind) {
        command(kind, -1);
    }

    /** As above, about one instrument. */
    void command(final OperatorKind kind, final int instrumentId) {
        final EngineEvent event = claim(EventType.OPERATOR_COMMAND);
        event.instrumentId = instrumentId;
        event.operator().kind = kind;
        event.operator().channel = LAUNCHER_CHANNEL;
        runner.publish(event);
    }

    /**
     * Sends a question through the ring; its answer comes from the decision thread. Any thread.
     *
     * @throws IllegalStateException if the ring stays full
     */
    public void ask(final EngineQuestion question) {
        final EngineEvent event = claim(question.type());
        try {
            question.fill(event);
            reports.expect(question);
        } finally {
            runner.publish(event);
        }
    }

    /** Nobody waits for the answer any more. Any thread. */
    public void forget(final EngineQuestion question) {
        reports.forget(question);
    }

    /**
     * Publishes the time if 100 ms passed since it was told last. One thread.
     *
     * @return whether it did
     */
    public boolean tick(final long nowNs) {
        if (nowNs < nextTickNs) {
            return false;
        }
        final EngineEvent event = claim(EventType.CLOCK_TICK);
        event.ingestTimeNs = nowNs;
        runner.publish(event);
        nextTickNs = nowNs + TICK_NS;
        return true;
    }

    private EngineEvent claim(final EventType type) {
        final long deadlineNs = System.nanoTime() + CLAIM_TIMEOUT_NS;
        EngineEvent event = runner.tryClaim(type);
        while (event == null) {
            if (System.nanoTime() - deadlineNs >= 0) {
                throw new IllegalStateException("the ring was full for 5 s, claiming " + type);
            }
            LockSupport.parkNanos(PAUSE_NS);
            event = runner.tryClaim(type);
        }
        event.ingestTimeNs = epochNs.getAsLong();
        return event;
    }

    /** Nothing is in the ring, and no request is under way. */
    public boolean isIdle(final OrderExit exit) {
        return isIdle(exit, 0);
    }

    /** Nothing is in the ring, and no more requests than those are under way. */
    boolean isIdle(final OrderExit exit, final int requests) {
        final long published = runner.publishedSequence();
        return runner.processedSequence() == published
                && exit.outstandingRequests() <= requests
                && runner.publishedSequence() == published;
    }

    /**
     * Waits until the chain has nothing left to do.
     *
     * @throws TimeoutException if that did not come within the time given
     */
    public void awaitIdle(final OrderExit exit, final long timeoutMs) throws TimeoutException {
        await(() -> isIdle(exit), exit, timeoutMs);
    }

    /** Whether the chain came to have nothing left to do within the time given. */
    boolean isIdleWithin(final OrderExit exit, final long timeoutMs) {
        try {
            awaitIdle(exit, timeoutMs);
            return true;
        } catch (final TimeoutException ignored) {
            return false; // The caller asks again, or says so.
        }
    }

    /**
     * Behind the first snapshot of the venue: all slots went through, and the state of the run
     * before was taken over (REC-1).
     *
     * @throws IllegalStateException if not; says what failed
     * @throws TimeoutException if the engine does not answer
     */
    void requireSound(final long timeoutMs) throws TimeoutException {
        final HaltSwitch.Cause cause = haltSwitch.causeOrNull();
        if (cause != null) {
            throw new IllegalStateException(
                    "slot " + cause.sequence() + " failed: " + cause.error());
        }
        final EngineQuestion question = EngineQuestion.report();
        ask(question);
        final EngineQuestion.Answer answer;
        try {
            answer = question.await(timeoutMs);
        } finally {
            forget(question);
        }
        if (answer.isFailed() || answer.report() == null || answer.report().isStateWaiting()) {
            throw new IllegalStateException(
                    "the state of the run before was not taken over: nothing would be watched");
        }
    }

    private void await(final BooleanSupplier condition, final OrderExit exit, final long timeoutMs)
            throws TimeoutException {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadlineNs >= 0) {
                throw new TimeoutException(
                        "after "
                                + timeoutMs
                                + " ms slots waiting="
                                + (runner.publishedSequence() - runner.processedSequence())
                                + " requests under way="
                                + exit.outstandingRequests());
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    @Override
    public void close() {
        if (ring != null) {
            ring.close();
        }
    }
}
