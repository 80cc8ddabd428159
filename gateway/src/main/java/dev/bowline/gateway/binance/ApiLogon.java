package dev.bowline.gateway.binance;

import dev.bowline.gateway.binance.rest.ApiReply;
import dev.bowline.gateway.binance.rest.ApiRequestEncoder;
import dev.bowline.gateway.binance.rest.OrderRequestEncoder;
import dev.bowline.gateway.binance.rest.RequestSigner;
import dev.bowline.gateway.net.Greeting;
import java.util.function.LongSupplier;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Logs a connection of the WebSocket API on with an Ed25519 key (USDⓈ-M docs, {@code
 * session.logon}, read 2026-11-20). The venue offers that to no other kind of key; those sign each
 * request. On the order loop.
 */
final class ApiLogon implements Greeting {
    private static final int TIMESTAMP_REFUSED = -1021;

    /** Ids of orders are greater, because they count from one in the bits above their place. */
    private static final long ID = 1;

    private final ApiRequestEncoder encoder;
    private final RequestSigner signer;
    private final LongSupplier venueTimeMs;
    private final Runnable measureClock;
    private final ApiReply reply = new ApiReply();
    private final byte[] bytes = new byte[OrderRequestEncoder.MAX_REQUEST_LENGTH];
    private final UnsafeBuffer message = new UnsafeBuffer(bytes);

    /**
     * @param encoder used by nobody else
     * @param measureClock measures the venue's clock anew, somewhere else; must not block
     */
    ApiLogon(
            final ApiRequestEncoder encoder,
            final RequestSigner signer,
            final LongSupplier venueTimeMs,
            final Runnable measureClock) {
        this.encoder = encoder;
        this.signer = signer;
        this.venueTimeMs = venueTimeMs;
        this.measureClock = measureClock;
    }

    @Override
    public UnsafeBuffer firstMessage() {
        message.wrap(bytes);
        final int length = encoder.encodeLogon(signer, ID, venueTimeMs.getAsLong(), message);
        message.wrap(bytes, 0, length);
        return message;
    }

    @Override
    public boolean isReady(final DirectBuffer answer) {
        final boolean isReadable = reply.read(answer, 0, answer.capacity());
        if (!isReadable || (reply.id() != ID && reply.id() != ApiReply.NO_ID)) {
            throw new RefusedException("the answer to session.logon cannot be read");
        }
        if (reply.isSuccess() && reply.id() == ID) {
            return true;
        }
        if (reply.errorCode() == TIMESTAMP_REFUSED) {
            measureClock.run();
        }
        throw new RefusedException(
                "session.logon refused: status="
                        + reply.status()
                        + " code="
                        + reply.errorCode()
                        + ' '
                        + reply.errorText()
                        + " (only an Ed25519 key may log on; requests leave over REST)");
    }
}
