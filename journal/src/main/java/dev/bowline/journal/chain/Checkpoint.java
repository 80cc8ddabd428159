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
 * Statement, signed with Ed25519, that a run has a snapshot at this place with this link. A start
 * verifies and replays from there on; what stands before it was linked by the process that signed,
 * and is read again by {@code audit verify} alone. Kept in a file beside the records and replaced
 * by the next one.
 *
 * @param runId the run
 * @param records records up to the snapshot, which is the last of them
 * @param previousHead link of the record before the snapshot, hex
 * @param head link of the snapshot, hex
 * @param file name of the queue's file that holds it
 * @param offset where in the file
 * @param signature over the others, Base64
 */
public record Checkpoint(
        int runId,
        long records,
        String previousHead,
        String head,
        String file,
        long offset,
        String signature) {
    private static final String FORMAT = "bowline-checkpoint-1";
    private static final int LINES = 8;

    /** The same with a signature. */
    public Checkpoint signedBy(final PrivateKey key) {
        try {
            final Signature signer = Signature.getInstance("Ed25519");
            signer.initSign(key);
            signer.update(statement());
            final String text = Base64.getEncoder().encodeToString(signer.sign());
            return new Checkpoint(runId, records, previousHead, head, file, offset, text);
        } catch (final GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot sign with this key", e);
        }
    }

    /** Whether the key's owner signed exactly this. */
    public boolean isSignedBy(final PublicKey key) {
        try {
            final Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(statement());
            return verifier.verify(Base64.getDecoder().decode(signature));
        } catch (final GeneralSecurityException | IllegalArgumentException ignored) {
            // A signature that cannot be read is no signature.
            return false;
        }
    }

    /** Writes the file as a whole or not at all. */
    public void write(final Path path) throws IOException {
        final Path draft = path.resolveSibling(path.getFileName() + ".draft");
        Files.writeString(
                draft,
                new String(statement(), StandardCharsets.UTF_8) + "signature=" + signature + "\n");
        Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if the file is not readable or is no checkpoint
     */
    public static Checkpoint read(final Path path) throws IOException {
        final List<String> lines = Files.readAllLines(path);
        try {
            if (lines.size() != LINES || !lines.get(0).equals(FORMAT)) {
                throw new IOException(path + " is no checkpoint");
            }
            return new Checkpoint(
                    Integer.parseInt(value(lines.get(1), "run=")),
                    Long.parseLong(value(lines.get(2), "records=")),
                    value(lines.get(3), "previous="),
                    value(lines.get(4), "head="),
                    value(lines.get(5), "file="),
                    Long.parseLong(value(lines.get(6), "offset=")),
                    value(lines.get(7), "signature="));
        } catch (final IllegalArgumentException e) {
            throw new IOException(path + " is no checkpoint: " + e.getMessage(), e);
        }
    }

    private static String value(final String line, final String key) {
        if (!line.startsWith(key)) {
            throw new IllegalArgumentException(line + ", must start with " + key);
        }
        return line.substring(key.length());
    }

    private byte[] statement() {
        return String.join(
                        "\n",
                        FORMAT,
                        "run=" + runId,
                        "records=" + records,
                        "previous=" + previousHead,
                        "head=" + head,
                        "file=" + file,
                        "offset=" + offset,
                        "")
                .getBytes(StandardCharsets.UTF_8);
    }
}
