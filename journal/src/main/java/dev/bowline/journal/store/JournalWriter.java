package dev.bowline.journal.store;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.journal.chain.Checkpoint;
import dev.bowline.journal.chain.HashChain;
import dev.bowline.journal.chain.SignedHead;
import dev.bowline.journal.codec.RecordHeader;
import dev.bowline.journal.codec.RecordOutput;
import dev.bowline.journal.codec.RecordType;
import dev.bowline.journal.codec.RunEnd;
import dev.bowline.journal.codec.RunHeader;
import dev.bowline.journal.codec.SlotCodec;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.HexFormat;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.impl.single.SingleChronicleQueueBuilder;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Appends the records of one run, each with its link. One thread at a time. Appending allocates
 * nothing after warm-up and never waits for the disk: the pages belong to the operating system, so
 * they survive the death of the process, though not of the machine.
 */
public final class JournalWriter implements AutoCloseable {
    private static final int FIRST_BYTES = 64 * 1024;
    private static final long SPACE_CHECK_BYTES = 8L << 20;
    private static final int DOCUMENT_HEADER_BYTES = 4;

    private final Path journal;
    private final int runId;
    private final File runDirectory;
    private final long minFreeBytes;
    private final int maxRecordBytes;
    private final ChronicleQueue queue;
    private final ExcerptAppender appender;
    private final PageToucher toucher;
    private final HashChain chain;
    private final byte[] lastHead = new byte[RecordHeader.HASH_BYTES];
    private final byte[] snapshotHead = new byte[RecordHeader.HASH_BYTES];
    private final SnapshotPlace place = new SnapshotPlace();
    private final SlotCodec codec = new SlotCodec();
    // Kept ready: a full disk is met on the hot path.
    private final JournalException diskFull =
            new JournalException("disk is fuller than journal.min-free-bytes allows");
    private final RecordOutput out = new RecordOutput(FIRST_BYTES);
    private long records;
    private long slots;
    private long lastTimeNs;
    private long bytesToSpaceCheck;
    private long documentOffset;
    private boolean isDiskFull;
    private Throwable lastError;

    /**
     * Starts a run: makes its directory and appends its header.
     *
     * @param directory locked by this process
     * @param settings how to store
     * @param header says which run this one follows, see {@link LastRun}
     * @throws JournalException if there is no room, or the run exists
     */
    public JournalWriter(
            final JournalDirectory directory,
            final JournalSettings settings,
            final RunHeader header) {
        journal = directory.path();
        runId = header.runId();
        minFreeBytes = settings.minFreeBytes();
        maxRecordBytes = (int) Math.min(settings.blockBytes() / 4, Integer.MAX_VALUE / 4);
        chain = new HashChain(HexFormat.of().parseHex(header.previousHead()));
        final Path run = JournalDirectory.runPath(journal, runId);
        runDirectory = run.toFile();
        requireSpace();
        try {
            Files.createDirectory(run);
        } catch (final IOException e) {
            throw new JournalException(
                    "run directory " + run + " cannot be made: " + JournalDirectory.describe(e), e);
        }
        queue =
                SingleChronicleQueueBuilder.binary(run)
                        .rollCycle(settings.rollCycle())
                        .blockSize(settings.blockBytes())
                        .timeProvider(new CoarseClock(settings.rollClock()))
                        .build();
        appender = queue.createAppender();
        // Made here, used by the journal's thread.
        appender.singleThreadedCheckDisabled(true);
        toucher = new PageToucher(runDirectory, settings.blockBytes(), minFreeBytes);
        toucher.start();
        out.position(RecordHeader.BYTES);
        header.write(out);
        final long startTimeNs = header.startTimeMs() * 1_000_000;
        if (!tryStore(out, RecordType.RUN_HEADER, RecordHeader.NO_SEQUENCE, startTimeNs)) {
            final JournalException failure =
                    new JournalException(
                            "run header cannot be written to " + run + ": " + lastError, lastError);
            close();
            throw failure;
        }
    }

    /** Appends a slot, failed or not; {@code false} if it could not be stored. */
    public boolean tryAppend(final EngineEvent event) {
        out.position(RecordHeader.BYTES);
        try {
            codec.write(event, out);
        } catch (final RuntimeException e) {
            lastError = e;
            return false;
        }
        if (!tryStore(out, RecordType.SLOT, event.sequence, event.ingestTimeNs)) {
            return false;
        }
        slots++;
        return true;
    }

    /** Appends the snapshot that belongs to the last slot; {@code false} if it was not stored. */
    boolean tryAppendSnapshot(final SnapshotBuffer snapshot, final long sequence) {
        if (!tryStore(snapshot.record(), RecordType.SNAPSHOT, sequence, snapshot.nowNs())) {
            return false;
        }
        chain.copyHead(snapshotHead, 0);
        place.offer(lastHead, snapshotHead, appender.currentFile(), documentOffset, records);
        return true;
    }

