package dev.bowline.gateway.sim.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** SIM-1, SIM-3: the WebSocket API's own rules; what it shares with REST is proven there. */
@Timeout(60)
class ApiSocketIT {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final long T0 = SimFixture.START_MS;
    private static final String ED_KEY = "key-ed25519";
    private static final Map<String, String> LIMIT =
            Map.of(
                    "symbol", "XRPUSDC",
                    "side", "BUY",
                    "type", "LIMIT",
                    "timeInForce", "GTC",
                    "quantity", "10",
                    "price", "2.40");

    private final FaultPlan faults = new FaultPlan();
    private final StepGate gate = new StepGate();
    private SimServer server;
    private KeyPair pair;
    private int ids;

    private void start(final long streamLifetimeMs) throws Exception {
        final ScriptedSource source = new ScriptedSource();
        for (int i = 0; i < 400; i++) {
            source.quotes(T0 + i * 1_000L, "2.43", "84000");
        }
        pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        server =
                SimFixture.start(
                        SimServerConfig.of(
                                        SimKey.hmac(SimFixture.API_KEY, SimFixture.SECRET),
                                        new SimKey(ED_KEY, null, pair.getPublic()))
                                .withLockstep(gate, gate)
                                .withStreamLifetimeMs(streamLifetimeMs)
                                .withFaults(faults),
                        source);
        gate.attach(server);
        gate.playTo(T0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private StreamProbe open(final String query) {
        return new StreamProbe(server, "/ws-fapi/v1" + query);
    }

    private static ObjectNode params(final Map<String, String> values) {
        final ObjectNode params = MAPPER.createObjectNode();
        values.forEach(params::put);
        return params;
    }

    private ObjectNode stamped(final Map<String, String> values) {
        return params(values).put("timestamp", server.clock().time());
    }

    private static String sorted(final ObjectNode params) {
        final Map<String, String> sorted = new TreeMap<>();
        params.properties().forEach(each -> sorted.put(each.getKey(), each.getValue().asText()));
        final List<String> pairs = new ArrayList<>();
        sorted.forEach((name, value) -> pairs.add(name + "=" + value));
        return String.join("&", pairs);
    }

    private ObjectNode hmac(final Map<String, String> values) {
        final ObjectNode params = stamped(values).put("apiKey", SimFixture.API_KEY);
        return params.put("signature", SignedHttp.hmac(sorted(params)));
    }

    private ObjectNode ed25519(final Map<String, String> values) throws GeneralSecurityException {
        final ObjectNode params = stamped(values).put("apiKey", ED_KEY);
        final Signature signer = Signature.getInstance("Ed25519");
        signer.initSign(pair.getPrivate());
        signer.update(sorted(params).getBytes(StandardCharsets.UTF_8));
        return params.put("signature", Base64.getEncoder().encodeToString(signer.sign()));
    }

    private JsonNode ask(final StreamProbe api, final String method, final ObjectNode params)
            throws Exception {
        final String id = "id-" + ++ids;
        final ObjectNode request = MAPPER.createObjectNode().put("id", id).put("method", method);
        request.set("params", params);
        api.send(request.toString());
        final JsonNode answer = api.next();
        assertEquals(id, answer.get("id").asText());
        return answer;
    }

    private static void assertRefused(final int status, final int code, final JsonNode answer) {
        assertEquals(status, answer.get("status").asInt(), answer.toString());
        assertEquals(code, answer.at("/error/code").asInt(), answer.toString());
        assertFalse(answer.has("result"), answer.toString());
    }

    @Test
    void shouldPlaceChangeAndCancelWhenEachRequestIsSigned() throws Exception {
        start(0);
        try (StreamProbe api = open("")) {
            final JsonNode placed = ask(api, "order.place", hmac(LIMIT));
            assertEquals(200, placed.get("status").asInt(), placed.toString());
            assertEquals("NEW", placed.at("/result/status").asText());
            assertFalse(placed.get("result").has("avgPrice"));
            assertEquals(3, placed.get("rateLimits").size());
            assertEquals("ORDERS", placed.at("/rateLimits/0/rateLimitType").asText());
            assertEquals(1, placed.at("/rateLimits/0/count").asInt());
            assertEquals(300, placed.at("/rateLimits/0/limit").asInt());
            assertEquals(5, placed.at("/rateLimits/2/count").asInt(), "the handshake's weight");
            final String orderId = placed.at("/result/orderId").asText();
            final JsonNode modified =
                    ask(
                            api,
                            "order.modify",
                            ed25519(
                                    Map.of(
                                            "symbol", "XRPUSDC",
                                            "side", "BUY",
                                            "orderId", orderId,
                                            "quantity", "12",
                                            "price", "2.41")));
            assertEquals("2.4100", modified.at("/result/price").asText(), modified.toString());
            assertFalse(modified.get("result").has("pair"));
            final Map<String, String> which = Map.of("symbol", "XRPUSDC", "orderId", orderId);
            assertEquals(
                    "12.0", ask(api, "order.status", hmac(which)).at("/result/origQty").asText());
            assertEquals(
                    "CANCELED",
                    ask(api, "order.cancel", hmac(which)).at("/result/status").asText());
            assertRefused(400, -2011, ask(api, "order.cancel", hmac(which)));
        }
    }

    @Test
    void shouldNeedNoSignatureWhenTheConnectionHasLoggedOn() throws Exception {
        start(0);
        try (StreamProbe api = open("")) {
            assertTrue(ask(api, "session.status", params(Map.of())).at("/result/apiKey").isNull());
            assertRefused(400, -4056, ask(api, "session.logon", hmac(Map.of())));
            assertRefused(401, -2014, ask(api, "order.place", stamped(LIMIT)));
            final JsonNode logon = ask(api, "session.logon", ed25519(Map.of()));
            assertEquals(ED_KEY, logon.at("/result/apiKey").asText(), logon.toString());
            assertEquals(server.clock().time(), logon.at("/result/authorizedSince").asLong());
            assertEquals(200, ask(api, "order.place", stamped(LIMIT)).get("status").asInt());
            assertRefused(400, -1102, ask(api, "order.place", params(LIMIT)));
            final ObjectNode forged = stamped(LIMIT).put("signature", "AAAA");
            assertRefused(400, -1022, ask(api, "order.place", forged));
            final JsonNode status = ask(api, "session.status", params(Map.of()));
            assertEquals(ED_KEY, status.at("/result/apiKey").asText());
            assertFalse(status.has("rateLimits"));
            assertTrue(ask(api, "session.logout", params(Map.of())).at("/result/apiKey").isNull());
            assertRefused(401, -2014, ask(api, "order.place", stamped(LIMIT)));
        }
    }

    @Test
    void shouldRefuseAsRestDoesWhenARequestIsWrong() throws Exception {
        start(0);
        try (StreamProbe api = open("?returnRateLimits=false")) {
            final ObjectNode tampered = hmac(LIMIT).put("quantity", "11");
            assertRefused(400, -1022, ask(api, "order.place", tampered));
            final Map<String, String> noQty = new TreeMap<>(LIMIT);
            noQty.remove("quantity");
            final JsonNode missing = ask(api, "order.place", hmac(noQty));
            assertRefused(400, -1102, missing);
            assertTrue(missing.at("/error/msg").asText().contains("'quantity'"));
            assertFalse(missing.has("rateLimits"), "not asked for");
            final Map<String, String> offStep = new TreeMap<>(LIMIT);
            offStep.put("quantity", "10.05");
            assertRefused(400, -1111, ask(api, "order.place", hmac(offStep)));
            assertRefused(400, -1020, ask(api, "order.fly", hmac(LIMIT)));
            api.send("{\"id\":7,\"method\":");
            final JsonNode broken = api.next();
            assertTrue(broken.get("id").isNull());
            assertEquals(400, broken.get("status").asInt());
            api.send("{\"id\":7,\"method\":\"ticker.book\",\"params\":{\"symbol\":\"XRPUSDC\"}}");
            final JsonNode book = api.next();
            assertEquals(7, book.get("id").asInt(), "echoed as the number it was");
            assertEquals("2.4300", book.at("/result/bidPrice").asText(), book.toString());
        }
    }

    @Test
    void shouldProtectAPositionAndShowItWhenAsked() throws Exception {
        start(0);
        try (StreamProbe api = open("")) {
            final Map<String, String> market =
                    Map.of(
                            "symbol", "XRPUSDC",
                            "side", "BUY",
                            "type", "MARKET",
                            "quantity", "10",
                            "newOrderRespType", "RESULT");
            assertEquals(
                    "FILLED", ask(api, "order.place", hmac(market)).at("/result/status").asText());
            final JsonNode stop =
                    ask(
                            api,
                            "algoOrder.place",
                            hmac(
                                    Map.of(
                                            "algoType", "CONDITIONAL",
                                            "symbol", "XRPUSDC",
                                            "side", "SELL",
                                            "type", "STOP_MARKET",
                                            "quantity", "10",
                                            "triggerPrice", "2.39",
                                            "reduceOnly", "true",
                                            "clientAlgoId", "bw-stop")));
            assertEquals("NEW", stop.at("/result/algoStatus").asText(), stop.toString());
            assertFalse(stop.get("result").has("activatePrice"));
            final Map<String, String> none = Map.of();
            assertEquals(
                    "10",
                    ask(api, "v2/account.position", hmac(none))
                            .at("/result/0/positionAmt")
                            .asText());
            assertEquals(
                    "USDC",
                    ask(api, "v2/account.balance", hmac(none)).at("/result/0/asset").asText());
            assertTrue(
                    ask(api, "v2/account.status", hmac(none))
                            .at("/result/totalWalletBalance")
                            .asText()
                            .startsWith("399."));
            final JsonNode gone =
                    ask(api, "algoOrder.cancel", hmac(Map.of("clientAlgoId", "bw-stop")));
            assertEquals("200", gone.at("/result/code").asText(), gone.toString());
            assertEquals(1, gone.get("rateLimits").size());
        }
    }

    /** SIM-3: the faults of requests meet this door as well. */
    @Test
    void shouldMeetTheSameFaultsWhenTheyWait() throws Exception {
        start(0);
        try (StreamProbe api = open("")) {
            faults.arm("kind=unknown-executed");
            assertRefused(503, -1000, ask(api, "order.place", hmac(LIMIT)));
            faults.arm("kind=rate-limited");
            assertRefused(429, -1003, ask(api, "order.place", hmac(LIMIT)));
            faults.arm("kind=reply-lost, method=POST, path=/fapi/v1/order");
            api.send("{\"id\":1,\"method\":\"order.place\",\"params\":" + hmac(LIMIT) + "}");
            api.awaitClose();
        }
        try (StreamProbe api = open("")) {
            assertEquals(2, server.<Integer>inspect(venue -> venue.openOrders(0).size()));
            faults.arm("kind=no-answer");
            api.send("{\"id\":1,\"method\":\"order.place\",\"params\":" + hmac(LIMIT) + "}");
            ask(api, "session.status", params(Map.of()));
            assertEquals(1, faults.count(FaultKind.NO_ANSWER));
        }
    }

    @Test
    void shouldCutTheConnectionWhenItsDayIsOver() throws Exception {
        start(5_000);
        try (StreamProbe api = open("")) {
            ask(api, "session.status", params(Map.of()));
            gate.playTo(T0 + 10_000);
            api.awaitClose();
        }
    }
}
