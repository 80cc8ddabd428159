package dev.bowline.ops.control;

import dev.bowline.core.event.DecisionAction;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OperatorKind;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/**
 * A command of an operator, or only the wish for a report, on its way through the ring. The
 * decision thread answers with what it said in that very slot and a report from right behind it.
 * Asked by one thread, answered by the decision thread, which wakes nobody: the asker polls.
 */
public final class EngineQuestion {
    private static final long PAUSE_NS = 200_000;

    private final OperatorKind kindOrNull;
    private final int instrumentId;
    private final long argument;
    private final int channel;
    private final long operatorCode;
    private long sequence = -1;
    private volatile Answer answer;

    /**
     * What the slot of the question said.
     *
     * @param report state behind the slot; {@code null} if it could not be made
     * @param said decision records of the slot
     * @param commands number of commands to the venue in the slot
     * @param isFailed whether a link of the chain threw on the slot
     */
    public record Answer(EngineReport report, List<Said> said, int commands, boolean isFailed) {}

    /**
     * One decision record.
     *
     * @param action what it is about
     * @param instrumentId or -1
     * @param reasonCode as the action says
     */
    public record Said(DecisionAction action, int instrumentId, int reasonCode) {}

    private EngineQuestion(
            final OperatorKind kindOrNull,
            final int instrumentId,
            final long argument,
            final int channel,
            final long operatorCode) {
        this.kindOrNull = kindOrNull;
        this.instrumentId = instrumentId;
        this.argument = argument;
        this.channel = channel;
        this.operatorCode = operatorCode;
    }

    /** Only a report; its slot is a tick of the clock, which changes nothing. */
    public static EngineQuestion report() {
        return new EngineQuestion(null, -1, 0, 0, 0);
    }

    /**
     * A command.
     *
     * @param instrumentId or -1
     * @param channel see OperatorCommand
     * @param operatorCode who asks; see OperatorCommand
     */
    public static EngineQuestion command(
            final OperatorKind kind,
            final int instrumentId,
            final long argument,
            final int channel,
            final long operatorCode) {
        return new EngineQuestion(kind, instrumentId, argument, channel, operatorCode);
    }

    /** What its slot holds. */
    public EventType type() {
        return kindOrNull == null ? EventType.CLOCK_TICK : EventType.OPERATOR_COMMAND;
    }

    /** Fills the slot it was given, before that is published. */
    public void fill(final EngineEvent event) {
        sequence = event.sequence;
        if (kindOrNull != null) {
            event.instrumentId = instrumentId;
            event.operator().kind = kindOrNull;
            event.operator().channel = channel;
            event.operator().argument = argument;
            event.operator().operatorCode = operatorCode;
        }
    }

    long sequence() {
        return sequence;
    }

    void answer(final Answer given) {
        answer = given;
    }

    /** Waits for the answer. */
    public Answer await(final long timeoutMs) throws TimeoutException {
        final long deadlineNs = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        Answer given = answer;
        while (given == null) {
            if (System.nanoTime() - deadlineNs >= 0) {
                throw new TimeoutException("the engine did not answer within " + timeoutMs + " ms");
            }
            LockSupport.parkNanos(PAUSE_NS);
            given = answer;
        }
        return given;
    }
}
