package dev.bowline.journal.store;

import java.io.File;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.bytes.MappedBytes;
import net.openhft.chronicle.bytes.MappedBytesStore;
import net.openhft.chronicle.bytes.MappedFile;
import net.openhft.chronicle.core.io.ReferenceOwner;

/**
 * Maps the pages that the writer is about to reach, on a thread of its own: the first write to a
 * page of a new file costs 2 µs in the kernel, which would otherwise be the appender's. It goes
 * through the same mappings as the appender and exchanges a zero for a zero in one atomic
 * instruction, so it never changes a byte, whatever the appender writes meanwhile. It keeps at most
 * one part of the file mapped, and touches at most {@link #aheadBytes} that the writer has not
 * reached. Where it cannot touch, it stops; the appender then takes the faults itself.
 */
final class PageToucher implements AutoCloseable, ReferenceOwner {
    private static final System.Logger LOG = System.getLogger(PageToucher.class.getName());
    private static final int PAGE_BYTES = 4096;
    private static final long TICK_NS = 5_000_000;
    private static final long MIN_AHEAD_BYTES = 1L << 20;
    private static final long MAX_AHEAD_BYTES = 16L << 20;
    private static final int TICKS_AHEAD = 4;

    // A page without a block kills the JVM, so this much must stay free, whatever the settings say.
    private static final long SPARE_BYTES = 64L << 20;

    /** The file being appended to; replaced when the queue rolls. */
    private static final class Target {
        private final Bytes<?> bytes;
        private final MappedFile file;
        private final AtomicLong positionBytes;

        private Target(final MappedBytes bytes) {
            this.bytes = bytes;
            file = bytes.mappedFile();
            positionBytes = new AtomicLong(bytes.writePosition());
        }
    }

    private final File directory;
    private final long minFreeBytes;
    private final long maxAheadBytes;
    private final Thread thread = new Thread(this::run, "bowline-journal-pages");
    private volatile Target target;
    private volatile boolean isClosed;
    private volatile Throwable failure;

    // Of the thread alone.
    private Target touched;
    private MappedBytesStore part;
    private long nextPageBytes;
    private long lastPositionBytes;

    /**
     * Does nothing before {@link #start}.
     *
     * @param directory where the files are
     * @param blockBytes how much of a file is mapped at a time
     * @param minFreeBytes free space on the disk below which nothing is touched
     */
    PageToucher(final File directory, final long blockBytes, final long minFreeBytes) {
        this.directory = directory;
        this.minFreeBytes = Math.max(minFreeBytes, SPARE_BYTES);
        maxAheadBytes = Math.min(MAX_AHEAD_BYTES, blockBytes / TICKS_AHEAD);
        thread.setDaemon(true);
    }

    /** Starts the thread, which waits for the first {@link #onAppended}. */
    void start() {
        thread.start();
    }

    /** The appender wrote up to the position of these bytes. The appender's thread. */
    void onAppended(final Bytes<?> bytes) {
        final Target current = target;
        if (current != null && current.bytes == bytes) {
            current.positionBytes.lazySet(bytes.writePosition());
            return;
        }
        if (bytes instanceof MappedBytes mapped) {
            target = new Target(mapped);
        }
    }

    /** Why it stopped, or {@code null}. Any thread. */
    Throwable failureOrNull() {
        return failure;
    }

    /** Where the next page to be touched starts. The toucher's thread. */
    long nextPageBytes() {
        return nextPageBytes;
    }

    /** Bytes ahead of the writer to be touched when it moved so far since the last tick. */
    long aheadBytes(final long movedBytes) {
        return Math.min(maxAheadBytes, Math.max(MIN_AHEAD_BYTES, movedBytes * TICKS_AHEAD));
    }

    /** Ends the thread and lets go of the file; waits for both. */
    @Override
    public void close() {
        isClosed = true;
        LockSupport.unpark(thread);
        boolean isInterrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (final InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!isClosed) {
                tick();
                LockSupport.parkNanos(this, TICK_NS);
            }
        } catch (final IOException | RuntimeException | Error e) {
            // InternalError: a page could not be had. The appender does without.
            failure = e;
            LOG.log(Level.WARNING, "JOURNAL_PAGES_STOPPED appends map their pages again", e);
        } finally {
            letGo();
        }
    }

    /** Touches what is missing now. The thread, or a test without one. */
    void tick() throws IOException {
        final Target current = target;
        if (current == null) {
            return;
        }
        final long positionBytes = current.positionBytes.get();
        if (current != touched) {
            letGo();
            touched = current;
            nextPageBytes = 0;
            lastPositionBytes = positionBytes;
        }
        final long endBytes = positionBytes + aheadBytes(positionBytes - lastPositionBytes);
        lastPositionBytes = positionBytes;
        nextPageBytes = Math.max(nextPageBytes, ceilToPage(positionBytes));
        if (nextPageBytes < endBytes && directory.getUsableSpace() >= minFreeBytes) {
            touch(current.file, endBytes);
        }
    }

    private void touch(final MappedFile file, final long endBytes) throws IOException {
        while (nextPageBytes < endBytes && !isClosed) {
            if (part == null || nextPageBytes >= part.start() + file.chunkSize()) {
                letGo();
                part = file.acquireByteStore(this, nextPageBytes);
            }
            part.compareAndSwapLong(nextPageBytes, 0, 0);
            nextPageBytes += PAGE_BYTES;
        }
    }

    /** Lets go of the part of the file it holds. The toucher's thread. */
    void letGo() {
        if (part != null) {
            part.release(this);
            part = null;
        }
    }

    private static long ceilToPage(final long positionBytes) {
        return (positionBytes + PAGE_BYTES - 1) & -PAGE_BYTES;
    }
}
