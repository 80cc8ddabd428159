package dev.bowline.ops.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A key that nothing reads is a promise that is not kept: whoever sets it is not told (CFG-2). */
final class KeysInUseTest {
    private static final Path MAIN =
            Path.of(System.getProperty("bowline.root"), "ops/src/main/java/dev/bowline/ops");

    /** These only define, load, check or show. */
    private static final Set<String> NO_READERS =
            Set.of(
                    "ConfigKeys.java",
                    "ConfigLoader.java",
                    "ConfigPrinter.java",
                    "ConfigRules.java",
                    "EnvSettings.java",
                    "GuardKeys.java",
                    "OrderKeys.java",
                    "RiskKeys.java",
                    "RunKeys.java",
                    "RunReport.java",
                    "SecretFiles.java",
                    "SimulationSettings.java",
                    "StrategyKeys.java",
                    "TrailingKeys.java",
                    "VenueDefaults.java",
                    "VenueKeys.java",
                    "YamlSettings.java");

    /** Keys whose effect is the loader's own: a start that is refused, a file that is read. */
    private static final Set<String> LOADERS_OWN =
            Set.of("venue.arm-prod", "venue.quote-coin", "credentials.kind");

    private static String readers() throws IOException {
        final List<Path> files;
        try (Stream<Path> walk = Files.walk(MAIN)) {
            files = walk.filter(file -> file.toString().endsWith(".java")).toList();
        }
        final StringBuilder text = new StringBuilder();
        int left = NO_READERS.size();
        for (final Path file : files) {
            if (NO_READERS.contains(file.getFileName().toString())) {
                left--;
            } else {
                text.append(Files.readString(file));
            }
        }
        assertEquals(0, left, "a file of NO_READERS is not there any more");
        return text.toString();
    }

    private static boolean isRead(final String key, final String readers) {
        return readers.contains('"' + key + '"');
    }

    private static boolean isLoadersOwn(final String key) {
        final boolean isSecretFile =
                key.endsWith("-file") && hasKey(key.replaceFirst("-file$", ""));
        return isSecretFile || LOADERS_OWN.contains(key);
    }

    private static boolean hasKey(final String name) {
        return ConfigKeys.all().stream().anyMatch(key -> key.name().equals(name));
    }

    @Test
    void shouldFindAReaderOfEveryKeyOutsideTheLoader() throws IOException {
        final String readers = readers();
        final List<String> unread = new ArrayList<>();
        for (final ConfigKey key : ConfigKeys.all()) {
            if (!isLoadersOwn(key.name()) && !isRead(key.name(), readers)) {
                unread.add(key.name());
            }
        }
        assertEquals(List.of(), unread);
    }

    @Test
    void shouldSeeThatNobodyReadsAKeyWhenThereIsNone() throws IOException {
        assertFalse(isRead("journal.colour", readers()));
        assertTrue(isRead("journal.roll", readers()));
    }
}
