package dev.bowline.core.signal;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.market.InstrumentMarket;
import dev.bowline.core.state.Resumable;

/**
 * A rule that wants exposure (SIG-4). It sees market events and its own state, which it keeps per
 * instrument id; no clock, no I/O, no randomness. Same events, same output. Decision thread only.
 */
public interface Strategy extends Resumable {
    /** Stable number in client order ids and records, {@code [1, 35]}. */
    int id();

    /** Name in configuration and reports. */
    String name();

    /** An instrument is introduced; the one place where a strategy may allocate. */
    void onInstrument(InstrumentSpec spec);

    /** Whether it has seen enough of the instrument's past to judge it (REC-3). */
    default boolean isWarm(final int instrumentId) {
        return true;
    }

    /**
     * Reacts to a market event that changed {@code market}; allocates nothing.
     *
     * @param nowNs engine time, epoch nanoseconds
     * @param market the event's instrument, this event included
     * @param out takes intents and the records of why and why not
     */
    void onEvent(
            EngineEvent event,
            long nowNs,
            InstrumentMarket market,
            InstrumentSpec spec,
            SignalOutput out);
}
