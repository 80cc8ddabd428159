package dev.bowline.ops.config;

/**
 * One thing wrong with the configuration.
 *
 * @param source file, variable or option the value came from
 * @param line from 1, or 0 if the source has no lines
 * @param column from 1, or 0
 * @param key dotted name, or empty if the fault is not about one key
 * @param given the value as written, masked if secret
 * @param problem what is wrong and what is allowed
 */
public record ConfigFault(
        String source, int line, int column, String key, String given, String problem) {

    @Override
    public String toString() {
        final StringBuilder text = new StringBuilder(source);
        if (line > 0) {
            text.append(':').append(line).append(':').append(column);
        }
        text.append(": ");
        if (!key.isEmpty()) {
            text.append(key);
            if (!given.isEmpty()) {
                text.append('=').append(given);
            }
            text.append(": ");
        }
        return text.append(problem).toString();
    }
}
