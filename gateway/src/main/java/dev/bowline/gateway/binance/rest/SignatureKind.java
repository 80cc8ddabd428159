package dev.bowline.gateway.binance.rest;

/** How requests are signed (SEC-3). */
public enum SignatureKind {
    HMAC,
    ED25519,
    RSA
}
