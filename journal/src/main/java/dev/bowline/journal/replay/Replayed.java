package dev.bowline.journal.replay;

import dev.bowline.core.engine.DecisionHandler;
import dev.bowline.core.engine.EngineView;
import dev.bowline.core.state.StateBuffer;

/** A replay and what it led to. */
final class Replayed {
    private final ReplayReport report;
    private final DecisionHandler decision;
    private final boolean hasTraded;

    Replayed(final ReplayReport report, final DecisionHandler decision, final boolean hasTraded) {
        this.report = report;
        this.decision = decision;
        this.hasTraded = hasTraded;
    }

    ReplayReport report() {
        return report;
    }

    EngineView view() {
        return decision.view();
    }

    /**
     * State at the end of the run, or {@code null} if it ended before it had any: the engine takes
     * restored state over only when the first event after the instruments comes.
     */
    byte[] stateOrNull() {
        if (!hasTraded || decision.isStateWaiting()) {
            return null;
        }
        final StateBuffer buffer = new StateBuffer();
        decision.writeState(buffer);
        return buffer.toBytes();
    }
}
