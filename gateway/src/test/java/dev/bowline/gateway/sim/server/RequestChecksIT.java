package dev.bowline.gateway.sim.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** SIM-1: signatures, time window, mandatory parameters, rate limits, faults. */
@Timeout(60)
class RequestChecksIT {
    private static final String ORDER =
            "symbol=XRPUSDC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=10&price=2.40";
    private final FaultPlan faults = new FaultPlan();
    private SimServer server;
    private SignedHttp http;

    private void start(final SimServerConfig config) throws IOException {
        server =
                SimFixture.start(
                        config.withFaults(faults),
                        new ScriptedSource().quotes(SimFixture.START_MS, "2.43", "84000"));
        server.resume();
        SimServerIT.await(server::hasEnded, "the end of the market");
        http = new SignedHttp(server);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static int code(final HttpResponse<String> answer) throws IOException {
        return SignedHttp.json(answer.body()).path("code").asInt();
    }

    private String stamp(final String query) {
        return query + "&timestamp=" + server.clock().time();
    }

    @Test
    void shouldAcceptParametersAnywhereWhenTheRawBytesAreSigned() throws Exception {
        start(SimFixture.config());
        final String inQuery = "symbol=XRPUSDC&side=BUY&type=LIMIT&timeInForce=GTC";
        final String inBody = stamp("quantity=10&price=2.40&newClientOrderId=a%3Ab");
        final String signature = "&signature=" + SignedHttp.hmac(inQuery + inBody);
        final HttpResponse<String> mixed =
                http.send("POST", "/fapi/v1/order?" + inQuery, inBody + signature, true);
        assertEquals(200, mixed.statusCode(), mixed.body());
        assertEquals("a:b", SignedHttp.json(mixed.body()).get("clientOrderId").asText());
        final String whole = stamp(ORDER);
        final String upperCase = SignedHttp.hmac(whole).toUpperCase(java.util.Locale.ROOT);
        assertEquals(
                200,
                http.send("POST", "/fapi/v1/order", whole + "&signature=" + upperCase, true)
                        .statusCode());
        // The order of parameters in the signed text matters; a decoded value would not verify.
        final HttpResponse<String> swapped =
                http.send(
                        "POST",
                        "/fapi/v1/order?" + stamp(ORDER) + "&signature=" + SignedHttp.hmac("x"),
                        "",
                        true);
        assertEquals(400, swapped.statusCode());
        assertEquals(-1022, code(swapped));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ed25519", "RSA"})
    void shouldAcceptAsymmetricSignaturesWhenThePublicKeyIsRegistered(final String algorithm)
            throws Exception {
        final KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        start(SimServerConfig.of(new SimKey(SimFixture.API_KEY, null, pair.getPublic())));
        final Signature signer =
                Signature.getInstance("RSA".equals(algorithm) ? "SHA256withRSA" : algorithm);
        signer.initSign(pair.getPrivate());
        final String query = stamp(ORDER);
        signer.update(query.getBytes(StandardCharsets.UTF_8));
        final String signature =
                URLEncoder.encode(
                        Base64.getEncoder().encodeToString(signer.sign()), StandardCharsets.UTF_8);
        final String url = "/fapi/v1/order?" + query + "&signature=" + signature;
        assertEquals(200, http.send("POST", url, "", true).statusCode());
        final String forged = "/fapi/v1/order?" + query + "&recvWindow=4000&signature=" + signature;
        assertEquals(-1022, code(http.send("POST", forged, "", true)));
    }

    @Test
    void shouldRefuseCallersWhenTheyAreUnknown() throws Exception {
        start(SimFixture.config());
        final HttpResponse<String> noKey = http.send("GET", "/fapi/v3/account", "", false);
        assertEquals(401, noKey.statusCode());
        assertEquals(-2014, code(noKey));
        server.close();
        start(SimServerConfig.of(SimKey.hmac("another", "secret")));
        assertEquals(-2015, code(http.signed("GET", "/fapi/v3/account", "")));
    }

    @Test
    void shouldRefuseRequestsWhenTheirTimeIsOutsideTheWindow() throws Exception {
        start(SimFixture.config());
        assertTimeRefused(-5_001, "", "outside of the recvWindow");
        assertTimeRefused(1_000, "", "1000ms ahead");
        assertTimeRefused(-11, "&recvWindow=10", "outside of the recvWindow");
        final long edgeMs = server.clock().time() + 999;
        final String query = "timestamp=" + edgeMs;
        assertEquals(
                200,
                http.send(
                                "GET",
                                "/fapi/v3/account?"
                                        + query
                                        + "&signature="
                                        + SignedHttp.hmac(query),
                                "",
                                true)
                        .statusCode());
    }

    private void assertTimeRefused(final long offMs, final String more, final String words)
            throws IOException, InterruptedException {
        final String query = "timestamp=" + (server.clock().time() + offMs) + more;
        final HttpResponse<String> answer =
                http.send(
                        "GET",
                        "/fapi/v3/account?" + query + "&signature=" + SignedHttp.hmac(query),
                        "",
                        true);
        assertEquals(400, answer.statusCode());
        assertEquals(-1021, code(answer));
        assertTrue(answer.body().contains(words), answer.body());
    }

    @ParameterizedTest
    @ValueSource(strings = {"symbol", "side", "type", "timeInForce", "quantity", "price"})
    void shouldNameTheParameterWhenAMandatoryOneIsMissing(final String name) throws Exception {
        start(SimFixture.config());
        final String without = ORDER.replaceAll("(^|&)" + name + "=[^&]*", "");
        final HttpResponse<String> answer = http.signed("POST", "/fapi/v1/order", without);
        assertEquals(-1102, code(answer));
        assertTrue(answer.body().contains("'" + name + "'"), answer.body());
    }

    @Test
    void shouldCountOrdersAndWeightInHeadersWhenAnswering() throws Exception {
        start(SimFixture.config());
        final HttpResponse<String> first = http.signed("POST", "/fapi/v1/order", ORDER);
        assertEquals("1", first.headers().firstValue("X-MBX-ORDER-COUNT-10S").orElse(""));
        assertEquals("0", first.headers().firstValue("X-MBX-USED-WEIGHT-1M").orElse(""));
        final HttpResponse<String> account = http.signed("GET", "/fapi/v3/account", "");
        assertEquals("5", account.headers().firstValue("x-mbx-used-weight-1m").orElse(""));
        assertTrue(account.headers().firstValue("x-mbx-order-count-10s").isEmpty());
        final HttpResponse<String> funding = http.send("GET", "/fapi/v1/fundingRate", "", false);
        assertTrue(funding.headers().firstValue("x-mbx-used-weight-1m").isEmpty());
    }

    @Test
    void shouldAnswer429Then418WhenLimitsAreExceeded() throws Exception {
        start(SimFixture.config().withLimits(new RateLimits(20, 2, 1_200, 2, 120_000)));
        http.ok("POST", "/fapi/v1/order", ORDER);
        http.ok("POST", "/fapi/v1/order", ORDER);
        final HttpResponse<String> tooMany = http.signed("POST", "/fapi/v1/order", ORDER);
        assertEquals(429, tooMany.statusCode());
        assertEquals(-1015, code(tooMany));
        assertEquals("10", tooMany.headers().firstValue("Retry-After").orElse(""));
        http.ok("GET", "/fapi/v1/klines", "symbol=XRPUSDC&interval=1m&limit=1500");
        http.ok("GET", "/fapi/v1/klines", "symbol=XRPUSDC&interval=1m&limit=1500");
        final HttpResponse<String> heavy = http.send("GET", "/fapi/v1/ping", "", false);
        assertEquals(429, heavy.statusCode());
        assertEquals(-1003, code(heavy));
        final HttpResponse<String> banned = http.send("GET", "/fapi/v1/ping", "", false);
        assertEquals(418, banned.statusCode());
        assertTrue(
                banned.body().contains("banned until " + (SimFixture.START_MS + 120_000)),
                banned.body());
    }

    @Test
    void shouldRefuseConditionalTypesWhenSentToTheOrderEndpoint() throws Exception {
        start(SimFixture.config());
        final HttpResponse<String> answer =
                http.signed(
                        "POST",
                        "/fapi/v1/order",
                        "symbol=XRPUSDC&side=SELL&type=STOP_MARKET&stopPrice=2.3&quantity=10");
        assertEquals(-4120, code(answer));
    }

    @Test
    void shouldExecuteOrNotAsTheFaultSaysWhenTheOutcomeIsUnknown() throws Exception {
        start(SimFixture.config());
        faults.arm("POST", "/fapi/v1/order", FaultKind.UNKNOWN_NOT_EXECUTED);
        final HttpResponse<String> lost = http.signed("POST", "/fapi/v1/order", ORDER);
        assertEquals(503, lost.statusCode());
        assertTrue(lost.body().contains("Unknown error, please check your request"), lost.body());
        assertEquals(0, http.ok("GET", "/fapi/v1/openOrders", "").size());
        faults.arm("POST", "/fapi/v1/order", FaultKind.UNKNOWN_EXECUTED);
        assertEquals(503, http.signed("POST", "/fapi/v1/order", ORDER).statusCode());
        assertEquals(1, http.ok("GET", "/fapi/v1/openOrders", "").size());
        faults.arm("POST", "/fapi/v1/order", FaultKind.REPLY_LOST);
        assertThrows(IOException.class, () -> http.signed("POST", "/fapi/v1/order", ORDER));
        final JsonNode open = http.ok("GET", "/fapi/v1/openOrders", "");
        assertEquals(2, open.size());
        faults.arm("GET", "/fapi/v1/time", FaultKind.HTML_PAGE);
        final HttpResponse<String> html = http.send("GET", "/fapi/v1/time", "", false);
        assertEquals(403, html.statusCode());
        assertTrue(html.body().startsWith("<html>"), html.body());
    }
}
