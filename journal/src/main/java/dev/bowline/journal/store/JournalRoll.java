package dev.bowline.journal.store;

import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.queue.rollcycles.LegacyRollCycles;

/** When a run's journal goes on in a new file, by the UTC clock. */
public enum JournalRoll {
    DAILY,
    HOURLY,
    MINUTELY;

    RollCycle cycle() {
        return switch (this) {
            case DAILY -> RollCycles.FAST_DAILY;
            case HOURLY -> RollCycles.FAST_HOURLY;
            case MINUTELY -> LegacyRollCycles.MINUTELY;
        };
    }
}
