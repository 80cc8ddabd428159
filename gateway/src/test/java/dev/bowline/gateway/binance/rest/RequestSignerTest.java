package dev.bowline.gateway.binance.rest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.bowline.gateway.json.Frames;
import dev.bowline.gateway.json.SharedData;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SEC-3: known answers of the venue, and the JDK as the second opinion. */
class RequestSignerTest {
    // The venue's own published example (USDⓈ-M docs, SIGNED Endpoint Examples).
    private static final String SECRET =
            "2b5eb11e18796d12d88f13dc27dbbd02c2cc51ff7059765ed9821957d82bb4d9";

    private static String sign(final RequestSigner signer, final String payload) {
        final UnsafeBuffer buffer = new UnsafeBuffer(new byte[8192]);
        final byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        buffer.putBytes(3, bytes);
        final int length = signer.sign(buffer, 3, bytes.length, 3 + bytes.length);
        assertTrue(length <= RequestSigner.MAX_SIGNATURE_LENGTH);
        final byte[] signature = new byte[length];
        buffer.getBytes(3 + bytes.length, signature);
        return new String(signature, StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @CsvSource({
        "symbol=BTCUSDT&side=BUY&type=LIMIT&quantity=1&price=9000&timeInForce=GTC&recvWindow=5000"
                + "&timestamp=1591702613943,"
                + "3c661234138461fcc7a7d8746c6558c9842d4e10870d2ecbedf7777cad694af9",
        "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTCquantity=1&price=9000&recvWindow=5000"
                + "&timestamp=1591702613943,"
                + "30baaf0fab549bbeda7f5ef201898b34122da25fd23c646cac2c529aebe670a4"
    })
    void shouldGiveTheKnownAnswerWhenHmac(final String payload, final String expected) {
        assertEquals(expected, sign(RequestSigner.hmac(SECRET), payload));
    }

    @Test
    void shouldGiveTheKnownAnswersWhenVectorsAreThere() {
        final JsonNode vectors =
                Frames.parse(
                        SharedData.text(
                                SharedData.require("data/fixtures/signature-vectors.json")));
        assertTrue(vectors.size() > 1);
        for (final JsonNode vector : vectors) {
            assertEquals(
                    vector.get("signature").asText(),
                    sign(
                            RequestSigner.hmac(vector.get("secretKey").asText()),
                            vector.get("payload").asText()));
        }
    }

    @Test
    void shouldAgreeWithTheJdkWhenKeysAndTextsAreRandom() throws GeneralSecurityException {
        final long seed = Long.getLong("bowline.seed", System.nanoTime());
        final Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            final String secret = "k".repeat(1 + random.nextInt(150)) + random.nextInt();
            final String payload = "symbol=é&x=" + "y".repeat(random.nextInt(700));
            final Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            final String expected =
                    HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
            assertEquals(expected, sign(RequestSigner.hmac(secret), payload), () -> "seed " + seed);
        }
    }

    @ParameterizedTest
    @CsvSource({"Ed25519,Ed25519,255", "RSA,SHA256withRSA,2048"})
    void shouldVerifyWhenSignedByAKeyPair(final String kind, final String algorithm, final int bits)
            throws GeneralSecurityException {
        final KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
        generator.initialize(bits);
        final KeyPair pair = generator.generateKeyPair();
        final String pem =
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n";
        final RequestSigner signer = RequestSigner.keyPair(pem);
        for (int i = 0; i < 20; i++) {
            final String payload = "symbol=BTCUSDT&timestamp=" + i;
            final String text = sign(signer, payload);
            assertTrue(text.matches("([A-Za-z0-9]|%2B|%2F|%3D)+"), text);
            final Signature check = Signature.getInstance(algorithm);
            check.initVerify(pair.getPublic());
            check.update(payload.getBytes(StandardCharsets.US_ASCII));
            assertTrue(
                    check.verify(
                            Base64.getDecoder()
                                    .decode(URLDecoder.decode(text, StandardCharsets.US_ASCII))));
        }
    }

    @Test
    void shouldRefuseWithoutShowingItWhenTheKeyIsBroken() {
        for (final String body : new String[] {"c2VjcmV0", "secret!!!?"}) {
            final String pem =
                    "-----BEGIN PRIVATE KEY-----\n" + body + "\n-----END PRIVATE KEY-----";
            final IllegalArgumentException refusal =
                    assertThrows(IllegalArgumentException.class, () -> RequestSigner.keyPair(pem));
            assertFalse(refusal.getMessage().contains(body.substring(0, 6)));
        }
        assertThrows(IllegalArgumentException.class, () -> RequestSigner.keyPair("no key"));
        assertThrows(IllegalArgumentException.class, () -> RequestSigner.hmac(""));
        assertFalse(RequestSigner.hmac(SECRET).toString().contains(SECRET));
    }
}
