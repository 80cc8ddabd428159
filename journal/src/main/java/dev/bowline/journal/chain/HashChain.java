package dev.bowline.journal.chain;

import dev.bowline.journal.codec.RecordHeader;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The link of record n is SHA-256 over link n-1 followed by header and body of record n; before the
 * first record of the first run stand 32 zero bytes. Allocates nothing per record. One thread.
 */
public final class HashChain {
    private final MessageDigest digest = newSha256();
    private final byte[] head = new byte[RecordHeader.HASH_BYTES];

    /** Continues behind a link; 32 zero bytes start a journal. */
    public HashChain(final byte[] lastHead) {
        if (lastHead.length != RecordHeader.HASH_BYTES) {
            throw new IllegalArgumentException("head of " + lastHead.length + " bytes, must be 32");
        }
        System.arraycopy(lastHead, 0, head, 0, head.length);
    }

    /**
     * Makes {@code [offset, offset + length)} the next record and writes its link right behind it.
     *
     * @param bytes with room for the link
     */
    public void link(final byte[] bytes, final int offset, final int length) {
        advance(bytes, offset, length);
        System.arraycopy(head, 0, bytes, offset + length, head.length);
    }

    /** Makes the bytes the next record; {@link #head} is its link. */
    public void advance(final byte[] bytes, final int offset, final int length) {
        digest.update(head, 0, head.length);
        digest.update(bytes, offset, length);
        try {
            digest.digest(head, 0, head.length);
        } catch (final DigestException e) {
            throw new IllegalStateException("SHA-256 gave no 32 bytes", e);
        }
    }

    /** Goes back to an earlier head, after the record that was linked could not be stored. */
    public void restore(final byte[] bytes, final int offset) {
        System.arraycopy(bytes, offset, head, 0, head.length);
    }

    /** Copies the head to {@code target}. */
    public void copyHead(final byte[] target, final int offset) {
        System.arraycopy(head, 0, target, offset, head.length);
    }

    /** Whether the head equals the link that stands at {@code offset}. */
    public boolean isHead(final byte[] bytes, final int offset) {
        return Arrays.equals(head, 0, head.length, bytes, offset, offset + head.length);
    }

    /** Link of the last record; a copy. */
    public byte[] head() {
        return head.clone();
    }

    /** A SHA-256 digest; every Java platform has one. */
    public static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (final NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
