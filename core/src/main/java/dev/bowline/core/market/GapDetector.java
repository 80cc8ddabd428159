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
        OLD,
        /** Too far from all before to be believed alone: to be ignored (MD-8). */
        FAR
    }

    /**
     * So many old ids in a row mean that the venue began to count anew, or that one garbled id ran
     * ahead; without this the stream would be ignored for ever.
     */
    static final int RESYNC_AFTER = 2000;

    /** No stream of one instrument counts so far between two of its messages that reach us. */
    static final long MAX_JUMP = 10_000_000;

    /** So many ids in a row, each near the one before, prove a jump. */
    static final int JUMP_PROOF = 3;

    private long lastId = -1;
    private int oldInRow;
    private long farId = -1;
    private int farInRow;

    /** Judges {@code id} and, unless it is old, takes it as the newest. */
    public Verdict accept(final long id) {
        final long previous = lastId;
        if (previous >= 0 && Math.abs(id - previous) > MAX_JUMP) {
            if (!isJumpProven(id)) {
                return Verdict.FAR;
            }
        } else if (id <= previous) {
            oldInRow++;
            if (oldInRow < RESYNC_AFTER) {
                return Verdict.OLD;
            }
        }
        oldInRow = 0;
        farInRow = 0;
        lastId = id;
        if (previous < 0) {
            return Verdict.FIRST;
        }
        return id == previous + 1 ? Verdict.NEXT : Verdict.GAP;
    }

    /** Whether ids go on from where they jumped to; one garbled id is followed by none. */
    private boolean isJumpProven(final long id) {
        final boolean goesOn = farInRow > 0 && id > farId && id - farId <= MAX_JUMP;
        farInRow = goesOn ? farInRow + 1 : 1;
        farId = id;
        return farInRow >= JUMP_PROOF;
    }

    /** Newest id, -1 before the first. */
    public long lastId() {
        return lastId;
    }

    @Override
    public void writeRest(final StateSink sink) {
        sink.putLong(lastId);
        sink.putLong(oldInRow);
        sink.putLong(farId);
        sink.putLong(farInRow);
    }

    @Override
    public void readRest(final StateSource source) {
        lastId = source.getLong();
        oldInRow = (int) source.getLong();
        farId = source.getLong();
        farInRow = (int) source.getLong();
    }
}
