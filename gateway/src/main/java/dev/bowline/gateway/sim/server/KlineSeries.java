package dev.bowline.gateway.sim.server;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Klines of one contract and interval, built from its trades; minutes without a trade get a flat
 * bar, as at the venue. Exchange thread only.
 */
final class KlineSeries {
    /** Greatest number of rows one request returns. */
    static final int MAX_ROWS = 1_500;

    private final KlineInterval interval;
    private final Deque<KlineRow> closed = new ArrayDeque<>();
    private KlineRow openOrNull;

    KlineSeries(final KlineInterval interval) {
        this.interval = interval;
    }

    KlineInterval interval() {
        return interval;
    }

    /** The bar being built, or {@code null} before the first trade. */
    KlineRow openOrNull() {
        return openOrNull;
    }

    boolean isDue(final long nowMs) {
        return openOrNull != null && nowMs > openOrNull.closeTimeMs;
    }

    /** Ends the open bar and begins the next one; call while {@link #isDue}. */
    KlineRow roll() {
        final KlineRow done = openOrNull;
        closed.addLast(done);
        if (closed.size() > MAX_ROWS) {
            closed.removeFirst();
        }
        openOrNull = KlineRow.flat(interval, done.closeTimeMs + 1, done.closeE8);
        return done;
    }

    /** The bar a trade at this time falls into. */
    KlineRow at(final long timeMs, final long priceE8) {
        if (openOrNull == null) {
            openOrNull = KlineRow.flat(interval, interval.openTimeMs(timeMs), priceE8);
        }
        return openOrNull;
    }

    /** Rows that begin within the times given, oldest first, the newest {@code limit} of them. */
    List<KlineRow> rows(final long fromMs, final long toMs, final int limit, final boolean oldest) {
        final List<KlineRow> found = new ArrayList<>();
        if (oldest) {
            for (final KlineRow row : closed) {
                if (found.size() < limit && row.openTimeMs >= fromMs && row.openTimeMs <= toMs) {
                    found.add(row);
                }
            }
            if (openOrNull != null
                    && found.size() < limit
                    && openOrNull.openTimeMs >= fromMs
                    && openOrNull.openTimeMs <= toMs) {
                found.add(openOrNull);
            }
            return found;
        }
        if (openOrNull != null && openOrNull.openTimeMs <= toMs) {
            found.add(openOrNull);
        }
        final Iterator<KlineRow> newestFirst = closed.descendingIterator();
        while (found.size() < limit && newestFirst.hasNext()) {
            final KlineRow row = newestFirst.next();
            if (row.openTimeMs >= fromMs && row.openTimeMs <= toMs) {
                found.add(row);
            }
        }
        Collections.reverse(found);
        return found;
    }
}
