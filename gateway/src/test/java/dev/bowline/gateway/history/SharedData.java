package dev.bowline.gateway.history;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;

/** Finds the recorded data that lies beside the repository; a test without it is skipped. */
public final class SharedData {
    private SharedData() {}

    /** A file or folder below {@code data}; skips the test if there is none. */
    public static Path require(final String relative) {
        final String root = System.getProperty("bowline.root", ".");
        final String given = System.getenv("BOWLINE_SHARED");
        final List<Path> places =
                List.of(
                        Path.of(given == null ? "" : given),
                        Path.of(root, "..", "shared"),
                        Path.of(root, "..", "..", "shared"));
        for (final Path place : places) {
            final Path found = place.resolve("data").resolve(relative);
            if (Files.exists(found)) {
                return found.normalize();
            }
        }
        Assumptions.assumeTrue(false, "recorded data not found: data/" + relative);
        throw new AssertionError();
    }
}
