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
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/**
 * A run whose slots are kept in memory, record for record as {@link JournalWriter} stores them, for
 * simulations that start and kill thousands of runs. Only the header is not encoded. One thread.
 */
public final class MemoryRun implements EngineHandler {
    private static final int CHUNK_BYTES = 1 << 20;
    private static final int FIRST_BYTES = 64 * 1024;

    private final RunHeader header;
    private final HashChain chain;
    private final SlotCodec codec = new SlotCodec();
    private final RecordOutput out = new RecordOutput(FIRST_BYTES);
    private final List<byte[]> chunks = new ArrayList<>();
    private int usedBytes = CHUNK_BYTES;
    private long slots;
    private long bytes;

    /** An empty run that follows the head its header names. */
    public MemoryRun(final RunHeader header) {
        this.header = header;
        chain = new HashChain(HexFormat.of().parseHex(header.previousHead()));
    }

    /** Says which run it is and with what the engine was made. */
    public RunHeader header() {
        return header;
    }

    /** Records so far, the header included. */
    public long records() {
        return slots + 1;
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
        final int linked = out.position();
        RecordHeader.put(
                out,
                RecordType.SLOT,
                header.runId(),
                slots + 1,
                event.sequence,
                event.ingestTimeNs);
        out.ensure(RecordHeader.HASH_BYTES);
        chain.link(out.array(), 0, linked);
        store(linked + RecordHeader.HASH_BYTES);
        slots++;
    }

    private void store(final int length) {
        if (usedBytes + Integer.BYTES + length > CHUNK_BYTES) {
            chunks.add(new byte[Math.max(CHUNK_BYTES, length + Integer.BYTES)]);
            usedBytes = 0;
        }
        final byte[] chunk = chunks.get(chunks.size() - 1);
        for (int i = 0; i < Integer.BYTES; i++) {
            chunk[usedBytes + i] = (byte) (length >>> (Byte.SIZE * i));
        }
        System.arraycopy(out.array(), 0, chunk, usedBytes + Integer.BYTES, length);
        usedBytes += Integer.BYTES + length;
        bytes += length;
    }

    /**
     * Reads all slots, oldest first, and checks their links.
     *
     * @param reader gets each record; it is reused
     * @throws JournalFormatException if a record does not fit its link
     */
    public void forEachSlot(final Consumer<JournalRecord> reader) {
        final HashChain links = new HashChain(HexFormat.of().parseHex(header.previousHead()));
        final JournalRecord record = new JournalRecord();
        byte[] copy = new byte[FIRST_BYTES];
        int chunk = 0;
        int at = 0;
        for (long i = 0; i < slots; i++) {
            int length = chunk < chunks.size() ? lengthAt(chunks.get(chunk), at) : 0;
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
                throw new JournalFormatException("slot " + i + " does not fit its link");
            }
            reader.accept(record);
        }
    }

    private static int lengthAt(final byte[] chunk, final int at) {
        if (at + Integer.BYTES > chunk.length) {
            return 0;
        }
        int length = 0;
        for (int i = 0; i < Integer.BYTES; i++) {
            length |= (chunk[at + i] & 0xFF) << (Byte.SIZE * i);
        }
        return length;
    }
}
