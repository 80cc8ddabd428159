package dev.bowline.journal.codec;

import java.util.Arrays;

/**
 * One record as read: its header's fields, its bytes, and where it stood. Reused by readers; {@link
 * #copy} keeps one.
 */
public final class JournalRecord {
    private static final int ALIGNMENT = 4;

    private final RecordInput input = new RecordInput();
    private byte[] bytes = new byte[0];
    private int length;
    private String file = "";
    private long offset;
    private int version;
    private RecordType type;
    private int runId;
    private long recordNumber;
    private long sequence;
    private long ingestTimeNs;

    /**
     * Takes a whole record, header to link.
     *
     * @param source kept, not copied
     * @param totalLength with link
     * @param fromFile name of the file, for messages
     * @param fromOffset where in the file
     * @throws JournalFormatException if this is no record, or one of a newer version
     */
    public void wrap(
            final byte[] source,
            final int totalLength,
            final String fromFile,
            final long fromOffset) {
        bytes = source;
        length = totalLength;
        file = fromFile;
        offset = fromOffset;
        final int least = RecordHeader.BYTES + RecordHeader.HASH_BYTES;
        if (totalLength < least) {
            throw new JournalFormatException(
                    "record of " + totalLength + " bytes, must have at least " + least);
        }
        input.wrap(source, 0, totalLength);
        final int magic = input.getInt();
        if (magic != RecordHeader.MAGIC) {
            throw new JournalFormatException(
                    "record starts with 0x" + Integer.toHexString(magic) + ", not the magic BWJR");
        }
        version = input.getUnsignedShort();
        final int typeCode = input.getUnsignedShort();
        if (version > RecordHeader.SCHEMA_VERSION) {
            throw JournalFormatException.newerVersion(version);
        }
        type = RecordType.byCodeOrNull(typeCode);
        if (version < 1 || type == null) {
            throw new JournalFormatException("schema version " + version + ", type " + typeCode);
        }
        final int told = input.getInt();
        // Chronicle may round a document up to its alignment; the header knows the true length.
        final int spare = totalLength - RecordHeader.HASH_BYTES - told;
        if (told < RecordHeader.BYTES || spare < 0 || spare >= ALIGNMENT) {
            throw new JournalFormatException(
                    "header says " + told + " bytes, document has " + totalLength);
        }
        length = told + RecordHeader.HASH_BYTES;
        runId = input.getInt();
        recordNumber = input.getLong();
        sequence = input.getLong();
        ingestTimeNs = input.getLong();
    }

    /** Schema version the body was written in. */
    public int version() {
        return version;
    }

    public RecordType type() {
        return type;
    }

    public int runId() {
        return runId;
    }

    /** Position within the run, from 0. */
    public long recordNumber() {
        return recordNumber;
    }

    /** Sequence of the slot, or {@link RecordHeader#NO_SEQUENCE}. */
    public long sequence() {
        return sequence;
    }

    /** Epoch nanoseconds. */
    public long ingestTimeNs() {
        return ingestTimeNs;
    }

    /** Header, body and link. */
    public byte[] bytes() {
        return bytes;
    }

    /** Header, body and link. */
    public int length() {
        return length;
    }

    /** Header and body: what the link covers. */
    public int linkedLength() {
        return length - RecordHeader.HASH_BYTES;
    }

    public String file() {
        return file;
    }

    /** Where in the file the record starts. */
    public long offset() {
        return offset;
    }

    /** The link that was stored; a copy. */
    public byte[] hash() {
        return Arrays.copyOfRange(bytes, linkedLength(), length);
    }

    /** The body, to be read now. */
    public RecordInput body() {
        return input.wrap(bytes, RecordHeader.BYTES, linkedLength() - RecordHeader.BYTES);
    }

    /** A record of its own with the same bytes. */
    public JournalRecord copy() {
        final JournalRecord copy = new JournalRecord();
        copy.wrap(Arrays.copyOf(bytes, length), length, file, offset);
        return copy;
    }
}
