package dev.bowline.core.event;

/** How much of the venue's request limits is used, and whether it let us wait (RISK-7). */
public final class RateLimit {
    /** Used part of the limit that is used most, scale 1e-8 of one. */
    public long usedShareE8;

    /** Nothing may be sent before this engine time, epoch milliseconds; 0 if there is no ban. */
    public long blockedUntilMs;

    /** Status of the reply behind the ban: 429 or 418; 0 if there is none. */
    public int httpStatus;

    /** Sets every field to its empty value. */
    public void clear() {
        usedShareE8 = 0;
        blockedUntilMs = 0;
        httpStatus = 0;
    }
}
