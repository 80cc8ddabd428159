package dev.bowline.gateway.binance;

import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventSink;
import dev.bowline.core.event.EventType;
import dev.bowline.gateway.binance.market.DecodeResult;
import dev.bowline.gateway.binance.market.SymbolTable;
import dev.bowline.gateway.binance.user.UserEventDecoder;
import dev.bowline.gateway.net.DownCause;
import dev.bowline.gateway.net.FrameHandler;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.EpochNanoClock;

/**
 * User frames into the ring. If even the queue in front of the ring is full, the stream is dropped:
 * the snapshot that follows every reconnect tells what was missed. On the user loop.
 */
final class UserStream implements FrameHandler, EventSink {
    private final UserEventDecoder decoder;
    private final QueueingSink sink;
    private final EpochNanoClock clock;
    private final Consumer<DownCause> reconnect;
    private final AtomicLong drops = new AtomicLong();
    private boolean keyExpired;

    UserStream(
            final char mode,
            final SymbolTable symbols,
            final QueueingSink sink,
            final EpochNanoClock clock,
            final Consumer<DownCause> reconnect) {
        decoder = new UserEventDecoder(mode, symbols, this);
        this.sink = sink;
        this.clock = clock;
        this.reconnect = reconnect;
    }

    UserEventDecoder decoder() {
        return decoder;
    }

    /** Times the stream was dropped for want of room; any thread. */
    long drops() {
        return drops.get();
    }

    @Override
    public void onFrame(
            final DirectBuffer buffer, final int offset, final int length, final long readableNs) {
        final DecodeResult result =
                decoder.decode(buffer, offset, length, clock.nanoTime(), readableNs);
        if (result == DecodeResult.NO_SLOT) {
            decoder.abandon();
            drops.incrementAndGet();
            reconnect.accept(DownCause.ERROR);
        }
        if (keyExpired) {
            keyExpired = false;
            reconnect.accept(DownCause.KEY_EXPIRED);
        }
    }

    @Override
    public EngineEvent tryClaim(final EventType type) {
        return sink.tryClaim(type);
    }

    @Override
    public void publish(final EngineEvent event) {
        if (event.type == EventType.STREAM_STATUS
                && event.stream().causeCode == DownCause.KEY_EXPIRED.code()) {
            keyExpired = true;
        }
        sink.publish(event);
    }
}
