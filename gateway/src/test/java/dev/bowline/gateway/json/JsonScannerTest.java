package dev.bowline.gateway.json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scanner agrees with Jackson on what is JSON and what the fields are (MD-8). */
class JsonScannerTest {
    private static final ObjectMapper JACKSON =
            JsonMapper.builder()
                    .disable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .disable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private static final WordTable NAMES = new WordTable("stream", "data", "long name", "é");

    private final JsonScanner scanner = new JsonScanner();
    private final FieldTable inner = new FieldTable(NAMES);
    private final FieldTable table = new FieldTable(NAMES).withChild('o', inner);

    private boolean scan(final String json) {
        final UnsafeBuffer bytes = Instruments.bytes("#" + json + "#");
        scanner.wrap(bytes, 1, bytes.capacity() - 2);
        return scanner.scanObject(table) && scanner.atEnd();
    }

    private String text(final int field) {
        final TextRange range = new TextRange();
        assertTrue(table.text(field, range));
        final byte[] bytes = new byte[range.length()];
        range.buffer().getBytes(range.offset(), bytes);
        return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
    }

    @Test
    void shouldFindFieldsWhenOrderAndBlanksVary() {
        assertTrue(
                scan(" {\n\t\"z\" : -12.5 , \"data\":\"x\",\r\n \"o\": {\"a\":true} ,\"q\":[]}  "));
        assertEquals(-1_250_000_000L, table.decimalE8('z'));
        assertEquals("x", text(NAMES.codeOf("data")));
        assertEquals(JsonScanner.TRUE, inner.kind('a'));
        assertEquals(JsonScanner.ARRAY, table.kind('q'));
        assertFalse(table.has('a'));
        assertEquals(1, table.unknownFields(1L << NAMES.codeOf("data"), FieldTable.letters("zo")));
    }

    @Test
    void shouldDecodeEscapesWhenNamesAndValuesHoldThem() {
        assertTrue(scan("{\"\\u007a\":\"B\\u0054C\\/\\n\\\"\\u00e9\\u5e01\\ud83d\\ude00\"}"));
        assertEquals("BTC/\n\"é币\uD83D\uDE00", text('z'));
        assertTrue(scan("{\"\\\"e\":1,\"d\\u0061ta\":2,\"\\u00e9\":3}"));
        assertFalse(table.has('e'));
        assertEquals(2, table.integer(NAMES.codeOf("data")));
        assertEquals(3, table.integer(NAMES.codeOf("é")));
    }

    @Test
    void shouldTakeTheLastWhenAFieldIsTwice() {
        assertTrue(scan("{\"z\":1,\"z\":2,\"o\":{\"a\":1},\"o\":{\"b\":2}}"));
        assertEquals(2, table.integer('z'));
        assertFalse(inner.has('a'));
        assertEquals(2, inner.integer('b'));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "{}}",
                "[]",
                "null",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,\"a\":1}",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":+1}",
                "{\"a\":1e}",
                "{\"a\":-}",
                "{\"a\":NaN}",
                "{\"a\":tru}",
                "{\"a\":nul}",
                "{\"a\":\"x}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\t\"}",
                "{\"a\":[1,]}",
                "{\"a\":[1 2]}",
                "{\"a\":[}",
                "{\"a\":{\"b\":1]}",
                "{\"a\":[1}}",
                "{\"a\":1 \"b\":2}",
                "{a:1}",
                "{\"a\":1}x",
                "{\"a\":'x'}",
                "{\"a\":{\"b\"}}",
                "{\"a\":{,}}",
                "{\"o\":{\"b\":1}",
                "{\"a\":[,1]}",
                "{\"a\"::1}",
                "{\"a\":\"\\"
            })
    void shouldRefuseWhenItIsNoObject(final String json) {
        assertFalse(scan(json), json);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":[]}",
                "{\"a\":[[],{},[{}]]}",
                "{\"a\":-0.5e+10}",
                "{\"\":1}",
                "{\"a\":{\"b\":[1,2,{\"c\":null}],\"d\":false}}",
                "{\"a\":0}",
                "{\"a\":[1 , 2]}"
            })
    void shouldAcceptWhenJacksonDoes(final String json) throws JsonProcessingException {
        assertTrue(JACKSON.readTree(json).isObject());
        assertTrue(scan(json), json);
    }

    @Test
    void shouldRefuseWhenNestedTooDeep() {
        final int most = JsonScanner.MAX_DEPTH;
        assertTrue(scan("{\"a\":" + "[".repeat(most) + "]".repeat(most) + "}"));
        assertFalse(scan("{\"a\":" + "[".repeat(most + 1) + "]".repeat(most + 1) + "}"));
        assertFalse(scan("{\"a\":" + "[".repeat(100_000)));
    }

    @Test
    void shouldAgreeWithJacksonWhenDocumentsAreMutated() {
        final long seed = Long.getLong("bowline.seed", 20_261_121L);
        final Random random = new Random(seed);
        final String start =
                "{\"e\":\"x\",\"o\":{\"a\":[1,-2.5,{\"b\":null}],\"c\":true},\"z\":\"4.20\",\"d\":{}}";
        final String alphabet = "{}[],:\"\\0123456789.-+eEtrufalsn \n";
        int accepted = 0;
        for (int i = 0; i < 60_000; i++) {
            final StringBuilder json = new StringBuilder(start);
            for (int edits = 1 + random.nextInt(2); edits > 0; edits--) {
                final int at = random.nextInt(json.length());
                final char c = alphabet.charAt(random.nextInt(alphabet.length()));
                switch (random.nextInt(3)) {
                    case 0 -> json.setCharAt(at, c);
                    case 1 -> json.insert(at, c);
                    default -> json.deleteCharAt(at);
                }
            }
            final String text = json.toString();
            final boolean expected = isObject(text);
            accepted += expected ? 1 : 0;
            assertEquals(expected, scan(text), () -> "seed " + seed + ": " + text);
        }
        assertTrue(accepted > 1_000, "accepted only " + accepted);
    }

    private static boolean isObject(final String json) {
        try {
            final JsonNode node = JACKSON.readTree(json);
            return node != null && node.isObject();
        } catch (final JsonProcessingException ignored) { // the answer is no
            return false;
        }
    }
}
