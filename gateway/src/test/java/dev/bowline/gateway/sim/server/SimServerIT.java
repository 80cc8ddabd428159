package dev.bowline.gateway.sim.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** SIM-1: REST and streams over real sockets. */
class SimServerIT {
    private static final String XRP = "symbol=XRPUSDC";
    private SimServer server;
    private SignedHttp http;

    private void start(final SimServerConfig config, final ScriptedSource source)
            throws IOException {
        server = SimFixture.start(config, source);
        http = new SignedHttp(server);
    }

    private void startQuoted() throws IOException {
        start(
                SimFixture.config(),
                new ScriptedSource().quotes(SimFixture.START_MS, "2.43", "84000"));
        runToEnd();
    }

    private void runToEnd() {
        server.resume();
        await(() -> server.hasEnded(), "the end of the market");
    }

    static void await(final java.util.function.BooleanSupplier condition, final String what) {
        final long deadlineNs = System.nanoTime() + 30_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadlineNs) {
                throw new AssertionError("waited 30 s for " + what);
            }
            Thread.onSpinWait();
        }
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void shouldAnswerPublicRequestsWhenAsked() throws Exception {
        startQuoted();
        assertEquals("{}", http.send("GET", "/fapi/v1/ping", "", false).body());
        assertEquals(SimFixture.START_MS, http.open("/fapi/v1/time").get("serverTime").asLong());
        final JsonNode info = http.open("/fapi/v1/exchangeInfo");
        assertEquals("XRPUSDC", info.get("symbols").get(0).get("symbol").asText());
        final JsonNode book = http.open("/fapi/v1/ticker/bookTicker?" + XRP);
        assertEquals("2.4300", book.get("bidPrice").asText());
        assertEquals("2.4301", book.get("askPrice").asText());
    }

    @Test
    void shouldDeliverFramesOnTheRightRouteOnlyWhenSubscribed() throws Exception {
        final ScriptedSource source = new ScriptedSource();
        for (int i = 0; i < 3; i++) {
            source.quotes(SimFixture.START_MS + i * 1_000L, "2.43", "84000");
        }
        start(SimFixture.config().withPace(Pace.times(1_000)), source);
        try (StreamProbe book =
                        new StreamProbe(server, "/public/stream?streams=xrpusdc@bookTicker");
                StreamProbe trades = new StreamProbe(server, "/market/ws/btcusdc@aggTrade");
                StreamProbe wrong = new StreamProbe(server, "/public/ws/xrpusdc@aggTrade")) {
            await(() -> server.streamsConnected() == 3, "three sockets");
            runToEnd();
            final JsonNode frame = book.next();
            assertEquals("xrpusdc@bookTicker", frame.get("stream").asText());
            assertEquals("2.4300", frame.get("data").get("b").asText());
            assertEquals("84000.0", trades.nextOf("aggTrade").get("p").asText());
            wrong.send("{\"method\":\"LIST_SUBSCRIPTIONS\",\"id\":3}");
            // The answer is the first frame: the wrong route stayed silent, without an error.
            assertEquals("[\"xrpusdc@aggTrade\"]", wrong.next().get("result").toString());
            await(() -> server.framesSent() == 7, "3 books, 3 trades, 1 answer");
        }
    }

    @Test
    void shouldReportAFullTradeOnTheUserStreamWhenAMarketOrderFills() throws Exception {
        startQuoted();
        final JsonNode key =
                SignedHttp.json(http.send("POST", "/fapi/v1/listenKey", "", true).body());
        try (StreamProbe user =
                new StreamProbe(server, "/private/ws/" + key.get("listenKey").asText())) {
            await(() -> server.streamsConnected() == 1, "the user socket");
            final JsonNode ack =
                    http.ok(
                            "POST",
                            "/fapi/v1/order",
                            XRP + "&side=BUY&type=MARKET&quantity=10&newClientOrderId=bw-1");
            assertEquals("NEW", ack.get("status").asText());
            assertNull(ack.get("avgPrice"));
            assertEquals(
                    List.of(
                            "ORDER_TRADE_UPDATE NEW",
                            "TRADE_LITE",
                            "ORDER_TRADE_UPDATE FILLED",
                            "ACCOUNT_UPDATE"),
                    user.words(4));
            final JsonNode stop =
                    http.ok(
                            "POST",
                            "/fapi/v1/algoOrder",
                            "algoType=CONDITIONAL&"
                                    + XRP
                                    + "&side=SELL&type=STOP_MARKET&quantity=10&triggerPrice=2.39"
                                    + "&workingType=MARK_PRICE&reduceOnly=true&clientAlgoId=bw-2");
            assertEquals("NEW", stop.get("algoStatus").asText());
            assertEquals(List.of("ALGO_UPDATE NEW"), user.words(1));
        }
        final JsonNode risk = http.ok("GET", "/fapi/v3/positionRisk", "");
        assertEquals("10", risk.get(0).get("positionAmt").asText());
    }

    @Test
    void shouldRefuseAPortThatIsInUseWhenStarted() throws Exception {
        startQuoted();
        final IOException refused =
                assertThrows(
                        IOException.class,
                        () ->
                                SimFixture.start(
                                        SimFixture.config().withPort(server.port()),
                                        new ScriptedSource()
                                                .quotes(SimFixture.START_MS, "2.43", "84000")));
        assertTrue(
                refused.getMessage().contains("127.0.0.1:" + server.port() + " is in use"),
                refused.getMessage());
    }

    @Test
    void shouldAnswerHtml404WhenThePathIsUnknown() throws Exception {
        startQuoted();
        final HttpResponse<String> answer = http.send("GET", "/fapi/v1/bookTicker", "", false);
        assertEquals(404, answer.statusCode());
        assertTrue(answer.body().startsWith("<html>"), answer.body());
    }
}
