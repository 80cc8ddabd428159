package dev.bowline.gateway.sim.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SIM-3: events, frames, streams, positions and the exchange itself going wrong, on the wire. */
@Timeout(60)
class VenueFaultsIT {
    private static final long T0 = SimFixture.START_MS;
    private static final String LIMIT =
            "symbol=XRPUSDC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=10&price=2.40";
    private static final String MARKET =
            "symbol=XRPUSDC&side=BUY&type=MARKET&quantity=10" + "&newClientOrderId=bw-entry";
    private static final String ORDER = "/fapi/v1/order";

    private final FaultPlan faults = new FaultPlan();
    private final StepGate gate = new StepGate();
    private SimServer server;
    private SignedHttp http;

    private void start(final ScriptedSource source) throws Exception {
        server =
                SimFixture.start(
                        SimFixture.config().withLockstep(gate, gate).withFaults(faults), source);
        http = new SignedHttp(server);
        gate.attach(server);
        gate.playTo(T0);
    }

    private static ScriptedSource quoted() {
        final ScriptedSource source = new ScriptedSource();
        for (int i = 0; i < 400; i++) {
            source.quotes(T0 + i * 1_000L, "2.43", "84000");
        }
        return source;
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private StreamProbe open(final String pathAndQuery) {
        final int before = server.streamsConnected();
        final StreamProbe probe = new StreamProbe(server, pathAndQuery);
        SimServerIT.await(() -> server.streamsConnected() == before + 1, "the socket");
        return probe;
    }

    private StreamProbe openUser() throws Exception {
        final HttpResponse<String> key = http.send("POST", "/fapi/v1/listenKey", "", true);
        return open("/private/ws/" + SignedHttp.json(key.body()).get("listenKey").asText());
    }

    @Test
    void shouldDropDoubleAndSwapEventsWhenTheFaultsSaySo() throws Exception {
        start(quoted());
        try (StreamProbe user = openUser()) {
            faults.arm("kind=event-dropped, event=TRADE_LITE");
            http.ok("POST", ORDER, MARKET);
            assertEquals(
                    List.of(
                            "ORDER_TRADE_UPDATE NEW",
                            "ORDER_TRADE_UPDATE FILLED",
                            "ACCOUNT_UPDATE"),
                    user.words(3));
            faults.arm("kind=event-doubled, status=FILLED, event=ORDER_TRADE_UPDATE");
            http.ok("POST", ORDER, MARKET);
            assertEquals(
                    List.of(
                            "ORDER_TRADE_UPDATE NEW",
                            "TRADE_LITE",
                            "ORDER_TRADE_UPDATE FILLED",
                            "ORDER_TRADE_UPDATE FILLED",
                            "ACCOUNT_UPDATE"),
                    user.words(5));
            faults.arm("kind=event-swapped, status=FILLED, event=ORDER_TRADE_UPDATE");
            http.ok("POST", ORDER, MARKET);
            assertEquals(
                    List.of(
                            "ORDER_TRADE_UPDATE NEW",
                            "TRADE_LITE",
                            "ACCOUNT_UPDATE",
                            "ORDER_TRADE_UPDATE FILLED"),
                    user.words(4));
            faults.arm("kind=event-delayed, delay=1500ms, status=NEW");
            http.ok("POST", ORDER, LIMIT);
            gate.playTo(T0 + 1_000);
            assertEquals(0, user.waiting());
            gate.playTo(T0 + 2_000);
            assertEquals("NEW", user.nextOf("ORDER_TRADE_UPDATE").get("o").get("X").asText());
        }
    }

    /** Swapped with nothing behind it, an event still comes. */
    @Test
    void shouldSendASwappedEventAfterAWhileWhenNoOtherFollows() throws Exception {
        start(quoted());
        try (StreamProbe user = openUser()) {
            faults.arm("kind=event-swapped");
            http.ok("POST", ORDER, LIMIT);
            gate.playTo(T0 + 2_000);
            assertEquals(List.of("ORDER_TRADE_UPDATE NEW"), user.words(1));
        }
    }

    @Test
    void shouldTellLateThatAStopTriggeredWhenTheFaultSaysSo() throws Exception {
        final ScriptedSource source = new ScriptedSource();
        source.quotes(T0, "2.43", "84000");
        for (int i = 1; i < 10; i++) {
            source.quotes(T0 + i * 1_000L, "2.38", "84000");
        }
        start(source);
        try (StreamProbe user = openUser()) {
            http.ok("POST", ORDER, MARKET);
            http.ok(
                    "POST",
                    "/fapi/v1/algoOrder",
                    "algoType=CONDITIONAL&symbol=XRPUSDC&side=SELL&type=STOP_MARKET&quantity=10"
                            + "&triggerPrice=2.39&reduceOnly=true");
            assertEquals("ALGO_UPDATE NEW", user.words(5).get(4));
            faults.arm("kind=stop-events-late, delay=3s");
            gate.playTo(T0 + 3_000);
            assertEquals(
                    0, http.ok("GET", "/fapi/v3/positionRisk", "symbol=XRPUSDC").size(), "closed");
            assertEquals(0, user.waiting(), "but nobody was told");
            gate.playTo(T0 + 5_000);
            assertEquals(
                    List.of(
                            "ALGO_UPDATE TRIGGERING",
                            "ORDER_TRADE_UPDATE NEW",
                            "TRADE_LITE",
                            "ORDER_TRADE_UPDATE FILLED",
                            "ACCOUNT_UPDATE",
                            "ALGO_UPDATE TRIGGERED",
                            "ALGO_UPDATE FINISHED"),
                    user.words(7));
        }
    }

    /** Reads the bytes of the socket itself: a client of frames would hide half of one. */
    @Test
    void shouldSendHalfAFrameAndCloseWhenTheFaultSaysSo() throws Exception {
        start(quoted());
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            final OutputStream out = socket.getOutputStream();
            final String request =
                    String.join(
                            "\r\n",
                            "GET /public/ws/xrpusdc@bookTicker HTTP/1.1",
                            "Host: x",
                            "Upgrade: websocket",
                            "Connection: Upgrade",
                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                            "Sec-WebSocket-Version: 13",
                            "",
                            "");
            out.write(request.getBytes(StandardCharsets.US_ASCII));
            SimServerIT.await(() -> server.streamsConnected() == 1, "the socket");
            faults.arm("kind=frame-cut, route=public");
            gate.playTo(T0 + 2_000);
            final byte[] all = new DataInputStream(socket.getInputStream()).readAllBytes();
            final String text = new String(all, StandardCharsets.ISO_8859_1);
            final int start = text.indexOf("\r\n\r\n") + 4;
            assertEquals(0x81, all[start] & 0xFF);
            final int claimed = ((all[start + 2] & 0xFF) << 8) | (all[start + 3] & 0xFF);
            assertEquals(126, all[start + 1]);
            assertEquals(claimed / 2, all.length - start - 4, text.substring(start));
        }
    }

