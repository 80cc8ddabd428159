package dev.bowline.core.position;

import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * What the venue's account rows say about one position, and since when it differs from our fills.
 * Rows lag or lead the fills of the same match, so only a lasting difference is drift.
 */
public final class DriftWatch implements Resumable {
    private static final long NS_PER_MS = 1_000_000L;

    private long rowQtyE8;
    private long rowEntryPriceE8;
    private long rowTimeMs;
    private long differsSinceNs;
    private long lastFillTimeMs;
    private long newsNs; // when a fill, an account row or a lookup told of it last
    private long doubtQtyE8;
    private long doubtNs; // when the snapshot began that was not believed; 0 for none
    private long readQtyE8;
    private long readEntryPriceE8;
    private long readTimeMs;
    private boolean isInSnapshot;
    private boolean isTouched;

    /** A row of the stream; older than our newest fill, it says nothing. */
    public void onRow(
            final long venueQtyE8,
            final long entryPriceE8,
            final long venueTimeMs,
            final long bookQtyE8,
            final long nowNs) {
        isTouched = true;
        if (venueTimeMs < lastFillTimeMs || venueTimeMs < rowTimeMs) {
            return;
        }
        onNews(nowNs);
        rowQtyE8 = venueQtyE8;
        rowEntryPriceE8 = entryPriceE8;
        rowTimeMs = venueTimeMs;
        if (venueQtyE8 == bookQtyE8) {
            differsSinceNs = 0;
        } else if (differsSinceNs == 0) {
            differsSinceNs = nowNs;
        }
    }

    private void onNews(final long nowNs) {
        newsNs = nowNs;
        doubtNs = 0;
    }

    /** A fill; newer than the row, it outdates it. */
    public void onFill(final long venueTimeMs) {
        isTouched = true;
        lastFillTimeMs = Math.max(lastFillTimeMs, venueTimeMs);
        if (venueTimeMs > rowTimeMs) {
            differsSinceNs = 0;
        }
    }

    /** The book moved: rows being read may be older; compares again with the newest row. */
    public void onBook(final long bookQtyE8, final long nowNs) {
        isTouched = true;
        onNews(nowNs);
        if (rowQtyE8 == bookQtyE8) {
            differsSinceNs = 0;
        }
    }

    /** Whether row and book differ for longer than {@code graceNs}. */
    public boolean isDrift(final long nowNs, final long graceNs) {
        return differsSinceNs != 0 && nowNs - differsSinceNs >= graceNs;
    }

    /**
     * Whether the row would take something away from the position, and is not newer than the newest
     * fill: of two messages of one millisecond nobody knows which is the later one.
     */
    public boolean isRowDoubtful(final long bookQtyE8) {
        return isTaking(rowQtyE8, bookQtyE8) && rowTimeMs <= lastFillTimeMs;
    }

    /** Forgets the difference, after it was repaired. */
    public void settle() {
        differsSinceNs = 0;
    }

    /** A snapshot begins: nothing is seen yet. */
    public void beginSnapshot() {
        isInSnapshot = false;
        isTouched = false;
    }

    /** A row of the snapshot. */
    public void onSnapshotRow(
            final long venueQtyE8, final long entryPriceE8, final long venueTimeMs) {
        isInSnapshot = true;
        readQtyE8 = venueQtyE8;
        readEntryPriceE8 = entryPriceE8;
        readTimeMs = venueTimeMs;
    }

    /**
     * Whether the snapshot speaks about this position: it has a row, or is complete without one.
     * Rows read while fills came in may be older than the fills and do not count.
     */
    public boolean isDecided(final boolean isComplete) {
        return !isTouched && (isInSnapshot || isComplete);
    }

