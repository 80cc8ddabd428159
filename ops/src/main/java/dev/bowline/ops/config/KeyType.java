package dev.bowline.ops.config;

import dev.bowline.core.num.DecimalFormat;
import dev.bowline.core.num.DecimalParser;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How the text of a value is read and written. Numbers become {@code Long} (decimals at scale 1e-8,
 * durations in milliseconds, times of day in minutes), flags {@code Boolean}, lists {@code
 * List<String>} (also lines), secrets {@link Secret}, the rest {@code String}.
 */
public enum KeyType {
    /** A whole number. */
    INTEGER("whole number"),
    /** A decimal with at most 8 digits behind the point; {@code 2%} is 0.02. */
    DECIMAL("decimal"),
    /**
     * Milliseconds; {@code 15m}, {@code 8h}, {@code 30s}, {@code 250ms} and {@code 1d} also read.
     */
    DURATION("duration"),
    /** Minute of the UTC day; {@code 08:00} also reads. */
    MINUTE("time of day"),
    /** true or false. */
    FLAG("true or false"),
    /** One of the listed words. */
    CHOICE("choice"),
    /** Text. */
    TEXT("text"),
    /** Words, as a YAML list or separated by commas. */
    LIST("list"),
    /** Lines that may hold commas, as a YAML list or separated by semicolons. */
    LINES("lines"),
    /** A value that is never shown. */
    SECRET("secret");

    private final String title;

    KeyType(final String title) {
        this.title = title;
    }

    /** For people. */
    public String title() {
        return title;
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException if the text is not of this type; the message says what is
     */
    Object parse(final String text) {
        final String trimmed = text.trim();
        return switch (this) {
            case INTEGER -> integer(trimmed, "a whole number");
            case DECIMAL -> decimalE8(trimmed);
            case DURATION -> durationMs(trimmed);
            case MINUTE -> minute(trimmed);
            case FLAG -> flag(trimmed);
            case CHOICE -> trimmed.toLowerCase(Locale.ROOT).replace('_', '-');
            case TEXT -> trimmed;
            case LIST -> list(trimmed);
            case LINES -> lines(trimmed);
            case SECRET -> new Secret(trimmed);
        };
    }

    /** The canonical text of a value; reads back to the same value. */
    String format(final Object value) {
        return switch (this) {
            case DECIMAL -> DecimalFormat.toText((Long) value);
            case MINUTE ->
                    String.format(Locale.ROOT, "%02d:%02d", (Long) value / 60, (Long) value % 60);
            case LIST -> String.join(", ", asWords(value));
            case LINES -> String.join("; ", asWords(value));
            case INTEGER, DURATION, FLAG, CHOICE, TEXT, SECRET -> value.toString();
        };
    }

    private static List<String> asWords(final Object value) {
        final List<String> words = new ArrayList<>();
        for (final Object word : (List<?>) value) {
            words.add((String) word);
        }
        return words;
    }

    private static List<String> lines(final String text) {
        return Arrays.stream(text.split(";"))
                .map(String::trim)
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static long integer(final String text, final String wanted) {
        try {
            return Long.parseLong(text);
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException(wanted, e);
        }
    }

    private static long decimalE8(final String text) {
        final boolean percent = text.endsWith("%");
        final String number = percent ? text.substring(0, text.length() - 1).trim() : text;
        try {
            final long valueE8 = DecimalParser.parse(number);
            if (percent && valueE8 % 100 != 0) {
                throw new IllegalArgumentException(
                        "at most 6 digits behind the point of a percentage");
            }
            return percent ? valueE8 / 100 : valueE8;
        } catch (final NumberFormatException e) {
            throw new IllegalArgumentException(
                    "a decimal with at most 8 digits behind the point, for example 0.02 or 2%", e);
        }
    }

    private static long durationMs(final String text) {
        final String wanted = "milliseconds, or a number with ms, s, m, h or d";
        int digits = 0;
        while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
            digits++;
        }
        final long unitMs =
                switch (text.substring(digits).trim()) {
                    case "", "ms" -> 1L;
                    case "s" -> 1_000L;
                    case "m" -> 60_000L;
                    case "h" -> 3_600_000L;
                    case "d" -> 86_400_000L;
                    default -> throw new IllegalArgumentException(wanted);
                };
        try {
            return Math.multiplyExact(integer(text.substring(0, digits), wanted), unitMs);
        } catch (final ArithmeticException e) {
            throw new IllegalArgumentException(wanted, e);
        }
    }

    private static long minute(final String text) {
        final String wanted = "a time of day such as 08:00, or a minute of the day";
        final int colon = text.indexOf(':');
        if (colon < 0) {
            return integer(text, wanted);
        }
        final long hours = integer(text.substring(0, colon), wanted);
        final long minutes = integer(text.substring(colon + 1), wanted);
        if (hours < 0 || hours > 24 || minutes < 0 || minutes > 59) {
            throw new IllegalArgumentException(wanted);
        }
        return hours * 60 + minutes;
    }

    private static boolean flag(final String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("true or false");
        };
    }

    private static List<String> list(final String text) {
        final List<String> words = new ArrayList<>();
        for (final String word : text.split(",", -1)) {
            if (!word.isBlank()) {
                words.add(word.trim());
            }
        }
        return List.copyOf(words);
    }
}
