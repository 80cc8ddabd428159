package dev.bowline.ops.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds the effective configuration. Later wins: defaults, YAML file, {@code .env}, environment,
 * command line (CFG-1). Every fault of every layer is reported, also of values that a later layer
 * overrides (CFG-2).
 */
public final class ConfigLoader {
    private final List<RawSetting> commandLine = new ArrayList<>();
    private Path yamlFile;
    private Path envFile;
    private Map<String, String> environment = Map.of();

    /** The YAML file; must exist. */
    public ConfigLoader yaml(final Path file) {
        yamlFile = file;
        return this;
    }

    /** A {@code .env} file; read if it exists. */
    public ConfigLoader env(final Path file) {
        envFile = file;
        return this;
    }

    /** The variables of the process. */
    public ConfigLoader environment(final Map<String, String> variables) {
        environment = Map.copyOf(variables);
        return this;
    }

    /** The variables of this process; the one place that reads them. */
    public ConfigLoader processEnvironment() {
        return environment(System.getenv());
    }

    /** One {@code key=value} of {@code --set}. */
    public ConfigLoader set(final String assignment) {
        final int equals = assignment.indexOf('=');
        final String name = equals < 0 ? assignment : assignment.substring(0, equals).trim();
        final String text = equals < 0 ? "" : assignment.substring(equals + 1);
        commandLine.add(new RawSetting(name, text, "--set", 0, 0));
        return this;
    }

    /** A key that has an option of its own, for example {@code --speed}. */
    public ConfigLoader option(final String option, final String name, final String text) {
        commandLine.add(new RawSetting(name, text, option, 0, 0));
        return this;
    }

    /**
     * Reads all layers.
     *
     * @throws ConfigException with every fault, if there is one
     */
    public ConfigTree load() throws ConfigException {
        final List<ConfigFault> faults = new ArrayList<>();
        final Map<String, Setting> settings = defaults();
        final List<RawSetting> yaml = new ArrayList<>();
        if (yamlFile != null) {
            YamlSettings.read(yamlFile, yaml, faults);
            yaml.removeIf(raw -> isSecret(raw, faults));
        }
        final List<RawSetting> rest = new ArrayList<>();
        if (envFile != null && Files.exists(envFile)) {
            EnvSettings.readFile(envFile, rest, faults);
        }
        EnvSettings.readProcess(environment, rest, faults);
        final List<RawSetting> options = new ArrayList<>(commandLine);
        options.removeIf(raw -> isSecret(raw, faults));
        apply(yaml, settings, faults);
        apply(rest, settings, faults);
        apply(options, settings, faults);
        readSecretFiles(settings, faults);
        VenueDefaults.derive(settings);
        final ConfigTree tree = new ConfigTree(settings);
        ConfigRules.check(tree, faults);
        if (!faults.isEmpty()) {
            throw new ConfigException(faults);
        }
        return tree;
    }

    private static Map<String, Setting> defaults() {
        final Map<String, Setting> settings = new LinkedHashMap<>();
        for (final ConfigKey key : ConfigKeys.all()) {
            settings.put(
                    key.name(), new Setting(key, key.parse(key.defaultText()), "default", 0, 0));
        }
        return settings;
    }

    /** Secrets in files that everybody reads, or in the process list, are refused. */
    private static boolean isSecret(final RawSetting raw, final List<ConfigFault> faults) {
        final ConfigKey key = ConfigKeys.byNameOrNull(raw.name());
        final boolean secret = key != null && key.type() == KeyType.SECRET;
        if (secret) {
            faults.add(
                    raw.fault(
                            "secrets come only from the environment ("
                                    + key.env()
                                    + "), .env, or a file of mode 0600 ("
                                    + key.env()
                                    + "_FILE)"));
        }
        return secret;
    }

    private static void apply(
            final List<RawSetting> layer,
            final Map<String, Setting> settings,
            final List<ConfigFault> faults) {
        for (final RawSetting raw : layer) {
            final ConfigKey key = ConfigKeys.byNameOrNull(raw.name());
            if (key == null) {
                final String nearest = ConfigKeys.nearestOrNull(raw.name());
                faults.add(
                        raw.fault(
                                "unknown key"
                                        + (nearest == null
                                                ? ""
                                                : "; did you mean " + nearest + "?")));
                continue;
            }
            try {
                settings.put(
                        key.name(),
                        new Setting(
                                key,
                                key.parse(raw.text()),
                                raw.source(),
                                raw.line(),
                                raw.column()));
            } catch (final IllegalArgumentException e) {
                faults.add(raw.fault(e.getMessage()));
            }
        }
    }

    /** {@code x-file} gives {@code x}, unless that is given itself. */
    private static void readSecretFiles(
            final Map<String, Setting> settings, final List<ConfigFault> faults) {
        for (final ConfigKey key : ConfigKeys.all()) {
            final Setting file = settings.get(key.name() + "-file");
            if (key.type() != KeyType.SECRET || file == null || "".equals(file.value())) {
                continue;
            }
            if (!((Secret) settings.get(key.name()).value()).isEmpty()) {
                faults.add(file.fault("contradicts " + key.name() + ", which is given too"));
                continue;
            }
            final Path path = Path.of((String) file.value());
            settings.put(
                    key.name(),
                    new Setting(
                            key,
                            SecretFiles.read(path, key.name(), faults),
                            path.toString(),
                            0,
                            0));
        }
    }
}
