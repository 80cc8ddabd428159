package dev.bowline.ops.launch;

/** The run did not come up; the message names the step and why. Nothing was left open. */
public final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The step and the reason in one line. */
    public StartException(final String message, final Throwable cause) {
        super(message, cause);
    }
}
