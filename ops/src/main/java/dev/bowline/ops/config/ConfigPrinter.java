package dev.bowline.ops.config;

import java.util.Locale;

/** Writes the table of keys and the effective tree for people. */
public final class ConfigPrinter {
    private ConfigPrinter() {}

    /** The reference file: every key with its default, what is allowed, and what it means. */
    public static String reference() {
        final StringBuilder text =
                new StringBuilder(
                        """
                        # Bowline: every key with its default. Copy what you change; leave out the rest.
                        # Printed by `bowline show-config --reference`; a key that is not here is refused.
                        """);
        String section = "";
        for (final ConfigKey key : ConfigKeys.all()) {
            if (!key.section().equals(section)) {
                section = key.section();
                text.append('\n').append(section).append(":\n");
            }
            text.append("  # ").append(key.description()).append('\n');
            text.append("  # ").append(key.allowed());
            if (key.env() != null) {
                text.append("; environment ").append(key.env());
            }
            text.append(key.reloadable() ? "; reloadable\n" : "\n");
            final String name = key.name().substring(section.length() + 1);
            final String value = yamlDefault(key);
            text.append(value.isEmpty() ? "  # " : "  ").append(name).append(':');
            text.append(value.isEmpty() ? "" : " " + value).append('\n');
        }
        return text.toString();
    }

    private static String yamlDefault(final ConfigKey key) {
        if (key.defaultText().isEmpty()) {
            return "";
        }
        final String text = key.type().format(key.parse(key.defaultText()));
        return switch (key.type()) {
            case LIST -> "[" + text + "]";
            case LINES, MINUTE, TEXT -> '"' + text + '"';
            case INTEGER, DECIMAL, DURATION, FLAG, CHOICE, SECRET -> text;
        };
    }

    /** The README's table of keys, in Markdown. */
    public static String markdown() {
        final StringBuilder text =
                new StringBuilder(
                        """
                        | key | default | allowed | environment | meaning |
                        |---|---|---|---|---|
                        """);
        for (final ConfigKey key : ConfigKeys.all()) {
            final String value =
                    key.defaultText().isEmpty()
                            ? ""
                            : "`" + key.type().format(key.parse(key.defaultText())) + "`";
            text.append("| `").append(key.name()).append(key.reloadable() ? "` ↻ | " : "` | ");
            text.append(value).append(" | ");
            text.append(cell(key.allowed())).append(" | ");
            text.append(key.env() == null ? "" : "`" + key.env() + "`").append(" | ");
            text.append(cell(key.description())).append(" |\n");
        }
        return text.toString();
    }

    private static String cell(final String text) {
        return text.replace("|", "\\|");
    }

    /** Every value with where it came from, and the hash (CFG-6). Secrets are masked. */
    public static String effective(final ConfigTree tree) {
        final StringBuilder text = new StringBuilder();
        String section = "";
        for (final Setting setting : tree.settings()) {
            if (!setting.key().section().equals(section)) {
                section = setting.key().section();
                text.append(section).append(":\n");
            }
            final String name = setting.key().name().substring(section.length() + 1);
            text.append(
                    String.format(
                            Locale.ROOT,
                            "  %-32s %-40s # %s%n",
                            name + ":",
                            setting.text(),
                            setting.origin()));
        }
        return text.append("sha256: ").append(tree.sha256()).append('\n').toString();
    }
}
