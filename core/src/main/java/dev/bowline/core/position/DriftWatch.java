package dev.bowline.core.position;

import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * What the venue's account rows say about one position, and since when it differs from our fills.
 * Rows lag or lead the fills of the same match, so only a lasting difference is drift.
 */
public final class DriftWatch implements Resumable {
    private long rowQtyE8;
    private long rowEntryPriceE8;
    private long rowTimeMs;
    private long differsSinceNs;
    private long lastFillTimeMs;
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
        rowQtyE8 = venueQtyE8;
        rowEntryPriceE8 = entryPriceE8;
        rowTimeMs = venueTimeMs;
        if (venueQtyE8 == bookQtyE8) {
            differsSinceNs = 0;
        } else if (differsSinceNs == 0) {
            differsSinceNs = nowNs;
        }
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
    public void onBook(final long bookQtyE8) {
        isTouched = true;
        if (rowQtyE8 == bookQtyE8) {
            differsSinceNs = 0;
        }
    }

    /** Whether row and book differ for longer than {@code graceNs}. */
    public boolean isDrift(final long nowNs, final long graceNs) {
        return differsSinceNs != 0 && nowNs - differsSinceNs >= graceNs;
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
        if (!isTouched) {
            rowQtyE8 = venueQtyE8;
            rowEntryPriceE8 = entryPriceE8;
            rowTimeMs = Math.max(rowTimeMs, venueTimeMs);
        }
    }

    /**
     * Whether the snapshot speaks about this position: it has a row, or is complete without one.
     * Rows read while fills came in may be older than the fills and do not count.
     */
    public boolean isDecided(final boolean isComplete) {
        return !isTouched && (isInSnapshot || isComplete);
    }

    /** Quantity at the venue according to the snapshot. */
    public long snapshotQtyE8() {
        return isInSnapshot ? rowQtyE8 : 0;
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
    }

    @Override
    public void writeRest(final StateSink sink) {
        sink.putLong(isInSnapshot ? 1 : 0);
        sink.putLong(isTouched ? 1 : 0);
    }

    @Override
    public void readRest(final StateSource source) {
        isInSnapshot = source.getLong() != 0;
        isTouched = source.getLong() != 0;
    }
}
