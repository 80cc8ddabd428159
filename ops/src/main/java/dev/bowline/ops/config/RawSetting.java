package dev.bowline.ops.config;

/**
 * A value as written somewhere, not yet read.
 *
 * @param name dotted key, maybe unknown
 * @param text as written
 * @param source file, variable or option
 * @param line from 1, or 0
 * @param column from 1, or 0
 */
record RawSetting(String name, String text, String source, int line, int column) {
    ConfigFault fault(final String problem) {
        final ConfigKey key = ConfigKeys.byNameOrNull(name);
        final boolean hidden = key == null ? isSecretName() : key.type() == KeyType.SECRET;
        return new ConfigFault(source, line, column, name, hidden ? "***" : text, problem);
    }

    /** A mistyped secret is a secret too. */
    private boolean isSecretName() {
        return name.contains("key") || name.contains("secret") || name.contains("token");
    }
}
