package dev.bowline.gateway.sim.server;

import dev.bowline.core.event.StreamRoute;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * One client's stream socket. Frames are collected in one buffer, WebSocket headers included, and
 * leave with one write per flush. Exchange thread only.
 */
final class StreamSession {
    private static final int FIRST_CAPACITY = 16 * 1024;
    private static final int TEXT_FINAL = 0x81;
    private static final int TWO_BYTE_LENGTH = 126;
    private static final int EIGHT_BYTE_LENGTH = 127;
    private static final byte[] GARBLED =
            "{\"stream\":\"x\",\"data\":{\"e\":\"aggTr".getBytes(StandardCharsets.US_ASCII);

    private final Channel channel;
    private final StreamRoute route;
    private final Set<String> subscriptions = new LinkedHashSet<>();
    // Listen key → event types wanted; an empty set wants all.
    private final Map<String, Set<String>> listenKeys = new LinkedHashMap<>();
    private final long openedMs;
    private boolean combined;
    private ByteBuf pending;
    private int pendingFrames;
    private long pingedNs;
    private long heardNs;

    StreamSession(
            final Channel channel,
            final StreamRoute route,
            final boolean combined,
            final long openedMs) {
        this.channel = channel;
        this.route = route;
        this.combined = combined;
        this.openedMs = openedMs;
    }

    Channel channel() {
        return channel;
    }

    StreamRoute route() {
        return route;
    }

    Set<String> subscriptions() {
        return subscriptions;
    }

    Map<String, Set<String>> listenKeys() {
        return listenKeys;
    }

    long openedMs() {
        return openedMs;
    }

    boolean isCombined() {
        return combined;
    }

    void setCombined(final boolean combined) {
        this.combined = combined;
    }

    void onPong(final long wallNs) {
        heardNs = wallNs;
    }

    /** Whether it is time to ping; if so, it counts as done. Wall time. */
    boolean isPingDue(final long wallNs, final long everyNs) {
        if (pingedNs == 0) {
            pingedNs = wallNs;
            heardNs = wallNs;
        }
        if (everyNs == 0 || wallNs - pingedNs < everyNs) {
            return false;
        }
        pingedNs = wallNs;
        return true;
    }

    /** Whether pings went unanswered for too long. Wall time. */
    boolean isDeaf(final long deadlineNs) {
        return pingedNs != 0 && pingedNs - heardNs > deadlineNs;
    }

    boolean hasPending() {
        return pendingFrames > 0;
    }

    /** Adds one event; {@code wrapper} stands before it in combined mode. */
    void append(final byte[] wrapper, final JsonWriter payload) {
        final int bytes = payload.length() + (combined ? wrapper.length + 1 : 0);
        final ByteBuf target = header(bytes);
        if (combined) {
            target.writeBytes(wrapper);
            payload.writeTo(target);
            target.writeByte('}');
        } else {
            payload.writeTo(target);
        }
    }

    /** Adds an answer to a control message, which is never wrapped. */
    void appendControl(final JsonWriter payload) {
        payload.writeTo(header(payload.length()));
    }

    /** Adds a frame that breaks off in its middle. */
    void appendGarbled() {
        header(GARBLED.length).writeBytes(GARBLED);
    }

    // RFC 6455, 5.2: frames of a server are not masked, so they can be written as they are.
    private ByteBuf header(final int bytes) {
        if (pending == null) {
            pending = channel.alloc().directBuffer(FIRST_CAPACITY);
        }
        pending.writeByte(TEXT_FINAL);
        if (bytes < TWO_BYTE_LENGTH) {
            pending.writeByte(bytes);
        } else if (bytes < 1 << Short.SIZE) {
            pending.writeByte(TWO_BYTE_LENGTH).writeShort(bytes);
        } else {
            pending.writeByte(EIGHT_BYTE_LENGTH).writeLong(bytes);
        }
        pendingFrames++;
        return pending;
    }

    /**
     * Sends what was collected.
     *
     * @return number of frames sent
     */
    int flush() {
        final int frames = pendingFrames;
        if (frames > 0) {
            final ByteBuf out = pending;
            pending = null;
            pendingFrames = 0;
            Outbound.send(channel, out);
        }
        return frames;
    }

    /**
     * Sends half of the first frame, then closes the connection; the rest is lost.
     *
     * @return number of whole frames sent: none
     */
    int cutMidFrame() {
        final ByteBuf out = pending;
        pending = null;
        pendingFrames = 0;
        final int shortLength = out.getByte(1);
        final boolean isShort = shortLength < TWO_BYTE_LENGTH;
        final boolean isMiddle = shortLength == TWO_BYTE_LENGTH;
        final int headerBytes = 2 + (isShort ? 0 : isMiddle ? Short.BYTES : Long.BYTES);
        final int payloadBytes =
                isShort ? shortLength : isMiddle ? out.getUnsignedShort(2) : (int) out.getLong(2);
        Outbound.sendAndClose(channel, out.writerIndex(headerBytes + payloadBytes / 2));
        return 0;
    }

    void dropPending() {
        if (pending != null) {
            pending.release();
            pending = null;
            pendingFrames = 0;
        }
    }
}
