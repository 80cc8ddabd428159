package dev.bowline.journal.chain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/**
 * The Ed25519 key pair that signs heads: {@code NAME} holds the private key (PKCS #8, Base64,
 * readable by its owner alone), {@code NAME.pub} the public one (X.509, Base64).
 */
public final class HeadKeys {
    private HeadKeys() {}

    /** The private key in the file; a new pair is made if there is none. */
    public static PrivateKey loadOrCreate(final Path file) throws IOException {
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return KeyFactory.getInstance("Ed25519")
                    .generatePrivate(new PKCS8EncodedKeySpec(decode(file)));
        } catch (final GeneralSecurityException e) {
            throw new IOException(file + " is no Ed25519 private key", e);
        }
    }

    /** The public key beside the private one. */
    public static PublicKey loadPublic(final Path file) throws IOException {
        final Path publicFile = publicFile(file);
        try {
            return KeyFactory.getInstance("Ed25519")
                    .generatePublic(new X509EncodedKeySpec(decode(publicFile)));
        } catch (final GeneralSecurityException e) {
            throw new IOException(publicFile + " is no Ed25519 public key", e);
        }
    }

    public static Path publicFile(final Path file) {
        return file.resolveSibling(file.getFileName() + ".pub");
    }

    private static void create(final Path file) throws IOException, GeneralSecurityException {
        final KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        // The private file appears last and whole: whoever is killed here starts over.
        final Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.deleteIfExists(draft);
        Files.createFile(
                draft,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, encode(pair.getPrivate().getEncoded()));
        Files.writeString(publicFile(file), encode(pair.getPublic().getEncoded()));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static String encode(final byte[] key) {
        return Base64.getEncoder().encodeToString(key) + "\n";
    }

    private static byte[] decode(final Path file) throws IOException {
        try {
            return Base64.getDecoder().decode(Files.readString(file).strip());
        } catch (final IllegalArgumentException e) {
            throw new IOException(file + " is not Base64", e);
        }
    }
}
