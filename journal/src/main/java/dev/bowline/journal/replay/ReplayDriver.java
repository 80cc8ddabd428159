package dev.bowline.journal.replay;

import dev.bowline.core.engine.DecisionHandler;
import dev.bowline.core.engine.EngineConfig;
import dev.bowline.core.engine.HaltOnError;
import dev.bowline.core.engine.HaltSwitch;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.state.StateBuffer;
import dev.bowline.journal.codec.JournalRecord;
import dev.bowline.journal.codec.SlotCodec;
import dev.bowline.journal.codec.SnapshotCodec;
import java.util.Arrays;

/** Puts the inputs of a journal through a fresh decision link, on the caller's thread. */
public final class ReplayDriver {
    private final SlotCodec codec = new SlotCodec();
    private final EngineEvent event = new EngineEvent();
    private final DecisionHandler decision;
    private final HaltOnError link;
    private long nowNs;

    /** A decision link as it was at the start of the run. */
    public ReplayDriver(final EngineConfig config) {
        decision = new DecisionHandler(config);
        link = new HaltOnError(decision, new HaltSwitch());
    }

    /**
     * Goes on from a snapshot instead of the run's start; before the first slot.
     *
     * @throws RuntimeException if this build cannot read it; the driver is then of no use
     */
    void resume(final JournalRecord snapshotRecord) {
        final byte[] state = SnapshotCodec.state(snapshotRecord);
        decision.readSnapshot(SnapshotCodec.source(state));
        nowNs = SnapshotCodec.nowNs(snapshotRecord);
        if (!Arrays.equals(state, snapshot())) {
            throw new IllegalStateException("snapshot is written otherwise than it was read");
        }
    }

    /** Takes over the durable state alone from a snapshot, of an older layout too. */
    void resumeDurable(final JournalRecord snapshotRecord) {
        decision.readDurableOfSnapshot(SnapshotCodec.source(SnapshotCodec.state(snapshotRecord)));
    }

    /** All that the link knows now. */
    byte[] snapshot() {
        final StateBuffer buffer = new StateBuffer();
        decision.writeSnapshot(buffer);
        return buffer.toBytes();
    }

    /**
     * Runs the decision link on the input of a SLOT record.
     *
     * @return the slot with the answer given now, valid until the next call
     */
    public EngineEvent replay(final JournalRecord slotRecord) {
        codec.readInput(slotRecord, event);
        nowNs = Math.max(nowNs, event.ingestTimeNs);
        link.onEvent(event, nowNs);
        return event;
    }

    /** The link with the state reached so far. */
    public DecisionHandler decision() {
        return decision;
    }
}
