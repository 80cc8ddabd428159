package dev.bowline.journal.export;

import java.util.List;
import java.util.Map;

/** Views as one line: JSON, or {@code name=value} words for people. */
final class RecordText {
    private RecordText() {}

    static String json(final Map<String, Object> view) {
        final StringBuilder text = new StringBuilder(512);
        appendJson(view, text);
        return text.toString();
    }

    /** The top level's values without names for the first words, nested parts in braces. */
    static String words(final Map<String, Object> view) {
        final StringBuilder text = new StringBuilder(256);
        appendWords(view, text);
        return text.toString();
    }

    private static void appendJson(final Object value, final StringBuilder text) {
        if (value instanceof Map<?, ?> map) {
            char separator = '{';
            for (final Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(separator);
                appendQuoted(entry.getKey().toString(), text);
                text.append(':');
                appendJson(entry.getValue(), text);
                separator = ',';
            }
            text.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            char separator = '[';
            for (final Object item : list) {
                text.append(separator);
                appendJson(item, text);
                separator = ',';
            }
            text.append(list.isEmpty() ? "[]" : "]");
        } else if (value instanceof Number || value instanceof Boolean) {
            text.append(value);
        } else {
            appendQuoted(String.valueOf(value), text);
        }
    }

    private static void appendQuoted(final String value, final StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            final char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c == '\n') {
                text.append("\\n");
            } else if (c < ' ') {
                text.append("\\u00").append(Character.forDigit(c >> 4, 16));
                text.append(Character.forDigit(c & 0xF, 16));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private static void appendWords(final Object value, final StringBuilder text) {
        if (value instanceof Map<?, ?> map) {
            String separator = "";
            for (final Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(separator).append(entry.getKey()).append('=');
                final boolean isMap = entry.getValue() instanceof Map;
                text.append(isMap ? "{" : "");
                appendWords(entry.getValue(), text);
                text.append(isMap ? "}" : "");
                separator = " ";
            }
        } else if (value instanceof List<?> list) {
            for (final Object item : list) {
                text.append('{');
                appendWords(item, text);
                text.append('}');
            }
        } else {
            text.append(String.valueOf(value).replace('\n', ' '));
        }
    }
}
