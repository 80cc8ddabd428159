package dev.bowline.gateway.binance;

import dev.bowline.gateway.net.HttpsPool;
import dev.bowline.gateway.net.ReconnectBackoff;
import dev.bowline.gateway.net.WebSocketSession;

/** Timings of milliseconds. */
final class TestTimings {
    private TestTimings() {}

    static GatewayConfig.Connections fast() {
        final ReconnectBackoff.Settings backoff = new ReconnectBackoff.Settings(20, 50, 20, 1_000);
        final HttpsPool.Settings http =
                new HttpsPool.Settings(2, 2_000, 2_000, 300, 64, 60_000, 1 << 22, backoff);
        final WebSocketSession.Settings stream =
                new WebSocketSession.Settings(
                        2_000, 60_000, true, 5_000, 1 << 20, 3_600_000, backoff);
        return new GatewayConfig.Connections(http, http, stream, stream, stream, stream);
    }

    static GatewayConfig.Periods periods() {
        return new GatewayConfig.Periods(60_000, 60_000, 20, 20, 0, 5, 2_000);
    }
}
