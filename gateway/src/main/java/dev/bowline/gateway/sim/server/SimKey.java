package dev.bowline.gateway.sim.server;

import java.security.PublicKey;

/**
 * One API key the exchange knows: HMAC with a shared secret, or Ed25519/RSA with a public key.
 *
 * @param apiKey the text of the header {@code X-MBX-APIKEY}
 * @param secretOrNull shared secret; {@code null} if {@code publicKeyOrNull} is given
 * @param publicKeyOrNull Ed25519 or RSA key; {@code null} for HMAC
 */
public record SimKey(String apiKey, String secretOrNull, PublicKey publicKeyOrNull) {
    public SimKey {
        if ((secretOrNull == null) == (publicKeyOrNull == null)) {
            throw new IllegalArgumentException(
                    "sim key " + apiKey + ": give either a secret or a public key");
        }
    }

    public static SimKey hmac(final String apiKey, final String secret) {
        return new SimKey(apiKey, secret, null);
    }

    @Override
    public String toString() {
        return "SimKey[" + apiKey + ", ***]";
    }
}
