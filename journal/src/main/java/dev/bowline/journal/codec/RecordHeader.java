package dev.bowline.journal.codec;

/**
 * First {@value #BYTES} bytes of every record: magic (4), schema version (2), type (2), length of
 * header and body (4), run (4), record number within the run (8), slot sequence (8), time (8), all
 * little endian. Behind the body stands the {@value #HASH_BYTES}-byte link.
 */
public final class RecordHeader {
    /** {@code BWJR} read as little endian. */
    public static final int MAGIC = 0x524A5742;

    /**
     * Newest layout that this build writes and reads. 2 adds SNAPSHOT records, trailing orders and
     * rate limits; 3 polled prices and countdowns; 4 the names of operators; 5 the venue's ids in
     * cancels.
     */
    public static final int SCHEMA_VERSION = 5;

    /** Length of the header. */
    public static final int BYTES = 40;

    /** Length of the link behind the body. */
    public static final int HASH_BYTES = 32;

    /** Slot sequence of records that are no slot. */
    public static final long NO_SEQUENCE = -1;

    private RecordHeader() {}

    /**
     * Fills in the header at the start of a record whose body is complete.
     *
     * @param out its position is the record's end
     */
    public static void put(
            final RecordOutput out,
            final RecordType type,
            final int runId,
            final long recordNumber,
            final long sequence,
            final long ingestTimeNs) {
        final int end = out.position();
        out.position(0);
        out.putInt(MAGIC);
        out.putShort(SCHEMA_VERSION);
        out.putShort(type.code());
        out.putInt(end);
        out.putInt(runId);
        out.putLong(recordNumber);
        out.putLong(sequence);
        out.putLong(ingestTimeNs);
        out.position(end);
    }
}