    @Test
    void shouldSilenceARouteAndSkipTradesWhenTheFaultsSaySo() throws Exception {
        start(quoted());
        try (StreamProbe book = open("/public/ws/xrpusdc@bookTicker");
                StreamProbe trades = open("/market/ws/xrpusdc@aggTrade")) {
            faults.arm("kind=stream-silent, route=public, for=2500ms");
            gate.playTo(T0 + 1_000);
            final long firstId = trades.next().get("a").asLong();
            assertEquals(0, book.waiting());
            faults.arm("kind=trade-gap, symbol=XRPUSDC");
            gate.playTo(T0 + 3_000);
            final JsonNode after = trades.next();
            assertEquals(T0 + 3_000, after.get("T").asLong());
            assertTrue(after.get("a").asLong() > firstId + 1, after.toString());
            gate.playTo(T0 + 4_000);
            assertTrue(book.next().get("T").asLong() >= T0 + 3_000, "heard again");
            faults.arm("kind=streams-cut, route=market");
            gate.playTo(T0 + 5_000);
            SimServerIT.await(() -> faults.count(FaultKind.STREAMS_CUT) == 1, "the cut");
            SimServerIT.await(() -> server.streamsConnected() == 1, "one socket");
        }
    }

    @Test
    void shouldFillInPiecesAndLeaveARestWhenTheMarketIsThin() throws Exception {
        start(quoted());
        faults.arm("kind=partial-fills, symbol=XRPUSDC, qty=4, for=1h");
        gate.playTo(T0 + 1_000);
        try (StreamProbe user = openUser()) {
            http.ok("POST", ORDER, MARKET);
            assertEquals(
                    List.of(
                            "ORDER_TRADE_UPDATE NEW",
                            "TRADE_LITE",
                            "ORDER_TRADE_UPDATE PARTIALLY_FILLED",
                            "ACCOUNT_UPDATE",
                            "TRADE_LITE",
                            "ORDER_TRADE_UPDATE PARTIALLY_FILLED",
                            "ACCOUNT_UPDATE",
                            "TRADE_LITE",
                            "ORDER_TRADE_UPDATE FILLED"),
                    user.words(9));
        }
    }

