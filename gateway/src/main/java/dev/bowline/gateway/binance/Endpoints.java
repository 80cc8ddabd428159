package dev.bowline.gateway.binance;

import dev.bowline.gateway.net.Origin;
import java.net.URI;

/**
 * Base URLs of one venue, without a slash at the end.
 *
 * @param rest for example {@code https://fapi.binance.com}
 * @param publicStreams book data, for example {@code wss://fstream.binance.com/public}
 * @param marketStreams other market data, for example {@code wss://fstream.binance.com/market}
 * @param privateStreams user data, for example {@code wss://fstream.binance.com/private}
 * @param orderApi the WebSocket API, with its path
 */
// Routed URLs: USDⓈ-M change log 2026-03-05, read 2026-11-20.
public record Endpoints(
        URI rest, URI publicStreams, URI marketStreams, URI privateStreams, URI orderApi) {
    private static final String API_PATH = "/ws-fapi/v1";

    /** Refuses URLs without scheme or host, and unencrypted ones outside loopback. */
    public Endpoints {
        Origin.of(rest);
        Origin.of(publicStreams);
        Origin.of(marketStreams);
        Origin.of(privateStreams);
        Origin.of(orderApi);
    }

    /** The venue itself. */
    public static Endpoints production() {
        return routed(
                "https://fapi.binance.com",
                "wss://fstream.binance.com",
                "wss://ws-fapi.binance.com" + API_PATH);
    }

    /** The venue's demo, called testnet. */
    public static Endpoints testnet() {
        return routed(
                "https://demo-fapi.binance.com",
                "wss://demo-fstream.binance.com",
                "wss://testnet.binancefuture.com" + API_PATH);
    }

    /** The embedded exchange on a port of this machine. */
    public static Endpoints loopback(final int port) {
        return routed(
                "http://127.0.0.1:" + port,
                "ws://127.0.0.1:" + port,
                "ws://127.0.0.1:" + port + API_PATH);
    }

    /** The three routes below one stream address. */
    public static Endpoints routed(final String rest, final String streams, final String orderApi) {
        return new Endpoints(
                URI.create(rest),
                URI.create(streams + "/public"),
                URI.create(streams + "/market"),
                URI.create(streams + "/private"),
                URI.create(orderApi));
    }
}
