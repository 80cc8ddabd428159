package dev.bowline.gateway.sim.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SIM-3: what each request fault looks like on the wire, to a client of its own. */
@Timeout(60)
class RequestFaultsIT {
    private static final long T0 = SimFixture.START_MS;
    private static final String LIMIT =
            "symbol=XRPUSDC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=10&price=2.40";
    private static final String MARKET = "symbol=XRPUSDC&side=BUY&type=MARKET&quantity=10";
    private static final String STOP =
            "algoType=CONDITIONAL&symbol=XRPUSDC&side=SELL&type=STOP_MARKET&quantity=10"
                    + "&triggerPrice=2.39&reduceOnly=true&clientAlgoId=bw-stop";
    private static final Map<String, String> REQUESTS =
            Map.of(
                    "limit", "POST /fapi/v1/order " + LIMIT,
                    "market", "POST /fapi/v1/order " + MARKET,
                    "close",
                            "POST /fapi/v1/order symbol=XRPUSDC&side=SELL&type=MARKET&quantity=10"
                                    + "&reduceOnly=true",
                    "stop", "POST /fapi/v1/algoOrder " + STOP,
                    "unstop", "DELETE /fapi/v1/algoOrder clientAlgoId=bw-stop",
                    "find", "GET /fapi/v1/algoOrder clientAlgoId=bw-stop");

    private final FaultPlan faults = new FaultPlan();
    private final StepGate gate = new StepGate();
    private SimServer server;
    private SignedHttp http;

    private void start() throws Exception {
        final ScriptedSource source = new ScriptedSource();
        for (int i = 0; i < 400; i++) {
            source.quotes(T0 + i * 1_000L, "2.43", "84000");
        }
        server =
                SimFixture.start(
                        SimFixture.config().withLockstep(gate, gate).withFaults(faults), source);
        http = new SignedHttp(server);
        gate.attach(server);
        gate.playTo(T0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(final String name) throws Exception {
        final String[] parts = REQUESTS.get(name).split(" ", -1);
        return http.signed(parts[0], parts[1], parts[2]);
    }

    private int openOrders() throws Exception {
        return http.ok("GET", "/fapi/v1/openOrders", "").size();
    }

    private static int code(final HttpResponse<String> answer) throws IOException {
        return SignedHttp.json(answer.body()).path("code").asInt();
    }

    @ParameterizedTest
    @CsvSource({
        "reply-lost, 1",
        "request-dropped, 0",
    })
    void shouldCutTheConnectionWhenTheFaultSaysSo(final String kind, final int executed)
            throws Exception {
        start();
        faults.arm("kind=" + kind);
        assertThrows(IOException.class, () -> send("limit"));
        assertEquals(executed, openOrders());
        assertEquals(1, faults.count(FaultKind.byWordOrNull(kind)));
        assertEquals(200, send("limit").statusCode(), "used up");
    }

    @ParameterizedTest
    @CsvSource({
        "unknown-executed, limit, 503, -1000, 1",
        "unknown-not-executed, limit, 503, -1000, 0",
        "timeout-executed, limit, 408, -1007, 1",
        "timeout-not-executed, limit, 408, -1007, 0",
        "unavailable, limit, 503, -1000, 0",
        "internal-error, limit, 503, -1001, 0",
        "overloaded, limit, 503, -1008, 0",
        "timestamp-refused, limit, 400, -1021, 0",
        "margin-insufficient, limit, 400, -2019, 0",
        "duplicate-id, limit, 400, -4116, 0",
        "wrong-endpoint, limit, 400, -4120, 0",
        "rate-limited, limit, 429, -1003, 0",
        "too-many-orders, limit, 429, -1015, 0",
        "banned, limit, 418, -1003, 0",
    })
    void shouldAnswerAnOrderWithThisErrorWhenTheFaultSaysSo(
            final String kind,
            final String request,
            final int status,
            final int code,
            final int executed)
            throws Exception {
        start();
        faults.arm("kind=" + kind + ("banned".equals(kind) ? ", for=5s" : ""));
        final HttpResponse<String> answer = send(request);
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(code, code(answer), answer.body());
        assertEquals(
                status == 429 || status == 418,
                answer.headers().firstValue("Retry-After").isPresent());
        if (status == 418) {
            assertTrue(
                    answer.body().contains("banned until " + (server.clock().time() + 5_000)),
                    answer.body());
            assertEquals(418, http.send("GET", "/fapi/v1/ping", "", false).statusCode());
            gate.playTo(T0 + 6_000);
        }
        assertEquals(executed, openOrders());
        assertEquals(1, faults.count(FaultKind.byWordOrNull(kind)));
        assertEquals(200, send("market").statusCode(), "used up");
    }

    @Test
    void shouldAnswerStopsAndClosesWithTheirErrorsWhenTheFaultsSaySo() throws Exception {
        start();
        assertEquals(200, send("market").statusCode());
        faults.arm("kind=would-trigger");
        assertEquals(-2021, code(send("stop")));
        faults.arm("kind=stop-exists");
        assertEquals(-4130, code(send("stop")));
        faults.arm("kind=reduce-only-refused, reduce-only=true");
        assertEquals(-2022, code(send("close")));
        // Orders that only reduce are exempt from the overload, others are not.
        faults.arm("kind=overloaded");
        assertEquals(200, send("stop").statusCode());
        assertEquals(-1008, code(send("market")));
        faults.arm("kind=cancel-unknown");
        assertEquals(-2011, code(send("unstop")));
        faults.arm("kind=query-unknown");
        assertEquals(-2013, code(send("find")));
        assertEquals("NEW", SignedHttp.json(send("find").body()).get("algoStatus").asText());
        assertEquals(200, send("unstop").statusCode());
        assertEquals(200, send("close").statusCode());
    }

    @Test
    void shouldShowConditionalOrdersLateWhenQueriesLag() throws Exception {
        start();
        faults.arm("kind=algo-lag, delay=2s, for=1h");
        final String open = "/fapi/v1/openAlgoOrders";
        assertEquals(200, send("stop").statusCode());
        assertEquals(-2013, code(send("find")));
        assertEquals(0, http.ok("GET", open, "").size());
        gate.playTo(T0 + 3_000);
        assertEquals("NEW", SignedHttp.json(send("find").body()).get("algoStatus").asText());
        assertEquals(1, http.ok("GET", open, "").size());
        assertEquals(200, send("unstop").statusCode());
        assertEquals("NEW", SignedHttp.json(send("find").body()).get("algoStatus").asText());
        assertEquals(1, http.ok("GET", open, "").size());
        gate.playTo(T0 + 6_000);
        assertEquals("CANCELED", SignedHttp.json(send("find").body()).get("algoStatus").asText());
        assertEquals(0, http.ok("GET", open, "").size());
        assertEquals(1, faults.count(FaultKind.ALGO_LAG));
    }

    @Test
    void shouldTellAnotherTimeAndRefuseOursWhenTheClockIsSkewed() throws Exception {
        start();
        faults.arm("kind=clock-skew, offset=6s, for=3s");
        final HttpResponse<String> late = send("limit");
        assertEquals(-1021, code(late));
        assertTrue(late.body().contains("outside of the recvWindow"), late.body());
        final long skewMs =
                http.open("/fapi/v1/time").get("serverTime").asLong() - server.clock().time();
        assertEquals(6_000, skewMs);
        gate.playTo(T0 + 4_000);
        assertEquals(200, send("limit").statusCode());
        faults.arm("kind=clock-skew, offset=-2s");
        final HttpResponse<String> early = send("limit");
        assertTrue(early.body().contains("1000ms ahead of the server"), early.body());
    }

    @Test
    void shouldFillBeforeTheAnswerWhenTheReplyIsDelayed() throws Exception {
        start();
        final String key =
                SignedHttp.json(http.send("POST", "/fapi/v1/listenKey", "", true).body())
                        .get("listenKey")
                        .asText();
        try (StreamProbe user = new StreamProbe(server, "/private/ws/" + key)) {
            SimServerIT.await(() -> server.streamsConnected() == 1, "the socket");
            faults.arm("kind=reply-delayed, delay=300ms");
            final Thread asker = new Thread(() -> assertEquals(200, sendOrFail("market")));
            final long startNs = System.nanoTime();
            asker.start();
            final JsonNode fill = user.nextOf("TRADE_LITE");
            assertEquals("10", fill.get("l").asText());
            assertTrue(asker.isAlive(), "the answer came before the fill");
            asker.join();
            assertTrue(elapsedMs(startNs) >= 300, "too early");
            faults.arm("kind=request-delayed, delay=300ms");
            final Thread late = new Thread(() -> assertEquals(200, sendOrFail("limit")));
            late.start();
            SimServerIT.await(
                    () -> faults.count(FaultKind.REQUEST_DELAYED) == 1, "the request to arrive");
            assertEquals(0, openOrders());
            late.join();
            assertEquals(1, openOrders());
        }
    }

    private int sendOrFail(final String name) {
        try {
            return send(name).statusCode();
        } catch (final Exception e) {
            throw new AssertionError(e);
        }
    }

    private static long elapsedMs(final long sinceNs) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - sinceNs);
    }

