package dev.bowline.gateway.sim.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.bowline.core.event.StreamRoute;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SIM-1: listen keys and the user stream's behaviour. */
@Timeout(60)
class UserStreamIT {
    private static final long T0 = SimFixture.START_MS;
    private static final String ORDER =
            "symbol=XRPUSDC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=10&price=2.40";
    private final FaultPlan faults = new FaultPlan();
    private final StepGate gate = new StepGate();
    private SimServer server;
    private SignedHttp http;

    private void start(final ScriptedSource source, final ClientQuiet quiet) throws Exception {
        server =
                SimFixture.start(
                        SimFixture.config().withLockstep(quiet, gate).withFaults(faults), source);
        http = new SignedHttp(server);
        gate.attach(server);
        gate.playTo(T0);
    }

    private static ScriptedSource quotedAt(final long... timesMs) {
        final ScriptedSource source = new ScriptedSource();
        for (final long timeMs : timesMs) {
            source.quotes(timeMs, "2.43", "84000");
        }
        return source;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String key(final String method) throws Exception {
        final HttpResponse<String> answer = http.send(method, "/fapi/v1/listenKey", "", true);
        return SignedHttp.json(answer.body()).path("listenKey").asText();
    }

    private StreamProbe open(final String pathAndQuery) {
        final int before = server.streamsConnected();
        final StreamProbe probe = new StreamProbe(server, pathAndQuery);
        SimServerIT.await(() -> server.streamsConnected() == before + 1, "the socket");
        return probe;
    }

    @Test
    void shouldKeepOneKeyUntilItsHourIsOverWhenNobodyExtendsIt() throws Exception {
        final long minuteMs = 60_000;
        start(
                quotedAt(T0, T0 + 40 * minuteMs, T0 + 90 * minuteMs, T0 + 101 * minuteMs, T0 * 2),
                gate);
        final String key = key("POST");
        assertEquals(key, key("POST"));
        gate.playTo(T0 + 40 * minuteMs);
        assertEquals(key, key("PUT"));
        try (StreamProbe user = open("/private/ws/" + key)) {
            gate.playTo(T0 + 90 * minuteMs);
            assertEquals(key, key("PUT"), "extended fifty minutes ago");
            gate.playTo(T0 + 101 * minuteMs);
            server.expireListenKeys();
            assertEquals(key, user.nextOf("listenKeyExpired").get("listenKey").asText());
            final HttpResponse<String> late = http.send("PUT", "/fapi/v1/listenKey", "", true);
            assertEquals(400, late.statusCode());
            assertTrue(late.body().contains("-1125"), late.body());
            assertNotEquals(key, key("POST"));
            // The socket stays open, but the old key is dead for good.
            http.ok("POST", "/fapi/v1/order", ORDER);
            user.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":1}");
            assertEquals(1, user.next().path("id").asInt());
        }
    }

    @Test
    void shouldSendOnlyTheEventsAskedForWhenTheAddressNamesThem() throws Exception {
        start(quotedAt(T0, T0 + 1_000), gate);
        final String key = key("POST");
        try (StreamProbe some =
                        open("/private/ws?listenKey=" + key + "&events=ACCOUNT_UPDATE/TRADE_LITE");
                StreamProbe wrongRoute = open("/ws/" + key)) {
            http.ok("POST", "/fapi/v1/order", "symbol=XRPUSDC&side=BUY&type=MARKET&quantity=10");
            assertEquals(List.of("TRADE_LITE", "ACCOUNT_UPDATE"), some.words(2));
            assertEquals(0, wrongRoute.waiting(), "an address without route is silent");
        }
    }

    @Test
    void shouldHoldBackUserEventsUntilTheClientIsQuietWhenInLockstep() throws Exception {
        final AtomicBoolean quiet = new AtomicBoolean(true);
        final ScriptedSource source = quotedAt(T0, T0 + 1_000, T0 + 2_000, T0 + 3_000);
        start(source, framesSent -> quiet.get());
        final String key = key("POST");
        try (StreamProbe user = open("/private/ws/" + key);
                StreamProbe book = open("/public/ws/xrpusdc@bookTicker")) {
            quiet.set(false);
            final AtomicBoolean reached = new AtomicBoolean();
            final Thread player =
                    new Thread(
                            () -> {
                                gate.playTo(T0 + 1_000);
                                reached.set(true);
                            });
            player.setDaemon(true);
            player.start();
            SimServerIT.await(() -> server.isRunning(), "running time");
            // The answer comes although the client is busy; the events wait for it.
            http.ok("POST", "/fapi/v1/order", ORDER);
            assertEquals(0, user.waiting());
            assertEquals(0, book.waiting());
            quiet.set(true);
            assertEquals("NEW", user.nextOf("ORDER_TRADE_UPDATE").get("o").get("X").asText());
            assertEquals("2.4300", book.nextOf("bookTicker").get("b").asText());
            SimServerIT.await(reached::get, "the moment after");
        }
    }

    @Test
    void shouldStaySilentOrCutWhenTheFaultPlanSaysSo() throws Exception {
        start(quotedAt(T0, T0 + 1_000, T0 + 2_000, T0 + 3_000), gate);
        try (StreamProbe book = open("/public/ws/xrpusdc@bookTicker");
                StreamProbe trades = open("/market/ws/xrpusdc@aggTrade")) {
            faults.silence(StreamRoute.PUBLIC, true);
            gate.playTo(T0 + 1_000);
            assertEquals(T0 + 1_000, trades.next().get("T").asLong());
            faults.silence(StreamRoute.PUBLIC, false);
            gate.playTo(T0 + 2_000);
            assertEquals(T0 + 2_000, book.next().get("T").asLong());
            server.cutStreams();
            book.awaitClose();
            trades.awaitClose();
            SimServerIT.await(() -> server.streamsConnected() == 0, "no sockets");
        }
    }
}
