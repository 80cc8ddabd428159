package dev.bowline.gateway.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Cuts a WebSocket byte stream (RFC 6455, server to client) into messages. A message that lies
 * whole in one read is handed over in place; one that is split over reads or fragments is collected
 * first. Messages above the limit are skipped and counted. Allocates nothing once its buffers have
 * grown to the largest message.
 */
final class FrameReader {
    private static final int OP_CONTINUATION = 0;
    private static final int OP_TEXT = 1;
    private static final int OP_BINARY = 2;
    private static final int OP_CLOSE = 8;
    private static final int OP_PING = 9;
    private static final int OP_PONG = 10;
    private static final int MAX_CONTROL_BYTES = 125;
    private static final int INITIAL_BYTES = 4096;

    private final int maxMessageBytes;
    private final Events events;
    private final UnsafeBuffer view = new UnsafeBuffer(0, 0);
    private final ByteBuf partial = Unpooled.buffer(INITIAL_BYTES);
    private final ByteBuf fragments = Unpooled.buffer(INITIAL_BYTES);
    private boolean inMessage;
    private boolean discardMessage;
    private long skipBytes;
    private long oversized;

    /** What the stream carries. */
    interface Events {
        void onMessage(UnsafeBuffer message);

        void onPing(UnsafeBuffer payload);

        void onPong();

        void onClose(int statusCode);
    }

    FrameReader(final int maxMessageBytes, final Events events) {
        this.maxMessageBytes = maxMessageBytes;
        this.events = events;
    }

    /** Messages skipped because they were longer than allowed. */
    long oversizedMessages() {
        return oversized;
    }

    /**
     * Takes the readable bytes; the caller keeps the buffer.
     *
     * @throws FrameException if the bytes are no WebSocket stream; the connection is then useless
     */
    void read(final ByteBuf in) {
        if (!partial.isReadable()) {
            cut(in);
            if (in.isReadable()) {
                partial.clear();
                partial.writeBytes(in);
            }
            return;
        }
        partial.writeBytes(in);
        cut(partial);
        if (partial.isReadable()) {
            partial.discardReadBytes();
        } else {
            partial.clear();
        }
    }

    private void cut(final ByteBuf in) {
        while (skip(in) && cutOne(in)) {
            // One frame per turn; each turn takes bytes, so the loop ends.
        }
    }

    /** Skips the rest of a frame that was too long; false if more bytes are needed. */
    private boolean skip(final ByteBuf in) {
        final int now = (int) Math.min(skipBytes, in.readableBytes());
        in.skipBytes(now);
        skipBytes -= now;
        return skipBytes == 0;
    }

    private boolean cutOne(final ByteBuf in) {
        final int available = in.readableBytes();
        if (available < 2) {
            return false;
        }
        final int at = in.readerIndex();
        final int first = in.getByte(at);
        final int second = in.getByte(at + 1);
        final int shortLength = second & 0x7F;
        final int headerBytes = shortLength < 126 ? 2 : shortLength == 126 ? 4 : 10;
        if ((first & 0x70) != 0 || (second & 0x80) != 0) {
            throw new FrameException(
                    "reserved or mask bit set in frame header 0x"
                            + Integer.toHexString(first & 0xFF)
                            + Integer.toHexString(second & 0xFF));
        }
        if (available < headerBytes) {
            return false;
        }
        final long payload =
                switch (headerBytes) {
                    case 2 -> shortLength;
                    case 4 -> in.getUnsignedShort(at + 2);
                    default -> in.getLong(at + 2);
                };
        final boolean last = (first & 0x80) != 0;
        final int opcode = first & 0x0F;
        if (payload < 0) {
            throw new FrameException("negative frame length " + payload);
        }
        if (opcode >= OP_CLOSE && (payload > MAX_CONTROL_BYTES || !last)) {
            throw new FrameException("control frame of " + payload + " bytes, last=" + last);
        }
        if (opcode < OP_CLOSE && isTooLong(payload)) {
            in.skipBytes(headerBytes);
            skipBytes = payload;
            dropMessage(opcode, last);
            return true;
        }
        if (available - headerBytes < payload) {
            return false;
        }
        in.skipBytes(headerBytes);
        deliver(in, opcode, last, (int) payload);
        return true;
    }

    private boolean isTooLong(final long payload) {
        return payload > maxMessageBytes - (inMessage ? fragments.readableBytes() : 0);
    }

    private void dropMessage(final int opcode, final boolean last) {
        requireOrder(opcode);
        if (!discardMessage) {
            oversized++;
        }
        fragments.clear();
        inMessage = !last;
        discardMessage = !last;
    }

    private void deliver(
            final ByteBuf in, final int opcode, final boolean last, final int payload) {
        final int end = in.readerIndex() + payload;
        switch (opcode) {
            case OP_CONTINUATION, OP_TEXT, OP_BINARY -> onData(in, opcode, last, payload);
            case OP_PING -> events.onPing(wrap(in, payload));
            case OP_PONG -> events.onPong();
            case OP_CLOSE ->
                    events.onClose(
                            payload >= 2
                                    ? in.getUnsignedShort(in.readerIndex())
                                    : 1005); // RFC 6455 7.1.5: no status received
            default -> throw new FrameException("unknown opcode " + opcode);
        }
        in.readerIndex(end);
    }

    private void onData(final ByteBuf in, final int opcode, final boolean last, final int payload) {
        requireOrder(opcode);
        if (opcode != OP_CONTINUATION && last) {
            events.onMessage(wrap(in, payload));
            return;
        }
        if (!discardMessage) {
            fragments.writeBytes(in, in.readerIndex(), payload);
        }
        inMessage = !last;
        if (last) {
            if (!discardMessage) {
                events.onMessage(wrap(fragments, fragments.readableBytes()));
            }
            discardMessage = false;
            fragments.clear();
        }
    }

    private void requireOrder(final int opcode) {
        if (opcode > OP_BINARY || (opcode == OP_CONTINUATION) != inMessage) {
            throw new FrameException(
                    "frame with opcode "
                            + opcode
                            + (inMessage ? " inside" : " outside")
                            + " a message");
        }
    }

    private UnsafeBuffer wrap(final ByteBuf in, final int payload) {
        final int at = in.readerIndex();
        if (in.hasArray()) {
            view.wrap(in.array(), in.arrayOffset() + at, payload);
        } else if (in.hasMemoryAddress()) {
            view.wrap(in.memoryAddress() + at, payload);
        } else {
            final ByteBuffer bytes = in.internalNioBuffer(at, payload);
            view.wrap(bytes, bytes.position(), payload);
        }
        return view;
    }

    /** The peer does not speak WebSocket. */
    static final class FrameException extends RuntimeException {
        private static final long serialVersionUID = 1;

        FrameException(final String message) {
            super(message);
        }
    }
}
