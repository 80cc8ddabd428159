package dev.bowline.ops.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * One row of the table of keys.
 *
 * @param name dotted name, for example {@code risk.day-loss-share}
 * @param type how its text is read
 * @param unit of the number, for people; empty if it has none
 * @param defaultText built-in default; empty means "not set"
 * @param min least value of a number, in the type's internal unit
 * @param max greatest value of a number, in the type's internal unit
 * @param choices allowed words of a {@link KeyType#CHOICE}
 * @param pattern the whole of a text, or each word of a list, must match; {@code null}: anything
 * @param env environment variable that sets it (CFG-3), or {@code null}
 * @param envPercent the variable is in percent of what the key holds
 * @param reloadable may change while running
 * @param description for people
 */
public record ConfigKey(
        String name,
        KeyType type,
        String unit,
        String defaultText,
        long min,
        long max,
        List<String> choices,
        Pattern pattern,
        String env,
        boolean envPercent,
        boolean reloadable,
        String description) {

    /** The same key, also set by an environment variable. */
    ConfigKey withEnv(final String variable) {
        return new ConfigKey(
                name,
                type,
                unit,
                defaultText,
                min,
                max,
                choices,
                pattern,
                variable,
                false,
                reloadable,
                description);
    }

    /** The same key, also set by an environment variable that counts in percent. */
    ConfigKey withEnvPercent(final String variable) {
        return new ConfigKey(
                name,
                type,
                unit,
                defaultText,
                min,
                max,
                choices,
                pattern,
                variable,
                true,
                reloadable,
                description);
    }

    /** The same key, marked as one that may change while running. */
    ConfigKey withReload() {
        return new ConfigKey(
                name,
                type,
                unit,
                defaultText,
                min,
                max,
                choices,
                pattern,
                env,
                envPercent,
                true,
                description);
    }

    /** Section of the YAML file: the part before the first dot. */
    public String section() {
        return name.substring(0, name.indexOf('.'));
    }

    /** What is allowed, in words. */
    public String allowed() {
        return switch (type) {
            case INTEGER, DECIMAL, DURATION, MINUTE ->
                    type.title()
                            + (unit.isEmpty() ? "" : " (" + unit + ")")
                            + " from "
                            + type.format(min)
                            + " to "
                            + type.format(max);
            case CHOICE -> "one of " + String.join(", ", choices);
            case TEXT, LIST -> pattern == null ? type.title() : type.title() + " " + pattern;
            case LINES -> "lines, as a YAML list or separated by semicolons";
            case FLAG, SECRET -> type.title();
        };
    }

    /**
     * Reads and checks a value.
     *
     * @throws IllegalArgumentException if it is not allowed; the message says what is
     */
    Object parse(final String text) {
        final Object value = parseType(text);
        if (isRefused(value)) {
            throw new IllegalArgumentException("must be " + allowed());
        }
        return value;
    }

    private Object parseType(final String text) {
        try {
            return type.parse(text);
        } catch (final IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "must be " + e.getMessage() + "; allowed: " + allowed(), e);
        }
    }

    private boolean isRefused(final Object value) {
        return switch (type) {
            case INTEGER, DECIMAL, DURATION, MINUTE -> (Long) value < min || (Long) value > max;
            case CHOICE -> !choices.contains((String) value);
            case TEXT ->
                    pattern != null
                            && !((String) value).isEmpty()
                            && !pattern.matcher((String) value).matches();
            case LIST ->
                    pattern != null
                            && !((List<?>) value)
                                    .stream()
                                            .allMatch(
                                                    word ->
                                                            pattern.matcher((String) word)
                                                                    .matches());
            case FLAG, LINES, SECRET -> false;
        };
    }
}
