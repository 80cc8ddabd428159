package dev.bowline.journal.store;

import dev.bowline.journal.codec.JournalFormatException;
import dev.bowline.journal.codec.JournalRecord;
import dev.bowline.journal.codec.RecordHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads the records of one run forward, straight from the queue's files: documents with a four-byte
 * header each (30 bits of length, then "metadata", then "not complete"; OpenHFT RFC
 * Size-Prefixed-Blob), aligned to four bytes. It needs neither the queue's locks nor its index, it
 * changes nothing, and it reads a run that is being written. One thread.
 */
public final class RunReader implements AutoCloseable {
    private static final int WINDOW_BYTES = 1 << 20;
    private static final int BEHIND_BYTES = 4096;
    private static final int HEADER_BYTES = 4;
    private static final int NOT_COMPLETE = 0x80000000;
    private static final int META = 0x40000000;
    private static final int LENGTH_MASK = 0x3FFFFFFF;
    private static final int END_OF_FILE = 0xC0000000;
    private static final int MAX_BYTES = 256 << 20;

    private final List<Path> files;
    private final JournalRecord record = new JournalRecord();
    private final int runId;
    private byte[] bytes = new byte[4096];
    private ByteBuffer window = ByteBuffer.allocate(WINDOW_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    private long windowStart;
    private int fileIndex = -1;
    private FileChannel channel;
    private long position;
    private String tornReason;
    private boolean isTorn;

    /**
     * Stands before the first record of the run.
     *
     * @throws JournalException if the directory cannot be read
     */
    public RunReader(final Path journal, final int runId) {
        this.runId = runId;
        final Path run = JournalDirectory.runPath(journal, runId);
        try (Stream<Path> entries = Files.list(run)) {
            files =
                    entries.filter(entry -> entry.getFileName().toString().endsWith(".cq4"))
                            .sorted()
                            .toList();
        } catch (final IOException e) {
            throw new JournalException(
                    "run directory " + run + " cannot be read: " + JournalDirectory.describe(e), e);
        }
    }

    /**
     * The next record, or {@code null} if there is none yet, or the next one is torn. It is reused.
     *
     * @throws JournalFormatException if the next document is whole but no record of this build
     */
    public JournalRecord nextOrNull() {
        try {
            while (!isTorn && openFile()) {
                final int header = headerAt(position);
                if (header == END_OF_FILE || (header == 0 && fileIndex + 1 < files.size())) {
                    closeFile();
                    continue;
                }
                if (header == 0) {
                    return null;
                }
                final int length = header & LENGTH_MASK;
                if ((header & NOT_COMPLETE) != 0 || length > MAX_BYTES) {
                    tear("document header 0x" + Integer.toHexString(header) + " is not complete");
                    return null;
                }
                final long start = position;
                if ((header & META) != 0 && isRecordAt(start + HEADER_BYTES)) {
                    tear("record is marked as metadata");
                    return null;
                }
                if ((header & META) == 0 && !readDocument(start, length)) {
                    return null;
                }
                position = align(start + HEADER_BYTES + length);
                if ((header & META) == 0) {
                    record.wrap(bytes, length, fileName(), start);
                    return record;
                }
            }
            return null;
        } catch (final IOException e) {
            throw new JournalException(
                    "journal file " + fileName() + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Goes to a record whose place is known, from {@link JournalRecord#offset}.
     *
     * @param queueFile name of the file without its directory
     * @return whether the run has such a file
     */
    public boolean trySeek(final String queueFile, final long offset) {
        for (int i = 0; i < files.size(); i++) {
            if (files.get(i).getFileName().toString().equals(queueFile)) {
                close();
                channel = null;
                fileIndex = i - 1;
                try {
                    openFile();
                } catch (final IOException e) {
                    throw new JournalException(
                            "journal file " + fileName() + " cannot be read: " + e.getMessage(), e);
                }
                position = offset;
                return true;
            }
        }
        return false;
    }

    /** Whether a torn document ends the run. */
    public boolean isTorn() {
        return isTorn;
    }

    /** What is wrong with the torn document. */
    public String tornReason() {
        return tornReason;
    }

    /**
     * Whether anything but zeros follows the last record within {@value #BEHIND_BYTES} bytes: a
     * document header that was wiped out. Only meaningful for a run that nobody writes.
     */
    public boolean hasBytesBehindEnd() {
        try {
            if (channel == null || headerAt(position) != 0) {
                return false;
            }
            fill(position, HEADER_BYTES);
            final int count = Math.min(BEHIND_BYTES, window.limit());
            for (int i = 0; i < count; i++) {
                if (window.get(i) != 0) {
                    return true;
                }
            }
            return false;
        } catch (final IOException e) {
            throw new JournalException("journal file " + fileName() + " cannot be read", e);
        }
    }

    /** File being read, with its run directory. */
    public String fileName() {
        if (files.isEmpty()) {
            return "run " + runId;
        }
        final Path file = files.get(Math.max(0, Math.min(fileIndex, files.size() - 1)));
        return file.getParent().getFileName() + "/" + file.getFileName();
    }

    /** Where in the file the next document starts. */
    public long offset() {
        return position;
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (final IOException ignored) {
            // Nothing was written.
        }
    }

    private boolean readDocument(final long start, final int length) throws IOException {
        if (bytes.length < length) {
            bytes = new byte[Math.max(length, bytes.length * 2)];
        }
        if (!has(start + HEADER_BYTES, length)) {
            tear("document of " + length + " bytes ends behind the file");
            return false;
        }
        window.get((int) (start + HEADER_BYTES - windowStart), bytes, 0, length);
        return true;
    }

    private boolean isRecordAt(final long at) throws IOException {
        return has(at, HEADER_BYTES)
                && window.getInt((int) (at - windowStart)) == RecordHeader.MAGIC;
    }

    private int headerAt(final long at) throws IOException {
        if (!has(at, HEADER_BYTES)) {
            return 0;
        }
        final int header = window.getInt((int) (at - windowStart));
        if (header != 0 && (header & NOT_COMPLETE) == 0) {
            return header;
        }
        // Zero or under way: the window may be older than the file.
        fill(at, HEADER_BYTES);
        return has(at, HEADER_BYTES) ? window.getInt((int) (at - windowStart)) : 0;
    }

    private boolean has(final long at, final int length) throws IOException {
        if (at < windowStart || at + length > windowStart + window.limit()) {
            fill(at, length);
        }
        return at + length <= windowStart + window.limit();
    }

    private void fill(final long at, final int length) throws IOException {
        if (window.capacity() < length) {
            window = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        }
        window.clear();
        windowStart = at;
        int read = 0;
        while (window.hasRemaining() && read >= 0) {
            read = channel.read(window, windowStart + window.position());
        }
        window.flip();
    }

    private boolean openFile() throws IOException {
        if (channel != null) {
            return true;
        }
        if (fileIndex + 1 >= files.size()) {
            return false;
        }
        fileIndex++;
        channel = FileChannel.open(files.get(fileIndex));
        position = 0;
        windowStart = 0;
        window.clear().limit(0);
        return true;
    }

    private void closeFile() throws IOException {
        channel.close();
        channel = null;
    }

    private void tear(final String reason) {
        isTorn = true;
        tornReason = reason;
    }

    private static long align(final long at) {
        return (at + 3) & ~3L;
    }
}
