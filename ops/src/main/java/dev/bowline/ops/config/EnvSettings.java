package dev.bowline.ops.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the variables of CFG-3 from the environment or from a {@code .env} file. */
final class EnvSettings {
    private static final String TESTNET = "TESTNET";

    private EnvSettings() {}

    /** Takes the known variables of the process; all others belong to other programs. */
    static void readProcess(
            final Map<String, String> environment,
            final List<RawSetting> settings,
            final List<ConfigFault> faults) {
        for (final String variable : variables().keySet()) {
            final String text = environment.get(variable);
            if (text != null && !text.isBlank()) {
                add(variable, text, "environment " + variable, 0, settings, faults);
            }
        }
    }

    /**
     * Reads {@code NAME=value} lines; an unknown name is a fault, for it may be a mistyped limit.
     */
    static void readFile(
            final Path file, final List<RawSetting> settings, final List<ConfigFault> faults) {
        final List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (final IOException e) {
            faults.add(new ConfigFault(file.toString(), 0, 0, "", "", "not readable: " + e));
            return;
        }
        final int before = settings.size();
        for (int i = 0; i < lines.size(); i++) {
            readLine(file.toString(), i + 1, lines.get(i).trim(), settings, faults);
        }
        if (settings.subList(before, settings.size()).stream().anyMatch(EnvSettings::isSecret)) {
            SecretFiles.checkMode(file, "", faults);
        }
    }

    private static void readLine(
            final String source,
            final int number,
            final String line,
            final List<RawSetting> settings,
            final List<ConfigFault> faults) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        final String assignment = line.startsWith("export ") ? line.substring(7).trim() : line;
        final int equals = assignment.indexOf('=');
        if (equals <= 0) {
            faults.add(new ConfigFault(source, number, 1, "", "", "must be NAME=value"));
            return;
        }
        final String variable = assignment.substring(0, equals).trim();
        final String text = unquote(assignment.substring(equals + 1).trim());
        if (!variables().containsKey(variable)) {
            faults.add(
                    new ConfigFault(
                            source,
                            number,
                            1,
                            variable,
                            "",
                            "unknown name; known: " + String.join(", ", variables().keySet())));
        } else if (!text.isEmpty()) {
            add(variable, text, source, number, settings, faults);
        }
    }

    private static void add(
            final String variable,
            final String text,
            final String source,
            final int line,
            final List<RawSetting> settings,
            final List<ConfigFault> faults) {
        final int column = line > 0 ? 1 : 0;
        if (TESTNET.equals(variable)) {
            addTestnet(new RawSetting("venue.mode", text, source, line, column), settings, faults);
            return;
        }
        final ConfigKey key = variables().get(variable);
        settings.add(
                new RawSetting(
                        key.name(),
                        key.envPercent() && !text.endsWith("%") ? text + "%" : text,
                        source,
                        line,
                        column));
    }

    /** TESTNET=false says only what the mode is not, and so leaves it alone. */
    private static void addTestnet(
            final RawSetting raw, final List<RawSetting> settings, final List<ConfigFault> faults) {
        switch (raw.text().toLowerCase(Locale.ROOT)) {
            case "true", "1", "yes" ->
                    settings.add(
                            new RawSetting(
                                    raw.name(), "testnet", raw.source(), raw.line(), raw.column()));
            case "false", "0", "no" -> {
                // The mode of the file or the default stands.
            }
            default -> faults.add(raw.fault("TESTNET must be true or false"));
        }
    }

    private static boolean isSecret(final RawSetting raw) {
        return ConfigKeys.require(raw.name()).type() == KeyType.SECRET;
    }

    private static String unquote(final String text) {
        final boolean quoted =
                text.length() >= 2
                        && (text.charAt(0) == '"' || text.charAt(0) == '\'')
                        && text.charAt(text.length() - 1) == text.charAt(0);
        return quoted ? text.substring(1, text.length() - 1) : text;
    }

    /** Variable to key; TESTNET stands for the mode. */
    static Map<String, ConfigKey> variables() {
        final Map<String, ConfigKey> variables = new LinkedHashMap<>();
        variables.put(TESTNET, ConfigKeys.require("venue.mode"));
        for (final ConfigKey key : new ArrayList<>(ConfigKeys.all())) {
            if (key.env() != null) {
                variables.put(key.env(), key);
            }
        }
        return variables;
    }
}
