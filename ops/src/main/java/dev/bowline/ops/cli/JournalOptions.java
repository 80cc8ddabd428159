package dev.bowline.ops.cli;

import dev.bowline.journal.store.JournalDirectory;
import dev.bowline.journal.store.JournalException;
import dev.bowline.ops.config.ConfigException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Which journal, and which run of it. */
public final class JournalOptions {
    @Option(
            names = "--journal",
            paramLabel = "DIR",
            description = "directory of the journal; without it journal.dir")
    private Path directory;

    @Option(names = "--run", paramLabel = "N", description = "number of the run; else the last one")
    private Integer run;

    /** The journal's directory. */
    Path directory(final ConfigOptions config) throws ConfigException {
        return directory != null ? directory : Path.of(config.load().text("journal.dir"));
    }

    /**
     * The runs asked for, ascending.
     *
     * @throws CommandFailure with NOT_FOUND if there is no journal or no such run
     */
    List<Integer> runs(final Path journal, final boolean all) {
        final List<Integer> ids;
        try {
            ids = JournalDirectory.runIds(journal);
        } catch (final JournalException e) {
            throw new CommandFailure(ExitCode.FAILED, e.getMessage(), e);
        }
        if (ids.isEmpty()) {
            throw new CommandFailure(ExitCode.NOT_FOUND, "no journal in " + journal);
        }
        if (run != null) {
            if (!ids.contains(run)) {
                throw new CommandFailure(
                        ExitCode.NOT_FOUND,
                        "no run " + run + " in " + journal + ", which has " + ids);
            }
            return List.of(run);
        }
        return all ? ids : List.of(ids.get(ids.size() - 1));
    }
}
