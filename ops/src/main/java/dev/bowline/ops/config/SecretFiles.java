package dev.bowline.ops.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Files that hold secrets: readable by their owner alone, or refused (SEC-1). */
final class SecretFiles {
    private static final Set<PosixFilePermission> FOREIGN =
            EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.GROUP_EXECUTE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE,
                    PosixFilePermission.OTHERS_EXECUTE);

    private SecretFiles() {}

    /** Adds a fault if others may touch the file. */
    static void checkMode(final Path file, final String key, final List<ConfigFault> faults) {
        try {
            final Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            if (mode.stream().anyMatch(FOREIGN::contains)) {
                faults.add(
                        new ConfigFault(
                                file.toString(),
                                0,
                                0,
                                key,
                                "",
                                "holds secrets and has mode "
                                        + PosixFilePermissions.toString(mode)
                                        + ", must be 0600 (rw-------)"));
            }
        } catch (final IOException e) {
            faults.add(
                    new ConfigFault(file.toString(), 0, 0, key, "", "mode is not readable: " + e));
        }
    }

    /** The content of the file without the line end; empty, and a fault, if it is refused. */
    static Secret read(final Path file, final String key, final List<ConfigFault> faults) {
        final int before = faults.size();
        if (!Files.isReadable(file)) {
            faults.add(new ConfigFault(file.toString(), 0, 0, key, "", "no such readable file"));
            return new Secret("");
        }
        checkMode(file, key, faults);
        try {
            return new Secret(faults.size() > before ? "" : Files.readString(file).trim());
        } catch (final IOException e) {
            faults.add(new ConfigFault(file.toString(), 0, 0, key, "", "not readable: " + e));
            return new Secret("");
        }
    }
}
