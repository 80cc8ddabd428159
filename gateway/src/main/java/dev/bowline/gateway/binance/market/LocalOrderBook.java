package dev.bowline.gateway.binance.market;

import org.agrona.collections.LongArrayList;

/**
 * Order book of one instrument from a REST snapshot and the diff stream. Levels are kept sorted in
 * arrays, best first; nothing is allocated per update once they have grown. One thread.
 *
 * <p>USDⓈ-M docs, How to manage a local order book correctly, read 2026-11-20: drop {@code u <
 * lastUpdateId}; the first one applied has {@code U <= lastUpdateId <= u}; from then on {@code pu}
 * is the {@code u} before. Levels deeper than the snapshot's 1000 are unknown until they change.
 */
public final class LocalOrderBook {
    /** What became of an update. */
    public enum Applied {
        /** Levels changed. */
        APPLIED,
        /** Older than the snapshot; dropped. */
        STALE,
        /** The chain is broken, or there is no snapshot yet: read a new one. */
        NEEDS_SNAPSHOT
    }

    private final BookSide bids = new BookSide(true);
    private final BookSide asks = new BookSide(false);
    private long lastUpdateId;
    private boolean hasSnapshot;
    private boolean chained;

    /** Replaces the book by a snapshot; the next diff must contain its last update id. */
    public void snapshot(final DepthUpdate snapshot) {
        bids.clear();
        asks.clear();
        applyLevels(snapshot);
        lastUpdateId = snapshot.lastUpdateId;
        hasSnapshot = true;
        chained = false;
    }

    /** Applies one diff. After NEEDS_SNAPSHOT the book is out of use until {@link #snapshot}. */
    public Applied apply(final DepthUpdate diff) {
        if (!hasSnapshot) {
            return Applied.NEEDS_SNAPSHOT;
        }
        if (diff.lastUpdateId < lastUpdateId) {
            return Applied.STALE;
        }
        if (!continues(diff)) {
            hasSnapshot = false;
            return Applied.NEEDS_SNAPSHOT;
        }
        chained = true;
        lastUpdateId = diff.lastUpdateId;
        applyLevels(diff);
        return Applied.APPLIED;
    }

    /** A diff was applied since the last snapshot, and none was missed. */
    public boolean isSynchronised() {
        return hasSnapshot && chained;
    }

    public long lastUpdateId() {
        return lastUpdateId;
    }

    public int bidCount() {
        return bids.count();
    }

    public int askCount() {
        return asks.count();
    }

    /** Price of bid {@code level}, 0 is the best. */
    public long bidPriceE8(final int level) {
        return bids.priceE8(level);
    }

    public long bidQtyE8(final int level) {
        return bids.qtyE8(level);
    }

    /** Price of ask {@code level}, 0 is the best. */
    public long askPriceE8(final int level) {
        return asks.priceE8(level);
    }

    public long askQtyE8(final int level) {
        return asks.qtyE8(level);
    }

    private boolean continues(final DepthUpdate diff) {
        if (diff.previousUpdateId == DepthUpdate.NO_ID) {
            // Spot has no pu; there the ids themselves are without holes.
            return diff.firstUpdateId <= lastUpdateId + 1;
        }
        return chained ? diff.previousUpdateId == lastUpdateId : diff.firstUpdateId <= lastUpdateId;
    }

    private void applyLevels(final DepthUpdate update) {
        for (int i = 0; i < update.bidCount; i++) {
            bids.put(update.bidPricesE8[i], update.bidQtysE8[i]);
        }
        for (int i = 0; i < update.askCount; i++) {
            asks.put(update.askPricesE8[i], update.askQtysE8[i]);
        }
    }

    /** One side; worst level first in the arrays, so that changes near the top move little. */
    private static final class BookSide {
        private final boolean descending;
        private final LongArrayList pricesE8 = new LongArrayList();
        private final LongArrayList qtysE8 = new LongArrayList();

        BookSide(final boolean descending) {
            this.descending = descending;
        }

        void clear() {
            pricesE8.clear();
            qtysE8.clear();
        }

        int count() {
            return pricesE8.size();
        }

        long priceE8(final int level) {
            return pricesE8.getLong(pricesE8.size() - 1 - level);
        }

        long qtyE8(final int level) {
            return qtysE8.getLong(qtysE8.size() - 1 - level);
        }

        void put(final long priceE8, final long qtyE8) {
            int low = 0;
            int high = pricesE8.size();
            while (low < high) {
                final int middle = (low + high) >>> 1;
                if (isWorse(pricesE8.getLong(middle), priceE8)) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            final boolean known = low < pricesE8.size() && pricesE8.getLong(low) == priceE8;
            if (qtyE8 == 0) {
                if (known) { // Deleting an unknown level is normal.
                    pricesE8.removeAt(low);
                    qtysE8.removeAt(low);
                }
            } else if (known) {
                qtysE8.setLong(low, qtyE8);
            } else {
                pricesE8.addLong(low, priceE8);
                qtysE8.addLong(low, qtyE8);
            }
        }

        private boolean isWorse(final long oneE8, final long otherE8) {
            return descending ? oneE8 < otherE8 : oneE8 > otherE8;
        }
    }
}
