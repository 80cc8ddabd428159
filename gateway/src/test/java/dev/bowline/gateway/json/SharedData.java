package dev.bowline.gateway.json;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Finds the recorded data beside the source tree; a test that needs it is skipped without it. */
public final class SharedData {
    private SharedData() {}

    /** A file or folder below the shared folder; skips the test if it is not there. */
    public static Path require(final String relative) {
        final String root = System.getProperty("bowline.root", ".");
        final String named = System.getenv("BOWLINE_SHARED");
        final Stream<Path> places =
                Stream.of(
                        named == null ? Path.of(root, "no-such-folder") : Path.of(named),
                        Path.of(root, "..", "shared"),
                        Path.of(root, "..", "..", "shared"));
        final Path found =
                places.map(place -> place.resolve(relative))
                        .filter(Files::exists)
                        .findFirst()
                        .orElse(null);
        assumeTrue(found != null, "recorded data is not here: shared/" + relative);
        return found;
    }

    /** Files of a shared folder whose name begins so, in order. */
    public static List<Path> files(final String folder, final String prefix) {
        try (Stream<Path> files = Files.list(require(folder))) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whole text of a small file, packed or not. */
    public static String text(final Path file) {
        final StringBuilder text = new StringBuilder();
        lines(file, line -> text.append(line).append('\n'));
        return text.toString();
    }

    /** Every line of a file, packed or not. */
    public static void lines(final Path file, final Consumer<String> consumer) {
        try (BufferedReader reader =
                file.toString().endsWith(".gz")
                        ? new BufferedReader(
                                new InputStreamReader(
                                        new GZIPInputStream(Files.newInputStream(file)),
                                        StandardCharsets.UTF_8))
                        : Files.newBufferedReader(file)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                consumer.accept(line);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