    /**
     * Takes over what a snapshot says, if that may overrule the book. Queries lag behind the
     * stream, and one that leaves a position out does not even tell of what time it is. So nothing
     * is taken away from a position, nor a row believed that is older than what was told since,
     * unless the reading began {@code lagNs} after the newest of that; and such a row must be said
     * twice then.
     *
     * @param bookQtyE8 what the book says
     * @param beganNs when the snapshot began, engine time
     * @param lagNs longest lag of the venue's queries
     * @return false if it is not believed; {@link #isDoubted} tells whether to ask again
     */
    public boolean tryBelieve(final long bookQtyE8, final long beganNs, final long lagNs) {
        final long saidE8 = snapshotQtyE8();
        final boolean isYoung = beganNs - newsNs < lagNs;
        final boolean wasSaid = doubtNs != 0 && doubtQtyE8 == saidE8;
        final boolean isOlder = isInSnapshot && readTimeMs < Math.max(lastFillTimeMs, rowTimeMs);
        doubtNs = 0;
        if (saidE8 == bookQtyE8) {
            // The stream may know better than both.
            if (isYoung && differsSinceNs != 0) {
                return false;
            }
        } else if (isYoung ? isOlder || isTaking(saidE8, bookQtyE8) : isOlder && !wasSaid) {
            doubtNs = beganNs;
            doubtQtyE8 = saidE8;
            return false;
        }
        rowQtyE8 = saidE8;
        if (isInSnapshot) {
            rowEntryPriceE8 = readEntryPriceE8;
            rowTimeMs = Math.max(rowTimeMs, readTimeMs);
        }
        return true;
    }

    private static boolean isTaking(final long saidE8, final long bookQtyE8) {
        return bookQtyE8 != 0
                && (Long.signum(saidE8) != Long.signum(bookQtyE8)
                        || Math.abs(saidE8) < Math.abs(bookQtyE8));
    }

    /** Whether a snapshot said something that another one has to confirm. */
    public boolean isDoubted() {
        return doubtNs != 0;
    }

    /** When a fill, an account row or a lookup told of the position last, engine time. */
    public long newsNs() {
        return newsNs;
    }

    /** Quantity at the venue according to the snapshot. */
    public long snapshotQtyE8() {
        return isInSnapshot ? readQtyE8 : 0;
    }

    public long rowQtyE8() {
        return rowQtyE8;
    }

    public long rowEntryPriceE8() {
        return rowEntryPriceE8;
    }

    public long rowTimeMs() {
        return rowTimeMs;
    }

    /** Writes the state. */
    public void write(final StateSink sink) {
        sink.putLong(rowQtyE8);
        sink.putLong(rowEntryPriceE8);
        sink.putLong(rowTimeMs);
        sink.putLong(differsSinceNs);
        sink.putLong(lastFillTimeMs);
    }

    /** Reads what {@link #write} wrote. */
    public void read(final StateSource source) {
        rowQtyE8 = source.getLong();
        rowEntryPriceE8 = source.getLong();
        rowTimeMs = source.getLong();
        differsSinceNs = source.getLong();
        lastFillTimeMs = source.getLong();
        // Of the run before only the venue's own times are kept.
        newsNs = Math.max(lastFillTimeMs, rowTimeMs) * NS_PER_MS;
    }

    @Override
    public void writeRest(final StateSink sink) {
        sink.putLong(newsNs);
        sink.putLong(doubtQtyE8);
        sink.putLong(doubtNs);
        sink.putLong(readQtyE8);
        sink.putLong(readEntryPriceE8);
        sink.putLong(readTimeMs);
        sink.putLong(isInSnapshot ? 1 : 0);
        sink.putLong(isTouched ? 1 : 0);
    }

    @Override
    public void readRest(final StateSource source) {
        newsNs = source.getLong();
        doubtQtyE8 = source.getLong();
        doubtNs = source.getLong();
        readQtyE8 = source.getLong();
        readEntryPriceE8 = source.getLong();
        readTimeMs = source.getLong();
        isInSnapshot = source.getLong() != 0;
        isTouched = source.getLong() != 0;
    }
}
