package dev.bowline.core.num;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.agrona.concurrent.UnsafeBuffer;

/** Text to E8 and back, beside {@link BigDecimal}. */
class DecimalTextPropertyTest {
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");

    @Provide
    Arbitrary<String> almostDecimals() {
        return Arbitraries.strings()
                .withChars("0123456789")
                .withChars(".-+eE _,x\u0000\u00ff")
                .ofMaxLength(32);
    }

    @Provide
    Arbitrary<String> decimals() {
        final Arbitrary<String> whole =
                Arbitraries.strings().withCharRange('0', '9').ofMinLength(1).ofMaxLength(14);
        final Arbitrary<String> fraction =
                Arbitraries.strings().withCharRange('0', '9').ofMinLength(1).ofMaxLength(12);
        return Arbitraries.oneOf(
                whole,
                whole.map(text -> "-" + text),
                whole.flatMap(left -> fraction.map(right -> left + "." + right)),
                whole.flatMap(left -> fraction.map(right -> "-" + left + "." + right)));
    }

    @Property(tries = 5_000)
    void shouldComeBackExactlyWhenWrittenAndRead(@ForAll final long valueE8) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        final int length = DecimalFormat.put(buffer, 7, valueE8);
        final String text = buffer.getStringWithoutLengthAscii(7, length);
        assertTrue(length <= DecimalFormat.MAX_LENGTH, text);
        assertEquals(text, DecimalFormat.toText(valueE8));
        final BigDecimal exact = BigDecimal.valueOf(valueE8, FixedPoint.SCALE);
        final String plain = exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
        assertEquals(plain, text);
        // Long.MIN_VALUE stands for "no number" and so is the one value that cannot be read.
        assertEquals(valueE8, DecimalParser.tryParse(buffer, 7, length));
    }

    @Property(tries = 5_000)
    void shouldEqualBigDecimalWhenTextIsADecimal(@ForAll("decimals") final String text) {
        compare(text);
    }

    @Property(tries = 10_000)
    void shouldRefuseOrEqualWhenTextIsHostile(@ForAll("almostDecimals") final String text) {
        compare(text);
    }

    @Property
    void shouldRefuseOrEqualWhenBytesAreRandom(@ForAll final byte[] bytes) {
        compare(new String(bytes, StandardCharsets.ISO_8859_1));
    }

    @Example
    void shouldKnowTheEdgesWhenTextIsAtThem() {
        assertEquals(Long.MAX_VALUE, DecimalParser.parse("92233720368.54775807"));
        assertEquals(-Long.MAX_VALUE, DecimalParser.parse("-92233720368.54775807"));
        assertEquals(1, DecimalParser.parse("0.0000000100000"));
        assertEquals(0, DecimalParser.parse("-0.0"));
        assertEquals("-92233720368.54775808", DecimalFormat.toText(Long.MIN_VALUE));
        for (final String bad :
                new String[] {
                    "",
                    "-",
                    ".",
                    "1.",
                    ".5",
                    "-.5",
                    "--1",
                    "+1",
                    "1e5",
                    " 1",
                    "1 ",
                    "1.2.3",
                    "NaN",
                    "Infinity",
                    "0x1",
                    "1,5",
                    "92233720368.54775808",
                    "-92233720368.54775808",
                    "92233720369",
                    "0.000000001",
                    "99999999999999999999",
                    "\u0661"
                }) {
            assertThrows(NumberFormatException.class, () -> DecimalParser.parse(bad), bad);
        }
    }

    private static void compare(final String text) {
        final byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        // Digits around the text must not be read.
        final byte[] framed = new byte[bytes.length + 2];
        framed[0] = '9';
        framed[framed.length - 1] = '9';
        System.arraycopy(bytes, 0, framed, 1, bytes.length);
        final long actual = DecimalParser.tryParse(new UnsafeBuffer(framed), 1, bytes.length);
        assertEquals(expected(text), actual, text);
    }

    private static long expected(final String text) {
        if (!DECIMAL.matcher(text).matches()) {
            return DecimalParser.INVALID;
        }
        final BigDecimal scaled = new BigDecimal(text).movePointRight(FixedPoint.SCALE);
        if (scaled.stripTrailingZeros().scale() > 0) {
            return DecimalParser.INVALID;
        }
        final BigInteger valueE8 = scaled.toBigIntegerExact();
        return valueE8.bitLength() > 63 ? DecimalParser.INVALID : valueE8.longValueExact();
    }
}
