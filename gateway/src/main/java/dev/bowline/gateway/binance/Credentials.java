package dev.bowline.gateway.binance;

import dev.bowline.gateway.binance.rest.RequestSigner;

/**
 * API key and what it signs with.
 *
 * @param apiKey value of X-MBX-APIKEY
 * @param secret HMAC secret, or a private key as PKCS#8 PEM (Ed25519 or RSA)
 */
public record Credentials(Secret apiKey, Secret secret) {

    /** A signer of its own for the calling thread. */
    RequestSigner newSigner() {
        return RequestSigner.of(secret.reveal());
    }
}
