package dev.bowline.ops.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories that nobody needs afterwards. */
final class Scratch {
    private Scratch() {}

    /** Deletes a directory that this process made, with all that is in it. */
    static void delete(final Path directory) throws IOException {
        final List<Path> paths;
        try (Stream<Path> all = Files.walk(directory)) {
            paths = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (final Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
