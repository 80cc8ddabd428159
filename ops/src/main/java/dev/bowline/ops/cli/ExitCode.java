package dev.bowline.ops.cli;

/** What the process tells its caller (CTL-1). */
public final class ExitCode {
    /** Done. */
    public static final int DONE = 0;

    /** Tried and failed. */
    public static final int FAILED = 1;

    /** What was asked for does not exist. */
    public static final int NOT_FOUND = 2;

    /** No instance is running. */
    public static final int NOT_RUNNING = 3;

    /** The configuration or the command line is refused. */
    public static final int CONFIGURATION = 4;

    /** A time limit was hit. */
    public static final int TIMED_OUT = 5;

    private ExitCode() {}
}