    @Test
    void shouldTakeAndOpenPositionsByOtherHandsWhenTheFaultsSaySo() throws Exception {
        start(quoted());
        try (StreamProbe user = openUser()) {
            // Waits for a position, then comes before the client has its answer.
            faults.arm("kind=manual-close, symbol=XRPUSDC");
            gate.playTo(T0 + 1_000);
            http.ok("POST", ORDER, MARKET);
            assertEquals(0, http.ok("GET", "/fapi/v3/positionRisk", "").size());
            assertTrue(nextForeign(user, "FILLED").startsWith("web_"));
            faults.arm("kind=manual-open, symbol=BTCUSDC, side=SELL, qty=0.01");
            gate.playTo(T0 + 2_000);
            assertEquals(
                    "-0.01",
                    http.ok("GET", "/fapi/v3/positionRisk", "").get(0).get("positionAmt").asText());
            nextForeign(user, "FILLED");
            faults.arm("kind=adl, symbol=BTCUSDC");
            gate.playTo(T0 + 3_000);
            assertEquals("adl_autoclose", nextForeign(user, "FILLED"));
            http.ok("POST", ORDER, MARKET);
            faults.arm("kind=liquidation, delay=1500ms");
            gate.playTo(T0 + 4_000);
            assertEquals(1, http.ok("GET", "/fapi/v3/positionRisk", "").size(), "too young");
            gate.playTo(T0 + 5_000);
            assertTrue(nextForeign(user, "NEW").startsWith("autoclose-"));
            assertTrue(nextForeign(user, "FILLED").startsWith("autoclose-"));
            assertEquals(2, http.ok("GET", "/fapi/v1/forceOrders", "").size());
            assertEquals(4, faults.counts().size());
        }
    }

    private static String nextForeign(final StreamProbe user, final String status)
            throws Exception {
        while (true) {
            final JsonNode order = user.nextOf("ORDER_TRADE_UPDATE").get("o");
            final String kind = order.get("x").asText();
            final boolean forced = order.get("c").asText().contains("autoclose");
            assertEquals(
                    forced && "NEW".equals(order.get("X").asText()), "CALCULATED".equals(kind));
            final boolean ours = order.get("c").asText().startsWith("bw-");
            if (!ours && status.equals(order.get("X").asText())) {
                return order.get("c").asText();
            }
        }
    }

    @Test
    void shouldCutEverybodyAndKeepItsStateWhenItRestarts() throws Exception {
        start(quoted());
        http.ok("POST", ORDER, LIMIT);
        final HttpResponse<String> key = http.send("POST", "/fapi/v1/listenKey", "", true);
        final String name = SignedHttp.json(key.body()).get("listenKey").asText();
        try (StreamProbe user = open("/private/ws/" + name);
                StreamProbe book = open("/public/ws/xrpusdc@bookTicker")) {
            faults.arm("kind=exchange-restart, for=2s");
            gate.playTo(T0 + 1_000);
            user.awaitClose();
            book.awaitClose();
            assertThrows(IOException.class, () -> http.send("GET", "/fapi/v1/ping", "", false));
            gate.playTo(T0 + 4_000);
            assertEquals(200, http.send("GET", "/fapi/v1/ping", "", false).statusCode());
            final HttpResponse<String> old = http.send("PUT", "/fapi/v1/listenKey", "", true);
            assertTrue(old.body().contains("-1125"), old.body());
            assertEquals(1, http.ok("GET", "/fapi/v1/openOrders", "").size());
        }
    }

    @Test
    void shouldEndListenKeysWhenTheFaultSaysSo() throws Exception {
        start(quoted());
        try (StreamProbe user = openUser()) {
            faults.arm("kind=listen-key-expired");
            gate.playTo(T0 + 1_000);
            assertTrue(user.nextOf("listenKeyExpired").has("listenKey"));
        }
    }
}
