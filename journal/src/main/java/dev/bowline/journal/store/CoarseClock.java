package dev.bowline.journal.store;

import net.openhft.chronicle.core.time.TimeProvider;

/**
 * Asks another clock at every {@value #QUESTIONS}th question only: the queue asks for every record
 * whether its file should roll, and 30 ns each time are too many for that. A file so rolls at most
 * {@value #QUESTIONS} records late. One thread.
 */
final class CoarseClock implements TimeProvider {
    private static final int QUESTIONS = 64;

    private final TimeProvider clock;
    private long timeMs;
    private int questions;

    CoarseClock(final TimeProvider clock) {
        this.clock = clock;
    }

    @Override
    public long currentTimeMillis() {
        if (questions == 0) {
            timeMs = clock.currentTimeMillis();
            questions = QUESTIONS;
        }
        questions--;
        return timeMs;
    }
}
