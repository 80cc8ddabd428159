package dev.bowline.ops.launch;

import dev.bowline.gateway.binance.Credentials;
import dev.bowline.gateway.binance.Secret;
import dev.bowline.gateway.sim.server.SimKey;
import dev.bowline.ops.config.ConfigTree;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Key and secret for one run on the embedded exchange, of the kind that is configured, so that
 * signing and logging on are those of the venue.
 *
 * @param key what the exchange knows
 * @param credentials what the gateway signs with
 */
record SimAccount(SimKey key, Credentials credentials) {

    /** Made anew for each run; nothing of it is kept. */
    static SimAccount of(final ConfigTree tree) {
        final String apiKey = randomHex();
        return switch (tree.text("credentials.kind")) {
            case "ed25519" -> ofPair(apiKey, "Ed25519");
            case "rsa" -> ofPair(apiKey, "RSA");
            default -> {
                final String secret = randomHex();
                yield new SimAccount(
                        SimKey.hmac(apiKey, secret),
                        new Credentials(Secret.of(apiKey), Secret.of(secret)));
            }
        };
    }

    private static SimAccount ofPair(final String apiKey, final String algorithm) {
        final KeyPair pair;
        try {
            pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        final String pem =
                "-----BEGIN PRIVATE KEY-----\n"
                        + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                        + "\n-----END PRIVATE KEY-----\n";
        return new SimAccount(
                new SimKey(apiKey, null, pair.getPublic()),
                new Credentials(Secret.of(apiKey), Secret.of(pem)));
    }

    private static String randomHex() {
        final byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
