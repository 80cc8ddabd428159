package dev.bowline.gateway.sim.server;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who may pass: API key, signature over the raw bytes, and the time window (USDⓈ-M docs, General
 * Info, read 2026-11-20). Exchange thread only.
 */
final class RequestGate {
    private static final long DEFAULT_RECV_WINDOW_MS = 5_000;
    private static final long MAX_RECV_WINDOW_MS = 60_000;
    private static final long MAX_AHEAD_MS = 1_000;

    private final Map<String, SimKey> keys = new HashMap<>();
    private final LongSupplier serverTimeMs;

    /**
     * Knows these keys.
     *
     * @param serverTimeMs the venue's time as clients are told it
     */
    RequestGate(final List<SimKey> known, final LongSupplier serverTimeMs) {
        this.serverTimeMs = serverTimeMs;
        for (final SimKey key : known) {
            keys.put(key.apiKey(), key);
        }
    }

    /** The venue's time as clients are told it. */
    long serverTimeMs() {
        return serverTimeMs.getAsLong();
    }

    void check(final RestRequest request, final EndpointSecurity security) throws RestError {
        if (security == EndpointSecurity.NONE) {
            return;
        }
        final SimKey key = requireKey(request.apiKeyOrNull());
        if (security == EndpointSecurity.SIGNED) {
            checkTime(request);
            if (!request.isLoggedOn()) {
                checkSignature(request, key);
            }
        }
    }

    /** Ed25519 alone may log a connection on. */
    void checkLogon(final RestRequest request) throws RestError {
        final SimKey key = requireKey(request.apiKeyOrNull());
        if (key.publicKeyOrNull() == null || isRsa(key)) {
            // Spot docs, Session Authentication; the futures docs name no code.
            throw RestError.of(-4056, "Only Ed25519 API keys may log on.");
        }
        check(request, EndpointSecurity.SIGNED);
    }

    private static boolean isRsa(final SimKey key) {
        return "RSA".equals(key.publicKeyOrNull().getAlgorithm());
    }

    private SimKey requireKey(final String apiKeyOrNull) throws RestError {
        if (apiKeyOrNull == null || apiKeyOrNull.isEmpty()) {
            throw new RestError(401, -2014, "API-key format invalid.", 0);
        }
        final SimKey key = keys.get(apiKeyOrNull);
        if (key == null) {
            throw new RestError(401, -2015, "Invalid API-key, IP, or permissions for action.", 0);
        }
        return key;
    }

    private void checkTime(final RestRequest request) throws RestError {
        final long timestampMs = request.number("timestamp");
        final long windowMs = request.numberOr("recvWindow", DEFAULT_RECV_WINDOW_MS);
        if (windowMs < 0 || windowMs > MAX_RECV_WINDOW_MS) {
            throw RestError.of(-1131, "recvWindow must be less than " + MAX_RECV_WINDOW_MS);
        }
        final long nowMs = serverTimeMs.getAsLong();
        if (timestampMs >= nowMs + MAX_AHEAD_MS) {
            throw RestError.of(
                    -1021, "Timestamp for this request was 1000ms ahead of the server's time.");
        }
        if (nowMs - timestampMs > windowMs) {
            throw RestError.of(-1021, "Timestamp for this request is outside of the recvWindow.");
        }
    }

    private static void checkSignature(final RestRequest request, final SimKey key)
            throws RestError {
        final String signature = request.text("signature");
        final byte[] payload = request.signedPayload().getBytes(StandardCharsets.UTF_8);
        final boolean good;
        try {
            good =
                    key.secretOrNull() != null
                            ? isHmac(payload, signature, key.secretOrNull())
                            : isSigned(payload, signature, key);
        } catch (final GeneralSecurityException | IllegalArgumentException e) {
            throw badSignature();
        }
        if (!good) {
            throw badSignature();
        }
    }

    private static RestError badSignature() {
        return RestError.of(-1022, "Signature for this request is not valid.");
    }

    private static boolean isHmac(final byte[] payload, final String hex, final String secret)
            throws GeneralSecurityException {
        final Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        final byte[] claimed = HexFormat.of().parseHex(hex.toLowerCase(Locale.ROOT));
        return MessageDigest.isEqual(mac.doFinal(payload), claimed);
    }

    private static boolean isSigned(final byte[] payload, final String base64, final SimKey key)
            throws GeneralSecurityException {
        final Signature verifier = Signature.getInstance(isRsa(key) ? "SHA256withRSA" : "Ed25519");
        verifier.initVerify(key.publicKeyOrNull());
        verifier.update(payload);
        return verifier.verify(Base64.getDecoder().decode(base64));
    }
}