    @Test
    void shouldNeverAnswerOrAnswerWithAPageWhenTheFaultSaysSo() throws Exception {
        start();
        faults.arm("kind=html-page");
        final HttpResponse<String> page = send("limit");
        assertEquals(403, page.statusCode());
        assertTrue(page.body().startsWith("<html>"), page.body());
        faults.arm("kind=no-answer");
        final Thread asker = new Thread(() -> assertThrows(Exception.class, () -> send("limit")));
        asker.setDaemon(true);
        asker.start();
        SimServerIT.await(() -> faults.count(FaultKind.NO_ANSWER) == 1, "the request to arrive");
        assertEquals(0, openOrders());
    }

    @Test
    void shouldMeetOnlyWhatTheRuleIsAboutWhenItNamesWords() throws Exception {
        start();
        faults.arm("kind=unknown-not-executed, type=MARKET, side=BUY, skip=1, times=2");
        faults.arm("kind=internal-error, client=*-1, times=always");
        assertEquals(200, send("limit").statusCode(), "not MARKET");
        assertEquals(200, send("market").statusCode(), "skipped");
        assertEquals(503, send("market").statusCode());
        assertEquals(503, send("market").statusCode());
        assertEquals(200, send("market").statusCode(), "used up");
        final String path = "/fapi/v1/order";
        assertEquals(-1001, code(http.signed("POST", path, LIMIT + "&newClientOrderId=bw-1")));
        assertEquals(200, http.signed("POST", path, LIMIT + "&newClientOrderId=bw-2").statusCode());
        assertEquals(-1001, code(http.signed("POST", path, LIMIT + "&newClientOrderId=bw-x-1")));
        assertEquals(2, faults.count(FaultKind.UNKNOWN_NOT_EXECUTED));
        assertEquals(2, faults.count(FaultKind.INTERNAL_ERROR));
        assertEquals(2, faults.counts().size());
    }
}
