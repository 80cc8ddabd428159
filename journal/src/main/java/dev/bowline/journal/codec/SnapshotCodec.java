package dev.bowline.journal.codec;

import dev.bowline.core.state.StateBuffer;
import dev.bowline.core.state.StateSource;
import java.util.Arrays;

/**
 * Body of a SNAPSHOT record: version of this layout (2), spare (6), engine time (8), then the
 * engine's own values, eight bytes each, the first of which is their version. The record's sequence
 * is that of the slot after which the snapshot was taken.
 */
public final class SnapshotCodec {
    /** Layout around the engine's values. */
    public static final int VERSION = 1;

    private static final int SPARE_BYTES = 6;

    private SnapshotCodec() {}

    /** Begins the body; the engine's values follow. Allocates nothing. */
    public static void begin(final RecordOutput out) {
        out.position(RecordHeader.BYTES);
        out.putShort(VERSION);
        out.putInt(0);
        out.putShort(0);
        out.putLong(0);
    }

    /** Fills in the time of a complete body. */
    public static void end(final RecordOutput out, final long nowNs) {
        final int end = out.position();
        out.position(RecordHeader.BYTES + Short.BYTES + SPARE_BYTES);
        out.putLong(nowNs);
        out.position(end);
    }

    /**
     * Engine time of a snapshot.
     *
     * @throws JournalFormatException if the record is none, or one of another layout
     */
    public static long nowNs(final JournalRecord snapshotRecord) {
        return start(snapshotRecord).getLong();
    }

    /**
     * The engine's values; a copy.
     *
     * @throws JournalFormatException if the record is no snapshot, or one of another layout
     */
    public static byte[] state(final JournalRecord snapshotRecord) {
        final RecordInput in = start(snapshotRecord);
        in.skip(Long.BYTES);
        if (in.remaining() % Long.BYTES != 0) {
            throw new JournalFormatException("snapshot with " + in.remaining() + " bytes of state");
        }
        return Arrays.copyOfRange(in.array(), in.position(), in.position() + in.remaining());
    }

    /** The engine's values, to be read in order. */
    public static StateSource source(final byte[] state) {
        return new StateBuffer(state);
    }

    private static RecordInput start(final JournalRecord snapshotRecord) {
        if (snapshotRecord.type() != RecordType.SNAPSHOT) {
            throw new JournalFormatException(
                    "record is a " + snapshotRecord.type() + ", not a SNAPSHOT");
        }
        final RecordInput in = snapshotRecord.body();
        final int version = in.getUnsignedShort();
        if (version != VERSION) {
            throw new JournalFormatException(
                    "snapshot layout " + version + ", this build reads " + VERSION);
        }
        in.skip(SPARE_BYTES);
        return in;
    }
}
