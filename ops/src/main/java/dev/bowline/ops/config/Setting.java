package dev.bowline.ops.config;

/**
 * One value of the effective configuration and where it came from.
 *
 * @param key row of the table
 * @param value as {@link KeyType} says
 * @param source for example {@code default}, {@code bowline.yaml}, {@code --set}
 * @param line in the source, or 0
 * @param column in the source, or 0
 */
public record Setting(ConfigKey key, Object value, String source, int line, int column) {
    /** Canonical text of the value; secrets as {@code ***}. */
    public String text() {
        return key.type().format(value);
    }

    /** The source with line and column, for people. */
    public String origin() {
        return line > 0 ? source + ":" + line + ":" + column : source;
    }

    ConfigFault fault(final String problem) {
        return new ConfigFault(source, line, column, key.name(), text(), problem);
    }
}
