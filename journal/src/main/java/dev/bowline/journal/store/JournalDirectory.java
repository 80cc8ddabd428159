package dev.bowline.journal.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A journal: {@code run-0000000001/} and so on, each a Chronicle Queue of its own, and {@code
 * run-0000000001.head} for each run that ended signed, and {@code run-0000000001.checkpoint} for
 * one with a snapshot. A run never writes into another one's files, so whatever a killed process
 * left behind is only ever read. While it is open for writing it is locked against other processes.
 */
public final class JournalDirectory implements AutoCloseable {
    private static final Pattern RUN = Pattern.compile("run-(\\d{10})");
    private static final Pattern HEAD = Pattern.compile("run-(\\d{10})\\.head");

    private final Path path;
    private final FileChannel lockChannel;

    private JournalDirectory(final Path path, final FileChannel lockChannel) {
        this.path = path;
        this.lockChannel = lockChannel;
    }

    /**
     * Opens for writing; makes the directory if there is none.
     *
     * @throws JournalException if it cannot be written, or another process writes it
     */
    public static JournalDirectory lock(final Path path) {
        try {
            Files.createDirectories(path);
        } catch (final IOException e) {
            throw new JournalException(
                    "journal directory " + path + " cannot be made: " + describe(e), e);
        }
        final Path lockFile = path.resolve("lock");
        FileChannel channel = null;
        try {
            channel =
                    FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            final FileLock lock = channel.tryLock();
            if (lock != null) {
                return new JournalDirectory(path, channel);
            }
            channel.close();
        } catch (final OverlappingFileLockException e) {
            closeQuietly(channel);
            throw new JournalException("journal directory " + path + " is already open here", e);
        } catch (final IOException e) {
            closeQuietly(channel);
            throw new JournalException(
                    "journal directory " + path + " is not writable: " + describe(e), e);
        }
        throw new JournalException(
                "journal directory " + path + " is in use by another process (file lock)");
    }

    public Path path() {
        return path;
    }

    /** Where a run keeps its records. */
    public static Path runPath(final Path journal, final int runId) {
        return journal.resolve(String.format(Locale.ROOT, "run-%010d", runId));
    }

    /** Where the signed head of a run is kept. */
    public static Path headPath(final Path journal, final int runId) {
        return journal.resolve(String.format(Locale.ROOT, "run-%010d.head", runId));
    }

    /** Where the place of a run's newest signed snapshot is kept. */
    public static Path checkpointPath(final Path journal, final int runId) {
        return journal.resolve(String.format(Locale.ROOT, "run-%010d.checkpoint", runId));
    }

    /**
     * Ids of the runs in a journal, ascending; none if there is no such directory.
     *
     * @throws JournalException if the directory cannot be read
     */
    public static List<Integer> runIds(final Path journal) {
        return ids(journal, RUN);
    }

    /** Ids of the runs that have a signed head, ascending. */
    public static List<Integer> headIds(final Path journal) {
        return ids(journal, HEAD);
    }

    /** Lets other processes write. */
    @Override
    public void close() {
        closeQuietly(lockChannel);
    }

    private static List<Integer> ids(final Path journal, final Pattern pattern) {
        if (!Files.isDirectory(journal)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(journal)) {
            return entries.map(entry -> pattern.matcher(entry.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(matcher -> Integer.valueOf(matcher.group(1)))
                    .sorted(Comparator.naturalOrder())
                    .toList();
        } catch (final IOException | NumberFormatException e) {
            throw new JournalException(
                    "journal directory " + journal + " cannot be read: " + describe(e), e);
        }
    }

    static String describe(final Exception e) {
        return e.getClass().getSimpleName() + " " + e.getMessage();
    }

    private static void closeQuietly(final FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (final IOException ignored) {
            // The process lets go of the lock at its end anyway.
        }
    }
}
