package dev.bowline.journal.store;

import dev.bowline.core.num.Checks;
import net.openhft.chronicle.core.time.TimeProvider;
import net.openhft.chronicle.queue.RollCycle;

/**
 * How records are put on disk.
 *
 * @param rollCycle when a new file starts
 * @param blockBytes how much of a file is mapped at a time; a record must be smaller than a quarter
 * @param minFreeBytes free space on the disk below which nothing more is appended
 * @param rollClock epoch milliseconds that decide about rolling
 */
public record JournalSettings(
        RollCycle rollCycle, long blockBytes, long minFreeBytes, TimeProvider rollClock) {
    private static final long MEBIBYTE = 1L << 20;

    /** Refuses values out of range, naming key, value and range. */
    public JournalSettings {
        Checks.inRange("journal.block-bytes", blockBytes, MEBIBYTE, 1L << 30);
        Checks.inRange("journal.min-free-bytes", minFreeBytes, 0, Long.MAX_VALUE);
    }

    /** A file per day, 64 MiB mapped at a time, 256 MiB kept free. */
    public static JournalSettings standard() {
        return standard(JournalRoll.DAILY);
    }

    /** The same with another time between files. */
    public static JournalSettings standard(final JournalRoll roll) {
        return new JournalSettings(
                roll.cycle(), 64 * MEBIBYTE, 256 * MEBIBYTE, System::currentTimeMillis);
    }
}
