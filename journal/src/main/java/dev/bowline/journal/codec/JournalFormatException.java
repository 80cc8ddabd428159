package dev.bowline.journal.codec;

/** Bytes that are no record of this build's format; the message says what was found. */
public final class JournalFormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean isNewerVersion;

    /** Not a record. */
    public JournalFormatException(final String message) {
        this(message, false);
    }

    private JournalFormatException(final String message, final boolean isNewerVersion) {
        super(message);
        this.isNewerVersion = isNewerVersion;
    }

    public JournalFormatException(final String message, final Throwable cause) {
        super(message, cause);
        isNewerVersion = false;
    }

    /** A record that a newer build wrote. */
    static JournalFormatException newerVersion(final int version) {
        return new JournalFormatException(
                "written by a newer version "
                        + version
                        + ", this build reads up to "
                        + RecordHeader.SCHEMA_VERSION,
                true);
    }

    /** The bytes may be sound, but this build is too old for them: nothing may be cut off. */
    public boolean isNewerVersion() {
        return isNewerVersion;
    }
}
