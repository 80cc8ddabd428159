package dev.bowline.ops.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a YAML file into dotted keys with line and column. Sections are maps; dotted keys are read
 * too. Not for several threads.
 */
final class YamlSettings {
    private final String source;
    private final List<RawSetting> settings;
    private final List<ConfigFault> faults;
    private final Set<String> seen = new HashSet<>();

    private YamlSettings(
            final String source, final List<RawSetting> settings, final List<ConfigFault> faults) {
        this.source = source;
        this.settings = settings;
        this.faults = faults;
    }

    /** Adds what the file says to {@code settings}, and what is wrong with it to {@code faults}. */
    static void read(
            final Path file, final List<RawSetting> settings, final List<ConfigFault> faults) {
        final String source = file.toString();
        try {
            final String text = Files.readString(file);
            new YamlSettings(source, settings, faults).readText(text);
        } catch (final NoSuchFileException e) {
            faults.add(new ConfigFault(source, 0, 0, "", "", "no such file"));
        } catch (final IOException e) {
            faults.add(new ConfigFault(source, 0, 0, "", "", "not readable: " + e));
        }
    }

    private void readText(final String text) throws IOException {
        try (YAMLParser parser = new YAMLFactory().createParser(new StringReader(text))) {
            final JsonToken first = parser.nextToken();
            if (first == null) {
                return; // An empty file sets nothing.
            }
            if (first != JsonToken.START_OBJECT) {
                addFault(parser, "", "must be sections of keys and values");
                return;
            }
            readMap(parser, "");
            if (parser.nextToken() != null) {
                addFault(parser, "", "a second document in one file");
            }
        } catch (final JsonProcessingException e) {
            final JsonLocation at = e.getLocation();
            faults.add(
                    new ConfigFault(
                            source,
                            at == null ? 0 : at.getLineNr(),
                            at == null ? 0 : at.getColumnNr(),
                            "",
                            "",
                            "broken YAML: "
                                    + e.getOriginalMessage().replaceAll("\\s*\\R\\s*", " ")));
        }
    }

    private void readMap(final YAMLParser parser, final String prefix) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            final String name = prefix + parser.currentName();
            final JsonLocation at = parser.currentTokenLocation();
            final JsonToken token = parser.nextToken();
            if (token == JsonToken.VALUE_NULL && isSection(name)) {
                continue; // A section whose every key is commented out sets nothing.
            }
            if (token == JsonToken.START_OBJECT) {
                readSection(parser, name, at);
            } else if (!seen.add(name)) {
                addFault(at, name, "given twice in this file");
                parser.skipChildren();
            } else if (parser.isCurrentAlias()) {
                addFault(at, name, "aliases are not read; write the value");
            } else if (token == JsonToken.START_ARRAY) {
                readList(parser, name, at);
            } else if (token == JsonToken.VALUE_NULL) {
                addFault(at, name, "has no value");
            } else {
                final JsonLocation valueAt = parser.currentTokenLocation();
                settings.add(raw(name, parser.getText(), valueAt));
            }
        }
    }

    private void readSection(final YAMLParser parser, final String name, final JsonLocation at)
            throws IOException {
        if (ConfigKeys.byNameOrNull(name) != null) {
            addFault(at, name, "must be a value, not a section");
            parser.skipChildren();
        } else if (!isSection(name)) {
            addFault(at, name, "unknown section; known: " + sections());
            parser.skipChildren();
        } else {
            readMap(parser, name + '.');
        }
    }

    private static boolean isSection(final String name) {
        return ConfigKeys.all().stream().anyMatch(key -> key.name().startsWith(name + '.'));
    }

    private void readList(final YAMLParser parser, final String name, final JsonLocation at)
            throws IOException {
        final ConfigKey key = ConfigKeys.byNameOrNull(name);
        final boolean lines = key != null && key.type() == KeyType.LINES;
        if (key != null && key.type() != KeyType.LIST && !lines) {
            addFault(at, name, "is a list; must be " + key.allowed());
            parser.skipChildren();
            return;
        }
        final List<String> words = new ArrayList<>();
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY) {
            if (token.isScalarValue()) {
                words.add(parser.getText());
            } else {
                addFault(parser, name, "each element must be one word");
                parser.skipChildren();
            }
            token = parser.nextToken();
        }
        settings.add(raw(name, String.join(lines ? ";" : ",", words), at));
    }

    private RawSetting raw(final String name, final String text, final JsonLocation at) {
        return new RawSetting(name, text, source, at.getLineNr(), at.getColumnNr());
    }

    private void addFault(final YAMLParser parser, final String name, final String problem) {
        addFault(parser.currentTokenLocation(), name, problem);
    }

    private void addFault(final JsonLocation at, final String name, final String problem) {
        faults.add(new ConfigFault(source, at.getLineNr(), at.getColumnNr(), name, "", problem));
    }

    private static String sections() {
        return String.join(
                ", ", ConfigKeys.all().stream().map(ConfigKey::section).distinct().toList());
    }
}
