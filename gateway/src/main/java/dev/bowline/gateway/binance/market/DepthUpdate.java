package dev.bowline.gateway.binance.market;

/**
 * Levels of one depth frame or of one REST snapshot, in the order of the venue (best first).
 * Preallocated for {@value #MAX_LEVELS} levels a side; a frame with more is refused as malformed.
 */
public final class DepthUpdate {
    /** Most levels of one side; the venue gives at most 1000 (PROTOCOL: depth limit). */
    public static final int MAX_LEVELS = 5000;

    /** Value of an update id that the frame did not carry. */
    public static final long NO_ID = -1;

    /** Instrument. */
    public int instrumentId;

    /** {@code U}: first update in the frame; equal to the last one in a snapshot. */
    public long firstUpdateId;

    /** {@code u}: last update in the frame, or the snapshot's {@code lastUpdateId}. */
    public long lastUpdateId;

    /** {@code pu}: last update of the frame before, or {@link #NO_ID} (spot, snapshots). */
    public long previousUpdateId;

    /** {@code E}, or 0. */
    public long eventTimeMs;

    /** {@code T}, or 0. */
    public long transactionTimeMs;

    /** Ingest time given to the decoder. */
    public long ingestTimeNs;

    /** The stream's name says that this is the top of the book, not a difference. */
    public boolean partial;

    /** Prices of the bids. */
    public final long[] bidPricesE8 = new long[MAX_LEVELS];

    /** Absolute quantities of the bids; 0 removes the level. */
    public final long[] bidQtysE8 = new long[MAX_LEVELS];

    /** Number of bids. */
    public int bidCount;

    /** Prices of the asks. */
    public final long[] askPricesE8 = new long[MAX_LEVELS];

    /** Absolute quantities of the asks; 0 removes the level. */
    public final long[] askQtysE8 = new long[MAX_LEVELS];

    /** Number of asks. */
    public int askCount;

    /** Empties the header and both sides. */
    public void clear() {
        instrumentId = -1;
        firstUpdateId = NO_ID;
        lastUpdateId = NO_ID;
        previousUpdateId = NO_ID;
        eventTimeMs = 0;
        transactionTimeMs = 0;
        ingestTimeNs = 0;
        partial = false;
        bidCount = 0;
        askCount = 0;
    }
}
