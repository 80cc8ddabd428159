package dev.bowline.core.market;

import dev.bowline.core.event.StreamRoute;
import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Whether one instrument's data may be decided on (MD-2). It is stale
 *
 * <ul>
 *   <li>from a hole in its trade ids until the first trade that follows its predecessor without a
 *       hole at least the configured time later. That is what healing means here: the missing
 *       trades are not read again. Book and mark are not harmed by the hole and stay current; the
 *       pause lets the decaying flow forget it, and the bar it fell into comes from the venue's
 *       kline, which knows the missing trades;
 *   <li>from the loss of the connection that carries the book (PUBLIC) until the next book, and of
 *       the one that carries trades and mark prices (MARKET) until the next of either, counted from
 *       the moment the connection is up again.
 * </ul>
 */
public final class StalenessGuard implements Resumable {
    private final long healNs;
    private boolean broken;
    private long brokenAtNs;
    private boolean bookMissing;
    private boolean bookDown;
    private boolean tradesMissing;
    private boolean tradesDown;

    /**
     * Starts fresh.
     *
     * @param healNs least engine time between a hole and the trade that ends the staleness
     */
    public StalenessGuard(final long healNs) {
        this.healNs = healNs;
    }

    /** A hole was found; a further one starts the wait again. */
    public void onGap(final long nowNs) {
        broken = true;
        brokenAtNs = nowNs;
        onMarketRoute();
    }

    /** A trade in order. */
    public void onTrade(final long nowNs) {
        if (broken && nowNs - brokenAtNs >= healNs) {
            broken = false;
        }
        onMarketRoute();
    }

    /** Anything fresh from the MARKET connection. */
    public void onMarketRoute() {
        if (!tradesDown) {
            tradesMissing = false;
        }
    }

    /** A fresh book. */
    public void onBook() {
        if (!bookDown) {
            bookMissing = false;
        }
    }

    /** A connection went down or came up; other routes than PUBLIC and MARKET do not matter. */
    public void onStream(final StreamRoute route, final boolean up) {
        if (route == StreamRoute.PUBLIC) {
            bookDown = !up;
            bookMissing |= !up;
        } else if (route == StreamRoute.MARKET) {
            tradesDown = !up;
            tradesMissing |= !up;
        }
    }

    /** Whether the connection that carries the book is down. */
    public boolean isBookDown() {
        return bookDown;
    }

    /** Whether the connection that carries trades and mark prices is down. */
    public boolean isTradesDown() {
        return tradesDown;
    }

    public boolean isStale() {
        return broken || bookMissing || tradesMissing;
    }

    @Override
    public void writeRest(final StateSink sink) {
        sink.putLong(broken ? 1 : 0);
        sink.putLong(brokenAtNs);
        sink.putLong(bookMissing ? 1 : 0);
        sink.putLong(bookDown ? 1 : 0);
        sink.putLong(tradesMissing ? 1 : 0);
        sink.putLong(tradesDown ? 1 : 0);
    }

    @Override
    public void readRest(final StateSource source) {
        broken = source.getLong() != 0;
        brokenAtNs = source.getLong();
        bookMissing = source.getLong() != 0;
        bookDown = source.getLong() != 0;
        tradesMissing = source.getLong() != 0;
        tradesDown = source.getLong() != 0;
    }
}
