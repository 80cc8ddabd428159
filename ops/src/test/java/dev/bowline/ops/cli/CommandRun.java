package dev.bowline.ops.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * One command run inside the test's process.
 *
 * @param exitCode what the process would have ended with
 * @param out what it printed
 * @param err what it complained about
 */
public record CommandRun(int exitCode, String out, String err) {
    /** Runs {@code bowline} with these arguments; no file of the working directory is read. */
    public static CommandRun of(final String... arguments) {
        final StringWriter out = new StringWriter();
        final StringWriter err = new StringWriter();
        final CommandLine command =
                Bowline.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        final int exitCode = command.execute(arguments);
        return new CommandRun(exitCode, out.toString(), err.toString());
    }
}
