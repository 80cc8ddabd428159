package dev.bowline.gateway.binance;

import java.util.concurrent.TimeUnit;

/**
 * Whether the user stream is alive but dead (MD-9): its socket answers pings, yet nothing is told
 * of orders that the venue has accepted, as with a listen key that is no longer served or a wrong
 * route. Every accepted placement is told within moments, so a frame must have come since the
 * request was sent. Order loop only; allocates nothing.
 */
final class AnswerWatch {
    private final long limitNs;
    private final Runnable onSilent;
    private long lastFrameNs;
    private boolean isHeard;
    private long waitingSinceNs;
    private boolean isWaiting;

    /**
     * @param limitMs how long the stream may take
     * @param onSilent drops the stream; must not block
     */
    AnswerWatch(final long limitMs, final Runnable onSilent) {
        limitNs = TimeUnit.MILLISECONDS.toNanos(limitMs);
        this.onSilent = onSilent;
    }

    /** A frame of the user stream came. */
    void onFrame(final long nowNs) {
        lastFrameNs = nowNs;
        isHeard = true;
        isWaiting = false;
    }

    /** The venue accepted a placement that was sent then; both times on the loop's clock. */
    void onAccepted(final long sentNs, final long nowNs) {
        if (!isWaiting && (!isHeard || lastFrameNs - sentNs < 0)) {
            isWaiting = true;
            waitingSinceNs = nowNs;
        }
    }

    /** Looks at the time. */
    void check(final long nowNs) {
        if (isWaiting && nowNs - waitingSinceNs >= limitNs) {
            isWaiting = false;
            onSilent.run();
        }
    }
}
