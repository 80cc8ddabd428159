package dev.bowline.ops.config;

import dev.bowline.core.num.FixedPoint;
import java.util.List;
import java.util.regex.Pattern;

/** Short forms for writing the table of keys. */
final class KeyRows {
    /** One whole at scale 1e-8. */
    static final long ONE_E8 = FixedPoint.ONE_E8;

    private KeyRows() {}

    static ConfigKey integer(
            final String name,
            final String defaultText,
            final long min,
            final long max,
            final String unit,
            final String description) {
        return numeric(name, KeyType.INTEGER, unit, defaultText, min, max, description);
    }

    static ConfigKey decimal(
            final String name,
            final String defaultText,
            final long minE8,
            final long maxE8,
            final String unit,
            final String description) {
        return numeric(name, KeyType.DECIMAL, unit, defaultText, minE8, maxE8, description);
    }

    static ConfigKey duration(
            final String name,
            final String defaultText,
            final long minMs,
            final long maxMs,
            final String description) {
        return numeric(name, KeyType.DURATION, "ms", defaultText, minMs, maxMs, description);
    }

    static ConfigKey minute(final String name, final String defaultText, final String description) {
        return numeric(name, KeyType.MINUTE, "UTC", defaultText, 0, 1440, description);
    }

    static ConfigKey flag(final String name, final String defaultText, final String description) {
        return plain(name, KeyType.FLAG, defaultText, List.of(), null, description);
    }

    static ConfigKey choice(
            final String name,
            final String defaultText,
            final List<String> choices,
            final String description) {
        return plain(name, KeyType.CHOICE, defaultText, choices, null, description);
    }

    static ConfigKey text(
            final String name,
            final String defaultText,
            final String pattern,
            final String description) {
        return plain(
                name,
                KeyType.TEXT,
                defaultText,
                List.of(),
                pattern == null ? null : Pattern.compile(pattern),
                description);
    }

    static ConfigKey list(
            final String name,
            final String defaultText,
            final String pattern,
            final String description) {
        return plain(
                name,
                KeyType.LIST,
                defaultText,
                List.of(),
                pattern == null ? null : Pattern.compile(pattern),
                description);
    }

    static ConfigKey lines(final String name, final String description) {
        return plain(name, KeyType.LINES, "", List.of(), null, description);
    }

    static ConfigKey secret(final String name, final String env, final String description) {
        return plain(name, KeyType.SECRET, "", List.of(), null, description).withEnv(env);
    }

    private static ConfigKey numeric(
            final String name,
            final KeyType type,
            final String unit,
            final String defaultText,
            final long min,
            final long max,
            final String description) {
        return new ConfigKey(
                name,
                type,
                unit,
                defaultText,
                min,
                max,
                List.of(),
                null,
                null,
                false,
                false,
                description);
    }

    private static ConfigKey plain(
            final String name,
            final KeyType type,
            final String defaultText,
            final List<String> choices,
            final Pattern pattern,
            final String description) {
        return new ConfigKey(
                name,
                type,
                "",
                defaultText,
                0,
                0,
                choices,
                pattern,
                null,
                false,
                false,
                description);
    }
}
