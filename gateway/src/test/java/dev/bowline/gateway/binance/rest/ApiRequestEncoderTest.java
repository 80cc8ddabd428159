package dev.bowline.gateway.binance.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.core.event.CommandKind;
import dev.bowline.core.event.OrderCommand;
import dev.bowline.core.event.OrderType;
import dev.bowline.core.event.Side;
import dev.bowline.core.event.TimeInForce;
import dev.bowline.core.event.WorkingType;
import dev.bowline.core.order.ClientOrderId;
import dev.bowline.core.order.OrderLeg;
import dev.bowline.gateway.json.Frames;
import dev.bowline.gateway.json.Instruments;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** OMS-2, SEC-3: commands become exactly the requests that the venue's WebSocket API documents. */
class ApiRequestEncoderTest {
    private static final List<String> NUMBERS = List.of("timestamp", "recvWindow", "orderId");
    private static final String SECRET = "a-secret-of-a-test";
    private static final String API_KEY =
            "vmPUZE6mv9SD5VNHk4HlWFsOr6aKE2zvsw0MuIgwCIPy6utIco14y7Ju91duEh8A";
    private static final long KEY = ClientOrderId.key(4711, 3, Side.SELL, OrderLeg.STOP, 2);
    private static final String ID = ClientOrderId.toText('s', 93, KEY);
    private static final long TIME_MS = 1_788_231_590_532L;

    /** Key pair 1 of RFC 8032, section 7.1, as PKCS#8. */
    private static final String ED25519 =
            pem("MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g");

    private final OrderCommand command = new OrderCommand();
    private final UnsafeBuffer out =
            new UnsafeBuffer(new byte[OrderRequestEncoder.MAX_REQUEST_LENGTH + 5]);
    private final ApiRequestEncoder encoder = encoder(RequestSigner.hmac(SECRET));

    private static String pem(final String base64) {
        return "-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
    }

    private static ApiRequestEncoder encoder(final RequestSigner signerOrNull) {
        return new ApiRequestEncoder(
                's', API_KEY, signerOrNull, Instruments.registry("BTCUSDT", "币安人生USDT"), 5_000);
    }

    private void given(final CommandKind kind, final OrderType type) {
        command.clear();
        command.kind = kind;
        command.instrumentId = 0;
        command.runId = 93;
        command.orderKey = KEY;
        command.side = Side.SELL;
        command.orderType = type;
        command.qtyE8 = 4_120_000;
    }

