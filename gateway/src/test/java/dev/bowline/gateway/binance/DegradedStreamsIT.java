package dev.bowline.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.engine.CompactRunner;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.StreamRoute;
import dev.bowline.core.num.DecimalParser;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
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
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Streams that are cut, silent or too old, over real sockets with a wire of its own each. */
class DegradedStreamsIT {
    private final FaultPlan faults = new FaultPlan();
    private final RecordingChain chain = new RecordingChain();
    private SimServer server;
    private Relay books;
    private Relay market;
    private Relay user;
    private BinanceGateway gateway;

    @BeforeEach
    void startVenue() throws IOException {
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

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
        books.close();
        market.close();
        user.close();
        server.close();
    }

    /** Reconnects within milliseconds, three times before it counts as permanent. */
    private static WebSocketSession.Settings stream(final long silenceMs, final long ageMs) {
        return new WebSocketSession.Settings(
                2_000,
                silenceMs,
                false,
                0,
                1 << 20,
                ageMs,
                new ReconnectBackoff.Settings(5, 20, 20, 3));
    }

    private static URI route(final Relay relay, final String path) {
        return URI.create("ws://127.0.0.1:" + relay.port() + path);
    }

    private void start(
            final WebSocketSession.Settings marketData, final WebSocketSession.Settings userData) {
        final GatewayConfig.Connections fast = TestTimings.fast();
        final GatewayConfig config =
                GatewayConfig.standard(
                                's',
                                new Endpoints(
                                        URI.create(server.restUrl()),
                                        route(books, "/public"),
                                        route(market, "/market"),
                                        route(user, "/private")),
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
                                        userData),
                                TestTimings.periods());
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

    private void startPatient() {
        start(stream(60_000, 3_600_000), stream(60_000, 3_600_000));
    }

    private void awaitNote(final String note) {
        Await.until(note, () -> chain.hasNote(note));
    }

    private void enter(final long seq) {
        chain.send(
                command -> {
                    GatewayOnSimVenueIT.entry(command);
                    command.orderKey = ClientOrderId.key(seq, 1, Side.BUY, OrderLeg.ENTRY, 0);
                });
    }

    /** MD-6. */
    @Test
    void shouldReadPositionsOrdersAndFillsOverRestWhileTheUserStreamIsDown() {
        startPatient();
        user.cut();
        awaitNote("PRIVATE DOWN");
        awaitNote("REST UP 0");
        enter(1);
        chain.send(GatewayOnSimVenueIT::stop);
        awaitNote("REST_TRADE TRADE null OWN");
        awaitNote("SNAPSHOT POSITION 1000000000");
        awaitNote("REST_SNAPSHOT STATUS NEW");
        assertFalse(chain.hasNote("ORDER_TRADE_UPDATE"), "nothing came by the stream");
        assertFalse(chain.hasNote("REST DOWN"), chain.notes.toString());
        user.join();
        awaitNote("REST DOWN 0");
        enter(2);
        awaitNote("ORDER_TRADE_UPDATE TRADE FILLED");
        Await.until("both fills", () -> chain.outcomes.size() >= 3);
    }

    /** MD-4. */
    @Test
    void shouldDeclareTheFallbackPermanentOnceAndComeBackAllTheSame() {
        startPatient();
        user.cut();
        awaitNote("REST UP 7");
        final int refused = user.refused();
        Await.until("attempts go on", () -> user.refused() >= refused + 3);
        assertEquals(1, countNotes("REST UP 7"));
        user.join();
        awaitNote("REST DOWN 0");
        // The count began anew: one more cut does not make it permanent at once.
        user.cut();
        Await.until("down again", () -> countNotes("REST UP 0") == 2);
        user.join();
        Await.until("back again", () -> countNotes("REST DOWN 0") == 2);
    }

    /** MD-6. */
    @Test
    void shouldReadMarkPricesOverRestWhileTheMarketStreamIsDown() {
        startPatient();
        market.cut();
        awaitNote("MARKET DOWN");
        awaitNote("REST_MARKET UP 0");
        Await.until("polled marks", () -> chain.polledMarks.get() > 3);
        market.join();
        awaitNote("REST_MARKET DOWN 0");
        assertFalse(chain.hasNote("REST UP"), "the user stream was up all the time");
        final long marks = chain.count(EventType.MARK_PRICE) - chain.polledMarks.get();
        Await.until(
                "marks of the stream",
                () -> chain.count(EventType.MARK_PRICE) - chain.polledMarks.get() > marks);
    }

    /** MD-6: one stand-in for both market routes, until both are back. */
    @Test
    void shouldReadBooksOverRestUntilBothMarketRoutesAreBack() {
        startPatient();
        books.cut();
        awaitNote("REST_MARKET UP 0");
        Await.until("polled books", () -> chain.polledBooks.get() > 3);
        market.cut();
        awaitNote("MARKET DOWN");
        books.join();
        awaitNote("PUBLIC UP");
        Await.until("books again", () -> gateway.frames(StreamRoute.PUBLIC) > 0);
        assertFalse(chain.hasNote("REST_MARKET DOWN"), chain.notes.toString());
        market.join();
        awaitNote("REST_MARKET DOWN 0");
        assertEquals(1, countNotes("REST_MARKET UP 0"));
    }

    /** MD-9: silent sockets that stay open. */
    @Test
    void shouldTakeASilentMarketRouteForDownUntilItSpeaks() {
        start(stream(400, 3_600_000), stream(60_000, 3_600_000));
        faults.silence(StreamRoute.MARKET, true);
        awaitNote("MARKET DOWN 2");
        awaitNote("REST_MARKET UP 0");
        assertFalse(chain.hasNote("PUBLIC DOWN"), chain.notes.toString());
        faults.silence(StreamRoute.MARKET, false);
        final long trades = chain.count(EventType.AGG_TRADE);
        Await.until("trades", () -> chain.count(EventType.AGG_TRADE) > trades);
    }

    /** MD-4: before the venue cuts it, the new socket first; nothing missing, twice is no harm. */
    @Test
    void shouldMissNothingWhenSocketsAreRenewedWhileTrading() {
        start(stream(60_000, 400), stream(60_000, 400));
        final int orders = 40;
        for (int i = 1; i <= orders; i++) {
            final int answered = i;
            enter(i);
            Await.until("answer " + i, () -> chain.outcomes.size() >= answered);
        }
        Await.until("five renewals of each", () -> renewals() >= 5);
        Await.until("fills", () -> chain.fillIds.size() >= orders);
        assertFalse(
                chain.notes.stream().anyMatch(note -> note.contains(" DOWN ")),
                chain.notes.toString());
        final LongStream ids = chain.tradeIds.stream().mapToLong(Long::longValue);
        final long firstId = ids.min().orElseThrow();
        final long known = chain.tradeIds.size();
        assertTrue(known > 10, "trades " + known);
        Await.until(
                "trades without a hole from " + firstId,
                () ->
                        LongStream.range(firstId, firstId + known)
                                .allMatch(chain.tradeIds::contains));
    }

    private long renewals() {
        return Math.min(
                countNotes("PUBLIC UP 3"),
                Math.min(countNotes("MARKET UP 3"), countNotes("PRIVATE UP 3")));
    }

    private long countNotes(final String note) {
        return chain.notes.stream().filter(note::equals).count();
    }
}
