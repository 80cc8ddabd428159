package dev.bowline.gateway.binance;

import dev.bowline.gateway.binance.rest.RequestSigner;
import dev.bowline.gateway.binance.rest.RestClient;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.agrona.concurrent.UnsafeBuffer;

/** A REST client without a socket: each request gets the text that a function has for it. */
final class AnsweringRest {
    private AnsweringRest() {}

    /** A client whose requests, head and all, {@code answers} turns into bodies with status 200. */
    static RestClient of(final LongSupplier nowMs, final Function<String, String> answers) {
        return new RestClient(
                exchange -> {
                    final String request =
                            new String(
                                    exchange.requestBytes(),
                                    0,
                                    exchange.requestLength(),
                                    StandardCharsets.US_ASCII);
                    final byte[] body = answers.apply(request).getBytes(StandardCharsets.UTF_8);
                    exchange.onReply(
                            200, EmptyHttpHeaders.INSTANCE, new UnsafeBuffer(body), 0, body.length);
                },
                Runnable::run,
                "127.0.0.1",
                "key",
                RequestSigner.hmac("secret"),
                nowMs,
                5_000,
                1_000,
                () -> {},
                (status, headers) -> {});
    }
}
