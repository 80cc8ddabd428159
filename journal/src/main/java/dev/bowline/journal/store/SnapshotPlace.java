package dev.bowline.journal.store;

import dev.bowline.journal.chain.Checkpoint;
import dev.bowline.journal.codec.RecordHeader;
import java.io.File;
import java.util.HexFormat;

/**
 * Hands the place of a stored snapshot from the journal's thread to the one that signs it. A place
 * that was not fetched yet is kept, and the newer one is not told: a checkpoint may be old.
 */
final class SnapshotPlace {
    private final byte[] previousHead = new byte[RecordHeader.HASH_BYTES];
    private final byte[] head = new byte[RecordHeader.HASH_BYTES];
    private File file;
    private long offset;
    private long records;
    private volatile boolean isFull;

    /** Notes a place; the journal's thread. */
    void offer(
            final byte[] linkBefore,
            final byte[] link,
            final File inFile,
            final long atOffset,
            final long recordsSoFar) {
        if (isFull || inFile == null) {
            return;
        }
        System.arraycopy(linkBefore, 0, previousHead, 0, previousHead.length);
        System.arraycopy(link, 0, head, 0, head.length);
        file = inFile;
        offset = atOffset;
        records = recordsSoFar;
        isFull = true;
    }

    /** Fetches it, unsigned; one other thread. */
    Checkpoint takeOrNull(final int runId) {
        if (!isFull) {
            return null;
        }
        final HexFormat hex = HexFormat.of();
        final Checkpoint checkpoint =
                new Checkpoint(
                        runId,
                        records,
                        hex.formatHex(previousHead),
                        hex.formatHex(head),
                        file.getName(),
                        offset,
                        "");
        isFull = false;
        return checkpoint;
    }
}
