package dev.bowline.gateway.sim.server;

/** Lets a test decide how far time may go: in lockstep, paused before the first moment beyond. */
final class StepGate implements ClientQuiet, PaceListener {
    private volatile long allowedMs;
    private volatile long reachedMs;
    private volatile SimServer server;

    void attach(final SimServer to) {
        server = to;
    }

    @Override
    public boolean onTime(final long nowNs) {
        if (nowNs / 1_000_000 > allowedMs) {
            server.pause();
        }
        reachedMs = nowNs / 1_000_000;
        return true;
    }

    @Override
    public boolean isQuiet(final long framesSent) {
        return true;
    }

    /** Plays everything up to a moment, and waits until time stands before the one after it. */
    void playTo(final long timeMs) {
        if (reachedMs <= timeMs) {
            allowedMs = timeMs;
            server.resume();
            SimServerIT.await(() -> reachedMs > timeMs, "virtual time beyond " + timeMs);
        }
    }
}
