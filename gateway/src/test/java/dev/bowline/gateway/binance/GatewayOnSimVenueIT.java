package dev.bowline.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.engine.CompactRunner;
import dev.bowline.core.engine.EngineRunner;
import dev.bowline.core.engine.RingRunner;
import dev.bowline.core.engine.WaitKind;
import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.EngineEvent;
import dev.bowline.core.event.EventType;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.OutcomeKind;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.StreamRoute;
import dev.bowline.core.event.WorkingType;
import dev.bowline.core.instrument.InstrumentSpec;
import dev.bowline.core.num.DecimalParser;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.gateway.sim.LeverageBracket;
import dev.bowline.gateway.sim.SimInstrument;
import dev.bowline.gateway.sim.VenueSettings;
import dev.bowline.gateway.sim.server.ClientQuiet;
import dev.bowline.gateway.sim.server.Pace;
import dev.bowline.gateway.sim.server.PaceListener;
import dev.bowline.gateway.sim.server.SimKey;
import dev.bowline.gateway.sim.server.SimServer;
import dev.bowline.gateway.sim.server.SimServerConfig;
import dev.bowline.gateway.testing.Await;
import java.io.IOException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The gateway against the embedded exchange, both layouts, both ways out, over real sockets. */
@ParameterizedClass
@EnumSource
class GatewayOnSimVenueIT {
    static final String API_KEY = "key-of-the-test";
    static final String SECRET = "secret-of-the-test";
    private static final String ED25519_KEY = "key-that-may-log-on";
    private static final KeyPair PAIR = newPair();
    private static final long PREROLL_MS = 120_000;

    private SimServer server;
    private BinanceGateway gateway;
    private RingRunner ringRunner;
    private final RecordingChain chain = new RecordingChain();

    @Parameter private Way way;

    /** How orders leave, and with which key. */
    enum Way {
        REST,
        API_SIGNED,
        API_LOGGED_ON;

        OrderEntry entry() {
            return this == REST ? OrderEntry.REST : OrderEntry.WEBSOCKET;
        }

        String key() {
            return this == API_LOGGED_ON ? ED25519_KEY : API_KEY;
        }

        String secret() {
            return this == API_LOGGED_ON
                    ? "-----BEGIN PRIVATE KEY-----\n"
                            + Base64.getEncoder().encodeToString(PAIR.getPrivate().getEncoded())
                            + "\n-----END PRIVATE KEY-----"
                    : SECRET;
        }
    }

    @AfterEach
    void stop() {
        if (gateway != null) {
            gateway.close();
        }
        if (ringRunner != null) {
            ringRunner.close();
        }
        if (server != null) {
            server.close();
        }
    }

    static ThreadFactory daemons(final String role) {
        return task -> {
            final Thread thread = new Thread(task, "test-" + role);
            thread.setDaemon(true);
            return thread;
        };
    }

    private static KeyPair newPair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long e8(final String text) {
        return DecimalParser.parse(text);
    }

    private static SimInstrument instrument(
            final int id, final String base, final String tick, final String step) {
        final InstrumentSpec spec =
                new InstrumentSpec(
                        id,
                        base + "USDC",
                        base,
                        "USDC",
                        "USDC",
                        e8(tick),
                        e8(tick),
                        e8("1000000"),
                        e8(step),
                        e8(step),
                        e8("1000000"),
                        e8(step),
                        e8(step),
                        e8("100000"),
                        e8("5"),
                        e8("1.05"),
                        e8("0.95"),
                        200,
                        0,
                        e8("0.0004"),
                        10,
                        e8("5000"),
                        e8("0.005"));
        return new SimInstrument(
                spec,
                "TRADING",
                4,
                3,
                e8("0.0125"),
                e8("0.05"),
                e8("0.05"),
                List.of(new LeverageBracket(1, 75, 0, e8("5000"), e8("0.005"), 0)));
    }

    static List<SimInstrument> instruments() {
        return List.of(instrument(0, "XRP", "0.0001", "0.1"), instrument(1, "BTC", "0.1", "0.001"));
    }

    private void startServer(final SimServerConfig config, final long steps) throws IOException {
        server =
                new SimServer(
                        config,
                        VenueSettings.usdc(e8("400")),
                        instruments(),
                        new WalkingMarket(steps),
                        daemons("venue"));
        server.preroll(PREROLL_MS);
        server.start();
    }

    private GatewayConfig config(final ThreadLayout layout, final long tickMs) {
        return GatewayConfig.standard(
                        's',
                        Endpoints.loopback(server.port()),
                        new Credentials(Secret.of(way.key()), Secret.of(way.secret())),
                        "USDC",
                        List.of("XRPUSDC", "BTCUSDC"),
                        new GatewayConfig.Threads(layout, false, tickMs, 64, 64))
                .withTrading(7, false, "1m", 10)
                .withOrderEntry(way.entry());
    }