    /**
     * Signs the place of the newest snapshot, so that the next start finds it without reading what
     * comes before. To be called now and then by one thread that may take its time.
     *
     * @return whether there was a new one
     * @throws IOException if it cannot be written
     */
    public boolean writeCheckpoint(final PrivateKey key) throws IOException {
        final Checkpoint checkpoint = place.takeOrNull(runId);
        if (checkpoint == null) {
            return false;
        }
        checkpoint.signedBy(key).write(JournalDirectory.checkpointPath(journal, runId));
        return true;
    }

    /**
     * Ends the run in order: appends RUN_END and, with a key, signs the head.
     *
     * @param reason why it ends
     * @param lostSlots slots that could not be appended
     * @param keyOrNull signs the head
     * @throws JournalException if the end cannot be written
     */
    public void end(final String reason, final long lostSlots, final PrivateKey keyOrNull) {
        out.position(RecordHeader.BYTES);
        new RunEnd(slots, lostSlots, reason).write(out);
        if (!tryStore(out, RecordType.RUN_END, RecordHeader.NO_SEQUENCE, lastTimeNs)) {
            throw new JournalException(
                    "end of run cannot be written to " + runDirectory + ": " + lastError,
                    lastError);
        }
        if (keyOrNull == null) {
            return;
        }
        try {
            SignedHead.sign(runId, records, headHex(), keyOrNull)
                    .write(JournalDirectory.headPath(journal, runId));
        } catch (final IOException e) {
            throw new JournalException("signed head cannot be written to " + journal, e);
        }
    }

    /** Records of this run so far. */
    public long records() {
        return records;
    }

    /** Link of the last record, hex. */
    public String headHex() {
        return HexFormat.of().formatHex(chain.head());
    }

    /** Why the last append failed, or {@code null}. */
    public Throwable lastErrorOrNull() {
        return lastError;
    }

    /** Unmaps the files. Ends the run without RUN_END if {@link #end} was not called. */
    @Override
    public void close() {
        toucher.close();
        appender.close();
        queue.close();
    }

    private boolean tryStore(
            final RecordOutput record,
            final RecordType type,
            final long sequence,
            final long ingestTimeNs) {
        final int length = record.position();
        if (length + RecordHeader.HASH_BYTES > maxRecordBytes) {
            lastError =
                    new JournalException(
                            "record of " + length + " bytes, at most " + maxRecordBytes);
            return false;
        }
        if (!hasSpaceFor(length)) {
            return false;
        }
        RecordHeader.put(record, type, runId, records, sequence, ingestTimeNs);
        record.ensure(RecordHeader.HASH_BYTES);
        chain.copyHead(lastHead, 0);
        chain.link(record.array(), 0, length);
        if (!tryWrite(record.array(), length + RecordHeader.HASH_BYTES)) {
            chain.restore(lastHead, 0);
            return false;
        }
        records++;
        lastTimeNs = ingestTimeNs;
        return true;
    }

    private boolean tryWrite(final byte[] record, final int length) {
        try (DocumentContext document = appender.writingDocument()) {
            try {
                final Bytes<?> target = document.wire().bytes();
                documentOffset = target.writePosition() - DOCUMENT_HEADER_BYTES;
                target.write(record, 0, length);
                toucher.onAppended(target);
                return true;
            } catch (final RuntimeException | Error e) {
                document.rollbackOnClose();
                lastError = e;
                return false;
            }
        } catch (final RuntimeException | InternalError | OutOfMemoryError e) {
            // InternalError: a page of the mapping could not be had, for example a full disk.
            lastError = e;
            return false;
        }
    }

    /** Asks the file system every few megabytes: a mapped page without a block kills the JVM. */
    private boolean hasSpaceFor(final int length) {
        bytesToSpaceCheck -= length;
        if (bytesToSpaceCheck <= 0 || isDiskFull) {
            bytesToSpaceCheck = SPACE_CHECK_BYTES;
            final long freeBytes = runDirectory.getUsableSpace();
            isDiskFull = freeBytes < minFreeBytes;
            if (isDiskFull) {
                lastError = diskFull;
            }
        }
        return !isDiskFull;
    }

    private void requireSpace() {
        final long freeBytes = journal.toFile().getUsableSpace();
        if (freeBytes < minFreeBytes) {
            throw new JournalException(
                    "journal directory "
                            + journal
                            + " has "
                            + freeBytes
                            + " bytes free, journal.min-free-bytes="
                            + minFreeBytes
                            + ": make room or lower the limit");
        }
    }
}
