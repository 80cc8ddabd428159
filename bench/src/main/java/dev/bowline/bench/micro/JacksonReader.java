package dev.bowline.bench.micro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * The yardstick: Jackson's streaming parser used with care. Decimals are read from its character
 * buffer without a string or BigDecimal; nested objects go through the same loop.
 */
final class JacksonReader {
    private static final int SCALE = 8;

    private final JsonFactory factory = new JsonFactory();

    /** Reads every field; the sum of all numbers keeps the work alive. */
    long read(final byte[] json) throws IOException {
        long sum = 0;
        try (JsonParser parser = factory.createParser(json, 0, json.length)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    sum += readField(parser, parser.currentName());
                }
            }
        }
        return sum;
    }

    private static long readField(final JsonParser parser, final String name) throws IOException {
        final JsonToken token = parser.nextToken();
        return switch (token) {
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> 1;
            case VALUE_STRING ->
                    switch (name) {
                        // What the engine needs as decimals; the other texts are only looked at.
                        case "p",
                                "q",
                                "b",
                                "B",
                                "a",
                                "A",
                                "l",
                                "L",
                                "z",
                                "ap",
                                "sp",
                                "n",
                                "rp",
                                "i",
                                "r",
                                "o",
                                "h",
                                "c",
                                "v" ->
                                decimal(
                                        parser.getTextCharacters(),
                                        parser.getTextOffset(),
                                        parser.getTextLength());
                        case "e", "s", "S", "x", "X", "f", "N" -> parser.getText().hashCode();
                        default -> 0;
                    };
            default -> 0;
        };
    }

    private static long decimal(final char[] text, final int offset, final int length) {
        long value = 0;
        int fraction = -1;
        for (int i = offset; i < offset + length; i++) {
            final char c = text[i];
            if (c == '.') {
                fraction = 0;
            } else if (c >= '0' && c <= '9') {
                value = value * 10 + (c - '0');
                if (fraction >= 0) {
                    fraction++;
                }
            }
        }
        for (int i = Math.max(0, fraction); i < SCALE; i++) {
            value *= 10;
        }
        return value;
    }
}
