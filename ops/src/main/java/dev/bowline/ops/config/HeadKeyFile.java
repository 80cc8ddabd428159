package dev.bowline.ops.config;

import java.nio.file.Path;

/** Where the key that signs ends of runs is: never inside the journal it vouches for. */
public final class HeadKeyFile {
    private HeadKeyFile() {}

    /**
     * The private key's file; the public one stands beside it.
     *
     * @param journal directory of the journal in question
     * @throws IllegalArgumentException if the configured file lies inside the journal
     */
    public static Path of(final ConfigTree tree, final Path journal) {
        final Path directory = journal.toAbsolutePath().normalize();
        final String configured = tree.text("journal.head-key-file");
        final Path file =
                configured.isEmpty()
                        ? directory.resolveSibling(directory.getFileName() + ".key")
                        : Path.of(configured).toAbsolutePath().normalize();
        if (file.startsWith(directory)) {
            throw new IllegalArgumentException(
                    "journal.head-key-file="
                            + file
                            + ", must not lie in the journal directory "
                            + directory);
        }
        return file;
    }
}
