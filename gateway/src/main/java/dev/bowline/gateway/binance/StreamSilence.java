package dev.bowline.gateway.binance;

import dev.bowline.gateway.net.DownCause;
import dev.bowline.gateway.net.WebSocketSession;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One stream that ought to come at an interval, watched by its count (MD-9): a stream subscribed on
 * the wrong route is silent while others on its connection are not. One thread; the caller brings
 * the time.
 */
final class StreamSilence {
    private static final System.Logger LOG = System.getLogger(StreamSilence.class.getName());

    private final long limitNs;
    private long lastCount = -1;
    private long aliveNs;

    /**
     * A stream of which nothing is known yet.
     *
     * @param limitMs without anything it counts as down
     */
    StreamSilence(final long limitMs) {
        limitNs = TimeUnit.MILLISECONDS.toNanos(limitMs);
    }

    /**
     * Drops the connection when one of its streams is silent: the next one subscribes it again. To
     * be run on the session's loop, a few times in each limit.
     *
     * @param count events of the stream so far
     */
    static Runnable watch(
            final String stream,
            final WebSocketSession session,
            final LongSupplier count,
            final long limitMs) {
        final StreamSilence silence = new StreamSilence(limitMs);
        return () -> {
            if (silence.isSilent(session.isUp(), count.getAsLong(), System.nanoTime())) {
                LOG.log(Level.WARNING, "STREAM_SILENT stream={0} limitMs={1}", stream, limitMs);
                session.reconnect(DownCause.SILENT);
            }
        };
    }

    /**
     * Looks whether it is silent; tells it once, and again after as long a time.
     *
     * @param isUp whether its connection is; while it is not, nothing can be expected
     * @param count events of it so far
     */
    boolean isSilent(final boolean isUp, final long count, final long nowNs) {
        if (!isUp || count != lastCount) {
            lastCount = isUp ? count : -1;
            aliveNs = nowNs;
            return false;
        }
        if (nowNs - aliveNs < limitNs) {
            return false;
        }
        aliveNs = nowNs;
        return true;
    }
}
