package dev.bowline.gateway.net;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLException;

/** TLS 1.2 and 1.3 of a client, with the JDK's trust store and host verification (SEC-2). */
public final class ClientTls {
    private final SslContext context;

    /** With the JDK's trust store. */
    public ClientTls() {
        this(SslContextBuilder.forClient());
    }

    /** With other trust; host verification is set here in any case. */
    ClientTls(final SslContextBuilder builder) {
        try {
            context =
                    builder.protocols("TLSv1.3", "TLSv1.2")
                            .endpointIdentificationAlgorithm("HTTPS")
                            .build();
        } catch (final SSLException e) {
            throw new IllegalStateException("no TLS in this JDK: " + e.getMessage(), e);
        }
    }

    void addTo(final ChannelPipeline pipeline, final Origin origin, final long timeoutMs) {
        if (origin.tls()) {
            final SslHandler handler =
                    context.newHandler(pipeline.channel().alloc(), origin.host(), origin.port());
            handler.setHandshakeTimeoutMillis(timeoutMs);
            pipeline.addLast(handler);
        }
    }
}
