package dev.bowline.gateway.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.bowline.core.num.DecimalParser;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The short way reads what the plain parser and BigDecimal read. */
class DecimalTextTest {
    @Test
    void shouldAgreeWithThePlainParserWhenTextIsRandom() {
        final long seed = Long.getLong("bowline.seed", 7L);
        final Random random = new Random(seed);
        final String alphabet = "0123456789012345678901234567890..-";
        for (int i = 0; i < 300_000; i++) {
            final StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(24); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            final UnsafeBuffer bytes = Instruments.bytes("x" + text);
            assertEquals(
                    DecimalParser.tryParse(bytes, 1, text.length()),
                    DecimalText.exactE8(bytes.byteArray(), 1, text.length()),
                    () -> "seed " + seed + ": " + text);
        }
    }

    @Test
    void shouldCutTowardZeroWhenDigitsAreTooMany() {
        final long seed = Long.getLong("bowline.seed", 8L);
        final Random random = new Random(seed);
        for (int i = 0; i < 50_000; i++) {
            final BigDecimal value =
                    new BigDecimal(new java.math.BigInteger(60, random), random.nextInt(16) + 9)
                            .multiply(random.nextBoolean() ? BigDecimal.ONE : new BigDecimal(-1));
            final String text = value.toPlainString();
            final UnsafeBuffer bytes = Instruments.bytes(text);
            assertEquals(
                    value.setScale(8, RoundingMode.DOWN).unscaledValue().longValueExact(),
                    DecimalText.truncatedE8(bytes.byteArray(), 0, bytes.capacity()),
                    () -> "seed " + seed + ": " + text);
        }
        final UnsafeBuffer broken = Instruments.bytes("1.123456789x");
        assertEquals(DecimalText.INVALID, DecimalText.truncatedE8(broken.byteArray(), 0, 12));
    }

    @Test
    void shouldReadWholeNumbersUpToTheGreatest() {
        for (final long value : new long[] {0, 7, -7, Long.MAX_VALUE, -Long.MAX_VALUE}) {
            final UnsafeBuffer bytes = Instruments.bytes(Long.toString(value));
            assertEquals(value, DecimalText.integer(bytes.byteArray(), 0, bytes.capacity()));
        }
        for (final String text :
                new String[] {
                    "", "-", "9223372036854775808", "1.0", "1e3", "99999999999999999999"
                }) {
            final UnsafeBuffer bytes = Instruments.bytes(text);
            assertEquals(
                    DecimalText.INVALID,
                    DecimalText.integer(bytes.byteArray(), 0, bytes.capacity()));
        }
    }

    @Test
    void shouldAgreeWithTheJdkWhenWholeNumbersAreRandom() {
        final long seed = Long.getLong("bowline.seed", 9L);
        final Random random = new Random(seed);
        final String alphabet = "01234567890123456789012345678901234567890123456789:/-";
        for (int i = 0; i < 300_000; i++) {
            final StringBuilder text = new StringBuilder();
            for (int n = 1 + random.nextInt(20); n > 0; n--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            long expected;
            try {
                expected = Long.parseLong(text.toString());
            } catch (final NumberFormatException ignored) { // then it must be refused here, too
                expected = DecimalText.INVALID;
            }
            if (text.length() - text.indexOf("-") - 1 <= 19) {
                final UnsafeBuffer bytes = Instruments.bytes("7" + text + "7");
                final long actual = DecimalText.integer(bytes.byteArray(), 1, text.length());
                assertEquals(expected, actual, () -> "seed " + seed + ": " + text);
            }
        }
    }
}
