package dev.bowline.gateway.binance;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.StreamRoute;
import dev.bowline.core.event.StreamStatus;
import dev.bowline.gateway.net.DownCause;
import dev.bowline.gateway.net.WebSocketSession;
import org.agrona.concurrent.EpochNanoClock;

/** Turns the changes of one session into STREAM_STATUS events. On the session's loop. */
final class StreamWatch implements WebSocketSession.Listener {
    private final StreamRoute route;
    private final QueueingSink sink;
    private final EpochNanoClock clock;
    private final Followers followers;
    private boolean wasDown;

    /** Who else wants to know. Must not block. */
    interface Followers {
        /**
         * The route went up after it was down, or went down.
         *
         * @param permanent the permitted attempts to reconnect failed
         * @param attempt attempts in a row so far
         */
        void onChange(StreamRoute route, boolean up, boolean permanent, int attempt);

        /** A healthy socket was replaced by a new one. */
        default void onRenewed(final StreamRoute route) {}
    }

    StreamWatch(
            final StreamRoute route,
            final QueueingSink sink,
            final EpochNanoClock clock,
            final Followers followers) {
        this.route = route;
        this.sink = sink;
        this.clock = clock;
        this.followers = followers;
    }

    @Override
    public void onUp(final boolean planned) {
        publish(true, planned ? DownCause.PLANNED.code() : 0, 0);
        if (wasDown) {
            wasDown = false;
            followers.onChange(route, true, false, 0);
        } else if (planned) {
            followers.onRenewed(route);
        }
    }

    @Override
    public void onDown(
            final DownCause cause,
            final int attempt,
            final boolean permanent,
            final String detail) {
        publish(false, cause.code(), attempt);
        wasDown = true;
        followers.onChange(route, false, permanent, attempt);
    }

    private void publish(final boolean up, final int causeCode, final int attempt) {
        publish(sink, clock, route, up, causeCode, attempt);
    }

    static void publish(
            final QueueingSink sink,
            final EpochNanoClock clock,
            final StreamRoute route,
            final boolean up,
            final int causeCode,
            final int attempt) {
        final EngineEvent event = sink.tryClaim(EventType.STREAM_STATUS);
        if (event == null) {
            return; // counted by the sink; the snapshot after the overflow tells the rest
        }
        event.ingestTimeNs = clock.nanoTime();
        final StreamStatus status = event.stream();
        status.route = route;
        status.up = up;
        status.causeCode = causeCode;
        status.attempt = attempt;
        sink.publish(event);
    }
}
