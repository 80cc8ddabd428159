package dev.bowline.journal.store;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;

/**
 * Second link of the chain: appends every slot, failed ones too, before the exit sees it. If a slot
 * cannot be appended it is counted and {@link #isHalted} holds from then on: the exit then sends
 * nothing that opens or enlarges a position, but stops, cancels and reduce-only orders as before.
 */
public final class JournalHandler implements EngineHandler {
    private final JournalWriter writer;
    private volatile boolean isHalted;
    private volatile long lostSlots;

    public JournalHandler(final JournalWriter writer) {
        this.writer = writer;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer: the journal's thread
    public void onEvent(final EngineEvent event, final long nowNs) {
        if (!writer.tryAppend(event)) {
            lostSlots++;
            isHalted = true;
        }
    }

    /** A slot was lost: no entries any more. Any thread. */
    public boolean isHalted() {
        return isHalted;
    }

    /** Slots that are not in the journal. Any thread. */
    public long lostSlots() {
        return lostSlots;
    }
}
