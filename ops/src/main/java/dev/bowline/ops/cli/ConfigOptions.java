package dev.bowline.ops.cli;

import dev.bowline.ops.config.ConfigException;
import dev.bowline.ops.config.ConfigLoader;
import dev.bowline.ops.config.ConfigTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of every command that reads the configuration. */
public final class ConfigOptions {
    private static final Path DEFAULT_FILE = Path.of("bowline.yaml");

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "YAML file; without it bowline.yaml of this directory, if there is one")
    private Path configFile;

    @Option(
            names = "--env-file",
            paramLabel = "FILE",
            defaultValue = ".env",
            description = "file of NAME=value lines, read if it exists (${DEFAULT-VALUE})")
    private Path envFile;

    @Option(
            names = {"-s", "--set"},
            paramLabel = "KEY=VALUE",
            description = "sets one key; wins over file and environment; may be repeated")
    private List<String> assignments = new ArrayList<>();

    /** A loader with everything these options name; commands may add options of their own. */
    ConfigLoader loader() {
        final ConfigLoader loader = new ConfigLoader().env(envFile).processEnvironment();
        if (configFile != null) {
            loader.yaml(configFile);
        } else if (Files.exists(DEFAULT_FILE)) {
            loader.yaml(DEFAULT_FILE);
        }
        assignments.forEach(loader::set);
        return loader;
    }

    /** The effective configuration. */
    ConfigTree load() throws ConfigException {
        return loader().load();
    }
}
