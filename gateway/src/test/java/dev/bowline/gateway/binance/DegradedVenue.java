package dev.bowline.gateway.binance;

import dev.bowline.core.engine.CompactRunner;
import dev.bowline.core.event.EventType;
import dev.bowline.core.num.DecimalParser;
import dev.bowline.gateway.net.ReconnectBackoff;
import dev.bowline.gateway.net.WebSocketSession;
import dev.bowline.gateway.sim.VenueSettings;
import dev.bowline.gateway.sim.server.FaultPlan;
import dev.bowline.gateway.sim.server.Pace;
import dev.bowline.gateway.sim.server.SimServer;
import dev.bowline.gateway.testing.Await;
import dev.bowline.gateway.testing.Relay;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** The embedded exchange, twenty times as fast as the wall, with a wire of its own per route. */
final class DegradedVenue implements AutoCloseable {
    final FaultPlan faults = new FaultPlan();
    final RecordingChain chain = new RecordingChain();
    SimServer server;
    Relay books;
    Relay market;
    Relay user;
    BinanceGateway gateway;
    long listenKeyMs = 60_000;

    void start() throws IOException {
        server =
                new SimServer(
                        GatewayOnSimVenueIT.keys().withPace(Pace.times(20)).withFaults(faults),
                        VenueSettings.usdc(DecimalParser.parse("4000")),
                        GatewayOnSimVenueIT.instruments(),
                        new WalkingMarket(1_000_000),
                        GatewayOnSimVenueIT.daemons("venue"));
        server.preroll(120_000);
        server.start();
        books = new Relay(server.port());
        market = new Relay(server.port());
        user = new Relay(server.port());
    }

    @Override
    public void close() {
        if (gateway != null) {
            gateway.close();
        }
        books.close();
        market.close();
        user.close();
        server.close();
    }

    /** Reconnects within milliseconds, three times before it counts as permanent. */
    static WebSocketSession.Settings stream(final long silenceMs, final long ageMs) {
        return new WebSocketSession.Settings(
                2_000,
                silenceMs,
                false,
                0,
                1 << 20,
                ageMs,
                new ReconnectBackoff.Settings(5, 20, 20, 3));
    }

    /** The same for a user stream whose pongs count. */
    static WebSocketSession.Settings pinged(final long silenceMs) {
        final WebSocketSession.Settings quiet = stream(silenceMs, 3_600_000);
        return new WebSocketSession.Settings(
                quiet.connectTimeoutMs(),
                silenceMs,
                true,
                silenceMs / 8,
                quiet.maxMessageBytes(),
                quiet.maxAgeMs(),
                quiet.backoff());
    }

    private static URI route(final Relay relay, final String path) {
        return URI.create("ws://127.0.0.1:" + relay.port() + path);
    }

    void open(
            final WebSocketSession.Settings marketData, final WebSocketSession.Settings userData) {
        final GatewayConfig.Connections fast = TestTimings.fast();
        final GatewayConfig config =
                GatewayConfig.standard(
                                's',
                                new Endpoints(
                                        URI.create(server.restUrl()),
                                        route(books, "/public"),
                                        route(market, "/market"),
                                        route(user, "/private"),
                                        URI.create(server.streamUrl() + "/ws-fapi/v1")),
                                new Credentials(
                                        Secret.of(GatewayOnSimVenueIT.API_KEY),
                                        Secret.of(GatewayOnSimVenueIT.SECRET)),
                                "USDC",
                                List.of("XRPUSDC", "BTCUSDC"),
                                new GatewayConfig.Threads(ThreadLayout.COMPACT, false, 5, 64, 64))
                        .withTrading(7, false, "1m", 10)
                        .withTimings(
                                new GatewayConfig.Connections(
                                        fast.orders(),
                                        fast.rest(),
                                        marketData,
                                        marketData,
                                        userData,
                                        fast.orderApi()),
                                TestTimings.periods().withUpkeep(60_000, listenKeyMs));
        gateway =
                new BinanceGateway(
                        config, server.clock(), role -> GatewayOnSimVenueIT.daemons(role), 42);
        final CompactRunner runner = new CompactRunner(1_024, chain, gateway.exit());
        gateway.open(runner, runner::poll);
        gateway.start();
        server.resume();
        Await.until("marks", () -> chain.count(EventType.MARK_PRICE) > 0);
        Await.until("books", () -> chain.count(EventType.TOP_OF_BOOK) > 0);
    }

    /** Waits for the venue's clock. */
    void awaitVenueMs(final long ms) {
        final long untilNs = server.clock().nanoTime() + ms * 1_000_000L;
        Await.until(ms + " ms of the venue", () -> server.clock().nanoTime() >= untilNs);
    }
}
