package dev.bowline.gateway.binance.rest;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import org.agrona.MutableDirectBuffer;

/** Ed25519, or RSASSA-PKCS1-v1_5 with SHA-256, as percent-encoded base64 without line breaks. */
final class KeyPairSigner extends RequestSigner {
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";

    private static final String ED25519 = "Ed25519";

    private final Signature signature;

    KeyPairSigner(final String pkcs8Pem) {
        final int begin = pkcs8Pem.indexOf(BEGIN);
        final int end = pkcs8Pem.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalArgumentException("no PKCS#8 key: needs a line " + BEGIN);
        }
        final byte[] der;
        try {
            der = Base64.getMimeDecoder().decode(pkcs8Pem.substring(begin + BEGIN.length(), end));
        } catch (final IllegalArgumentException ignored) { // its message would hold key material
            throw new IllegalArgumentException("the PKCS#8 key is not base64");
        }
        signature = initialised(der);
        Arrays.fill(der, (byte) 0);
    }

    @Override
    public SignatureKind kind() {
        return ED25519.equals(signature.getAlgorithm()) ? SignatureKind.ED25519 : SignatureKind.RSA;
    }

    @Override
    public int sign(
            final MutableDirectBuffer buffer,
            final int offset,
            final int length,
            final int signatureOffset) {
        return PercentEncoding.put(buffer, signatureOffset, base64(buffer, offset, length));
    }

    @Override
    public int signPlain(
            final MutableDirectBuffer buffer,
            final int offset,
            final int length,
            final int signatureOffset) {
        final byte[] base64 = base64(buffer, offset, length);
        buffer.putBytes(signatureOffset, base64);
        return base64.length;
    }

    @Override
    public boolean mayLogOn() {
        return ED25519.equals(signature.getAlgorithm());
    }

    private byte[] base64(final MutableDirectBuffer buffer, final int offset, final int length) {
        final byte[] message = new byte[length];
        buffer.getBytes(offset, message);
        try {
            signature.update(message);
            return Base64.getEncoder().encode(signature.sign());
        } catch (final GeneralSecurityException e) {
            throw new IllegalStateException("the key cannot sign: " + e.getClass().getName());
        }
    }

    private static Signature initialised(final byte[] der) {
        final Signature ed25519 = tryKey(der, ED25519, ED25519);
        final Signature found = ed25519 == null ? tryKey(der, "RSA", "SHA256withRSA") : ed25519;
        if (found == null) {
            throw new IllegalArgumentException("the PKCS#8 key is neither Ed25519 nor RSA");
        }
        return found;
    }

    /** A signature ready to sign, or {@code null} if the key is of another kind. */
    private static Signature tryKey(final byte[] der, final String kind, final String algorithm) {
        try {
            final PrivateKey key =
                    KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(der));
            final Signature made = Signature.getInstance(algorithm);
            made.initSign(key);
            // Proves that the key works now and not with the first order.
            made.update("probe".getBytes(StandardCharsets.US_ASCII));
            made.sign();
            return made;
        } catch (final GeneralSecurityException ignored) { // not a key of this kind
            return null;
        }
    }
}
