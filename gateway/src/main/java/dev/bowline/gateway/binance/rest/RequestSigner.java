package dev.bowline.gateway.binance.rest;

import org.agrona.MutableDirectBuffer;

/**
 * Signs the bytes of a query string. The secret never leaves the object; {@code toString} prints
 * {@code ***}. One thread per signer.
 */
public abstract sealed class RequestSigner permits HmacSigner, KeyPairSigner {
    /** Longest signature text: RSA 4096 in base64, every character percent-encoded. */
    public static final int MAX_SIGNATURE_LENGTH = 2052;

    RequestSigner() {}

    /**
     * A signer for whatever the secret is: a PKCS#8 PEM of Ed25519 or RSA, else the secret of an
     * HMAC key.
     *
     * @throws IllegalArgumentException if it is empty or a broken PEM; the message holds nothing of
     *     it
     */
    public static RequestSigner of(final String secret) {
        return secret.startsWith("-----BEGIN") ? keyPair(secret) : hmac(secret);
    }

    /** HMAC-SHA256 with the secret of the key, written as lower-case hex. No garbage. */
    public static RequestSigner hmac(final String secret) {
        return new HmacSigner(secret);
    }

    /**
     * Ed25519 or RSA (PKCS#1 v1.5, SHA-256), whichever the key is; base64, percent-encoded. Makes
     * garbage.
     *
     * @param pkcs8Pem {@code -----BEGIN PRIVATE KEY-----} …
     * @throws IllegalArgumentException if it is neither; the message holds nothing of the key
     */
    public static RequestSigner keyPair(final String pkcs8Pem) {
        return new KeyPairSigner(pkcs8Pem);
    }

    /**
     * Signs {@code length} bytes at {@code offset} of {@code buffer} and writes the signature as it
     * stands in a URL to {@code signatureOffset} of the same buffer.
     *
     * @return number of bytes written
     */
    public abstract int sign(
            MutableDirectBuffer buffer, int offset, int length, int signatureOffset);

    /**
     * As {@link #sign}, but the signature as it stands in a JSON text: hex, or base64 that is not
     * percent-encoded.
     *
     * @return number of bytes written
     */
    public abstract int signPlain(
            MutableDirectBuffer buffer, int offset, int length, int signatureOffset);

    /** Whether the venue lets a connection log on with a key of this kind: Ed25519 alone. */
    public abstract boolean mayLogOn();

    /** What it signs with. */
    public abstract SignatureKind kind();

    @Override
    public final String toString() {
        return "RequestSigner[***]";
    }
}
