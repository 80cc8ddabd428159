package dev.bowline.journal.codec;

import java.util.Arrays;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.wire.BinaryWire;
import net.openhft.chronicle.wire.Wire;

/**
 * How a run follows the one before it: the part of {@link RunHeader} that any build can read,
 * whatever became of the configuration since.
 *
 * @param runId number of the run
 * @param previousRunId run before it, 0 for the first
 * @param previousRecords whole records of that run
 * @param previousHead link of the last of them, hex
 */
public record RunLink(int runId, int previousRunId, long previousRecords, String previousHead) {
    /**
     * Reads the start of a RUN_HEADER record.
     *
     * @throws JournalFormatException if it is none
     */
    public static RunLink read(final JournalRecord headerRecord) {
        if (headerRecord.type() != RecordType.RUN_HEADER) {
            throw new JournalFormatException(
                    "first record is a " + headerRecord.type() + ", must be a RUN_HEADER");
        }
        final RecordInput in = headerRecord.body();
        final int from = in.position();
        final byte[] body = Arrays.copyOfRange(in.array(), from, from + in.remaining());
        try {
            final Wire wire = new BinaryWire(Bytes.wrapForRead(body));
            return new RunLink(
                    wire.read("runId").int32(),
                    wire.read("previousRunId").int32(),
                    wire.read("previousRecords").int64(),
                    wire.read("previousHead").text());
        } catch (final RuntimeException e) {
            throw new JournalFormatException("run header is not readable: " + e.getMessage(), e);
        }
    }
}