    private EngineRunner open(final ThreadLayout layout, final long tickMs) {
        gateway =
                new BinanceGateway(
                        config(layout, tickMs), server.clock(), role -> daemons(role), 42);
        if (layout == ThreadLayout.COMPACT) {
            final CompactRunner runner = new CompactRunner(1_024, chain, gateway.exit());
            gateway.open(runner, runner::poll);
            return runner;
        }
        ringRunner =
                new RingRunner(1_024, WaitKind.BLOCKING, daemons("link"), chain, gateway.exit());
        ringRunner.start();
        gateway.open(ringRunner, () -> 0);
        return ringRunner;
    }

    static SimServerConfig keys() {
        return SimServerConfig.of(
                SimKey.hmac(API_KEY, SECRET), new SimKey(ED25519_KEY, null, PAIR.getPublic()));
    }

    static void entry(final OrderCommand command) {
        command.kind = CommandKind.PLACE_ORDER;
        command.instrumentId = 0;
        command.runId = 7;
        command.orderKey = ClientOrderId.key(1, 1, Side.BUY, OrderLeg.ENTRY, 0);
        command.side = Side.BUY;
        command.orderType = OrderType.MARKET;
        command.qtyE8 = e8("10");
    }

    static void stop(final OrderCommand command) {
        command.kind = CommandKind.PLACE_ALGO;
        command.instrumentId = 0;
        command.runId = 7;
        command.orderKey = ClientOrderId.key(1, 1, Side.BUY, OrderLeg.STOP, 0);
        command.side = Side.SELL;
        command.orderType = OrderType.STOP_MARKET;
        command.workingType = WorkingType.MARK_PRICE;
        command.qtyE8 = e8("10");
        command.triggerPriceE8 = e8("2.39");
        command.reduceOnly = true;
    }

    private static void lookup(final OrderCommand command, final CommandKind kind, final long seq) {
        command.kind = kind;
        command.instrumentId = 0;
        command.runId = 7;
        final OrderLeg leg = kind == CommandKind.QUERY_ALGO ? OrderLeg.STOP : OrderLeg.ENTRY;
        command.orderKey = ClientOrderId.key(seq, 1, Side.BUY, leg, 0);
        command.side = Side.BUY;
    }

    private void awaitOutcomes(final int expected) {
        Await.until(expected + " outcomes", () -> chain.outcomes.size() >= expected);
    }

    private void tradeOnce() {
        Await.until("the way", () -> way == Way.REST || gateway.orderApi().isUsable());
        chain.send(GatewayOnSimVenueIT::entry);
        awaitOutcomes(1);
        assertEquals(OutcomeKind.ACCEPTED, chain.outcomes.get(0).kind());
        Await.until("the fill", () -> chain.hasNote("ORDER_TRADE_UPDATE TRADE FILLED"));
        chain.send(GatewayOnSimVenueIT::stop);
        awaitOutcomes(2);
        assertEquals(OutcomeKind.ACCEPTED, chain.outcomes.get(1).kind());
        Await.until("the stop", () -> chain.hasNote("ALGO_UPDATE NEW NEW"));
        chain.send(command -> lookup(command, CommandKind.QUERY_ORDER, 1));
        awaitOutcomes(3);
        assertEquals(OutcomeKind.FOUND, chain.outcomes.get(2).kind());
        assertTrue(chain.hasNote("REST_QUERY STATUS FILLED"), chain.notes.toString());
        chain.send(command -> lookup(command, CommandKind.QUERY_ALGO, 2));
        awaitOutcomes(4);
        assertEquals(OutcomeKind.NOT_FOUND, chain.outcomes.get(3).kind());
        // An outcome is in the ring before its request counts as finished.
        Await.until("no request under way", () -> gateway.exit().outstandingRequests() == 0);
        assertEquals(way == Way.REST ? 0 : 2, gateway.orderApi().requests());
    }

    private void startAndTrade(final ThreadLayout layout) throws IOException {
        startServer(keys().withPace(Pace.times(20)), 100_000);
        final EngineRunner runner = open(layout, 100);
        gateway.start();
        Await.until(
                "instruments, bars and the snapshot",
                () -> runner.processedSequence() == runner.publishedSequence());
        assertEquals(2, chain.count(EventType.INSTRUMENT));
        assertTrue(chain.count(EventType.BAR) >= 2, "bars " + chain.count(EventType.BAR));
        assertEquals(2, chain.count(EventType.DAY_TICKER));
        assertEquals(2, chain.count(EventType.VENUE_SNAPSHOT));
        assertTrue(chain.hasNote("END true"), chain.notes.toString());
        assertEquals(7, gateway.registry().byIdOrNull(0).leverage());
        assertEquals(e8("0.0004"), gateway.registry().byIdOrNull(1).takerFeeE8());
        server.resume();
        Await.until("books", () -> chain.count(EventType.TOP_OF_BOOK) > 20);
        Await.until("trades", () -> chain.count(EventType.AGG_TRADE) > 20);
        Await.until("marks", () -> chain.count(EventType.MARK_PRICE) > 2);
        tradeOnce();
        chain.send(command -> command.kind = CommandKind.RECONCILE);
        Await.until(
                "position in the snapshot", () -> chain.hasNote("SNAPSHOT POSITION 1000000000"));
        Await.until("stop in the snapshot", () -> chain.hasNote("REST_SNAPSHOT STATUS NEW"));
        Await.until("its fill", () -> chain.hasNote("REST_TRADE TRADE null OWN"));
    }

