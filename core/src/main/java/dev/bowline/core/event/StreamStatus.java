package dev.bowline.core.event;

/** State of one connection. */
public final class StreamStatus {
    /** Cause of a fallback that counts as permanent: the permitted attempts failed (MD-4). */
    public static final int PERMANENT_CAUSE = 7;

    /** Which connection. */
    public StreamRoute route;

    /** Connected and alive. */
    public boolean up;

    /**
     * 0 normal, 1 closed by peer, 2 silent, 3 planned, 4 gap, 5 listen key expired, 6 error, 7
     * permanent.
     */
    public int causeCode;

    /** Reconnect attempts so far. */
    public int attempt;

    /** Sets every field to its empty value. */
    public void clear() {
        route = null;
        up = false;
        causeCode = 0;
        attempt = 0;
    }
}
