package dev.bowline.ops.cli;

import dev.bowline.ops.launch.RunDirectory;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The status that people read. That it cannot be written, on a full disk for example, is said now
 * and then, and nothing else follows from it: protection goes on (JRN-6). One thread.
 */
final class StatusFile {
    private static final Logger LOG = LoggerFactory.getLogger(StatusFile.class);
    private static final int SAY_EVERY = 60;

    private final RunDirectory directory;
    private long failures;

    StatusFile(final RunDirectory directory) {
        this.directory = directory;
    }

    void write(final String json) {
        try {
            directory.writeStatus(json);
            if (failures > 0) {
                LOG.warn("STATUS_WRITTEN again after {} failures", failures);
                failures = 0;
            }
        } catch (final IOException e) {
            if (failures % SAY_EVERY == 0) {
                LOG.error("STATUS_NOT_WRITTEN {}; trading goes on", e.toString());
            }
            failures++;
        }
    }
}
