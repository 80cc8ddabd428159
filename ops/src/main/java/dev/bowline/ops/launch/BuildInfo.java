package dev.bowline.ops.launch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Which build this is.
 *
 * @param version of the project
 * @param commit abbreviated, with {@code -dirty} if files were changed; or {@code unknown}
 */
public record BuildInfo(String version, String commit) {
    /** Reads what the build wrote into the class path. */
    public static BuildInfo read() {
        final Properties properties = new Properties();
        try (InputStream in = BuildInfo.class.getResourceAsStream("/bowline-build.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (final IOException e) {
            throw new UncheckedIOException("bowline-build.properties", e);
        }
        return new BuildInfo(
                properties.getProperty("version", "unknown"),
                properties.getProperty("commit", "unknown"));
    }

    /** For journals and build cards. */
    @Override
    public String toString() {
        return version + " (" + commit + ")";
    }
}
