package dev.bowline.gateway.sim.server;

import dev.bowline.core.event.StreamRoute;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Faults on demand: each is armed for one request and used up by the first that fits; routes can be
 * silenced until further notice, or carry a frame that is cut off. Any thread may arm; the
 * exchange's thread takes.
 */
public final class FaultPlan {
    /** What goes wrong with a request. */
    public enum Kind {
        /** An HTML page with status 403, as the venue's firewall sends it; not executed. */
        HTML_PAGE,
        /** Executed, then the connection is cut without an answer. */
        CUT_AFTER_EXECUTION,
        /** Executed, but answered with HTTP 503 "Unknown error…". */
        UNKNOWN_BUT_EXECUTED,
        /** Not executed, and answered with HTTP 503 "Unknown error…". */
        UNKNOWN_NOT_EXECUTED,
        /** Not executed, and never answered. */
        NO_ANSWER
    }

    private record Armed(String method, String path, Kind kind) {}

    private final ConcurrentLinkedQueue<Armed> armed = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<StreamRoute> garbled = new ConcurrentLinkedQueue<>();
    // The venue's official clients miss an answer that overtakes their own write callback, which
    // happens on loopback and not over the internet.
    private volatile long controlLatencyMs = 10;
    private volatile long answerLatencyMs;
    private volatile Set<StreamRoute> silent = EnumSet.noneOf(StreamRoute.class);

    /** The next request with this method and path meets the fault. */
    public void arm(final String method, final String path, final Kind kind) {
        armed.add(new Armed(method, path, kind));
    }

    /** How long answers to control messages of streams take, wall time; not in lockstep. */
    public void setControlLatencyMs(final long latencyMs) {
        controlLatencyMs = latencyMs;
    }

    /** How long REST answers are held back after execution, wall time. */
    public void setAnswerLatencyMs(final long latencyMs) {
        answerLatencyMs = latencyMs;
    }

    long controlLatencyMs() {
        return controlLatencyMs;
    }

    long answerLatencyMs() {
        return answerLatencyMs;
    }

    /** Drops all frames of a route, while its sockets stay open, or delivers them again. */
    public synchronized void silence(final StreamRoute route, final boolean on) {
        final Set<StreamRoute> next = EnumSet.noneOf(StreamRoute.class);
        next.addAll(silent);
        if (on) {
            next.add(route);
        } else {
            next.remove(route);
        }
        silent = next;
    }

    /** The next time something is sent on the route, half a frame goes with it. */
    public void garble(final StreamRoute route) {
        garbled.add(route);
    }

    boolean takeGarbled(final StreamRoute route) {
        return garbled.remove(route);
    }

    boolean isSilent(final StreamRoute route) {
        return silent.contains(route);
    }

    /** The fault for this request, or {@code null}. */
    Kind takeOrNull(final String method, final String path) {
        for (final Iterator<Armed> each = armed.iterator(); each.hasNext(); ) {
            final Armed next = each.next();
            if (next.method().equals(method) && next.path().equals(path)) {
                each.remove();
                return next.kind();
            }
        }
        return null;
    }
}