    private String textOf(final int offset, final int length) {
        final byte[] bytes = new byte[length];
        out.getBytes(offset, bytes);
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private JsonNode encode(final ApiRequestEncoder with) {
        final int length = with.encode(command, 4_711, TIME_MS, out, 5);
        assertTrue(length > 0, "not encodable");
        return Frames.parse(textOf(5, length));
    }

    /** All parameters but the signature, sorted by name, as the JDK's own map sorts them. */
    private static String payload(final JsonNode params) {
        final Map<String, String> sorted = new TreeMap<>();
        params.properties().forEach(each -> sorted.put(each.getKey(), each.getValue().asText()));
        sorted.remove("signature");
        return sorted.entrySet().stream()
                .map(each -> each.getKey() + '=' + each.getValue())
                .collect(Collectors.joining("&"));
    }

    private static String hmac(final String text) throws GeneralSecurityException {
        final Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void assertRequest(final String method, final String params) throws Exception {
        final JsonNode request = encode(encoder);
        assertEquals(List.of("id", "method", "params"), names(request));
        assertTrue(request.get("id").isIntegralNumber());
        assertEquals(4_711, request.get("id").asLong());
        assertEquals(method, request.get("method").asText());
        final JsonNode got = request.get("params");
        assertEquals("apiKey=" + API_KEY + '&' + params, unordered(payload(got)), payload(got));
        assertEquals(hmac(payload(got)), got.get("signature").asText());
        assertTrue(got.get("timestamp").isIntegralNumber());
        assertTrue(got.get("recvWindow").isIntegralNumber());
        got.properties().stream()
                .filter(each -> !NUMBERS.contains(each.getKey()))
                .forEach(each -> assertTrue(each.getValue().isTextual(), each.getKey()));
        assertEquals(sortedNames(got), names(got), "the order in which they are signed");
    }

    /** The key first, the numbers that are always the same left out. */
    private static String unordered(final String payload) {
        final List<String> pairs = new ArrayList<>(List.of(payload.split("&", -1)));
        pairs.remove("recvWindow=5000");
        pairs.remove("timestamp=" + TIME_MS);
        pairs.remove("apiKey=" + API_KEY);
        return "apiKey=" + API_KEY + '&' + String.join("&", pairs);
    }

    private static List<String> names(final JsonNode object) {
        final List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<String> sortedNames(final JsonNode object) {
        final List<String> names = names(object);
        names.remove("signature");
        names.sort(null);
        names.add("signature");
        return names;
    }

    @Test
    void shouldPlaceOrdersWhenToldTo() throws Exception {
        given(CommandKind.PLACE_ORDER, OrderType.MARKET);
        final String id = "newClientOrderId=" + ID + "&newOrderRespType=RESULT&";
        assertRequest("order.place", id + "quantity=0.0412&side=SELL&symbol=BTCUSDT&type=MARKET");
        command.reduceOnly = true;
        assertRequest(
                "order.place",
                id + "quantity=0.0412&reduceOnly=true&side=SELL&symbol=BTCUSDT&type=MARKET");
        given(CommandKind.PLACE_ORDER, OrderType.LIMIT);
        command.side = Side.BUY;
        command.priceE8 = 6_000_010_000_000L;
        command.timeInForce = TimeInForce.GTX;
        assertRequest(
                "order.place",
                id
                        + "price=60000.1&quantity=0.0412&side=BUY&symbol=BTCUSDT&timeInForce=GTX"
                        + "&type=LIMIT");
    }

    @Test
    void shouldPlaceConditionalOrdersWhenToldTo() throws Exception {
        given(CommandKind.PLACE_ALGO, OrderType.STOP_MARKET);
        command.triggerPriceE8 = 239_500_000;
        command.workingType = WorkingType.MARK_PRICE;
        command.reduceOnly = true;
        assertRequest(
                "algoOrder.place",
                "algoType=CONDITIONAL&clientAlgoId="
                        + ID
                        + "&quantity=0.0412&reduceOnly=true&side=SELL&symbol=BTCUSDT"
                        + "&triggerPrice=2.395&type=STOP_MARKET&workingType=MARK_PRICE");
        command.reduceOnly = false;
        command.closePosition = true;
        command.qtyE8 = 0;
        command.workingType = WorkingType.CONTRACT_PRICE;
        assertRequest(
                "algoOrder.place",
                "algoType=CONDITIONAL&clientAlgoId="
                        + ID
                        + "&closePosition=true&side=SELL&symbol=BTCUSDT&triggerPrice=2.395"
                        + "&type=STOP_MARKET&workingType=CONTRACT_PRICE");
        given(CommandKind.PLACE_ALGO, OrderType.TAKE_PROFIT);
        command.triggerPriceE8 = 239_500_000;
        command.priceE8 = 240_000_000;
        command.timeInForce = TimeInForce.GTC;
        command.workingType = WorkingType.MARK_PRICE;
        command.reduceOnly = true;
        assertRequest(
                "algoOrder.place",
                "algoType=CONDITIONAL&clientAlgoId="
                        + ID
                        + "&price=2.4&quantity=0.0412&reduceOnly=true&side=SELL&symbol=BTCUSDT"
                        + "&timeInForce=GTC&triggerPrice=2.395&type=TAKE_PROFIT"
                        + "&workingType=MARK_PRICE");
        given(CommandKind.PLACE_ALGO, OrderType.TRAILING_STOP_MARKET);
        command.activatePriceE8 = 250_000_000;
        command.callbackPercentE8 = 120_000_000;
        command.workingType = WorkingType.MARK_PRICE;
        command.reduceOnly = true;
        assertRequest(
                "algoOrder.place",
                "activatePrice=2.5&algoType=CONDITIONAL&callbackRate=1.2&clientAlgoId="
                        + ID
                        + "&quantity=0.0412&reduceOnly=true&side=SELL&symbol=BTCUSDT"
                        + "&type=TRAILING_STOP_MARKET&workingType=MARK_PRICE");
    }

    @Test
    void shouldCancelWhenToldTo() throws Exception {
        given(CommandKind.CANCEL_ORDER, null);
        assertRequest("order.cancel", "origClientOrderId=" + ID + "&symbol=BTCUSDT");
        command.venueOrderId = 8_389_765_519L;
        assertRequest("order.cancel", "orderId=8389765519&symbol=BTCUSDT");
        given(CommandKind.CANCEL_ALGO, null);
        assertRequest("algoOrder.cancel", "clientAlgoId=" + ID);
    }

    /** The connection knows the key, so that a request is neither signed nor names it. */
    @Test
    void shouldLeaveKeyAndSignatureOutWhenTheConnectionHasLoggedOn() {
        given(CommandKind.PLACE_ORDER, OrderType.MARKET);
        final JsonNode params = encode(encoder(null)).get("params");
        assertFalse(params.has("apiKey"), params.toString());
        assertFalse(params.has("signature"), params.toString());
        assertEquals(TIME_MS, params.get("timestamp").asLong());
        assertEquals(
                "newClientOrderId="
                        + ID
                        + "&newOrderRespType=RESULT&quantity=0.0412&recvWindow=5000&side=SELL"
                        + "&symbol=BTCUSDT&timestamp="
                        + TIME_MS
                        + "&type=MARKET",
                payload(params));
    }

    /** Signature by OpenSSL over the same text; Ed25519 gives one signature per key and text. */
    @Test
    void shouldGiveTheKnownAnswerWhenLoggingOn() {
        final RequestSigner signer = RequestSigner.keyPair(ED25519);
        assertTrue(signer.mayLogOn());
        final int length = encoder(null).encodeLogon(signer, 1, TIME_MS, out);
        assertEquals(
                "{\"id\":1,\"method\":\"session.logon\",\"params\":{\"apiKey\":\""
                        + API_KEY
                        + "\",\"recvWindow\":5000,\"timestamp\":"
                        + TIME_MS
                        + ",\"signature\":\"6JxgvKGaqsBkLE8vwiFHdC5qyYYKT05BuoFV3GW3/F2/hg7ASOxMiFI3"
                        + "K1jVDDsD6mgPrvGck0YSVhNNpMNVDw==\"}}",
                textOf(0, length));
    }

    @Test
    void shouldLetEd25519AloneLogOn() throws GeneralSecurityException {
        assertFalse(RequestSigner.hmac(SECRET).mayLogOn());
        final KeyPairGenerator rsaKeys = KeyPairGenerator.getInstance("RSA");
        rsaKeys.initialize(2_048);
        final KeyPair rsa = rsaKeys.generateKeyPair();
        final RequestSigner signer =
                RequestSigner.keyPair(
                        pem(Base64.getEncoder().encodeToString(rsa.getPrivate().getEncoded())));
        assertFalse(signer.mayLogOn());
        given(CommandKind.PLACE_ORDER, OrderType.MARKET);
        final String signature = encode(encoder(signer)).at("/params/signature").asText();
        assertFalse(signature.contains("%"), "not percent-encoded in JSON");
        assertEquals(256, Base64.getDecoder().decode(signature).length);
    }

    /** REST has them all; a request that is not possible here must not be lost. */
    @Test
    void shouldEncodeNothingWhenTheApiHasNoSuchRequest() {
        for (final CommandKind kind :
                List.of(
                        CommandKind.QUERY_ORDER,
                        CommandKind.QUERY_ALGO,
                        CommandKind.DEADMAN_ARM,
                        CommandKind.RECONCILE)) {
            given(kind, null);
            command.countdownMs = 60_000;
            assertEquals(-1, encoder.encode(command, 4_711, TIME_MS, out, 5), kind.name());
        }
        given(CommandKind.PLACE_ORDER, OrderType.MARKET);
        command.instrumentId = 1;
        assertEquals(-1, encoder.encode(command, 4_711, TIME_MS, out, 5), "not ASCII");
        command.instrumentId = 0;
        command.qtyE8 = 0;
        assertEquals(-1, encoder.encode(command, 4_711, TIME_MS, out, 5), "no quantity");
        command.qtyE8 = 1;
        assertEquals(-1, encoder.encode(command, 0, TIME_MS, out, 5), "no id");
        assertEquals(-1, encoder.encode(command, 4_711, TIME_MS, out, 6), "too little room");
    }

    @Test
    void shouldRefuseAKeyThatCouldNotStandInJson() {
        final IllegalArgumentException refusal =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                new ApiRequestEncoder(
                                        's',
                                        "ab\"c",
                                        null,
                                        Instruments.registry("BTCUSDT"),
                                        5_000));
        assertFalse(refusal.getMessage().contains("ab\"c"));
    }
}
