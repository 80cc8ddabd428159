package dev.bowline.gateway.sim.server;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads small JSON texts of clients into maps, lists, strings, longs, booleans and {@code null}
 * (numbers with a fraction stay text). For control messages and batches, not for market data.
 */
final class JsonText {
    private static final int MAX_DEPTH = 16;

    private final String text;
    private int at;

    private JsonText(final String text) {
        this.text = text;
    }

    /**
     * Reads one value.
     *
     * @throws IllegalArgumentException if the text is not JSON; names the position
     */
    static Object read(final String text) {
        final JsonText reader = new JsonText(text);
        final Object value = reader.value(0);
        reader.blanks();
        if (reader.at != text.length()) {
            throw reader.broken("end of text");
        }
        return value;
    }

    private Object value(final int depth) {
        blanks();
        if (depth > MAX_DEPTH) {
            throw broken("less nesting");
        }
        final char c = peek();
        return switch (c) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", null);
            default -> number();
        };
    }

    private Map<String, Object> object(final int depth) {
        final Map<String, Object> fields = new LinkedHashMap<>();
        at++;
        blanks();
        if (peek() == '}') {
            at++;
            return fields;
        }
        while (true) {
            blanks();
            final String name = string();
            blanks();
            expect(':');
            fields.put(name, value(depth + 1));
            blanks();
            if (peek() != ',') {
                expect('}');
                return fields;
            }
            at++;
        }
    }

    private List<Object> array(final int depth) {
        final List<Object> items = new ArrayList<>();
        at++;
        blanks();
        if (peek() == ']') {
            at++;
            return items;
        }
        while (true) {
            items.add(value(depth + 1));
            blanks();
            if (peek() != ',') {
                expect(']');
                return items;
            }
            at++;
        }
    }

    private String string() {
        expect('"');
        final StringBuilder out = new StringBuilder();
        while (peek() != '"') {
            char c = text.charAt(at++);
            if (c == '\\') {
                c = escaped();
            }
            out.append(c);
        }
        at++;
        return out.toString();
    }

    private char escaped() {
        final char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                if (at + 4 > text.length()) {
                    throw broken("four hex digits");
                }
                final String hex = text.substring(at, at + 4);
                at += 4;
                yield (char) Integer.parseInt(hex, 16);
            }
            default -> throw broken("an escape");
        };
    }

    private Object word(final String word, final Object meaning) {
        if (!text.startsWith(word, at)) {
            throw broken(word);
        }
        at += word.length();
        return meaning;
    }

    private Object number() {
        final int from = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        final String digits = text.substring(from, at);
        if (digits.isEmpty()) {
            throw broken("a value");
        }
        return digits.matches("-?\\d{1,18}") ? (Object) Long.valueOf(digits) : digits;
    }

    private char peek() {
        if (at >= text.length()) {
            throw broken("more text");
        }
        return text.charAt(at);
    }

    private void expect(final char c) {
        if (peek() != c) {
            throw broken("'" + c + "'");
        }
        at++;
    }

    private void blanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private IllegalArgumentException broken(final String wanted) {
        return new IllegalArgumentException("JSON position " + at + ": " + wanted + " expected");
    }
}
