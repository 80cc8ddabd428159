package dev.bowline.ops.cli;

/** A command ends early with a message for people and an exit code. */
public class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    /**
     * A failure that is explained by its message alone.
     *
     * @param exitCode one of {@link ExitCode}
     * @param message names the thing, the value and what to do
     */
    public CommandFailure(final int exitCode, final String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** As above, with what caused it. */
    public CommandFailure(final int exitCode, final String message, final Throwable cause) {
        super(message, cause);
        this.exitCode = exitCode;
    }

    public final int exitCode() {
        return exitCode;
    }
}
