package dev.bowline.gateway.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.bowline.gateway.testing.ScriptedVenue;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * MD-8: whatever the bytes are, and however they are cut, nothing but a FrameException comes out.
 */
class FrameReaderTest {
    private static final int LIMIT = 200;

    private static final class Collector implements FrameReader.Events {
        private final List<String> seen = new ArrayList<>();

        @Override
        public void onMessage(final UnsafeBuffer message) {
            seen.add(message.getStringWithoutLengthUtf8(0, message.capacity()));
        }

        @Override
        public void onPing(final UnsafeBuffer payload) {
            seen.add("ping " + payload.capacity());
        }

        @Override
        public void onPong() {
            seen.add("pong");
        }

        @Override
        public void onClose(final int statusCode) {
            seen.add("close " + statusCode);
        }
    }

    private static List<String> read(final byte[] stream, final Random cuts, final boolean direct) {
        final Collector collector = new Collector();
        final FrameReader reader = new FrameReader(LIMIT, collector);
        int at = 0;
        while (at < stream.length) {
            final int length = Math.min(stream.length - at, 1 + cuts.nextInt(40));
            final ByteBuf piece = direct ? Unpooled.directBuffer(length) : Unpooled.buffer(length);
            piece.writeBytes(stream, at, length);
            try {
                reader.read(piece);
            } finally {
                piece.release();
            }
            at += length;
        }
        return collector.seen;
    }

    @Test
    void shouldGiveTheSameMessagesHoweverTheStreamIsCut() {
        for (int seed = 0; seed < 300; seed++) {
            final Random random = new Random(seed);
            final ByteArrayOutputStream stream = new ByteArrayOutputStream();
            final List<String> expected = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                append(random, stream, expected);
            }
            final byte[] bytes = stream.toByteArray();
            assertEquals(expected, read(bytes, random, seed % 2 == 0), "seed " + seed);
        }
    }

    private static void append(
            final Random random, final ByteArrayOutputStream stream, final List<String> expected) {
        final int length = random.nextInt(260);
        final byte[] payload = "x".repeat(length).getBytes(StandardCharsets.US_ASCII);
        switch (random.nextInt(4)) {
            case 0 -> {
                stream.writeBytes(ScriptedVenue.frame(0x89, new byte[length % 126]));
                expected.add("ping " + length % 126);
            }
            case 1 -> {
                final byte[] half = "y".repeat(length / 2).getBytes(StandardCharsets.US_ASCII);
                stream.writeBytes(ScriptedVenue.frame(0x01, half));
                stream.writeBytes(ScriptedVenue.frame(0x8A, new byte[0]));
                stream.writeBytes(ScriptedVenue.frame(0x80, half));
                expected.add("pong");
                if (2 * half.length <= LIMIT) {
                    expected.add("y".repeat(2 * half.length));
                }
            }
            default -> {
                stream.writeBytes(ScriptedVenue.frame(0x81, payload));
                if (length <= LIMIT) {
                    expected.add("x".repeat(length));
                }
            }
        }
    }

    @Test
    void shouldThrowNothingButItsOwnExceptionForRandomBytes() {
        for (int seed = 0; seed < 2_000; seed++) {
            final Random random = new Random(seed);
            final byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            try {
                read(bytes, random, seed % 2 == 0);
            } catch (final FrameReader.FrameException expected) {
                // Most random bytes are no frame.
            } catch (final RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void shouldRefuseALengthThatIsNegative() {
        final byte[] frame = {(byte) 0x81, 127, -1, -1, -1, -1, -1, -1, -1, -1};
        assertThrows(FrameReader.FrameException.class, () -> read(frame, new Random(1), false));
    }
}
