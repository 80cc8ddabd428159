package dev.bowline.ops.launch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The directory in which a running instance shows itself: {@code bowline.pid}, locked as long as it
 * lives, and {@code status.json}. The lock ends with the process, however it ends.
 */
public final class RunDirectory implements AutoCloseable {
    /**
     * Directories this process holds. Closing any handle of a locked file gives up the process's
     * lock on it, so one's own directory is never looked at through the file system.
     */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final RandomAccessFile pidFile;
    private final FileLock lock;

    private RunDirectory(
            final Path directory, final RandomAccessFile pidFile, final FileLock lock) {
        this.directory = directory;
        this.pidFile = pidFile;
        this.lock = lock;
    }

    /**
     * Takes the directory for this process.
     *
     * @throws IOException if it cannot be written, or another instance holds it; the message names
     *     directory and process
     */
    public static RunDirectory open(final Path directory) throws IOException {
        createPrivate(directory);
        final Path pidPath = directory.resolve("bowline.pid");
        if (!HELD.add(directory.toRealPath())) {
            throw held(directory, ProcessHandle.current().pid() + " (this one)");
        }
        final RandomAccessFile file = new RandomAccessFile(pidPath.toFile(), "rw");
        final FileLock lock = file.getChannel().tryLock();
        if (lock == null) {
            file.close();
            HELD.remove(directory.toRealPath());
            throw held(directory, Files.readString(pidPath).trim());
        }
        file.setLength(0);
        file.write((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII));
        return new RunDirectory(directory, file, lock);
    }

    /** For its owner alone, because commands are taken there; one that exists stays as it is. */
    static void createPrivate(final Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory.toAbsolutePath().getParent());
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
    }

    private static IOException held(final Path directory, final String pid) {
        return new IOException(
                "run.dir="
                        + directory
                        + ": held by running process "
                        + pid
                        + "; stop it first, or choose another run.dir");
    }

    /** The process that holds the directory, or -1 if none does. */
    public static long runningPid(final Path directory) throws IOException {
        final Path pidPath = directory.resolve("bowline.pid");
        if (!Files.exists(pidPath)) {
            return -1;
        }
        if (HELD.contains(directory.toRealPath())) {
            return ProcessHandle.current().pid();
        }
        try (RandomAccessFile file = new RandomAccessFile(pidPath.toFile(), "rw");
                FileLock lock = file.getChannel().tryLock()) {
            return lock == null ? Long.parseLong(Files.readString(pidPath).trim()) : -1;
        } catch (final NumberFormatException e) {
            throw new IOException(pidPath + ": holds no process id", e);
        }
    }

    /** Replaces the status text in one step, so that a reader never sees half of it. */
    public void writeStatus(final String json) throws IOException {
        final Path fresh = directory.resolve("status.json.new");
        Files.writeString(fresh, json);
        Files.move(
                fresh,
                directory.resolve("status.json"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    /** The status a running instance wrote last, or {@code null} if it wrote none yet. */
    public static String statusOrNull(final Path directory) throws IOException {
        try {
            return Files.readString(directory.resolve("status.json"));
        } catch (final NoSuchFileException ignored) {
            return null; // It has not come so far yet.
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(directory.resolve("status.json"));
        Files.deleteIfExists(directory.resolve("bowline.pid"));
        lock.release();
        pidFile.close();
        HELD.remove(directory.toRealPath());
    }
}
