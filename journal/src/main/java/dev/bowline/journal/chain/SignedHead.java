package dev.bowline.journal.chain;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;

/**
 * Statement, signed with Ed25519, that a run ended with so many records and this link. Kept in a
 * file beside the records, better also elsewhere: cutting the end of a signed run off then shows.
 *
 * @param runId the run
 * @param records its records, RUN_HEADER and RUN_END included
 * @param head link of the last of them, hex
 * @param signature over the three, Base64
 */
public record SignedHead(int runId, long records, String head, String signature) {
    private static final String FORMAT = "bowline-head-1";
    private static final int LINES = 5;

    /** Signs the end of a run. */
    public static SignedHead sign(
            final int runId, final long records, final String head, final PrivateKey key) {
        try {
            final Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(key);
            signer.update(statement(runId, records, head));
            return new SignedHead(
                    runId, records, head, Base64.getEncoder().encodeToString(signer.sign()));
        } catch (final GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot sign with this key", e);
        }
    }

    /** Whether the key's owner signed exactly this. */
    public boolean isSignedBy(final PublicKey key) {
        try {
            final Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(statement(runId, records, head));
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (final GeneralSecurityException | IllegalArgumentException ignored) {
            // A signature that cannot be read is no signature.
            return false;
        }
    }

    /** Writes the file as a whole or not at all. */
    public void write(final Path file) throws IOException {
        final Path draft = file.resolveSibling(file.getFileName() + ".draft");
        Files.writeString(
                draft,
                String.join("\n", FORMAT, "run=" + runId, "records=" + records, "head=" + head)
                        + "\nsignature="
                        + signature
                        + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if the file is not readable or is no signed head
     */
    public static SignedHead read(final Path file) throws IOException {
        final List<String> lines;
        try {
            lines = Files.readAllLines(file);
            if (lines.size() != LINES || !lines.get(0).equals(FORMAT)) {
                throw new IOException(file + " is no signed head");
            }
            return new SignedHead(
                    Integer.parseInt(value(lines.get(1), "run=")),
                    Long.parseLong(value(lines.get(2), "records=")),
                    value(lines.get(3), "head="),
                    value(lines.get(4), "signature="));
        } catch (final IllegalArgumentException e) {
            throw new IOException(file + " is no signed head: " + e.getMessage(), e);
        }
    }

    private static String value(final String line, final String key) {
        if (!line.startsWith(key)) {
            throw new IllegalArgumentException(line + ", must start with " + key);
        }
        return line.substring(key.length());
    }

    private static byte[] statement(final int runId, final long records, final String head) {
        return (FORMAT + '\n' + runId + '\n' + records + '\n' + head + '\n')
                .getBytes(StandardCharsets.US_ASCII);
    }
}
