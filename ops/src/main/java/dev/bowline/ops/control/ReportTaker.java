package dev.bowline.ops.control;

import dev.bowline.core.engine.EngineView;
import dev.bowline.core.event.Decision;
import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.SnapshotMark;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Wraps the decision link and answers the questions of operators from right behind their slots. It
 * only reads, so answers and hashes are those of a replay without it. Allocates nothing but the
 * answer to a question; what goes wrong with that is the asker's.
 */
public final class ReportTaker implements EngineHandler {
    private static final long NS_PER_MS_E8 = 100_000_000L;

    private final EngineHandler handler;
    private final EngineView view;
    private final char mode;
    private final Queue<EngineQuestion> questions = new ConcurrentLinkedQueue<>();
    private long begun;
    private long endRead;
    private long ended;
    private boolean isComplete;
    private long flatAsOf;
    private long differences;
    private long killMs = -1;

    /**
     * Wraps one link.
     *
     * @param handler the decision link, or what is around it
     * @param view of the decision link
     * @param mode letter of the venue mode in client order ids
     */
    public ReportTaker(final EngineHandler handler, final EngineView view, final char mode) {
        this.handler = handler;
        this.view = view;
        this.mode = mode;
    }

    /** A question whose slot is filled, but not published yet. Any thread. */
    public void expect(final EngineQuestion question) {
        questions.add(question);
    }

    /** Nobody waits for the answer any more. Any thread. */
    public void forget(final EngineQuestion question) {
        questions.remove(question);
    }

    @Override
    public void onEvent(final EngineEvent event, final long nowNs) {
        handler.onEvent(event, nowNs);
        countDifferences(event);
        if (event.type == EventType.VENUE_SNAPSHOT) {
            onSnapshot(event);
        } else if (event.type == EventType.CLOCK_TICK) {
            ended = endRead; // Orders that nothing needs are judged by the scan of the next tick.
        }
        if (event.type == EventType.CLOCK_TICK || event.type == EventType.OPERATOR_COMMAND) {
            if (!questions.isEmpty()) {
                answer(event);
            }
        }
    }

    private void onSnapshot(final EngineEvent event) {
        if (event.snapshot().mark == SnapshotMark.BEGIN) {
            begun++;
            return;
        }
        endRead = begun;
        isComplete = event.snapshot().complete;
        if (isComplete && view.isFlatAsRead()) {
            flatAsOf = begun;
        }
    }

    /** Rows differ at a snapshot's end or later, orders are judged behind it: any slot may tell. */
    private void countDifferences(final EngineEvent event) {
        for (int i = 0; i < event.decisions().count(); i++) {
            final Decision decision = event.decisions().get(i);
            if (decision.action == DecisionAction.KILL_DONE) {
                killMs = decision.valueE8 / NS_PER_MS_E8;
            } else if (isDifference(decision.action)) {
                differences++;
            }
        }
    }

    private static boolean isDifference(final DecisionAction action) {
        return action == DecisionAction.DRIFT_ADD
                || action == DecisionAction.DRIFT_REMOVE
                || action == DecisionAction.DRIFT_QTY
                || action == DecisionAction.DRIFT_ORPHAN
                || action == DecisionAction.DRIFT_MISSING;
    }

    /** There are few questions at a time, so all are looked at. */
    private void answer(final EngineEvent event) {
        for (final EngineQuestion question : questions) {
            if (question.sequence() == event.sequence) {
                questions.remove(question);
                question.answer(answerTo(event));
                return;
            }
        }
    }

    private EngineQuestion.Answer answerTo(final EngineEvent event) {
        try {
            final List<EngineQuestion.Said> said = new ArrayList<>();
            for (int i = 0; i < event.decisions().count(); i++) {
                final Decision decision = event.decisions().get(i);
                said.add(
                        new EngineQuestion.Said(
                                decision.action, decision.instrumentId, decision.reasonCode));
            }
            final EngineReport.VenueNews venue =
                    new EngineReport.VenueNews(
                            begun, ended, isComplete, flatAsOf, differences, killMs);
            return new EngineQuestion.Answer(
                    EngineReport.of(view, mode, venue),
                    List.copyOf(said),
                    event.commands().count(),
                    event.failed);
        } catch (final RuntimeException ignored) {
            // Reading for an operator must never harm the chain; the asker sees that it failed.
            return new EngineQuestion.Answer(null, List.of(), 0, true);
        }
    }
}
