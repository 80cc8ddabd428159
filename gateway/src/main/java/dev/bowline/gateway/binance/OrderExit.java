package dev.bowline.gateway.binance;

import dev.bowline.core.event.CommandBatch;
import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OperatorKind;
import dev.bowline.core.event.OrderCommand;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Last link of the chain: every order command of a slot becomes a signed request, and every request
 * exactly one REQUEST_OUTCOME event; RECONCILE alone is answered by a snapshot. Refuses slots that
 * failed, and after the first of them until an operator arms, or while the engine is halted, every
 * command that could add risk. Runs on the chain's thread, never blocks: on the order loop's own
 * thread it writes at once, from another one it hands over.
 */
public final class OrderExit implements EngineHandler {
    private final AtomicInteger outstanding = new AtomicInteger();
    private final AtomicInteger deferred = new AtomicInteger();
    private final AtomicLong commands = new AtomicLong();
    private final AtomicLong refusedCommands = new AtomicLong();
    private volatile BooleanSupplier halted = () -> false;
    private volatile LongConsumer armed = sequence -> {};
    private volatile boolean sawFailure;
    private volatile RequestFlow flow;
    private volatile Runnable reconcile = () -> {};

    OrderExit() {}

    /** What the exit asks before it lets an entry pass; called on the chain's thread. */
    public void haltedBy(final BooleanSupplier isHalted) {
        halted = isHalted;
    }

    /** Told the slot of each ARM command that the engine has obeyed, on the chain's thread. */
    public void tellArmed(final LongConsumer onArmed) {
        armed = onArmed;
    }

    /** Requests whose outcome is not in the ring yet; any thread. */
    public int outstandingRequests() {
        return outstanding.get();
    }

    /** Requests among them that wait here for their time to be sent again; any thread. */
    public int deferredRequests() {
        return deferred.get();
    }

    /** Commands seen; any thread. */
    public long commands() {
        return commands.get();
    }

    /** Commands refused because of a failed slot or a halt; any thread. */
    public long refusedCommands() {
        return refusedCommands.get();
    }

    /** Reads positions and orders anew when the engine asks for it; must not block. */
    void reconcileWith(final Runnable requestSnapshot) {
        reconcile = requestSnapshot;
    }

    void connect(final RequestFlow newFlow) {
        flow = newFlow;
    }

    void onDeferred() {
        deferred.incrementAndGet();
    }

    void onDeferredSent() {
        deferred.decrementAndGet();
    }

    void onFinished() {
        outstanding.decrementAndGet();
    }

    @Override
    public void onEvent(final EngineEvent event, final long nowNs) {
        final CommandBatch batch = event.commands();
        final int count = batch.count();
        if (event.failed) {
            sawFailure = true;
        } else if (event.type == EventType.OPERATOR_COMMAND
                && event.operator().kind == OperatorKind.ARM) {
            sawFailure = false;
            armed.accept(event.sequence);
        }
        for (int i = 0; i < count; i++) {
            leave(event, batch.get(i));
        }
    }

    private void leave(final EngineEvent event, final OrderCommand command) {
        final RequestFlow to = flow;
        commands.lazySet(commands.get() + 1);
        if (command.kind == CommandKind.RECONCILE) {
            reconcile.run();
            return;
        }
        if (to == null) {
            throw new IllegalStateException("an order command before the gateway was opened");
        }
        outstanding.incrementAndGet();
        if (event.failed || (PendingRequest.isEntry(command) && mayNotAddRisk())) {
            refusedCommands.incrementAndGet();
            to.refuse(command);
        } else {
            to.send(event, command);
        }
    }

    private boolean mayNotAddRisk() {
        return sawFailure || halted.getAsBoolean();
    }

    /** A command that never left, waiting to be told. */
    record Refusal(CommandKind kind, int instrumentId, int runId, long orderKey) {}
}
