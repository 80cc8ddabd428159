package dev.bowline.gateway.history;

/** Recorded data that cannot be used; the message names file, line, value and what is allowed. */
public final class HistoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A file as a whole. */
    public HistoryException(final String file, final String problem, final Throwable cause) {
        super(file + ": " + problem, cause);
    }

    /** One line of a file. */
    public HistoryException(final String file, final long line, final String problem) {
        super(file + " line " + line + ": " + problem);
    }
}
