package dev.bowline.ops.launch;

import dev.bowline.ops.config.ConfigTree;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One trading process per account on this host (REC-8), whatever its run directory and journal: a
 * locked file, named by a hash of venue and API key, in a directory that all of a user's processes
 * share. The lock ends with the process, however it ends; the file stays. The embedded exchange has
 * an account of its own for each process and needs none.
 */
final class AccountLock implements AutoCloseable {
    /** Closing any handle of a locked file gives the lock up, so our own is never opened again. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private static final int NAME_LENGTH = 32;

    private final Path path;
    private final RandomAccessFile file;
    private final FileLock lock;

    private AccountLock(final Path path, final RandomAccessFile file, final FileLock lock) {
        this.path = path;
        this.file = file;
        this.lock = lock;
    }

    /**
     * Takes the account for this process.
     *
     * @return {@code null} where none is needed
     * @throws IOException if another process trades it, or the lock cannot be written; names both
     */
    static AccountLock openOrNull(final ConfigTree tree) throws IOException {
        if (VenueLink.isEmbedded(tree)) {
            return null;
        }
        final Path directory = directoryOf(tree);
        Files.createDirectories(
                directory,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        final Path path = directory.toRealPath().resolve(nameOf(tree));
        if (!HELD.add(path)) {
            throw held(path, ProcessHandle.current().pid() + " (this one)");
        }
        try {
            return lock(path, tree.text("run.dir"));
        } catch (final IOException e) {
            HELD.remove(path);
            throw e;
        }
    }

    private static AccountLock lock(final Path path, final String runDirectory) throws IOException {
        final RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        final FileLock lock = file.getChannel().tryLock();
        if (lock == null) {
            file.close();
            throw held(path, Files.readString(path).trim());
        }
        file.setLength(0);
        final String holder =
                ProcessHandle.current().pid()
                        + ", run.dir="
                        + Path.of(runDirectory).toAbsolutePath().normalize()
                        + "\n";
        file.write(holder.getBytes(StandardCharsets.UTF_8));
        return new AccountLock(path, file, lock);
    }

    private static IOException held(final Path path, final String holder) {
        return new IOException(
                "the account is traded by process "
                        + holder
                        + "; two would cancel each other's stops. Stop it first (lock file "
                        + path
                        + ")");
    }

    private static Path directoryOf(final ConfigTree tree) {
        final String configured = tree.text("run.account-lock-dir");
        return configured.isEmpty()
                ? Path.of(System.getProperty("user.home"), ".bowline", "accounts")
                : Path.of(configured);
    }

    private static String nameOf(final ConfigTree tree) {
        final String account =
                tree.text("venue.rest-url") + '\n' + tree.secret("credentials.api-key").reveal();
        try {
            final byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(account.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, NAME_LENGTH) + ".lock";
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            lock.release();
        } finally {
            file.close();
            HELD.remove(path);
        }
    }
}