    @Test
    void shouldTradeOnTheEmbeddedExchangeWhenCompact() throws IOException {
        startAndTrade(ThreadLayout.COMPACT);
    }

    @Test
    void shouldTradeOnTheEmbeddedExchangeWhenSplit() throws IOException {
        startAndTrade(ThreadLayout.SPLIT);
    }

    /** REC-2. */
    @Test
    void shouldReadPositionsAgainAndAgainWhenAPeriodIsSet() throws IOException {
        startServer(keys().withPace(Pace.times(20)), 100_000);
        gateway =
                new BinanceGateway(
                        config(ThreadLayout.COMPACT, 100)
                                .withTimings(
                                        TestTimings.fast(),
                                        TestTimings.periods().withReconcile(50)),
                        server.clock(),
                        role -> daemons(role),
                        42);
        final CompactRunner runner = new CompactRunner(1_024, chain, gateway.exit());
        gateway.open(runner, runner::poll);
        gateway.start();
        Await.until("three more snapshots", () -> chain.count(EventType.VENUE_SNAPSHOT) >= 8);
        assertTrue(chain.hasNote("END true"), chain.notes.toString());
    }

    @Test
    void shouldComeBackWithASnapshotWhenTheStreamsAreCut() throws IOException {
        startServer(keys().withPace(Pace.times(20)), 100_000);
        gateway =
                new BinanceGateway(
                        config(ThreadLayout.COMPACT, 100)
                                .withTimings(TestTimings.fast(), TestTimings.periods()),
                        server.clock(),
                        role -> daemons(role),
                        42);
        final CompactRunner runner = new CompactRunner(1_024, chain, gateway.exit());
        gateway.open(runner, runner::poll);
        gateway.start();
        server.resume();
        server.cutStreams();
        Await.until("private down", () -> chain.hasNote("PRIVATE DOWN"));
        Await.until("polling told", () -> chain.hasNote("REST UP"));
        Await.until("polling over", () -> chain.hasNote("REST DOWN"));
        Await.until("snapshot", () -> chain.count(EventType.VENUE_SNAPSHOT) >= 4);
        final long books = gateway.frames(StreamRoute.PUBLIC);
        Await.until("books again", () -> gateway.frames(StreamRoute.PUBLIC) > books);
        final long ups = countNotes("PRIVATE UP 0");
        server.expireListenKeys();
        Await.until("key expired", () -> chain.hasNote("PRIVATE DOWN 5"));
        Await.until("a new key", () -> countNotes("PRIVATE UP 0") > ups);
        tradeOnce();
    }

    /** SIM-1: every frame is digested before time moves on, so nothing is lost or conflated. */
    @Test
    void shouldDigestEveryFrameBeforeTimeMovesOnWhenInLockstep() throws IOException {
        final long steps = 3_000;
        final AtomicReference<EngineRunner> runner = new AtomicReference<>();
        final ClientQuiet quiet =
                framesSent ->
                        gateway.isQuiet(framesSent)
                                && runner.get().publishedSequence()
                                        == runner.get().processedSequence();
        final PaceListener ticks =
                new PaceListener() {
                    private long nextNs;

                    @Override
                    public boolean onTime(final long nowNs) {
                        if (runner.get() == null || nowNs < nextNs) {
                            return false;
                        }
                        nextNs = nowNs + 100_000_000L;
                        final EngineEvent event = runner.get().tryClaim(EventType.CLOCK_TICK);
                        event.ingestTimeNs = nowNs;
                        runner.get().publish(event);
                        return true;
                    }
                };
        startServer(keys().withLockstep(quiet, ticks), steps);
        runner.set(open(ThreadLayout.COMPACT, 0));
        gateway.start();
        Await.until(
                "an empty ring",
                () -> runner.get().publishedSequence() == runner.get().processedSequence());
        chain.send(GatewayOnSimVenueIT::entry);
        server.resume();
        Await.until("the end of the market", server::hasEnded);
        assertNull(server.failureOrNull());
        final long live = steps - PREROLL_MS / 100 - 1;
        assertEquals(2 * live, chain.count(EventType.TOP_OF_BOOK));
        assertEquals(2 * live, chain.count(EventType.AGG_TRADE));
        assertEquals(live, chain.count(EventType.CLOCK_TICK));
        assertEquals(OutcomeKind.ACCEPTED, chain.outcomes.get(0).kind());
        assertTrue(chain.hasNote("ORDER_TRADE_UPDATE TRADE FILLED"), chain.notes.toString());
        assertEquals(new Pressure(0, 0, 0, 0, 0), gateway.pressure());
    }

    private long countNotes(final String note) {
        return chain.notes.stream().filter(note::equals).count();
    }
}
