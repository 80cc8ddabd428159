package dev.bowline.core.market;

import dev.bowline.core.state.Resumable;
import dev.bowline.core.state.StateSink;
import dev.bowline.core.state.StateSource;

/**
 * Judges the growing ids of one stream of one instrument (MD-2, MD-3). For streams that number
 * without holes (aggTrade) a hole is a gap; for those that skip (bookTicker) only old ids matter.
 */
public final class GapDetector implements Resumable {
    /** What an id says. */
    public enum Verdict {
        /** Nothing to compare with yet. */
        FIRST,
        /** The one that had to come. */
        NEXT,
        /** Newer, but some are missing in between. */
        GAP,
        /** Seen before, or overtaken: to be ignored. */
        OLD
    }

    /**
     * So many old ids in a row mean that the venue began to count anew, or that one garbled id ran
     * ahead; without this the stream would be ignored for ever.
     */
    static final int RESYNC_AFTER = 2000;

    private long lastId = -1;
    private int oldInRow;

    /** Judges {@code id} and, unless it is old, takes it as the newest. */
    public Verdict accept(final long id) {
        final long previous = lastId;
        if (id <= previous) {
            oldInRow++;
            if (oldInRow < RESYNC_AFTER) {
                return Verdict.OLD;
            }
        }
        oldInRow = 0;
        lastId = id;
        if (previous < 0) {
            return Verdict.FIRST;
        }
        return id == previous + 1 ? Verdict.NEXT : Verdict.GAP;
    }

    /** Newest id, -1 before the first. */
    public long lastId() {
        return lastId;
    }

    @Override
    public void writeRest(final StateSink sink) {
        sink.putLong(lastId);
        sink.putLong(oldInRow);
    }

    @Override
    public void readRest(final StateSource source) {
        lastId = source.getLong();
        oldInRow = (int) source.getLong();
    }
}
