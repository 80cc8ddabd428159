package dev.bowline.core.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.Side;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.agrona.concurrent.UnsafeBuffer;

/** OMS-2: an id tells run, strategy, intent, side and leg, and comes back from the venue's text. */
class ClientOrderIdPropertyTest {
    private static final Pattern VENUE_ALPHABET = Pattern.compile("[.A-Z:/a-z0-9_-]{1,36}");

    @Property(tries = 5_000)
    void shouldComeBackWhenWrittenAndRead(
            @ForAll @LongRange(min = 1, max = ClientOrderId.MAX_INTENT_SEQ) final long intentSeq,
            @ForAll @IntRange(max = ClientOrderId.MAX_STRATEGY_ID) final int strategyId,
            @ForAll final Side side,
            @ForAll final OrderLeg leg,
            @ForAll @IntRange(max = ClientOrderId.MAX_ATTEMPT) final int attempt,
            @ForAll @IntRange(min = 1) final int runId) {
        final long key = ClientOrderId.key(intentSeq, strategyId, side, leg, attempt);
        assertTrue(key > 0);
        assertEquals(intentSeq, ClientOrderId.intentSeq(key));
        assertEquals(strategyId, ClientOrderId.strategyId(key));
        assertSame(side, ClientOrderId.side(key));
        assertSame(leg, ClientOrderId.leg(key));
        assertEquals(attempt, ClientOrderId.attempt(key));

        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[64]);
        final int length = ClientOrderId.put(buffer, 3, 's', runId, key);
        final String text = buffer.getStringWithoutLengthAscii(3, length);
        assertEquals(text, ClientOrderId.toText('s', runId, key));
        assertTrue(length <= ClientOrderId.MAX_LENGTH, text);
        assertTrue(VENUE_ALPHABET.matcher(text).matches(), text);
        assertEquals(key, ClientOrderId.parseKey(buffer, 3, length, 's'), text);
        assertEquals(runId, ClientOrderId.parseRunId(buffer, 3, length, 's'), text);
        assertEquals(0, ClientOrderId.parseKey(buffer, 3, length, 'p'), text);
    }

    /**
     * Change, cut or lengthen one byte: either it is no id, or it is what is written for its key.
     */
    @Property(tries = 20_000)
    void shouldReadOnlyWhatItWritesWhenTextIsChanged(
            @ForAll @LongRange(min = 1, max = ClientOrderId.MAX_INTENT_SEQ) final long intentSeq,
            @ForAll @IntRange(max = 40) final int at,
            @ForAll final byte with,
            @ForAll @IntRange(max = 40) final int cutTo) {
        final long key = ClientOrderId.key(intentSeq, 2, Side.SELL, OrderLeg.STOP, 7);
        final byte[] bytes = new byte[64];
        final UnsafeBuffer buffer = new UnsafeBuffer(bytes);
        final int written = ClientOrderId.put(buffer, 0, 's', 77, key);
        bytes[at] = with;
        final int length = cutTo > 35 ? written : cutTo;
        final long read = ClientOrderId.parseKey(buffer, 0, length, 's');
        if (read != 0) {
            final String text = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
            final int runId = ClientOrderId.parseRunId(buffer, 0, length, 's');
            assertEquals(text, ClientOrderId.toText('s', runId, read));
        }
    }

    @Property
    void shouldReadNothingWhenBytesAreRandom(@ForAll final byte[] bytes) {
        assertEquals(0, ClientOrderId.parseKey(new UnsafeBuffer(bytes), 0, bytes.length, 's'));
    }

    @Example
    void shouldKeepTheWrittenFormWhenVersionsChange() {
        final long key = ClientOrderId.key(123, 1, Side.BUY, OrderLeg.STOP, 0);
        assertEquals("bwsB1-2k-3f-S0", ClientOrderId.toText('s', 92, key));
        assertEquals((123L << 19) | (1L << 13) | (1L << 8), key);
    }

    @Example
    void shouldRefuseForeignIdsWhenRead() {
        for (final String foreign :
                new String[] {
                    "autoclose-1234567890",
                    "adl_autoclose",
                    "settlement_autoclose-1",
                    "web_abcdefghijkl",
                    "bwsX1-2k-3f-S0",
                    "bwsB1-2k-3f-Q0",
                    "bwsB1-02k-3f-S0",
                    "bwsB1-2k-03f-S0",
                    "bwsB1-2k-3f-S00",
                    "bwsB1-2k-3f-S",
                    "bwsB1-2K-3f-S0",
                    "bwsB1-2k-0-S0",
                    "bwsB1-zzzzzzz-3f-S0",
                    "bwsB1-2k-3f-S74",
                    "bwsB1-2k-3f-S0-"
                }) {
            final UnsafeBuffer buffer =
                    new UnsafeBuffer(foreign.getBytes(StandardCharsets.US_ASCII));
            assertEquals(0, ClientOrderId.parseKey(buffer, 0, buffer.capacity(), 's'), foreign);
        }
    }

    @Example
    void shouldThrowWhenAPartIsOutOfRange() {
        final long tooGreat = ClientOrderId.MAX_INTENT_SEQ + 1;
        assertThrows(IllegalArgumentException.class, () -> key(0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> key(tooGreat, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> key(1, 36, 0));
        assertThrows(IllegalArgumentException.class, () -> key(1, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> key(1, 1, 256));
        assertThrows(IllegalArgumentException.class, () -> key(1, 1, -1));
    }

    private static long key(final long intentSeq, final int strategyId, final int attempt) {
        return ClientOrderId.key(intentSeq, strategyId, Side.BUY, OrderLeg.ENTRY, attempt);
    }
}
