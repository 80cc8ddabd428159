package dev.bowline.gateway.binance.rest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.agrona.MutableDirectBuffer;

/**
 * HMAC-SHA256 (RFC 2104) as lower-case hex, over a reused digest: {@code javax.crypto.Mac} makes an
 * array per signature. No garbage.
 */
final class HmacSigner extends RequestSigner {
    private static final int BLOCK_BYTES = 64;
    private static final int HASH_BYTES = 32;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final MessageDigest digest;
    private final byte[] innerPad = new byte[BLOCK_BYTES];
    private final byte[] outerPad = new byte[BLOCK_BYTES];
    private final byte[] hash = new byte[HASH_BYTES];
    private byte[] message = new byte[OrderRequestEncoder.MAX_REQUEST_LENGTH];

    HmacSigner(final String secret) {
        if (secret.isEmpty()) {
            throw new IllegalArgumentException("the secret is empty");
        }
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        byte[] key = secret.getBytes(StandardCharsets.UTF_8);
        if (key.length > BLOCK_BYTES) {
            key = digest.digest(key);
        }
        for (int i = 0; i < BLOCK_BYTES; i++) {
            final int k = i < key.length ? key[i] : 0;
            innerPad[i] = (byte) (k ^ INNER);
            outerPad[i] = (byte) (k ^ OUTER);
        }
        Arrays.fill(key, (byte) 0);
    }

    @Override
    public SignatureKind kind() {
        return SignatureKind.HMAC;
    }

    @Override
    public int sign(
            final MutableDirectBuffer buffer,
            final int offset,
            final int length,
            final int signatureOffset) {
        if (length > message.length) {
            message = new byte[length * 2]; // Slow callers with long lists only.
        }
        buffer.getBytes(offset, message, 0, length);
        try {
            digest.update(innerPad, 0, BLOCK_BYTES);
            digest.update(message, 0, length);
            digest.digest(hash, 0, HASH_BYTES);
            digest.update(outerPad, 0, BLOCK_BYTES);
            digest.update(hash, 0, HASH_BYTES);
            digest.digest(hash, 0, HASH_BYTES);
        } catch (final java.security.DigestException e) {
            throw new IllegalStateException(e);
        }
        for (int i = 0; i < HASH_BYTES; i++) {
            buffer.putByte(signatureOffset + 2 * i, HEX[(hash[i] >> 4) & 0xF]);
            buffer.putByte(signatureOffset + 2 * i + 1, HEX[hash[i] & 0xF]);
        }
        return 2 * HASH_BYTES;
    }

    @Override
    public int signPlain(
            final MutableDirectBuffer buffer,
            final int offset,
            final int length,
            final int signatureOffset) {
        return sign(buffer, offset, length, signatureOffset);
    }

    @Override
    public boolean mayLogOn() {
        return false;
    }
}
