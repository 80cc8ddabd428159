package dev.bowline.gateway.binance;

import dev.bowline.gateway.net.EventThread;
import java.util.concurrent.TimeUnit;

/**
 * Snapshots that refusals of the venue ask for (REC-2), kept apart: the first is asked for at once,
 * what follows within the pause is answered by one snapshot at its end. The pause doubles while
 * refusals go on, because a snapshot costs more of the request limit than the order it is about
 * (RISK-7). Loop's thread only.
 */
final class MismatchPace {
    static final long FIRST_PAUSE_MS = 5_000;
    static final long LONGEST_PAUSE_MS = 30_000;

    private final EventThread loop;
    private final Runnable snapshot;
    private final Runnable atEnd = this::onPauseOver;
    private boolean wasAsked;
    private boolean isWaiting;
    private long askedNs;
    private long pauseMs = FIRST_PAUSE_MS;

    /**
     * @param snapshot asks for one; must not block
     */
    MismatchPace(final EventThread loop, final Runnable snapshot) {
        this.loop = loop;
        this.snapshot = snapshot;
    }

    /** The venue differs from our picture. */
    void onMismatch() {
        if (isWaiting) {
            return;
        }
        final long sinceMs = TimeUnit.NANOSECONDS.toMillis(loop.nanoTime() - askedNs);
        if (!wasAsked || sinceMs >= pauseMs) {
            final boolean isCalm = !wasAsked || sinceMs >= 2 * pauseMs;
            pauseMs = isCalm ? FIRST_PAUSE_MS : Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
            ask();
        } else {
            isWaiting = true;
            loop.schedule(atEnd, pauseMs - sinceMs);
        }
    }

    private void onPauseOver() {
        isWaiting = false;
        pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
        ask();
    }

    private void ask() {
        wasAsked = true;
        askedNs = loop.nanoTime();
        snapshot.run();
    }
}
