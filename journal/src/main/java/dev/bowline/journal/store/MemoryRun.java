package dev.bowline.journal.store;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EngineHandler;
import dev.bowline.journal.chain.HashChain;
import dev.bowline.journal.codec.JournalFormatException;
import dev.bowline.journal.codec.JournalRecord;
import dev.bowline.journal.codec.RecordHeader;
import dev.bowline.journal.codec.RecordOutput;
import dev.bowline.journal.codec.RecordType;
import dev.bowline.journal.codec.RunHeader;
import dev.bowline.journal.codec.SlotCodec;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/**
 * A run whose slots and snapshots are kept in memory, record for record as {@link JournalWriter}
 * stores them, for simulations that start and kill thousands of runs. Only the header is not
 * encoded. One thread.
 */
public final class MemoryRun implements EngineHandler {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final int FIRST_BYTES = 64 * 1024;
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    private final RunHeader header;
    private final HashChain chain;
    private final SlotCodec codec = new SlotCodec();
    private final RecordOutput out = new RecordOutput(FIRST_BYTES);
    private final List<byte[]> chunks = new ArrayList<>();
    private final SnapshotBuffer snapshots;
    private int usedBytes = CHUNK_BYTES;
    private long records = 1; // the header
    private long bytes;
    private Place snapshotOrNull;
    private Place earlierSnapshotOrNull;
    private final byte[] headBeforeLast = new byte[RecordHeader.HASH_BYTES];
    private int lastLength;
    private boolean isTorn;

    /** Where a record stands, and the link before it. */
    private static final class Place {
        final int chunk;
        final int at;
        final long recordNumber;
        final byte[] headBefore;

        Place(final int chunk, final int at, final long recordNumber, final byte[] headBefore) {
            this.chunk = chunk;
            this.at = at;
            this.recordNumber = recordNumber;
            this.headBefore = headBefore;
        }
    }

    /** An empty run that follows the head its header names; slots alone. */
    public MemoryRun(final RunHeader header) {
        this(header, null);
    }

    /**
     * As above, with snapshots behind the slots they belong to.
     *
     * @param snapshotsOrNull filled by the decision link of the same chain
     */
    public MemoryRun(final RunHeader header, final SnapshotBuffer snapshotsOrNull) {
        this.header = header;
        snapshots = snapshotsOrNull;
        chain = new HashChain(HexFormat.of().parseHex(header.previousHead()));
    }

    /** Says which run it is and with what the engine was made. */
    public RunHeader header() {
        return header;
    }

    /** Records so far, the header included. */
    public long records() {
        return records;
    }

    /** Bytes of all records. */
    public long bytes() {
        return bytes;
    }

    /** Link of the last record, hex. */
    public String headHex() {
        return HexFormat.of().formatHex(chain.head());
    }

    @Override
    public void onEvent(final EngineEvent event, final long nowNs) {
        out.position(RecordHeader.BYTES);
        codec.write(event, out);
        store(out, RecordType.SLOT, event.sequence, event.ingestTimeNs);
        if (snapshots != null && snapshots.isOf(event.sequence)) {
            final byte[] headBefore = chain.head();
            final RecordOutput snapshot = snapshots.record();
            store(snapshot, RecordType.SNAPSHOT, event.sequence, snapshots.nowNs());
            final int at = usedBytes - Integer.BYTES - snapshot.position();
            earlierSnapshotOrNull = snapshotOrNull;
            snapshotOrNull = new Place(chunks.size() - 1, at, records - 1, headBefore);
            snapshots.free();
        }
    }

    /** Completes a record whose body is written. */
    private void store(
            final RecordOutput record,
            final RecordType type,
            final long sequence,
            final long timeNs) {
        final int linked = record.position();
        RecordHeader.put(record, type, header.runId(), records, sequence, timeNs);
        record.ensure(RecordHeader.HASH_BYTES);
        chain.copyHead(headBeforeLast, 0);
        chain.link(record.array(), 0, linked);
        final int length = linked + RecordHeader.HASH_BYTES;
        record.position(length);
        append(record.array(), length);
        lastLength = length;
        records++;
    }

    /**
     * The last record is only half on disk, as a kill in the middle of its writing leaves it:
     * readers end before it. At most once, and nothing is appended afterwards.
     *
     * @throws IllegalStateException if there is none, or one was torn already
     */
    public void tear() {
        if (isTorn || records == 1) {
            throw new IllegalStateException("no record to tear: " + records + " with the header");
        }
        isTorn = true;
        records--;
        bytes -= lastLength;
        chain.restore(headBeforeLast, 0);
        if (snapshotOrNull != null && snapshotOrNull.recordNumber == records) {
            snapshotOrNull = earlierSnapshotOrNull;
        }
    }

    /** Whether the last record was torn. */
    public boolean isTorn() {
        return isTorn;
    }

    private void append(final byte[] record, final int length) {
        if (usedBytes + Integer.BYTES + length > CHUNK_BYTES) {
            chunks.add(new byte[Math.max(CHUNK_BYTES, length + Integer.BYTES)]);
            usedBytes = 0;
        }
        final byte[] chunk = chunks.get(chunks.size() - 1);
        INTS.set(chunk, usedBytes, length);
        System.arraycopy(record, 0, chunk, usedBytes + Integer.BYTES, length);
        usedBytes += Integer.BYTES + length;
        bytes += length;
    }

    /** Whether a reader may begin at a snapshot. */
    public boolean hasSnapshot() {
        return snapshotOrNull != null;
    }

    /**
     * Reads all records, oldest first, and checks their links.
     *
     * @param reader gets each record; it is reused
     * @throws JournalFormatException if a record does not fit its link
     */
    public void forEach(final Consumer<JournalRecord> reader) {
        read(new Place(0, 0, 1, HexFormat.of().parseHex(header.previousHead())), reader);
    }

    /** As {@link #forEach}, from the latest snapshot on. */
    public void forEachSinceSnapshot(final Consumer<JournalRecord> reader) {
        read(snapshotOrNull, reader);
    }

    private void read(final Place from, final Consumer<JournalRecord> reader) {
        final HashChain links = new HashChain(from.headBefore);
        final JournalRecord record = new JournalRecord();
        byte[] copy = new byte[FIRST_BYTES];
        int chunk = from.chunk;
        int at = from.at;
        for (long i = from.recordNumber; i < records; i++) {
            int length = lengthAt(chunks.get(chunk), at);
            if (length == 0) {
                chunk++;
                at = 0;
                length = lengthAt(chunks.get(chunk), at);
            }
            copy = copy.length >= length ? copy : new byte[length];
            System.arraycopy(chunks.get(chunk), at + Integer.BYTES, copy, 0, length);
            at += Integer.BYTES + length;
            record.wrap(copy, length, "memory", i);
            links.advance(copy, 0, record.linkedLength());
            if (!links.isHead(copy, record.linkedLength())) {
                throw new JournalFormatException("record " + i + " does not fit its link");
            }
            reader.accept(record);
        }
    }

    private static int lengthAt(final byte[] chunk, final int at) {
        return at + Integer.BYTES > chunk.length ? 0 : (int) INTS.get(chunk, at);
    }
}
