package dev.bowline.journal.replay;

import dev.bowline.core.engine.DecisionHandler;
import dev.bowline.core.engine.EngineConfig;
import dev.bowline.core.engine.HaltOnError;
import dev.bowline.core.engine.HaltSwitch;
import dev.bowline.core.engine.InlineRunner;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.journal.codec.JournalRecord;
import dev.bowline.journal.codec.SlotCodec;

/** Puts the inputs of a journal through a fresh decision link, on the caller's thread. */
public final class ReplayDriver {
    private final SlotCodec codec = new SlotCodec();
    private final DecisionHandler decision;
    private final InlineRunner runner;

    /** A decision link as it was at the start of the run. */
    public ReplayDriver(final EngineConfig config) {
        decision = new DecisionHandler(config);
        runner = new InlineRunner(new HaltOnError(decision, new HaltSwitch()));
    }

    /**
     * Runs the decision link on the input of a SLOT record.
     *
     * @return the slot with the answer given now, valid until the next call
     */
    public EngineEvent replay(final JournalRecord slotRecord) {
        final EngineEvent event = runner.tryClaim(SlotCodec.typeOf(slotRecord));
        codec.readInput(slotRecord, event);
        runner.publish(event);
        return event;
    }

    /** The link with the state reached so far. */
    public DecisionHandler decision() {
        return decision;
    }
}
