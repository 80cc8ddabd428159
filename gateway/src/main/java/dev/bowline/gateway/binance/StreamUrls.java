package dev.bowline.gateway.binance;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** URLs of the three routes; the streams stand in the URL, so every connect subscribes them. */
// USDⓈ-M docs, WebSocket Market Streams, read 2026-11-20.
final class StreamUrls {
    private StreamUrls() {}

    static URI books(final GatewayConfig config) {
        return combined(config.endpoints().publicStreams(), config, List.of("@bookTicker"));
    }

    static URI market(final GatewayConfig config) {
        return combined(
                config.endpoints().marketStreams(),
                config,
                List.of(
                        "@aggTrade",
                        "@markPrice@1s",
                        "@kline_" + config.barInterval(),
                        "@miniTicker"));
    }

    static URI user(final GatewayConfig config, final String listenKey) {
        return URI.create(config.endpoints().privateStreams() + "/ws/" + listenKey);
    }

    private static URI combined(
            final URI base, final GatewayConfig config, final List<String> suffixes) {
        final String streams =
                config.symbols().stream()
                        .map(symbol -> symbol.toLowerCase(Locale.ROOT))
                        .map(symbol -> URLEncoder.encode(symbol, StandardCharsets.UTF_8))
                        .flatMap(symbol -> suffixes.stream().map(suffix -> symbol + suffix))
                        .collect(Collectors.joining("/"));
        return URI.create(base + "/stream?streams=" + streams);
    }
}
